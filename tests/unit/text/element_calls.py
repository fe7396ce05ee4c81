"""Calls written as lines, with hand-made values, and the elements read from them."""

from datetime import date, datetime
from decimal import Decimal

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import Element, Entity, EntityKind
from callaudit.core.metadata import Agent, CallMetadata, CallType, Consumer
from callaudit.text.elements import find_elements
from callaudit.text.names import find_names

METADATA = CallMetadata(
    call_id="t1",
    start=datetime.fromisoformat("2025-06-10T14:00:00-05:00"),
    agent=Agent(name="Philippa Marsh", company="Cobalt Lane Roofing"),
    consumer=Consumer(name="Devrin Okonkwo"),
    phone="+1-202-555-0111",
    invoice_number="CL-2207",
    amount=Decimal("418.25"),
    due_date=date(2025, 5, 9),
)
NO_LEDGER = METADATA.model_copy(update={"invoice_number": None, "amount": None, "due_date": None})
MONEY, DATE, PHONE = EntityKind.MONEY, EntityKind.DATE, EntityKind.PHONE
REFERENCE, DAYS = EntityKind.REFERENCE, EntityKind.DAYS

Said = tuple[EntityKind, str, str]


def elements(
    *lines: str,
    said: tuple[Said, ...] = (),
    metadata: CallMetadata = METADATA,
    call_type: CallType = CallType.FIRST_CALL,
) -> dict[str, Element]:
    """Read the elements of a call of "speaker: text" lines; `said` are values by their words."""
    turns = []
    for index, line in enumerate(lines):
        speaker, text = line.split(": ", 1)
        turns.append(
            Turn(index=index, speaker=Speaker(speaker), text=text, start_s=index, end_s=index + 1)
        )
    call = Conversation(call_id="t", turns=tuple(turns))
    entities = list(find_names(call, metadata=metadata))
    for kind, value, words in said:
        for turn in turns:
            at = turn.text.find(words)
            if at >= 0:
                entities.append(
                    Entity(
                        kind=kind,
                        value=value,
                        text=words,
                        turn=turn.index,
                        start_char=at,
                        end_char=at + len(words),
                    )
                )
    found = find_elements(call, tuple(entities), metadata=metadata, call_type=call_type)
    for element in found:
        text = turns[element.turn].text
        assert text[element.start_char : element.end_char] == element.quote
    return {element.name: element for element in found}


def value(found: dict[str, Element], name: str) -> tuple[str, bool | None] | None:
    element = found.get(name)
    return (element.value, element.matches_record) if element else None


FRIDAY: Said = (DATE, "2025-06-13", "friday the thirteenth")
