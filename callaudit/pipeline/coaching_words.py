"""The sentences of coaching sheets: what numbers allow to be said, and no more."""

from datetime import date

from callaudit.pipeline.coaching_numbers import FEW_CALLS, RuleCount, Scores
from callaudit.reports.coaching_text import day_words
from callaudit.reports.coaching_views import CountView, LevelView
from callaudit.reports.wording import count_of
from callaudit.scoring.comparison import (
    LEVEL,
    MIN_TREND_CALLS,
    MIN_TREND_WEEKS,
    Level,
    Trend,
)
from callaudit.scoring.intervals import wilson

SERIOUS = "a critical or major finding"

NO_DIFFERENCE = "Chance alone could make that difference."
"""What is said of two numbers that are not further apart than chance sets them."""

FAILED = "This call as a whole failed: it broke a rule that counts more than all the rest."
"""What is added to a strength that only a call shows which a rule fails."""

UNSURE = {
    "conditional": "Whether it is a breach hangs on a fact that the call log does not give.",
    "needs_review": "Hear it first: the finding needs a listener.",
}
"""What is added to a finding that is not sure."""


def count_view(broken: int, of: int) -> CountView:
    """Return a count with the interval of its share."""
    share = wilson(broken, of)
    return CountView(broken=broken, of=of, low=share.low, high=share.high)


def level_view(level: Level, calls: int) -> LevelView:
    """Return a mean score with its number of calls."""
    return LevelView(calls=calls, value=level.value, low=level.low, high=level.high)


def few_words(judged: int) -> str:
    """Say that there are too few calls to conclude anything; empty where there are enough."""
    if judged >= FEW_CALLS:
        return ""
    if not judged:
        return "No call of this time could be judged, so that there is nothing to tell."
    return (
        f"Only {count_of(judged, 'call')} could be judged: too few to tell skill from chance. "
        "What stands here are moments to listen to together, no measurement."
    )


def level_words(scores: Scores) -> str:
    """Say where the score lies, and whether it differs from the colleagues'."""
    if scores.level.value is None:
        return "No call has a score."
    if scores.calls < FEW_CALLS:
        return (
            f"The mean score of {count_of(scores.calls, 'call')} is {scores.level.value:.0f} of "
            "100, which says little: the true level may be anywhere from "
            f"{scores.level.low:.0f} to {scores.level.high:.0f}."
        )
    own = f"Over {count_of(scores.calls, 'call')} the mean score is {_range(scores.level)}."
    if scores.others.value is None:
        return f"{own} There are no colleagues' calls to compare with."
    others = f"Colleagues, {count_of(scores.others_calls, 'call')}: {_range(scores.others)}."
    told = {
        "more": "That is higher than the colleagues', more than chance explains.",
        "less": "That is lower than the colleagues', more than chance explains.",
        "same": NO_DIFFERENCE,
        "unknown": "These are too few calls to compare.",
    }
    same = scores.standing == "same" and scores.level.value == scores.others.value
    return f"{own} {others} {'No difference.' if same else told[scores.standing]}"


def serious_words(count: RuleCount | None) -> str:
    """Say in how many calls there is a critical or major finding, and whether that differs.

    A measure of its own beside the mean score: one bad call in three may stand out where the
    points that it costs do not. Empty with few calls.
    """
    if count is None or count.of < FEW_CALLS:
        return ""
    own = f"{_shares(count.broken, count.of)} {'has' if count.broken == 1 else 'have'} {SERIOUS}."
    few = count.others_of and count.standing == "unknown"
    end = "These are too few calls to compare." if few else ""
    return " ".join(part for part in (own, *_beside_others(count), end) if part)


def _beside_others(count: RuleCount) -> tuple[str, str]:
    """Say the share of the colleagues, and whether one's own is more or less."""
    if not count.others_of:
        return "There are no colleagues' calls to compare with.", ""
    told = {
        "more": "That is more often than colleagues, more than chance explains.",
        "less": "That is less often than colleagues, more than chance explains.",
        "same": NO_DIFFERENCE,
        "unknown": "",
    }
    even = count.broken * count.others_of == count.others_broken * count.of
    others = f"Colleagues: {_shares(count.others_broken, count.others_of)}."
    return others, "No difference." if even else told[count.standing]


def trend_words(trend: Trend | None, *, holds: bool) -> str:
    """Say whether a score rises or falls."""
    if trend is None:
        return (
            f"A trend is looked for from {MIN_TREND_CALLS} calls in {MIN_TREND_WEEKS} weeks on; "
            "here are fewer."
        )
    if not holds:
        return "No trend: the ups and downs from week to week are no more than chance makes."
    way = "Rising" if trend.points_a_week > 0 else "Falling"
    return f"{way} by {abs(trend.points_a_week):.1f} points a week, more than chance explains."


def broken_words(count: RuleCount) -> str:
    """Say how often a rule was broken, and whether that differs from the colleagues."""
    own = _often(count.broken, count.of)
    if not count.others_of:
        return f"{own} No colleague had such a call."
    return " ".join(part for part in (own, *_beside_others(count)) if part)


def kept_words(count: RuleCount) -> str:
    """Say how often a rule was kept, and whether that differs from the colleagues."""
    kept, others_kept = count.of - count.broken, count.others_of - count.others_broken
    own = f"Kept in {_shares(kept, count.of)}."
    if not count.others_of:
        return own
    others = f"Colleagues: {_shares(others_kept, count.others_of)}."
    told = {
        "more": "That is less often than colleagues, more than chance explains.",
        "less": "That is more often than colleagues, more than chance explains.",
        "same": NO_DIFFERENCE,
        "unknown": "",
    }
    even = count.broken * count.others_of == count.others_broken * count.of
    end = "No difference." if even else told[count.standing]
    return " ".join(part for part in (own, others, end) if part)


def standing_words(scores: Scores) -> str:
    """Say in a few words how a collector's score stands in the team."""
    if scores.level.value is None:
        return "no score"
    if scores.calls < FEW_CALLS:
        return "too few calls to compare"
    told = {
        "more": "higher than the others, more than chance explains",
        "less": "lower than the others, more than chance explains",
        "same": "chance could make the difference",
        "unknown": "nobody to compare with",
    }
    return told[scores.standing]


def serious_standing_words(count: RuleCount) -> str:
    """Say in a few words how a collector's share of calls with a serious finding stands."""
    if not count.of:
        return "no call was judged"
    if not count.others_of:
        return "nobody to compare with"
    told = {
        "more": "more often than the others, more than chance explains",
        "less": "less often than the others, more than chance explains",
        "same": "chance could make the difference",
        "unknown": "too few calls to compare",
    }
    return told[count.standing]


def holds(trend: Trend | None) -> bool:
    """Tell whether a trend that is looked for alone is more than chance."""
    return trend is not None and trend.chance < LEVEL and trend.steady


def period_words(first: date | None, last: date | None) -> str:
    """Say from when to when; `no dates known` where the log has none."""
    if first is None or last is None:
        return "no dates known"
    if first == last:
        return day_words(first)
    return f"{day_words(first)} to {day_words(last)}"


def _often(broken: int, of: int) -> str:
    if broken == 1 and of < FEW_CALLS:
        return f"Broken once, in {count_of(of, 'call')}: a moment, perhaps no habit."
    return f"Broken in {_shares(broken, of)}."


def _shares(number: int, of: int) -> str:
    """Say a share with its interval: `3 of 40 calls (8%; the true share may be 3% to 20%)`."""
    share = wilson(number, of)
    if share.value is None or share.low is None or share.high is None:
        return "no call"
    span = f"{100 * share.low:.0f}–{100 * share.high:.0f}%"
    return f"{number} of {count_of(of, 'call')} ({100 * share.value:.0f}%, likely {span})"


def _range(level: Level) -> str:
    return f"{level.value:.0f} of 100 (likely {level.low:.0f}–{level.high:.0f})"
