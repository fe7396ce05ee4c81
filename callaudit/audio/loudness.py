"""How loud each channel is, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.audio.activity import FRAME_S, levels_dbfs
from callaudit.audio.long_sound import one_by_one
from callaudit.core.recording import Loudness

if TYPE_CHECKING:
    import numpy as np

STEP_S = 0.5
"""Length of a step: a syllable or two, so that a single loud sound does not make it."""


def loudness(samples: tuple[np.ndarray, ...], *, rate_hz: int) -> tuple[Loudness, ...]:
    """Return the level of each channel over steps of half a second, rounded to a decibel."""
    import numpy as np

    frames = round(STEP_S / FRAME_S)
    tracks = []
    for channel, one in enumerate(one_by_one(samples)):
        power = 10 ** (levels_dbfs(one, rate_hz=rate_hz) / 10)
        steps = power[: len(power) // frames * frames].reshape(-1, frames).mean(axis=1)
        levels = 10 * np.log10(np.maximum(steps, 1e-12))
        tracks.append(
            Loudness(
                channel=channel,
                step_s=STEP_S,
                levels_dbfs=tuple(float(level) for level in levels.round()),
            )
        )
    return tuple(tracks)
