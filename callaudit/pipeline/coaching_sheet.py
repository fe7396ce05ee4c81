"""The coaching sheet of one collector, put together from counts, picks and words of calls."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from callaudit.core.interval import clock
from callaudit.pipeline.coaching_lines import Names, Turns, may_be_shared, turn_of
from callaudit.pipeline.coaching_measures import goals_of, measures_of
from callaudit.pipeline.coaching_numbers import Numbers
from callaudit.pipeline.coaching_picks import Pick
from callaudit.pipeline.coaching_weeks import period_of, weeks_of
from callaudit.pipeline.coaching_words import (
    FAILED,
    UNSURE,
    broken_words,
    count_view,
    few_words,
    kept_words,
    level_view,
    level_words,
    serious_words,
    trend_words,
)
from callaudit.reports.archive_filters import SERIOUS
from callaudit.reports.coaching_charts import weeks_chart
from callaudit.reports.coaching_kept import kept_title
from callaudit.reports.coaching_text import clipped, clipped_start
from callaudit.reports.coaching_views import (
    ChangeView,
    GoalView,
    LineView,
    MomentView,
    MoreView,
    SheetView,
    StrengthView,
)
from callaudit.reports.moment_links import MomentLinks
from callaudit.reports.wording import SPEAKERS

if TYPE_CHECKING:
    import pandas as pd

    from callaudit.reports.archive import Archive

NEXT_CALLS = 10
"""A goal is for the next so many calls to which its rule applies."""

MOST_GOALS = 4

MOST_ID = 40
MOST_QUOTED, MOST_AROUND, MOST_TITLE, MOST_SAID, MOST_NAME = 220, 90, 130, 280, 60
"""Characters that are shown of a quote, of the sentence on each side of it, of a title, of advice
and of a name: two pages hold three strengths and three changes of this length."""


@dataclass(frozen=True)
class Chosen:
    """What is to be told of one collector; `more` are broken rules without a room of their own."""

    key: str
    strengths: tuple[Pick, ...]
    changes: tuple[Pick, ...]
    more: tuple[Pick, ...]


@dataclass(frozen=True)
class Material:
    """What all sheets are made from.

    `turns` holds the turns of every quote that may be shown; `lines` the moments of each rule
    that could serve as a colleague's line, the best first; with `names` such a line says whose.
    """

    archive: "Archive"
    numbers: Numbers
    turns: Turns
    lines: dict[str, tuple[Any, ...]]
    known: Names
    links: MomentLinks
    names: bool

    def call(self, call_id: str) -> Any:
        """Return the row of a call."""
        return self._by_id.loc[call_id]

    @cached_property
    def _by_id(self) -> "pd.DataFrame":
        return self.numbers.calls.set_index("call_id")


def sheet_of(chosen: Chosen, material: Material) -> SheetView:
    """Put together the sheet of one collector."""
    numbers, key = material.numbers, chosen.key
    calls = numbers.calls[numbers.calls["collector"] == key]
    scores = numbers.scores[key]
    judged = int((calls["status"] == "audited").sum())
    measures, bounds_of = measures_of(numbers, key)
    changes = tuple(_change(pick, chosen, material) for pick in chosen.changes)
    weeks = weeks_of(calls, weight=numbers.weight)
    return SheetView(
        key=key,
        card=numbers.card,
        name=clipped(numbers.names[key], MOST_NAME),
        period=period_of(calls),
        audits=tuple(sorted({str(audit) for audit in calls["audit"]})),
        calls=judged,
        failed=len(calls) - judged,
        few=few_words(judged),
        level=level_view(scores.level, scores.calls),
        colleagues=level_view(scores.others, scores.others_calls),
        level_words=level_words(scores),
        serious_words=serious_words(numbers.serious.get(key)),
        trend_words=trend_words(scores.trend, holds=scores.trend_holds),
        failed_outright=int(calls["fails"].sum()),
        weeks=weeks,
        weeks_chart=weeks_chart(weeks),
        measures=measures,
        bounds_of=bounds_of,
        strengths=tuple(_strength(pick, material) for pick in chosen.strengths),
        changes=changes,
        goals=_goals(changes, goals_of(measures)),
        more=tuple(map(_more, chosen.more)),
    )


def _strength(pick: Pick, material: Material) -> StrengthView:
    rule = _rule(material, pick.rule)
    count = pick.count
    return StrengthView(
        rule=pick.rule,
        title=clipped(kept_title(pick.rule, str(rule["category"]), str(rule["title"])), MOST_TITLE),
        count=count_view(count.of - count.broken, count.of),
        words=kept_words(count),
        moment=_moment(pick.row, material),
        but=FAILED if pick.row.fails else "",
    )


def _change(pick: Pick, chosen: Chosen, material: Material) -> ChangeView:
    row, count, rule = pick.row, pick.count, _rule(material, pick.rule)
    return ChangeView(
        rule=pick.rule,
        title=clipped(str(row.title) or str(rule["title"]), MOST_TITLE),
        severity=str(row.severity),
        count=count_view(count.broken, count.of),
        colleagues=count_view(count.others_broken, count.others_of),
        words=broken_words(count),
        because=clipped(str(row.because), MOST_SAID),
        moment=_moment(row, material),
        sure=UNSURE.get(str(row.confidence), ""),
        why=clipped(str(rule["why"]), MOST_SAID),
        say_instead=clipped(str(rule["coaching"]) or _advice(row, rule), MOST_SAID),
        kept_title=kept_title(pick.rule, str(rule["category"]), ""),
        citation=clipped(str(row.citation), MOST_TITLE),
        line=_colleagues_line(pick.rule, chosen.key, material),
    )


def _more(pick: Pick) -> MoreView:
    return MoreView(
        rule=clipped(pick.rule, MOST_ID),
        severity=str(pick.row.severity),
        count=count_view(pick.count.broken, pick.count.of),
        stands_out=pick.count.standing == "more",
    )


def _after(text: str) -> str:
    """Return the rest of a sentence with the blank that it begins with, if it does."""
    return f"{text[: len(text) - len(text.lstrip())]}{clipped(text, MOST_AROUND)}"


_SPEAKERS = {one.value: name for one, name in SPEAKERS.items()}


def _advice(row: Any, rule: Any) -> str:
    """Return the finding's own advice, where it says more than why the rule is there."""
    coaching = str(row.coaching) if isinstance(row.coaching, str) else ""
    return coaching if coaching != str(rule["why"]) else ""


def _rule(material: Material, rule: str) -> Any:
    rules = material.archive.rules
    return rules[rules["rule"] == rule].iloc[0]


def _moment(row: Any, material: Material) -> MomentView:
    """Show the words of a finding or a moment, or the call alone where no words stand for it."""
    call = material.call(row.call_id)
    day = call["day"].date() if call["day"] == call["day"] else None
    turn = turn_of(row)
    view = MomentView(
        quote="", call_id=str(row.call_id), day=day, href=material.links.to(str(row.call_id), turn)
    )
    if turn is None:
        return view
    said = material.turns.sentence(str(row.call_id), turn, str(row.quote))
    return view.model_copy(
        update={
            "quote": clipped(said.quote, MOST_QUOTED),
            "before": clipped_start(said.before, MOST_AROUND),
            "after": _after(said.after),
            "speaker": _SPEAKERS.get(str(row.speaker), ""),
            "sound": str(call["audio"]) != "",
            "clock": clock(float(row.start_s)) if row.start_s == row.start_s else "",
        }
    )


def _colleagues_line(rule: str, key: str, material: Material) -> LineView | None:
    """Return the best line with which a colleague kept a rule, None if none may be shared."""
    for row in material.lines.get(rule, ()):
        who = str(row.collector)
        if who in ("", key):
            continue
        said = material.turns.sentence(str(row.call_id), int(row.turn), str(row.quote))
        if not may_be_shared(said.text, material.known):
            continue
        if not material.names:
            return LineView(who="", moment=MomentView(quote=clipped(said.text, MOST_SAID)))
        shown = _moment(row, material).model_copy(
            update={"quote": clipped(said.text, MOST_SAID), "before": "", "after": ""}
        )
        return LineView(who=clipped(material.numbers.names[who], MOST_NAME), moment=shown)
    return None


def _goals(changes: tuple[ChangeView, ...], others: tuple[GoalView, ...]) -> tuple[GoalView, ...]:
    """Return what to reach next time: the rules first, then how the talk goes."""
    return (*(_goal(one) for one in changes), *others)[:MOST_GOALS]


def _goal(change: ChangeView) -> GoalView:
    """Set a goal that can be counted: half as many broken, none of a critical or major rule."""
    count = change.count
    grave = change.severity in SERIOUS
    allowed = 0 if grave else NEXT_CALLS * count.broken // (2 * count.of)
    kept = count.of - count.broken
    return GoalView(
        rule=change.rule,
        aim=f"{change.kept_title or change.rule}: in {_at_least(allowed)} the next {NEXT_CALLS} "
        "calls to which it applies",
        now=f"so far in {kept} of {count.of}",
    )


def _at_least(allowed: int) -> str:
    return f"at least {NEXT_CALLS - allowed} of" if allowed else "every one of"
