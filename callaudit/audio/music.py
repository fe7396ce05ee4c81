"""Tell music from voices: notes keep their pitch for a moment, the harmonics of speech glide.

Measured on telephone calls, prompts and spoken numbers, the pattern of a frame's harmonics is
nearly unlike that of a frame a fifth of a second later (0.00 to 0.05, seldom 0.15); in hold music
through a telephone line it is alike (0.25 to 0.55). Speech over music counts as speech.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.audio.activity import FLOOR_DBFS
from callaudit.core.interval import Interval

if TYPE_CHECKING:
    import numpy as np

_FRAME_S = 0.064
_HOP_S = 0.032
_LAG_FRAMES = 6
"""Frames between the two that are compared, 0.19 s: a syllable has passed, a note often not."""

_BAND_HZ = (200.0, 3500.0)
"""What a telephone line carries, above mains hum."""

_ENVELOPE_BINS = 13
"""Bins of the moving average, 200 Hz, that takes away vowels and line and leaves harmonics."""

_OVER_S = 3.0
"""Time over which likeness is averaged: longer than a drawn-out vowel or a laugh."""

_LEAST_SOUND = 0.5
"""Share of that time which must carry sound: music seldom pauses."""

_SURE_LIKENESS = 0.24
_LIKENESS = 0.15
"""Mean likeness that a stretch of music must reach, and the one down to which it goes on."""

_NEAR_S = 1.0
_NEAR_LIKENESS = 0.2
"""Likeness over one second, loud frames counting more, under which somebody may be speaking."""

_FLOOR = 10 ** (FLOOR_DBFS / 20)
_SHORTEST_S = 1.0

_BLOCK_FRAMES = 2048


def find_music(samples: np.ndarray, *, rate_hz: int) -> tuple[Interval, ...]:
    """Return the stretches of one channel that carry music and no voice louder than it, in order.

    Steady tones are alike as well: take those that `find_tones` names out first.
    """
    import numpy as np

    likeness, loudness = _likeness(samples, rate_hz=rate_hz)
    if not len(likeness):
        return ()
    plain = (loudness > 0).astype(np.float32)
    mean = _mean_over(likeness, plain, length_s=_OVER_S)
    near = _mean_over(likeness, loudness, length_s=_NEAR_S)
    alike = np.zeros(len(likeness), bool)
    for start, end in _runs(mean >= _LIKENESS):
        if mean[start:end].max() >= _SURE_LIKENESS:
            alike[start:end] = near[start:end] >= _NEAR_LIKENESS
    half_s = _LAG_FRAMES * _HOP_S / 2  # a comparison belongs between its two frames
    spans = [(start * _HOP_S + half_s, end * _HOP_S + half_s) for start, end in _runs(alike)]
    return tuple(
        Interval(start_s=round(start_s, 2), end_s=round(end_s, 2))
        for start_s, end_s in spans
        if end_s - start_s >= _SHORTEST_S
    )


def _likeness(samples: np.ndarray, *, rate_hz: int) -> tuple[np.ndarray, np.ndarray]:
    """Compare the harmonics of each frame with those 0.19 s later.

    Returns how alike they are and the amplitude of the louder, both 0 in silence.
    """
    import numpy as np

    size, hop = int(_FRAME_S * rate_hz), int(_HOP_S * rate_hz)
    if len(samples) < size + _LAG_FRAMES * hop:
        return np.empty(0, np.float32), np.empty(0, np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]
    alike = np.zeros(len(frames) - _LAG_FRAMES, np.float32)
    loudness = np.zeros_like(alike)
    for start in range(0, len(alike), _BLOCK_FRAMES):
        end = min(len(alike), start + _BLOCK_FRAMES)
        harmonics, level = _harmonics(frames[start : end + _LAG_FRAMES], rate_hz=rate_hz)
        before, after = level[:-_LAG_FRAMES], level[_LAG_FRAMES:]
        both = np.minimum(before, after) >= _FLOOR
        likeness = np.einsum("ij,ij->i", harmonics[:-_LAG_FRAMES], harmonics[_LAG_FRAMES:])
        alike[start:end] = np.where(both, likeness, 0)
        loudness[start:end] = np.where(both, np.maximum(before, after), 0)
    return alike, loudness


def _harmonics(frames: np.ndarray, *, rate_hz: int) -> tuple[np.ndarray, np.ndarray]:
    """Return each frame's log spectrum less its envelope, of length one, and its amplitude."""
    import numpy as np

    size = frames.shape[1]
    low, high = (round(edge * size / rate_hz) for edge in _BAND_HZ)
    power = np.abs(np.fft.rfft(frames * np.hanning(size).astype(np.float32), axis=1)) ** 2
    log = np.log(power[:, low:high] + 1e-9).astype(np.float32)
    half = _ENVELOPE_BINS // 2
    padded = np.pad(log, ((0, 0), (half + 1, half)), mode="edge")
    total = np.cumsum(padded, axis=1, dtype=np.float64)
    fine = log - (total[:, _ENVELOPE_BINS:] - total[:, :-_ENVELOPE_BINS]) / _ENVELOPE_BINS
    fine -= fine.mean(axis=1, keepdims=True)
    fine /= np.linalg.norm(fine, axis=1, keepdims=True) + 1e-9
    return fine, np.sqrt(np.einsum("ij,ij->i", frames, frames) / size)


def _mean_over(values: np.ndarray, weights: np.ndarray, *, length_s: float) -> np.ndarray:
    """Return the weighted mean around each value; 0 where less than half of it sounds."""
    import numpy as np

    box = np.ones(min(round(length_s / _HOP_S), len(values)))
    sounding = np.convolve(weights > 0, box, mode="same") >= _LEAST_SOUND * len(box)
    weight = np.maximum(np.convolve(weights, box, mode="same"), 1e-9)
    return np.where(sounding, np.convolve(values * weights, box, mode="same") / weight, 0.0)


def _runs(flags: np.ndarray) -> list[tuple[int, int]]:
    import numpy as np

    edges = np.diff(np.concatenate(([False], flags, [False])).astype(np.int8))
    return list(
        zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True)
    )
