"""When the last figure of a number has been said.

A number is written in fewer signs than it is spoken in, and alignment leaves it before its last
sound: cut there, "nine zero three six" ends in the middle of the six.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from callaudit.asr.packing import RATE_HZ, samples_between
from callaudit.core.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from callaudit.core.transcript import Word

_EARLY_S = 0.35
"""How much too early the aligned end of a number may be while more words follow."""

_STEP = RATE_HZ // 50
_QUIET_STEPS = 2

_SHORTEST_NEXT_S = 0.06


_FEWEST_FIGURES = 3


def is_figure(text: str) -> bool:
    """Tell a number that is read out figure by figure or as an amount; "5th" is a word."""
    return sum(map(str.isdigit, text)) >= _FEWEST_FIGURES


def to_end_of_numbers(words: Sequence[Word], samples: np.ndarray) -> tuple[Word, ...]:
    """Let each number but a last one end in the quietest place soon after its aligned end.

    The word after it begins no sooner than that.
    """
    return tuple(_ended(words, samples)) if words else ()


def _ended(words: Sequence[Word], samples: np.ndarray) -> Iterator[Word]:
    begins_s = 0.0
    for word, follows in pairwise(words):
        end_s = word.end_s
        if is_figure(word.text):
            latest_s = min(end_s + _EARLY_S, follows.end_s - _SHORTEST_NEXT_S)
            end_s = max(end_s, _quietest_s(samples, end_s, latest_s))
        yield word.model_copy(update={"start_s": max(word.start_s, begins_s), "end_s": end_s})
        begins_s = end_s if end_s > word.end_s else 0.0
    last = words[-1]
    yield last.model_copy(update={"start_s": max(last.start_s, begins_s)})


def _quietest_s(samples: np.ndarray, start_s: float, end_s: float) -> float:
    """Return the middle of the quietest moment of a span; its start if there is no sound to it."""
    import numpy as np

    if end_s <= start_s:
        return start_s
    part = samples_between(samples, Interval(start_s=start_s, end_s=end_s))
    count = len(part) // _STEP
    if count < _QUIET_STEPS:
        return start_s
    power = (part[: count * _STEP].reshape(count, _STEP) ** 2).sum(axis=1)
    around = np.convolve(power, np.ones(_QUIET_STEPS), mode="valid")
    return round(start_s + (int(around.argmin()) + _QUIET_STEPS / 2) * _STEP / RATE_HZ, 2)
