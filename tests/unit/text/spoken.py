"""What the tables of spoken values share: a call of one sentence, and whole entities."""

from datetime import UTC, date, datetime
from decimal import Decimal

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import Entity, EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.entities import find_entities

NAMES = {EntityKind.PERSON, EntityKind.COMPANY}

TUESDAY = datetime(2025, 4, 22, 15, 0, tzinfo=UTC)
"""When the calls of the tables are made, unless they say otherwise."""


def ledger(
    *,
    amount: str | None = None,
    invoice: str | None = None,
    due: str | None = None,
    start: datetime | None = TUESDAY,
) -> CallMetadata:
    """Return what the call log says about the call."""
    return CallMetadata(
        call_id="call",
        start=start,
        amount=Decimal(amount) if amount else None,
        invoice_number=invoice,
        due_date=date.fromisoformat(due) if due else None,
    )


def conversation(*lines: str) -> Conversation:
    """Build a conversation from lines such as "agent: You owe forty dollars."."""
    turns = []
    for index, line in enumerate(lines):
        speaker, _, text = line.partition(": ")
        turns.append(Turn(index=index, speaker=Speaker(speaker), text=text))
    return Conversation(call_id="call", turns=tuple(turns))


def values_of(*lines: str, metadata: CallMetadata | None = None) -> tuple[Entity, ...]:
    """Return all values of a call but the names, each checked to quote its turn exactly."""
    call = conversation(*lines)
    found = find_entities(call, metadata=metadata or ledger())
    for entity in found:
        turn = call.turns[entity.turn]
        assert turn.text[entity.start_char : entity.end_char] == entity.text
    return tuple(entity for entity in found if entity.kind not in NAMES)


def entity(
    text: str,
    kind: EntityKind,
    value: str,
    quote: str,
    *,
    note: str | None = None,
    superseded: bool = False,
    turn: int = 0,
    nth: int = 1,
) -> Entity:
    """Return the whole entity that quotes the `nth` place of `quote` in the sentence."""
    start = -1
    for _ in range(nth):
        start = text.index(quote, start + 1)
    return Entity(
        kind=kind,
        value=value,
        text=quote,
        turn=turn,
        start_char=start,
        end_char=start + len(quote),
        note=note,
        superseded=superseded,
    )
