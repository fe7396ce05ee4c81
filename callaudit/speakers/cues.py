"""Finds the cues of both sides in what was said, and adds them up."""

import re
from bisect import bisect_right
from functools import cache

from callaudit.core.model import Frozen
from callaudit.speakers.collector_phrases import COLLECTOR_PHRASES
from callaudit.speakers.other_phrases import OTHER_PHRASES

_CAP = 6.0
"""No single stretch of speech is surer than this: real calls are odd."""

NAMES_ITSELF = "names itself as the log's collector"
CALL_BACK = "asks for a call back"
"""Cues that other modules look for by name."""

_CALLER_SAYS = frozenset({"says why it calls"})
"""What the one who dialled says; on an inbound call that is the customer."""

_CALLED_SAYS = frozenset({"answers for a business"})
"""What the one who was called says; on an outbound call that is the customer."""


class CueHit(Frozen):
    """A cue that was heard: its name, its weight, and the canonical words `[first, last)`."""

    name: str
    weight: float
    first: int
    last: int


@cache
def _compiled() -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    return tuple(
        (name, weight, re.compile(rf"(?<= )(?:{'|'.join(phrases)})(?= |$)"))
        for name, (weight, phrases) in (COLLECTOR_PHRASES | OTHER_PHRASES).items()
    )


def find_cues(text: str, offsets: tuple[int, ...], *, inbound: bool = False) -> tuple[CueHit, ...]:
    """Return every cue of a canonical text, each cue at each place once.

    `offsets[i]` is where word i begins. Who dialled decides whose some are: on
    inbound calls the reason for calling is the customer's.
    """
    hits: list[CueHit] = []
    for name, weight, pattern in _compiled():
        flipped = name in (_CALLER_SAYS if inbound else _CALLED_SAYS)
        signed = -weight if flipped else weight
        for match in pattern.finditer(text):
            first = _word_at(offsets, match.start())
            last = _word_at(offsets, max(match.start(), match.end() - 1)) + 1
            hits.append(CueHit(name=name, weight=signed, first=first, last=last))
    return tuple(hits)


def total(hits: tuple[CueHit, ...]) -> float:
    """Add cues up: a repeated cue counts half each further time, and the sum is capped."""
    seen: dict[str, int] = {}
    weight = 0.0
    for hit in hits:
        weight += hit.weight / 2 ** seen.get(hit.name, 0)
        seen[hit.name] = seen.get(hit.name, 0) + 1
    return max(-_CAP, min(_CAP, weight))


def _word_at(offsets: tuple[int, ...], position: int) -> int:
    return max(0, bisect_right(offsets, position) - 1)
