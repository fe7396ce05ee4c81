"""What the collector's note on a call establishes for the later calls of its case."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from callaudit.calllog.places import zones_of
from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseFact, FactKind
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.metadata import CallMetadata
from callaudit.core.private import MASK
from callaudit.text.call_hours import find_call_hours
from callaudit.text.note_facts import NoteFact, facts_in_note

_OF_THE_CONSUMER = frozenset({FactKind.PROMISE, FactKind.PAYMENT_SENT, FactKind.REFUSAL})
"""What only the consumer's own words can make; a note stands for them where nothing was heard."""

_OF_LINE = frozenset({FactKind.STOP_NUMBER, FactKind.WRONG_NUMBER})

_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){8,}")


def facts_of_note(row: CallMetadata, audit: CallAudit | None) -> tuple[CaseFact, ...]:
    """Return what a note tells beyond what was said on the call.

    A note shows what the collector knows: a stop, an attorney, a wrong number bind from then on
    though nobody said so on tape. A promise, a payment and a refusal are the consumer's own; where
    their words were heard, those count alone.
    """
    if row.start is None or not row.written:
        return ()
    said = {fact.kind for fact in audit.established} if audit else set()
    if audit is not None and audit.call is not None and audit.call.conversation.turns:
        said |= _OF_THE_CONSUMER
    told = (_fact(note, row) for note in facts_in_note(row) if note.kind not in said)
    return (*told, *(_hours(row) if FactKind.INCONVENIENT not in said else ()))


def _fact(note: NoteFact, row: CallMetadata) -> CaseFact:
    assert row.start is not None  # noqa: S101  asked before
    amount = next(iter(note.amounts), row.amount if note.in_full else None)
    days = [day for day in note.days if day >= row.start.date()]
    return CaseFact(
        kind=note.kind,
        at=row.start,
        call_id=row.call_id,
        source="note",
        words=_masked(note.words),
        phone=row.phone,
        amount=amount,
        due=next(iter(days), None),
        method=note.method,
        of_line=note.kind in _OF_LINE,
    )


def _hours(row: CallMetadata) -> Iterator[CaseFact]:
    """Yield the hours in which, by the note, no calls are wanted."""
    assert row.start is not None  # noqa: S101  asked before
    zones = zones_of(row).names
    local = row.start.astimezone(ZoneInfo(zones[0])) if len(zones) == 1 else None
    turn = Turn(index=0, speaker=Speaker.CUSTOMER, text=row.written)
    note = Conversation(call_id=row.call_id, turns=(turn,))
    for named in find_call_hours(note, local=local):
        if named.sort == "unwanted":
            yield CaseFact(
                kind=FactKind.INCONVENIENT,
                at=row.start,
                call_id=row.call_id,
                source="note",
                words=_masked(row.written[named.start_char : named.end_char]),
                phone=row.phone,
                hours=named.hours,
            )


def _masked(words: str) -> str:
    """Mask numbers as long as those of cards, accounts and persons."""
    return _LONG_NUMBER.sub(lambda m: re.sub(r"\d", MASK, m.group()), words)
