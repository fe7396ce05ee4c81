"""When somebody speaks: stretches of seconds, from word times where there are any."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from callaudit.core.call import Call
from callaudit.core.conversation import OTHER_PARTY, Speaker, Turn
from callaudit.core.recording import SoundKind

Stretch = tuple[float, float]
"""From one second of the call to another."""

PAUSE_S = 2.0
"""From so long on a pause within a turn is silence; a shorter one is part of speaking.

Bound of callaudit's own: breath and thought take less, looking something up takes more.
"""


def are_timed(turns: Iterable[Turn]) -> bool:
    """Tell whether every turn has its times."""
    return all(turn.start_s is not None and turn.end_s is not None for turn in turns)


def stretches(turns: Iterable[Turn]) -> list[Stretch]:
    """Return when these turns are spoken, joined where they touch; they must have times."""
    return joined(part for turn in turns for part in _of_turn(turn))


def joined(parts: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, those that touch or overlap as one."""
    whole: list[Stretch] = []
    for start, end in sorted(parts):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        elif end > start:
            whole.append((start, end))
    return whole


def seconds(parts: Iterable[Stretch]) -> float:
    """Return how long stretches are together."""
    return sum(end - start for start, end in parts)


def common(one: Sequence[Stretch], other: Sequence[Stretch]) -> float:
    """Return for how many seconds both go on; neither may overlap with itself."""
    return seconds(one) + seconds(other) - seconds(joined([*one, *other]))


def gaps(parts: Sequence[Stretch]) -> list[Stretch]:
    """Return what lies between stretches that are in order and do not touch."""
    return [(a[1], b[0]) for a, b in pairwise(parts)]


def hold(call: Call) -> list[Stretch]:
    """Return when music plays between the parties' first word and their last, on any channel."""
    talk = stretches(call.conversation.said_by(Speaker.AGENT, *OTHER_PARTY))
    if not talk:
        return []
    first, last = talk[0][0], talk[-1][1]
    music = (s.span for s in call.line_sounds if s.kind is SoundKind.MUSIC)
    return joined((max(first, one.start_s), min(last, one.end_s)) for one in music)


def _of_turn(turn: Turn) -> Iterable[Stretch]:
    """Yield a turn's stretches, cut at each pause; words are kept inside their turn."""
    start, end = turn.start_s or 0.0, turn.end_s or 0.0
    if not turn.words:
        yield start, end
        return
    begun = last = None
    for word in turn.words:
        word_start = min(max(word.start_s, start), end)
        if begun is None or last is None:
            begun = word_start
        elif word_start - last >= PAUSE_S:
            yield begun, last
            begun = word_start
        last = min(max(word.end_s, word_start), end)
    if begun is not None and last is not None:
        yield begun, last
