"""The officer's report in a few sentences; each number comes with what it is out of."""

from collections.abc import Iterator, Sequence

from callaudit.core.accuracy import Share
from callaudit.reports.officer_views import (
    ChangesView,
    CoverageView,
    GroupView,
    RuleView,
    SeverityView,
    WeekView,
)
from callaudit.reports.wording import TWO_MEASURES, count_of, in_percent
from callaudit.runner.officer_counts import FEW

_MOST_TIED = 3

_COMPARED = {
    "more": "more than chance explains",
    "less": "fewer than chance explains",
    "same": "no more apart than by chance",
    "few": "too few calls to tell",
    "unknown": "nothing to compare",
}
"""How the share now compares with the one before."""


def said_of_coverage(view: CoverageView) -> Iterator[str]:
    """Say what was audited and what not."""
    yield f"{view.audited:,} of {count_of(view.calls, 'call')} audited; " + (
        f"{view.failed:,} could not be." if view.failed else "none failed."
    )
    if view.log_alone:
        verb = "was" if view.log_alone == 1 else "were"
        yield (
            f"{count_of(view.log_alone, 'audited call')} without a recording {verb} judged by the "
            f"call log alone and {'is' if verb == 'was' else 'are'} in no share of calls."
        )
    if view.partly:
        yield (
            f"In {count_of(view.partly, 'audited call')} at least one rule could not be judged, "
            "coaching advice aside. "
            "That is never counted as kept."
        )


def said_of_share(serious: Share, on_law: Share) -> Iterator[str]:
    """Say how many calls have a serious finding, and how many a finding that rests on law."""
    if serious.of:
        for share, what in (
            (serious, "a critical or major finding"),
            (on_law, "a finding that rests on law"),
        ):
            yield f"{told_share(share)} {'has' if share.right == 1 else 'have'} {what}."


def said_of_collectors(views: Sequence[GroupView]) -> Iterator[str]:
    """Say which collectors differ, and by which measure."""
    yield from said_of_groups("collector", views)
    if len(views) > 1:
        yield TWO_MEASURES


def told_share(share: Share) -> str:
    """Say a share of calls: `3 of 40 audited calls (8 %, between 3 and 20 %)`."""
    return f"{share.right:,} of {count_of(share.of, 'audited call')} ({in_percent(share)})"


def said_of_severity(view: SeverityView, rules: Sequence[RuleView]) -> Iterator[str]:
    """Say how many calls have a finding of a severity, and which rule most have broken."""
    if not view.calls.of:
        return
    if not view.calls.right:
        yield f"No {view.severity} finding in {count_of(view.calls.of, 'audited call')}."
        return
    verb = "has" if view.calls.right == 1 else "have"
    most = _most_often([one for one in rules if one.severity == view.severity and one.share.right])
    yield f"{told_share(view.calls)} {verb} a {view.severity} finding{most}."


def _most_often(views: Sequence[RuleView]) -> str:
    """Name the rule that was broken most often; those broken equally often are no such rule."""
    if not views:
        return ""
    most = max(one.share.right for one in views)
    named = [f"{one.title} ({one.rule})" for one in views if one.share.right == most]
    if len(named) == 1:
        share = next(one.share for one in views if one.share.right == most)
        judged = count_of(share.of, "call")
        return f"; most often: {named[0]}, in {most:,} of {judged} in which it was judged"
    often = "once each" if most == 1 else f"in {most:,} calls each"
    if len(named) > _MOST_TIED:
        return f"; several rules, {often}"
    return f"; {len(named)} rules, {often}: {_listed(named)}"


def said_of_groups(noun: str, views: Sequence[GroupView]) -> Iterator[str]:
    """Say which groups differ from all others by more than chance explains."""
    if len(views) < 2:
        return
    few = sum(one.telling == "few" for one in views)
    if few == len(views):
        yield f"Too few calls a {noun} to compare {noun}s: none has {FEW} calls."
        return
    for telling, words in (("more", "larger"), ("less", "smaller")):
        names = [f"{one.name} ({told_part(one.share)})" for one in views if one.telling == telling]
        if names:
            verb = "has" if len(names) == 1 else "have"
            yield (
                f"{_listed(names)} {verb} a critical or major finding in a {words} share of calls "
                f"than the other {noun}s, more than chance explains."
            )
    if not any(one.telling in {"more", "less"} for one in views):
        yield (
            f"No {noun} differs from the others in the share of calls with a critical or major "
            "finding by more than chance explains."
        )
    if few:
        yield f"{count_of(few, noun)} {'has' if few == 1 else 'have'} too few calls to tell."


def told_part(share: Share) -> str:
    """Say a share briefly: `12 of 40`."""
    return f"{share.right:,} of {share.of:,}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def said_of_weeks(views: Sequence[WeekView]) -> Iterator[str]:
    """Say whether a week stands out."""
    groups = [
        view.group.model_copy(update={"name": f"the week of {view.monday:%d %B %Y}"})
        for view in views
        if view.group.calls
    ]
    for sentence in said_of_groups("week", groups):
        yield sentence[0].upper() + sentence[1:]


def said_of_changes(view: ChangesView | None) -> Iterator[str]:
    """Say what changed since the other audit."""
    if view is None:
        return
    if not view.same_calls + view.only_before:
        since = f" since {view.since}" if view.since else ""
        yield f"“{view.against}” has no call{since}: nothing to compare with."
        return
    if view.same_calls:
        yield (
            f"Since “{view.against}”, in {count_of(view.same_calls, 'call')} that both audited: "
            f"{count_of(view.appeared, 'new finding')}, {view.gone:,} gone, "
            f"{view.unchanged:,} unchanged."
        )
    for rate in view.rates[:1]:
        yield (
            f"Of calls that only this report has, {told_part(rate.now)} have a critical or major "
            f"finding; of those only in “{view.against}”, {told_part(rate.before)}: "
            f"{_COMPARED[rate.telling]}."
        )
    if not view.same_rules:
        yield (
            f"The rules have changed since “{view.against}” was made: a finding may be new or gone "
            "by its rule and not by the call."
        )
