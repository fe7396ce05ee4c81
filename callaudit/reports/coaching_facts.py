"""Sentences that a coaching page and its PDF share."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from callaudit.core.finding import Severity
from callaudit.reports.coaching_views import MoreView, RuleRowView, SheetView, TeamView
from callaudit.reports.wording import count_of

MOST_NAMED = 20
"""Rules that the line of what was broken besides names: two pages have room for so many."""

_SERIOUS = frozenset({Severity.CRITICAL.value, Severity.MAJOR.value})


def sheet_facts(sheet: SheetView) -> str:
    """Say in a line what a sheet is made of."""
    failed = f", {sheet.failed} could not be" if sheet.failed else ""
    audited = f"{count_of(sheet.calls, 'call')} audited{failed}"
    return f"{sheet.period} · {audited} · scorecard {sheet.card}"


def team_facts(team: TeamView) -> str:
    """Say in a line what a team report is made of."""
    failed = f", {team.failed} could not be" if team.failed else ""
    parts = [
        team.period,
        count_of(len(team.members), "collector"),
        f"{count_of(team.calls, 'call')} audited{failed}",
        f"{count_of(team.unnamed, 'call')} without a collector’s name" if team.unnamed else "",
        f"scorecard {team.card}",
    ]
    return " · ".join(part for part in parts if part)


def fails_words(sheet: SheetView) -> str:
    """Say how many calls one rule alone fails; empty where none."""
    if not sheet.failed_outright:
        return ""
    verb = "fails" if sheet.failed_outright == 1 else "fail"
    calls = f"{sheet.failed_outright} of {count_of(sheet.level.calls, 'call')}"
    return f"{calls} {verb} by one rule alone, whatever the rest was worth."


def more_words(number: int) -> str:
    """Say how many rules are left out of a table; empty where none."""
    return f"{_more(number)} broken; these come first." if number else ""


def also_broken(more: Iterable[MoreView]) -> str:
    """Name the critical and major rules that a sheet has no room for, with counts, in a line.

    What stands out from colleagues is named whatever its severity. Empty where no rule is left.
    """
    more = tuple(more)
    if not more:
        return ""
    named = [one for one in more if one.severity in _SERIOUS or one.stands_out][:MOST_NAMED]
    lists = [_named(level, [one for one in named if one.severity == level]) for level in Severity]
    told = "; ".join(part for part in lists if part)
    if not told:
        light = "a minor one or advice" if len(more) == 1 else "minor ones or advice"
        return f"{_more(len(more))} broken, {light}."
    left = len(more) - len(named)
    others = f"; and {count_of(left, 'other')}" if left else ""
    return f"{_more(len(more))} broken. {told[0].upper()}{told[1:]}{others}."


def tie_words(shown: Sequence[RuleRowView], others: Iterable[RuleRowView]) -> str:
    """Say which of the rules shown were broken in equally many calls, and what ties with the last.

    `others` are the rules that are not shown. Empty without ties.
    """

    def calls(row: RuleRowView) -> tuple[bool, str, int]:
        serious = row.severity in _SERIOUS
        return serious, "" if serious else row.severity, row.total.broken

    tied = [[row.rule for row in rows] for _, rows in groupby(shown, calls)]
    told = [", ".join(rules) for rules in tied if len(rules) > 1]
    parts = [f"Broken in equally many calls: {'; '.join(told)}."] if told else []
    last = calls(shown[-1]) if shown else None
    left = sum(calls(row) == last for row in others)
    if left:
        were = "was" if left == 1 else "were"
        parts.append(f"{count_of(left, 'rule')} {were} broken as often as the last one shown.")
    return " ".join(parts)


def _more(number: int) -> str:
    return f"{number:,} more {'rule was' if number == 1 else 'rules were'}"


def _named(severity: str, rules: Iterable[MoreView]) -> str:
    said = ", ".join(
        f"{one.rule} in {one.count.broken} of {count_of(one.count.of, 'call')}"
        f"{' (more often than colleagues)' if one.stands_out else ''}"
        for one in rules
    )
    return f"{severity}: {said}" if said else ""
