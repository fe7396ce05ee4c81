"""Where a value of the ledger stands in a call, badly heard, or would stand."""

import re
from collections.abc import Iterator

from callaudit.core.call import Call
from callaudit.core.conversation import OTHER_PARTY, Speaker, Turn
from callaudit.core.entity import Element, EntityKind
from callaudit.core.model import Frozen
from callaudit.text.ledger_forms import NAMES, WEIGHED, ledger_value
from callaudit.text.name_match import Token, tokens_of
from callaudit.text.name_slots import place_before

_LONGEST = 3
"""Words that a value may be heard as where none was understood."""

_FIRST_TURNS = 12
"""Turns in which people introduce themselves."""

_MOST_OF_ONE = 2
"""Places tried for one element that was not heard."""

_NUMBER_CUES = {
    "invoice_number": re.compile(
        r"\binvoice(?:,? (?:number|no\.?|num))?(?: is| was|,|:)?\s+", re.IGNORECASE
    ),
    "amount": re.compile(
        r"\b(?:balance|amount|total)(?: \w+){0,2}? (?:is|of|was)\s+|\bow(?:e|es|ed)(?: us)?\s+",
        re.IGNORECASE,
    ),
}
"""What is said before an invoice's number and before what is owed."""

_KINDS = {
    "contact_name": EntityKind.PERSON,
    "agent_name": EntityKind.PERSON,
    "company_name": EntityKind.COMPANY,
    "invoice_number": EntityKind.REFERENCE,
    "amount": EntityKind.MONEY,
}

_NOTES = {
    "contact_name": frozenset({"asked", "greeted"}),
    "agent_name": frozenset({"self"}),
    "company_name": frozenset({"company"}),
}


class LedgerPlace(Frozen):
    """Where in a turn an element stands or would: from `start_char` to one of `ends`.

    `read` says that a value was read there, which has but one end. Made by `places_of`.
    """

    element: str
    turn: int
    start_char: int
    ends: tuple[int, ...]
    read: bool


def places_of(call: Call, missing: tuple[str, ...]) -> Iterator[LedgerPlace]:
    """Yield where the sound may be asked for the ledger's value, in the order of `WEIGHED`.

    First where a value was read that differs from the ledger's or only sounds alike; then, for
    elements that are `missing`, where the words before say that one follows ("may I speak with",
    "invoice number") and nothing of its kind was read.
    """
    for element in call.elements:
        known = element.name in WEIGHED and ledger_value(element.name, call.metadata)
        if known and (element.matches_record is False or element.doubt):
            yield _read(element)
    for name in WEIGHED:
        if name in missing and ledger_value(name, call.metadata):
            yield from list(_unread(name, call))[:_MOST_OF_ONE]


def _read(element: Element) -> LedgerPlace:
    return LedgerPlace(
        element=element.name,
        turn=element.turn,
        start_char=element.start_char,
        ends=(element.end_char,),
        read=True,
    )


def _unread(name: str, call: Call) -> Iterator[LedgerPlace]:
    for turn in call.conversation.turns:
        if name in NAMES and turn.index >= _FIRST_TURNS:
            return
        starts = _name_starts(name, turn) if name in NAMES else _number_starts(name, turn)
        for start in starts:
            if not _is_read(name, turn, start, call):
                ends = _ends(turn.text, start)
                yield LedgerPlace(
                    element=name, turn=turn.index, start_char=start, ends=ends, read=False
                )


def _name_starts(name: str, turn: Turn) -> Iterator[int]:
    notes = _NOTES[name]
    if turn.speaker in OTHER_PARTY and name == "contact_name":
        notes = frozenset({"self"})
    elif turn.speaker is not Speaker.AGENT:
        return
    tokens = tokens_of(turn.text)
    for at in range(1, len(tokens)):
        slot = place_before(tokens, at)
        if slot and slot.note in notes and tokens[at].is_word:
            yield tokens[at].start


def _number_starts(name: str, turn: Turn) -> Iterator[int]:
    if turn.speaker is Speaker.AGENT:
        yield from (found.end() for found in _NUMBER_CUES[name].finditer(turn.text))


def _is_read(name: str, turn: Turn, start: int, call: Call) -> bool:
    """Tell whether something of the kind was read at a place."""
    return any(
        e.kind is _KINDS[name] and e.turn == turn.index and e.start_char <= start + 1 < e.end_char
        for e in call.entities
    )


def _ends(text: str, start: int) -> tuple[int, ...]:
    """Return where the words from a place on end, up to the end of the sentence."""
    ends: list[int] = []
    for token in tokens_of(text[start:]):
        if _stops(token) or len(ends) == _LONGEST:
            break
        if token.text != ",":
            ends.append(start + token.end)
    return tuple(ends) or (start,)


def _stops(token: Token) -> bool:
    return token.text in {".", "?", "!", ";", ":"}
