"""A case as points on a timeline: its calls, what they established, and when to call next."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time

from callaudit.core.case import FactKind
from callaudit.reports.case_words import (
    case_title,
    fact_in_words,
    findings_in_words,
    gravest,
    local_time,
    result_kind,
    said,
)
from callaudit.reports.page_links import Links
from callaudit.reports.rows import CaseCallRow, CaseRow, FindingRow
from callaudit.reports.timeline import CallPoint, FlagPoint, timeline
from callaudit.reports.timeline_views import TimelineView
from callaudit.reports.wording import CALL_SHAPES, count_of

Broken = Mapping[str, Sequence[FindingRow]]
"""The findings of each call, by call id."""


def case_timeline(
    case: CaseRow, *, zone: str | None, broken: Broken, links: Links
) -> TimelineView | None:
    """Draw a case on the clock of a zone, None where no call of it has a time."""
    calls = [
        _point(call, zone, broken.get(call.call_id, ()), links)
        for call in case.calls
        if call.at is not None
    ]
    clock = zone or "the log's own clock"
    return timeline(
        calls,
        (*_facts(case, zone, links), *_ends(case, zone)),
        label=f"{case_title(case)}: {count_of(len(calls), 'call')} by day and hour, {clock}",
    )


def _point(
    call: CaseCallRow, zone: str | None, broken: Sequence[FindingRow], links: Links
) -> CallPoint:
    assert call.at is not None  # noqa: S101  only calls with a time are drawn
    at, kind = local_time(call.at, zone), result_kind(call)
    words = [
        said(at),
        call.call_id,
        CALL_SHAPES[kind] if call.outbound else f"call from the consumer, {CALL_SHAPES[kind]}",
        "" if call.counts else "does not count as a call placed",
        findings_in_words(broken),
    ]
    return CallPoint(
        at=at,
        kind=kind,
        inbound=not call.outbound,
        quiet=call.conversation,
        counts=call.counts,
        label="; ".join(word for word in words if word),
        anchor=links.calls.get(call.call_id, ""),
        severity=gravest(broken),
        findings=len(broken),
    )


def _facts(case: CaseRow, zone: str | None, links: Links) -> Iterator[FlagPoint]:
    """Yield a flag for each fact, and one on the day for which a payment is promised."""
    for fact in case.facts:
        at = local_time(fact.at, zone)
        proof, words = fact.evidence, fact_in_words(fact)
        quoted = f": “{proof.quote}”" if proof else ""
        yield FlagPoint(
            day=at.date(),
            kind="fact",
            text=words,
            at=at,
            label=f"{said(at)}, {fact.call_id}: {words}{quoted}",
            anchor=links.turn(proof.call_id or fact.call_id, proof.turn)
            if proof
            else links.calls.get(fact.call_id, ""),
        )
        if fact.kind is FactKind.PROMISE and fact.due is not None:
            amount = f"{fact.amount} due" if fact.amount is not None else "payment due"
            yield FlagPoint(day=fact.due, kind="due", text=amount, label=f"{amount} on {fact.due}")


def _ends(case: CaseRow, zone: str | None) -> Iterator[FlagPoint]:
    """Yield flags for the last moment that is known of, and for the next lawful call."""
    if case.as_of is not None:
        end = local_time(case.as_of, zone)
        yield FlagPoint(day=end.date(), kind="end", text="log ends", label=f"log ends {said(end)}")
    if case.next_call.at_utc is not None:
        at = local_time(case.next_call.at_utc, zone)
        whole = f"next lawful call {said(at)}: {case.next_call.because}"
        text = f"next call from {time(at.hour, at.minute):%H:%M}"
        yield FlagPoint(day=at.date(), kind="next", text=text, at=at, label=whole)
