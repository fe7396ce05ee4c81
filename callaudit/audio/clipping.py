"""Flat tops of a waveform, at whatever level they were cut: an overdriven line, recorded softer.

Loud samples of speech are the rarer the louder they are. Where a line was overdriven they pile
up at the level of its limit instead; resampling rounds the tops and leaves the pile.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from callaudit.core.interval import Interval

_SOFTEST = 0.01
"""Amplitude below which nothing is looked at: noise, and the steps of G.711."""

_LOUDEST = 2.2
"""Resampling makes a square top overshoot, to 1.7 at most where it was cut at full scale."""

_STEP = 0.04
"""Width of a bin of the histogram, in natural logarithms: 4 % of the amplitude."""

_PILE = 1.25
"""Samples in three bins of a pile against those in the three a fifth softer. Speech has 0.7 at
most and steady tones 1.1; speech of which one sample in a hundred is cut off has 1.5, and more
where more is."""

_LEAST_SHARE = 0.005
_ABOVE = 0.25
"""Share of a pile that may lie above it: its overshoot."""

_LEAST_SAMPLES = 16_000
_BLOCK = 1 << 20


def flat_share(samples: np.ndarray, *, rate_hz: int, unspoken: Sequence[Interval] = ()) -> float:
    """Return the share of a channel's loud samples that lie on flat tops, 0.0 where none do.

    `unspoken` are tones and music: a steady tone has most of its samples near its peaks.
    """
    import numpy as np

    edges = np.arange(math.log(_SOFTEST), math.log(_LOUDEST), _STEP)
    counted = np.zeros(len(edges) - 1, np.int64)
    for block in _blocks(samples, rate_hz=rate_hz, unspoken=unspoken):
        loud = np.abs(block)
        counted += np.histogram(np.log(loud[loud > _SOFTEST]), bins=edges)[0]
    total = int(counted.sum())
    if total < _LEAST_SAMPLES:
        return 0.0
    shares = [
        _near(counted, at) / total for at in range(7, len(counted) - 1) if _is_pile(counted, at)
    ]
    share = max(shares, default=0.0)
    return round(share, 4) if share > _LEAST_SHARE else 0.0


def _is_pile(counted: np.ndarray, at: int) -> bool:
    near = _near(counted, at)
    softer, louder = int(counted[at - 7 : at - 4].sum()), int(counted[at + 2 :].sum())
    return near > _PILE * max(1, softer) and louder < _ABOVE * near


def _near(counted: np.ndarray, at: int) -> int:
    return int(counted[at - 1 : at + 2].sum())


def _blocks(
    samples: np.ndarray, *, rate_hz: int, unspoken: Sequence[Interval]
) -> Iterator[np.ndarray]:
    """Yield what lies outside the tones and the music, in pieces that need little memory."""
    at = 0
    for span in (*sorted(unspoken, key=lambda one: one.start_s), None):
        end = len(samples) if span is None else int(span.start_s * rate_hz)
        for start in range(at, end, _BLOCK):
            yield samples[start : min(end, start + _BLOCK)]
        at = at if span is None else max(at, int(span.end_s * rate_hz))
