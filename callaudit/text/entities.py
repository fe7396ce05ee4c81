"""All values of a conversation: amounts, dates, numbers, addresses, names."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from callaudit.core.conversation import Conversation, Turn
from callaudit.core.entity import Entity, EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.corrections import mark_superseded
from callaudit.text.date_words import MONTHS, WEEKDAYS
from callaudit.text.dates import DateBase, find_dates
from callaudit.text.emails import find_emails
from callaudit.text.money import find_money
from callaudit.text.names import find_names
from callaudit.text.numbers import NUMBER_WORDS
from callaudit.text.overdue import find_overdue
from callaudit.text.phones import find_phones, phone_asked
from callaudit.text.reference_cues import Cue, asked_for
from callaudit.text.references import LedgerFacts, find_known, find_references
from callaudit.text.tokens import Found, SpokenTurn, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable

_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\w+teenth|\w+tieth"
)

_NAMED = "|".join([*NUMBER_WORDS, *MONTHS, *WEEKDAYS])

_WORTH_READING = re.compile(
    rf"\d|@|\bat\b.+(?:\bdot\b|\w\.\w)|\b(?:{_NAMED}|{_ORDINALS}"
    r"|dollars?|bucks?|cents?|today|tonight|tomorrow|yesterday|end of|beginning of|middle of"
    r"|from now|couple of|weeks?|days?|months?)\b",
    re.IGNORECASE,
)
"""A turn without any of these holds no value."""


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day that could be decided; without the call's date "13 th of this month" stays words."""


_PUTS_OFF = 6
"""Words, signs included, of a turn that does not answer a question yet."""


class _Heard(NamedTuple):
    """What earlier turns established for the next ones."""

    dates: tuple[date, ...] = ()
    codes: tuple[str, ...] = ()
    asked: Cue | None = None
    phone_asked: bool = False


def find_entities(conversation: Conversation, *, metadata: CallMetadata) -> tuple[Entity, ...]:
    """Find every value that was said, in order of turn and start, without overlap.

    Values of one turn are looked for from the most specific kind to the least: mail
    address, number with a cue, telephone, date, days past due, known number, amount; names
    fill what is left. The ledger decides between readings, and the call's date between
    days. A value that the speaker took back is marked `superseded`.
    """
    entities: list[Entity] = []
    words: dict[int, SpokenTurn] = {}
    heard = _Heard(codes=(metadata.invoice_number,) if metadata.invoice_number else ())
    for turn in conversation.turns:
        spoken = tokenise(turn.text)
        words[turn.index] = spoken
        found: tuple[Found, ...] = ()
        if _WORTH_READING.search(turn.text):
            found = _in_turn(turn.text, heard, _Ledger.of(metadata))
        entities.extend(_entity(turn, spoken, value) for value in found)
        heard = _remember(heard, found, spoken)
    turns = {turn.index: turn for turn in conversation.turns}
    names = find_names(conversation, metadata=metadata)
    merged = sorted(
        (*entities, *(name for name in names if not _overlaps(name, entities))), key=_place
    )
    return mark_superseded(tuple(merged), turns=turns, words=words)


class _Ledger(NamedTuple):
    """What the log says that decides between readings; the amount as written, 5.0 is not 5.00."""

    called: date | None
    due: date | None
    invoice_number: str | None
    amount: str | None

    @classmethod
    def of(cls, log: CallMetadata) -> "_Ledger":
        called = log.start.date() if log.start else None
        amount = None if log.amount is None else str(log.amount)
        return cls(called, log.due_date, log.invoice_number, amount)


@lru_cache(maxsize=4096)
def _in_turn(text: str, heard: _Heard, ledger: _Ledger) -> tuple[Found, ...]:
    """Return the values of a turn; the ways through a script have most of their turns in common."""
    spoken = tokenise(text)
    amount = None if ledger.amount is None else Decimal(ledger.amount)
    base = DateBase(call=ledger.called, due=ledger.due, earlier=heard.dates)
    finders: tuple[Callable[[SpokenTurn], tuple[Found, ...]], ...] = (
        find_emails,
        lambda turn: find_references(
            turn, ledger=LedgerFacts(ledger.invoice_number, amount), asked=heard.asked
        ),
        lambda turn: find_phones(turn, asked=heard.phone_asked),
        lambda turn: find_dates(turn, base=base),
        find_overdue,
        lambda turn: find_known(turn, known=heard.codes),
        lambda turn: find_money(turn, ledger=amount),
    )
    found: list[Found] = []
    for finder in finders:
        fresh = finder(spoken)
        found.extend(fresh)
        spoken = spoken.without(fresh)
    return tuple(sorted(found, key=lambda value: value.first))


def _remember(heard: _Heard, found: tuple[Found, ...], spoken: SpokenTurn) -> _Heard:
    dates = heard.dates + tuple(
        date.fromisoformat(value.value)
        for value in found
        if value.kind is EntityKind.DATE and _ISO_DATE.fullmatch(value.value)
    )
    codes = heard.codes + tuple(
        value.value
        for value in found
        if value.kind is EntityKind.REFERENCE and value.value not in heard.codes
    )
    # "Sure, one second." puts the answer off to the next turn.
    waits = heard.phone_asked and not found and len(spoken) <= _PUTS_OFF
    return _Heard(dates, codes, asked_for(spoken), phone_asked(spoken) or waits)


def _entity(turn: Turn, spoken: SpokenTurn, found: Found) -> Entity:
    start, end = spoken.starts[found.first], spoken.ends[found.last - 1]
    return Entity(
        kind=found.kind,
        value=found.value,
        text=turn.text[start:end],
        turn=turn.index,
        start_char=start,
        end_char=end,
        note=found.note,
    )


def _overlaps(name: Entity, entities: list[Entity]) -> bool:
    return any(
        name.turn == other.turn
        and name.start_char < other.end_char
        and other.start_char < name.end_char
        for other in entities
    )


def _place(entity: Entity) -> tuple[int, int]:
    return entity.turn, entity.start_char
