"""What one call establishes for the later calls of its case: heard, or read from what was said."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from callaudit.calllog.places import zones_of
from callaudit.core.call import Call
from callaudit.core.case import CaseFact, FactKind
from callaudit.core.metadata import Contact
from callaudit.engine import CompiledPack, established
from callaudit.engine.cite import cite
from callaudit.engine.heard import HeardCall
from callaudit.text.call_hours import CallHours, find_call_hours
from callaudit.text.commitments import Commitment, find_commitments


def facts_of_call(pack: CompiledPack, heard: HeardCall) -> tuple[CaseFact, ...]:
    """Return the facts that a call establishes, in the order they were said.

    A payment sent is told once, with its day where one was said; so are inconvenient times, with
    the hours that were named.
    """
    read = (*_committed(heard.call), *_wished(heard.call))
    dated = {fact.kind for fact in read}
    said = (fact for fact in established(pack, heard) if fact.kind not in dated)
    return tuple(sorted((*said, *read), key=_place))


def _committed(call: Call) -> Iterator[CaseFact]:
    """Yield promise, payment sent and consent to a call; only the consumer can give them."""
    if call.contact is not Contact.CONSUMER or call.metadata.start is None:
        return
    found = find_commitments(call.conversation, call.entities, metadata=call.metadata)
    for kind, commitment in (
        (FactKind.PROMISE, found.promised),
        (FactKind.PAYMENT_SENT, found.sent),
        (FactKind.CONSENT, found.next_call),
    ):
        if commitment is not None:
            yield _fact(kind, commitment, call)


def _wished(call: Call) -> Iterator[CaseFact]:
    """Yield the hours in which the consumer wants no calls, and those they agree to."""
    start = call.metadata.start
    if call.contact is not Contact.CONSUMER or start is None:
        return
    zones = zones_of(call.metadata).names
    local = start.astimezone(ZoneInfo(zones[0])) if len(zones) == 1 else None
    for named in find_call_hours(call.conversation, local=local):
        unwanted = named.sort == "unwanted"
        kind = FactKind.INCONVENIENT if unwanted else FactKind.HOURS_AGREED
        yield _hours(kind, named, call)


def _hours(kind: FactKind, named: CallHours, call: Call) -> CaseFact:
    assert call.metadata.start is not None  # noqa: S101  asked before
    evidence = cite(named.turn, named.start_char, named.end_char, pattern=f"case/{kind}")
    return CaseFact(
        kind=kind,
        at=call.metadata.start,
        call_id=call.call_id,
        source="said",
        evidence=evidence.model_copy(update={"call_id": call.call_id}),
        phone=call.metadata.phone,
        hours=named.hours,
    )


def _fact(kind: FactKind, commitment: Commitment, call: Call) -> CaseFact:
    assert call.metadata.start is not None  # noqa: S101  asked before
    span = commitment.span
    evidence = cite(span.turn, span.start_char, span.end_char, pattern=f"case/{kind}")
    return CaseFact(
        kind=kind,
        at=call.metadata.start,
        call_id=call.call_id,
        source="said",
        evidence=evidence.model_copy(update={"call_id": call.call_id}),
        phone=call.metadata.phone,
        amount=commitment.amount,
        due=commitment.day,
        method=commitment.method,
    )


def _place(fact: CaseFact) -> tuple[int, int, str]:
    evidence = fact.evidence
    assert evidence is not None  # noqa: S101  all of them were said
    return evidence.turn, evidence.start_char, fact.kind
