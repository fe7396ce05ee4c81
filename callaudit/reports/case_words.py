"""What a report says of the calls and facts of a case."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from callaudit.core.case import FactKind
from callaudit.reports.rows import CaseCallRow, CaseFactRow, CaseRow, FindingRow
from callaudit.reports.wording import BAD_MOMENT, FACTS, count_of

_NOT_CONNECTED = frozenset({"busy", "out_of_service"})
_PLAIN = frozenset({"answered", "voicemail", "no_answer"})


def case_title(case: CaseRow) -> str:
    """Name a case: its consumer, by id where the name is not known."""
    return case.consumer_name or case.consumer_id or "Consumer not named"


def local_time(moment: datetime, zone: str | None) -> datetime:
    """Return a moment on the consumer's clock, as logged where no zone is known."""
    return moment.astimezone(ZoneInfo(zone)) if zone else moment


def said(moment: datetime) -> str:
    """Say a moment on its own clock: `Thu 2026-10-01 14:20`."""
    return f"{moment:%a %Y-%m-%d %H:%M}"


def result_kind(call: CaseCallRow) -> str:
    """Return the shape of a call on a timeline, a key of `wording.CALL_SHAPES`."""
    if call.conversation:
        return "conversation"
    if call.result in _NOT_CONNECTED:
        return "not_connected"
    return call.result if call.result in _PLAIN else "unknown"


def fact_in_words(fact: CaseFactRow) -> str:
    """Say what a call established: amount, day and way of a promise, hours that were named."""
    vague = fact.kind is FactKind.INCONVENIENT and not fact.hours
    parts = [
        BAD_MOMENT if vague else FACTS[fact.kind],
        str(fact.amount) if fact.amount is not None else "",
        f"by {fact.due}" if fact.due else "",
        f"({fact.method})" if fact.method else "",
        " and ".join(hours.in_words() for hours in fact.hours),
    ]
    return " ".join(part for part in parts if part)


def gravest(rows: Sequence[FindingRow]) -> str:
    """Return the gravest severity of some findings, empty without any."""
    return min((row.severity for row in rows), key=lambda s: s.rank).value if rows else ""


def findings_in_words(rows: Sequence[FindingRow]) -> str:
    """Say which rules a call broke: `2 findings: REGF-7after (major), FUP-02-retry (coach)`."""
    if not rows:
        return ""
    named = ", ".join(f"{row.rule} ({row.severity.value})" for row in rows)
    return f"{count_of(len(rows), 'finding')}: {named}"
