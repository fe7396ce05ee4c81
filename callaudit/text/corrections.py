"""Values a speaker took back: "four seventeen, no, four fifty"."""

from callaudit.core.conversation import Turn
from callaudit.core.entity import Entity
from callaudit.text.tokens import SpokenTurn

_CUES = (
    ("no",), ("nope",), ("sorry",), ("i", "mean"), ("i", "meant"), ("actually",), ("rather",),
    ("make", "that"), ("make", "it"), ("scratch", "that"), ("correction",), ("wait",),
    ("excuse", "me"), ("my", "mistake"), ("my", "bad"), ("pardon", "me"), ("strike", "that"),
    ("let", "me", "correct"), ("i", "misspoke"), ("i", "apologize"), ("apologies",),
)  # fmt: skip

_STRONG_STARTS = tuple(cue for cue in _CUES if cue not in (("no",), ("nope",), ("wait",)))
"""Cues that take back a value of an earlier turn; "no" there answers the other side."""

_BRIDGES = frozenset(
    "no nope sorry i mean meant actually rather make that it its it's wait scratch correction "
    "excuse me or my mistake bad let let's say oh is that's should be to the on for by of well "
    "not yes yeah pardon strike correct myself i'm a hold misspoke apologize apologies was "
    "there an number invoice thats due let's check due $ , . - … : ;".split()
)
"""Words that may stand between a value and its correction; any other breaks the tie."""

_REACH = 12
"""Most words between a value and its correction."""

_TURNS_BACK = 3
"""How many turns back a correction at the start of a turn reaches."""


def corrects(turn: SpokenTurn, left_last: int, right_first: int) -> bool:
    """Tell whether the words between two values take the first one back."""
    between = turn.words[left_last:right_first]
    if not between or len(between) > _REACH or not _BRIDGES.issuperset(between):
        return False
    return any(_contains(between, cue) for cue in _CUES)


def mark_superseded(
    entities: tuple[Entity, ...], *, turns: dict[int, Turn], words: dict[int, SpokenTurn]
) -> tuple[Entity, ...]:
    """Mark each value that the same speaker replaced by another of its kind.

    Either in one breath ("four seventeen, I mean four fifty", "not the fifth, the sixth"),
    or at the start of one of the speaker's next turns ("Sorry, make that the fifth").
    `entities` are in order of turn and start.
    """
    marked = list(entities)
    for index, entity in enumerate(entities):
        spoken = words[entity.turn]
        first = _word_at(spoken, entity.start_char)
        opening = spoken.words[:first]
        for earlier in range(index - 1, -1, -1):
            other = entities[earlier]
            if entity.turn - other.turn > _TURNS_BACK:
                break
            if other.kind != entity.kind:
                continue
            same_turn = other.turn == entity.turn
            if not same_turn and turns[other.turn].speaker != turns[entity.turn].speaker:
                continue
            if other.value != entity.value and (
                _taken_back(spoken, other, first=first) if same_turn else _reopened(opening)
            ):
                marked[earlier] = other.model_copy(update={"superseded": True})
            break
    return tuple(marked)


def _taken_back(spoken: SpokenTurn, other: Entity, *, first: int) -> bool:
    last = _word_at(spoken, other.end_char)
    if corrects(spoken, last, first):
        return True
    begins = _word_at(spoken, other.start_char)
    denied = "not" in spoken.words[max(0, begins - 2) : begins]
    between = spoken.words[last:first]
    return denied and 0 < len(between) <= _REACH and _BRIDGES.issuperset(between)


def _reopened(opening: tuple[str, ...]) -> bool:
    return (
        0 < len(opening) <= _REACH
        and _BRIDGES.issuperset(opening)
        and any(_contains(opening, cue) for cue in _STRONG_STARTS)
    )


def _word_at(spoken: SpokenTurn, char: int) -> int:
    """Return the first word that begins at or after a character."""
    for index, start in enumerate(spoken.starts):
        if start >= char:
            return index
    return len(spoken)


def _contains(words: tuple[str, ...], cue: tuple[str, ...]) -> bool:
    size = len(cue)
    return any(words[at : at + size] == cue for at in range(len(words) - size + 1))
