"""One call from a path to everything the signal tells before a word is recognised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callaudit.audio.activity import active_spans, levels_dbfs
from callaudit.audio.decode import SPEECH_RATE_HZ, decode
from callaudit.audio.loudness import loudness
from callaudit.audio.quality import measure
from callaudit.audio.tones import Tone, find_tones

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from callaudit.core.interval import Interval
    from callaudit.core.recording import Loudness, RecordingQuality


@dataclass(frozen=True, eq=False)
class Sound:
    """A decoded recording: for each channel its samples, where it sounds, its tones and loudness.

    Not a record of the audit: the arrays are too large to keep. Made by `audio.listen`.
    """

    rate_hz: int
    samples: tuple[np.ndarray, ...]
    active: tuple[tuple[Interval, ...], ...]
    tones: tuple[tuple[Tone, ...], ...]
    quality: RecordingQuality
    loudness: tuple[Loudness, ...]


def listen(path: Path, *, rate_hz: int = SPEECH_RATE_HZ) -> Sound:
    """Decode a recording and measure it.

    Raises:
        AudioError: as `decode`.
    """
    samples = decode(path, rate_hz=rate_hz)
    return Sound(
        rate_hz=rate_hz,
        samples=samples,
        active=tuple(active_spans(levels_dbfs(one, rate_hz=rate_hz)) for one in samples),
        tones=tuple(find_tones(one, rate_hz=rate_hz) for one in samples),
        quality=measure(samples, rate_hz=rate_hz),
        loudness=loudness(samples, rate_hz=rate_hz),
    )
