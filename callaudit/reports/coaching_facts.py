"""Sentences that a coaching page and its PDF share."""

from callaudit.reports.coaching_views import SheetView, TeamView
from callaudit.reports.wording import count_of


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
    """Say how many rules more were broken; empty where none."""
    if not number:
        return ""
    verb = "was" if number == 1 else "were"
    return f"{count_of(number, 'rule')} more {verb} broken; these come first."
