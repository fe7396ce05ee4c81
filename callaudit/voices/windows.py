"""Where the windows lie in which a voice is looked at."""

import math
from collections.abc import Sequence

from callaudit.core.interval import Interval

WINDOW_S = 1.5
"""Shorter windows confuse voices, longer ones hide short answers."""

STEP_S = 0.5
SHORTEST_S = 0.75
"""A shorter word alone is looked at with what is around it."""

_JOIN_S = 0.12
"""A shorter pause lies within a stretch; a longer one may be another's turn."""


def windows_over(speech: Sequence[Interval], *, length_s: float) -> tuple[Interval, ...]:
    """Cover stretches of speech by windows of 1.5 s every half second, in order.

    A stretch that is shorter is one window. `length_s` is that of the recording.
    """
    return tuple(window for stretch in _stretches(speech, length_s) for window in _windows(stretch))


def _stretches(speech: Sequence[Interval], length_s: float) -> list[Interval]:
    joined: list[tuple[float, float]] = []
    for span in sorted(speech, key=lambda one: (one.start_s, one.end_s)):
        if joined and span.start_s - joined[-1][1] < _JOIN_S:
            joined[-1] = (joined[-1][0], max(joined[-1][1], span.end_s))
        else:
            joined.append((span.start_s, span.end_s))
    return [_widened(start_s, end_s, length_s) for start_s, end_s in joined if start_s < length_s]


def _widened(start_s: float, end_s: float, length_s: float) -> Interval:
    missing_s = max(0.0, SHORTEST_S - (end_s - start_s))
    start_s = max(0.0, min(start_s - missing_s / 2, length_s - SHORTEST_S))
    return Interval(start_s=start_s, end_s=min(length_s, max(end_s, start_s + SHORTEST_S)))


def _windows(stretch: Interval) -> list[Interval]:
    over_s = stretch.duration_s - WINDOW_S
    if over_s <= 0:
        return [stretch]
    steps = math.ceil(over_s / STEP_S)
    starts = [stretch.start_s + over_s * step / steps for step in range(steps + 1)]
    return [Interval(start_s=start_s, end_s=start_s + WINDOW_S) for start_s in starts]
