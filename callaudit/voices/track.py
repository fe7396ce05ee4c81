"""The sound of one channel to a track of its voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.core.voices import VoiceGrouping, VoiceTrack
from callaudit.voices.cluster import voices_of
from callaudit.voices.fbank import RATE_HZ
from callaudit.voices.windows import windows_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from callaudit.core.interval import Interval
    from callaudit.voices.embedder import VoiceEmbedder
    from callaudit.voices.fbank import Floats

VERSION = 2
"""Changes when the same sound gives another track: those kept are made again."""

_VOICES = (2, 3, 4)
_FEWEST_WINDOWS = 6
"""Windows a voice must have on the average: fewer are not sorted into voices."""


def track_voices(
    samples: Floats, speech: Sequence[Interval], embedder: VoiceEmbedder
) -> VoiceTrack:
    """Return how alike each window of a channel's speech is to each of its voices.

    `samples` are at 16 kHz; `speech` is where words were heard.
    """
    windows = windows_over(speech, length_s=len(samples) / RATE_HZ)
    if len(windows) < _VOICES[0] * _FEWEST_WINDOWS:
        return VoiceTrack(version=VERSION)
    vectors = embedder.embed(samples, windows)
    return VoiceTrack(
        version=VERSION,
        windows=windows,
        groupings=tuple(
            _grouping(vectors, voices)
            for voices in _VOICES
            if len(windows) >= voices * _FEWEST_WINDOWS
        ),
    )


def _grouping(vectors: np.ndarray, voices: int) -> VoiceGrouping:
    import numpy as np

    means = voices_of(vectors, voices)
    between = (means @ means.T)[np.triu_indices(voices, 1)]
    return VoiceGrouping(
        likeness=tuple(tuple(round(float(one), 2) for one in row) for row in vectors @ means.T),
        alike=round(float(between.max()), 2),
    )
