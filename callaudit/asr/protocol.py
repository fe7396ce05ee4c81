"""What a recogniser is given and what it must do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from callaudit.asr.second_hearing import SecondEar
    from callaudit.core.ids import CallId
    from callaudit.core.interval import Interval
    from callaudit.core.recording import Recording, RecordingQuality
    from callaudit.core.transcript import AsrSettings, Transcript


@dataclass(frozen=True, eq=False)
class ChannelSound:
    """One channel to be recognised: its samples at 16 kHz, where it sounds, where tones lie.

    Made by `sounds_of`.
    """

    channel: int
    samples: np.ndarray
    active: tuple[Interval, ...]
    tones: tuple[Interval, ...] = ()


@dataclass(frozen=True, eq=False)
class CallSound:
    """One call to be recognised: its recording and the channels of it that are worth reading."""

    call_id: CallId
    recording: Recording
    sounds: tuple[ChannelSound, ...]


class Transcriber(Protocol):
    """Turns sound into words. One instance serves many recordings."""

    @property
    def settings(self) -> AsrSettings:
        """Everything that decides what is written, the digest of the weights included."""
        ...

    @property
    def second_ear(self) -> SecondEar:
        """What hears single spans again."""
        ...

    def transcribe(
        self, recording: Recording, sounds: tuple[ChannelSound, ...], *, call_id: CallId
    ) -> Transcript:
        """Return what was said on all channels.

        Raises:
            RecognitionError: if the recogniser gives up.
        """
        ...

    def transcribe_together(self, calls: Sequence[CallSound]) -> tuple[Transcript, ...]:
        """Return the transcripts of several short calls, each as if it were alone.

        Raises:
            RecognitionError: if the recogniser gives up on any of them.
        """
        ...


def sounds_of(
    samples: tuple[np.ndarray, ...],
    quality: RecordingQuality,
    *,
    active: tuple[tuple[Interval, ...], ...],
    tones: tuple[tuple[Interval, ...], ...],
) -> tuple[ChannelSound, ...]:
    """Return the channels worth recognising.

    A dead channel is left out, and so is the second of two that carry the same sound: recognised
    twice, each sentence would stand twice in the transcript.
    """
    return tuple(
        ChannelSound(channel, samples[channel], active[channel], tones[channel])
        for channel in range(len(samples))
        if not quality.channels[channel].dead and not (quality.dual_mono and channel > 0)
    )
