"""People and companies that were named, found by the places where names stand in a call."""

from functools import lru_cache
from typing import Any

from callaudit.core.conversation import Conversation, Turn
from callaudit.core.entity import Entity
from callaudit.core.metadata import CallMetadata
from callaudit.text.companies import companies_in
from callaudit.text.name_match import Roster, tokens_of
from callaudit.text.name_text import FoundName, NameText, place_of
from callaudit.text.people import people_in

SENTENCES_REMEMBERED = 2048
"""Turns whose names are remembered: the ways through a script share most of theirs."""

_CONFIRMS = (
    "this is she", "this is he", "this is her", "this is him", "that is me", "that 's me",
    "speaking", "it is me", "it 's me", "you got her", "you got him", "yes", "yeah", "yep", "yup",
    "uh huh", "mm hm", "it is", "she is speaking", "he is speaking", "correct",
)  # fmt: skip
"""How a person answers who was asked for by name; the first words of the reply."""


def find_names(conversation: Conversation, *, metadata: CallMetadata) -> tuple[Entity, ...]:
    """Return the people and companies named in a call, in order.

    A name counts where the grammar says that a name stands ("this is … from …", "may I speak
    with …", "hi …"), or where it is a registered one. It agrees with the call log also when it
    was misheard; then `value` is the registered spelling of the part that was said ("Cory" gives
    "Corey", a company gives its whole registered name). Else `value` is the spoken form with
    capitals. `note` is `self`, `asked`, `confirmed` (asked, and the reply says yes), `greeted`
    or `mentioned`. Works on text with and without capitals.
    """
    roster = Roster.of(metadata)
    cased = _has_capitals(conversation)
    entities: list[Entity] = []
    for turn in conversation.turns:
        entities += [
            Entity(turn=turn.index, **found) for found in _names_in(turn.text, cased, roster)
        ]
    return _confirmed(tuple(entities), conversation)


def _has_capitals(conversation: Conversation) -> bool:
    """Tell whether most turns begin with a capital: then capitals mark names."""
    starts = [turn.text.lstrip()[:1] for turn in conversation.turns if turn.text.strip()]
    letters = [first for first in starts if first.isalpha()]
    return 2 * sum(first.isupper() for first in letters) > len(letters)


@lru_cache(maxsize=SENTENCES_REMEMBERED)
def _names_in(said: str, cased: bool, roster: Roster) -> tuple[dict[str, Any], ...]:
    """Return the names in the words of a turn; who says them and where does not matter."""
    text = NameText(tokens_of(said), cased, roster)
    companies = companies_in(text)
    people = people_in(text, companies)
    return tuple(_found(said, text, one) for one in sorted([*companies, *people], key=place_of))


def _found(said: str, text: NameText, found: FoundName) -> dict[str, Any]:
    start, end = text.tokens[found.start].start, text.tokens[found.end - 1].end
    return {
        "kind": found.kind,
        "value": found.value,
        "text": said[start:end],
        "start_char": start,
        "end_char": end,
        "note": found.note,
    }


def _confirmed(entities: tuple[Entity, ...], conversation: Conversation) -> tuple[Entity, ...]:
    """Mark the name that was asked for where the other side's next words say "that is me"."""
    after = dict(zip(conversation.turns, conversation.turns[1:], strict=False))
    replies = {turn.index: reply for turn, reply in after.items() if reply.speaker != turn.speaker}
    return tuple(
        entity.model_copy(update={"note": "confirmed"})
        if entity.note == "asked" and _says_yes(replies.get(entity.turn))
        else entity
        for entity in entities
    )


def _says_yes(reply: Turn | None) -> bool:
    if reply is None:
        return False
    words = [t.base for t in tokens_of(reply.text) if t.text not in {",", ".", "!", "?"}]
    words = [w for w in words if w not in {"um", "uh", "oh", "hello", "hi"}]
    said = " ".join(words[:6])
    return any(f"{said} ".startswith(f"{confirm} ") for confirm in _CONFIRMS)
