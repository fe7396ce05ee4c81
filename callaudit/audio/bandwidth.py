"""How high the frequencies of a channel's speech reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.audio.speech_level import outside

if TYPE_CHECKING:
    import numpy as np

    from callaudit.core.interval import Interval

_FRAME_S = 0.064
_LOUD_SHARE = 0.3
"""The loudest frames are looked at: they stand farthest above the noise of the line."""

_LEAST_FRAMES = 30
_DROP_DB = 40.0
"""How far below the strongest frequencies the highest may lie. Speech through a whole telephone
line keeps above it up to 3.0 kHz and more, the same cut off at 2 kHz falls under it there."""

_SMOOTH_HZ = 200.0
_STRONGEST_HZ = (200.0, 2000.0)
_MOST_FRAMES = 4096
"""Frames looked at, spread over the whole: four minutes tell as much as three hours."""


def bandwidth_hz(
    samples: np.ndarray, *, rate_hz: int, unspoken: tuple[Interval, ...] = ()
) -> int | None:
    """Return the highest frequency that carries speech, None where there is too little sound."""
    import numpy as np

    size = int(_FRAME_S * rate_hz)
    count = len(samples) // size
    step = max(1, count // _MOST_FRAMES)
    spoken = outside(count, unspoken, frame_s=_FRAME_S)[::step]
    frames = samples[: count * size].reshape(count, size)[::step][spoken]
    power = np.einsum("ij,ij->i", frames, frames)
    sounding = power > 1e-7 * size  # -70 dBFS
    if sounding.sum() < _LEAST_FRAMES:
        return None
    loudest = frames[power >= np.quantile(power[sounding], 1 - _LOUD_SHARE)]
    spectrum = np.zeros(size // 2 + 1)
    for start in range(0, len(loudest), 256):
        block = loudest[start : start + 256] * np.hanning(size).astype(np.float32)
        spectrum += (np.abs(np.fft.rfft(block, axis=1)) ** 2).sum(axis=0)
    bin_hz = rate_hz / size
    width = max(1, round(_SMOOTH_HZ / bin_hz))
    levels = 10 * np.log10(np.convolve(spectrum, np.ones(width) / width, mode="same") + 1e-12)
    low, high = (round(edge / bin_hz) for edge in _STRONGEST_HZ)
    carried = np.flatnonzero(levels > levels[low:high].max() - _DROP_DB)
    return int(round(float(carried[-1]) * bin_hz, -2))
