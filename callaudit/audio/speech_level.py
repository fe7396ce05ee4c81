"""How loud a channel's speech is, and how far it stands above its pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.audio.activity import FRAME_S
from callaudit.core.model import Frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from callaudit.core.interval import Interval

_PAUSE_QUANTILE = 0.1
_QUIETEST_PAUSE_DBFS = -75.0
"""The smallest step of G.711 lies about there: what is below is digital silence."""

FAINTEST_DBFS = -72.0
"""No voice is fainter: the smallest step of G.711 mu-law."""

_ABOVE_NOISE_DB = 4.0
"""Frames of steady noise differ by less."""

_LOUD_QUANTILE = 0.75
_LEAST_SPEECH_S = 2.0


class SpeechLevel(Frozen):
    """The level of a channel's loud speech and that of its pauses, in dBFS."""

    loud_dbfs: float
    pause_dbfs: float

    @property
    def snr_db(self) -> float:
        """Return how far speech stands above the pauses."""
        return round(self.loud_dbfs - self.pause_dbfs, 1)


def speech_level(levels: np.ndarray) -> SpeechLevel | None:
    """Return the levels of speech and pauses, None where hardly anything stands out.

    `levels` are those of frames without tones and music.
    """
    import numpy as np

    if not len(levels):
        return None
    pause = max(float(np.quantile(levels, _PAUSE_QUANTILE)), _QUIETEST_PAUSE_DBFS)
    speech = levels[levels > max(pause + _ABOVE_NOISE_DB, FAINTEST_DBFS)]
    if len(speech) * FRAME_S < _LEAST_SPEECH_S:
        return None
    loud = float(np.quantile(speech, _LOUD_QUANTILE))
    return SpeechLevel(loud_dbfs=round(loud, 1), pause_dbfs=round(pause, 1))


def outside(count: int, spans: Sequence[Interval], *, frame_s: float) -> np.ndarray:
    """Return which of `count` frames lie outside the spans."""
    import numpy as np

    free = np.ones(count, bool)
    for span in spans:
        free[int(span.start_s / frame_s) : int(span.end_s / frame_s) + 1] = False
    return free
