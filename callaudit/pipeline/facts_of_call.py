"""What one call establishes for the later calls of its case: heard, or read from what was said."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from callaudit.calllog.places import zones_of
from callaudit.core.call import Call
from callaudit.core.case import CaseFact, FactKind, SaidFact
from callaudit.core.metadata import Contact
from callaudit.engine import CompiledPack, said_facts
from callaudit.engine.cite import cite
from callaudit.engine.heard import HeardCall
from callaudit.engine.outcome import HEARD_PROBABILITY
from callaudit.text.call_hours import CallHours, find_call_hours
from callaudit.text.commitments import Commitment, find_commitments
from callaudit.text.spared import find_spared


def facts_of_call(pack: CompiledPack, heard: HeardCall) -> tuple[CaseFact, ...]:
    """Return the facts that a call establishes for later ones; none if its time is not known."""
    return as_facts(said_in_call(pack, heard), heard.call)


def as_facts(said: tuple[SaidFact, ...], call: Call) -> tuple[CaseFact, ...]:
    """Return what was said in a call as facts of its moment; none if that is not known."""
    at = call.metadata.start
    if at is None:
        return ()
    return tuple(CaseFact.of_said(one, at=at, call_id=call.call_id) for one in said)


def said_in_call(pack: CompiledPack, heard: HeardCall) -> tuple[SaidFact, ...]:
    """Return what was said that binds later calls or is to be followed up, in order.

    Each payment of a plan is a promise of its own. A payment sent is told once, with its day where
    one was said; so are inconvenient times, with the hours that were named.
    """
    read = (*_committed(heard.call), *_wished(heard.call), *_spared(heard.call))
    dated = {fact.kind for fact in read}
    said = (fact for fact in said_facts(pack, heard) if fact.kind not in dated)
    return tuple(sorted((*said, *read), key=_place))


def _committed(call: Call) -> Iterator[SaidFact]:
    """Yield promise, payment sent and consent to a call; only the consumer can give them."""
    if call.contact is not Contact.CONSUMER:
        return
    found = find_commitments(call.conversation, call.entities, metadata=call.metadata)
    for kind, commitment in (
        *((FactKind.PROMISE, promised) for promised in found.promises),
        (FactKind.PAYMENT_SENT, found.sent),
        (FactKind.CONSENT, found.next_call),
    ):
        if commitment is not None:
            yield _fact(kind, commitment, call)


def _wished(call: Call) -> Iterator[SaidFact]:
    """Yield the hours in which the consumer wants no calls, and those they agree to."""
    if call.contact is not Contact.CONSUMER:
        return
    start, zones = call.metadata.start, zones_of(call.metadata).names
    local = start.astimezone(ZoneInfo(zones[0])) if start and len(zones) == 1 else None
    for named in find_call_hours(call.conversation, local=local):
        unwanted = named.sort == "unwanted"
        kind = FactKind.INCONVENIENT if unwanted else FactKind.HOURS_AGREED
        yield _hours(kind, named, call)


def _spared(call: Call) -> Iterator[SaidFact]:
    """Yield whom else the consumer wants not called; a third party speaks for the line alone."""
    if call.contact is Contact.VOICEMAIL:
        return
    of_line = call.contact is Contact.THIRD_PARTY
    kind = FactKind.STOP_NUMBER if of_line else FactKind.STOP_OTHER
    for spared in find_spared(call.conversation):
        evidence = cite(spared.turn, spared.start_char, spared.end_char, pattern=f"case/{kind}")
        sure = evidence.mean_probability
        if sure is not None and sure < HEARD_PROBABILITY:
            continue
        yield SaidFact(
            kind=kind,
            evidence=evidence,
            phone=call.metadata.phone,
            of_line=of_line,
            party=None if of_line else spared.who,
        )


def _hours(kind: FactKind, named: CallHours, call: Call) -> SaidFact:
    return SaidFact(
        kind=kind,
        evidence=cite(named.turn, named.start_char, named.end_char, pattern=f"case/{kind}"),
        phone=call.metadata.phone,
        hours=named.hours,
    )


def _fact(kind: FactKind, commitment: Commitment, call: Call) -> SaidFact:
    span = commitment.span
    return SaidFact(
        kind=kind,
        evidence=cite(span.turn, span.start_char, span.end_char, pattern=f"case/{kind}"),
        phone=call.metadata.phone,
        amount=commitment.amount,
        due=commitment.day,
        due_note=span.note,
        method=commitment.method,
    )


def _place(fact: SaidFact) -> tuple[int, int, str]:
    return fact.evidence.turn, fact.evidence.start_char, fact.kind
