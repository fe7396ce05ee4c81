"""One call from a path to everything the signal tells before a word is recognised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callaudit.audio.activity import FLOOR_DBFS, active_spans, levels_dbfs
from callaudit.audio.decode import SPEECH_RATE_HZ, decode
from callaudit.audio.levelling import raise_level
from callaudit.audio.line_sounds import find_line_sounds
from callaudit.audio.long_sound import one_by_one
from callaudit.audio.loudness import loudness
from callaudit.audio.quality import measure
from callaudit.audio.speech_level import FAINTEST_DBFS

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from callaudit.core.interval import Interval
    from callaudit.core.recording import LineSound, Loudness, RecordingQuality


@dataclass(frozen=True, eq=False)
class Sound:
    """A decoded recording: for each channel its samples, where it sounds, its tones and loudness.

    Quiet channels were made louder; everything else tells of the recording as it is.
    Not a record of the audit: the arrays are too large to keep. Made by `audio.listen`.
    """

    rate_hz: int
    samples: tuple[np.ndarray, ...]
    active: tuple[tuple[Interval, ...], ...]
    line_sounds: tuple[tuple[LineSound, ...], ...]
    quality: RecordingQuality
    loudness: tuple[Loudness, ...]

    @property
    def unspoken(self) -> tuple[tuple[Interval, ...], ...]:
        """For each channel the tones and the music: what the recogniser must not be given."""
        return tuple(tuple(one.span for one in channel) for channel in self.line_sounds)


def listen(path: Path, *, rate_hz: int = SPEECH_RATE_HZ) -> Sound:
    """Decode a recording, measure it, and make quiet channels louder.

    Raises:
        AudioError: as `decode`.
    """
    samples = decode(path, rate_hz=rate_hz)
    line_sounds = tuple(
        find_line_sounds(one, channel=channel, rate_hz=rate_hz)
        for channel, one in enumerate(one_by_one(samples))
    )
    unspoken = tuple(tuple(one.span for one in channel) for channel in line_sounds)
    quality = measure(samples, rate_hz=rate_hz, unspoken=unspoken)
    sound = Sound(
        rate_hz=rate_hz,
        samples=samples,
        active=tuple(
            active_spans(levels_dbfs(one, rate_hz=rate_hz), floor_dbfs=_floor(channel.gain_db))
            for one, channel in zip(one_by_one(samples), quality.channels, strict=True)
        ),
        line_sounds=line_sounds,
        quality=quality,
        loudness=loudness(samples, rate_hz=rate_hz),
    )
    for one, channel in zip(one_by_one(samples), quality.channels, strict=True):
        if channel.gain_db:
            raise_level(one, channel.gain_db)
    return sound


def _floor(gain_db: float) -> float:
    """Return the level from which a channel counts as sounding: lower on a quiet one."""
    return max(FAINTEST_DBFS, FLOOR_DBFS - gain_db)
