"""What the readers of elements look at, and what they give."""

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import Entity, EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen
from callaudit.text.name_sound import is_said_as
from callaudit.text.promise import Span

_AROUND = 40
"""Characters before and after an amount in which words tell what it is."""


class CallView(Frozen):
    """One call, asked for the values of a kind that a side said."""

    conversation: Conversation
    entities: tuple[Entity, ...]
    metadata: CallMetadata

    def turn(self, index: int) -> Turn:
        """Return the turn of that index."""
        return next(turn for turn in self.conversation.turns if turn.index == index)

    def said(self, kind: EntityKind, *speakers: Speaker) -> tuple[Entity, ...]:
        """Return the standing values of a kind that these speakers said, in order."""
        said = {turn.index for turn in self.conversation.said_by(*speakers)}
        chosen = [
            e for e in self.entities if e.kind is kind and e.turn in said and not e.superseded
        ]
        return tuple(sorted(chosen, key=lambda e: (e.turn, e.start_char)))

    def words_around(self, entity: Entity) -> tuple[str, str]:
        """Return the words just before and just after a value, in lower case."""
        text = self.turn(entity.turn).text.lower().replace("’", "'")
        start, end = entity.start_char, entity.end_char
        return text[max(0, start - _AROUND) : start], text[end : end + _AROUND]


class Reading(Frozen):
    """An element's value, where it was said, and whether the record agrees.

    `doubt` says why that cannot be told.
    """

    value: str
    turn: int
    start_char: int
    end_char: int
    matches: bool | None = None
    doubt: str | None = None


def read_name(entity: Entity, value: str, registered: str) -> Reading:
    """Give a name that is the registered one, or near it: it agrees if it is said the same way.

    One that is only near keeps the words that were heard: the record's are not evidence.
    """
    if is_said_as(entity.text, registered):
        return read_entity(entity, value, True)
    doubt = f"“{entity.text}” was heard, the log has “{registered}”, which sounds alike"
    heard = entity.text if entity.text != entity.text.lower() else entity.text.title()
    return read_entity(entity, heard, None).model_copy(update={"doubt": doubt})


def read_entity(entity: Entity, value: str, matches: bool | None) -> Reading:
    """Give a value the place of the entity it was read from."""
    return Reading(
        value=value,
        turn=entity.turn,
        start_char=entity.start_char,
        end_char=entity.end_char,
        matches=matches,
    )


def read_span(span: Span | None) -> Reading | None:
    """Give a value the place of a span; the record says nothing about it."""
    if span is None:
        return None
    return Reading(
        value=span.value,
        turn=span.turn.index,
        start_char=span.start_char,
        end_char=span.end_char,
    )
