"""Make quiet channels louder before recognition: the voice detector passes over faint voices."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from callaudit.audio.speech_level import SpeechLevel

TARGET_DBFS = -25.0
"""Level that quiet speech is brought to: usual on a telephone line."""

QUIET_ENOUGH_DBFS = -40.0
"""Loud speech above this is left as it is; Whisper hears it as well as at the target."""

MOST_GAIN_DB = 30.0
"""More would make the steps of an 8-bit codec into noise."""

_HIGHEST_PEAK = 0.9
_BLOCK = 1 << 20


def gain_db(speech: SpeechLevel, *, peak: float) -> float:
    """Return by how many decibels to raise a channel; mostly 0.

    Loud speech is brought to the target, never so far that the highest peak would be cut off.
    """
    if speech.loud_dbfs >= QUIET_ENOUGH_DBFS:
        return 0.0
    room = 20 * math.log10(_HIGHEST_PEAK / max(peak, 1e-6))
    return round(max(0.0, min(TARGET_DBFS - speech.loud_dbfs, MOST_GAIN_DB, room)), 1)


def raise_level(samples: np.ndarray, gain: float) -> None:
    """Make a channel louder in place, by decibels: three hours need no second copy."""
    factor = 10 ** (gain / 20)
    for start in range(0, len(samples), _BLOCK):
        samples[start : start + _BLOCK] *= factor
