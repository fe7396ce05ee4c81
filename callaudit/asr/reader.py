"""What is read in the channels of one call or several: speech, what is left over, what was missed.

Windows of several calls go through the decoder together, for a short call alone does not fill a
batch. What is read in a window does not depend on the windows beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callaudit.asr.coverage import find_unheard
from callaudit.asr.repair import LOOP_COMPRESSION
from callaudit.asr.segments import as_segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callaudit.asr.decoder import Decoder
    from callaudit.asr.packing import Window
    from callaudit.asr.protocol import ChannelSound
    from callaudit.core.interval import Interval
    from callaudit.core.transcript import Segment

    Found = dict[ChannelSound, list[Segment]]

_SURE_LOGPROB = -0.7
_SURE_NO_SPEECH = 0.5
"""What text must reach where the voice detector heard nothing."""

_EMPTY_WINDOWS = 3
"""Windows without kept text after which the rest of a stretch is taken for music."""

_SHORTEST_SECOND_LOOK_S = 1.0
"""Speech without words is read once more from this length up."""


@dataclass(frozen=True, eq=False, slots=True)
class Voiced:
    """A channel, where the voice detector hears speech, and what sound it passed over."""

    sound: ChannelSound
    speech: tuple[Interval, ...]
    leftover: tuple[Interval, ...]

    @property
    def worth_reading(self) -> tuple[Interval, ...]:
        """Return the speech; where there is none, what was passed over."""
        return self.speech or self.leftover


def read_channels(
    decoder: Decoder, channels: Sequence[Voiced], windows: Sequence[Window], *, second_look: bool
) -> Found:
    """Return what is heard on each channel; `windows` hold the speech of all of them.

    Sound that the voice detector passed over is tried as well and kept only if the recogniser is
    sure; so is, on a second look, speech that got no words.
    """
    found: Found = {one.sound: [] for one in channels}
    for reading in decoder.read(windows):
        found[reading.window.sound].extend(as_segments(reading))
    _try_leftover(decoder, channels, found)
    if second_look:
        _look_again(decoder, channels, found)
    return found


def _try_leftover(decoder: Decoder, channels: Iterable[Voiced], found: Found) -> None:
    """Read sound that the voice detector passed over; keep only what is sure.

    A few windows of every stretch at a time: where they give nothing, the rest is music.
    """
    stretches = [decoder.windows(one.sound, (span,)) for one in channels for span in one.leftover]
    while stretches:
        now = [window for stretch in stretches for window in stretch[:_EMPTY_WINDOWS]]
        spoken = _keep_sure(decoder, now, found)
        stretches = [
            stretch[_EMPTY_WINDOWS:]
            for stretch in stretches
            if len(stretch) > _EMPTY_WINDOWS and spoken.intersection(stretch[:_EMPTY_WINDOWS])
        ]


def _look_again(decoder: Decoder, channels: Iterable[Voiced], found: Found) -> None:
    """Read speech that got no words once more, by itself.

    The decoder at times ends a window early and leaves a sentence out; alone it is read well.
    """
    missed = [
        window
        for one in channels
        for span in find_unheard(
            one.speech,
            active=one.sound.active,
            segments=tuple(found[one.sound]),
            shortest_s=_SHORTEST_SECOND_LOOK_S,
        )
        for window in decoder.windows(one.sound, (span,))
    ]
    _keep_sure(decoder, missed, found)


def _keep_sure(decoder: Decoder, windows: Sequence[Window], found: Found) -> set[Window]:
    """Add what is read without doubt; return the windows that held any of it."""
    spoken: set[Window] = set()
    for reading in decoder.read(windows):
        sure = [segment for segment in as_segments(reading) if _is_sure(segment)]
        found[reading.window.sound].extend(sure)
        if sure:
            spoken.add(reading.window)
    return spoken


def _is_sure(segment: Segment) -> bool:
    return (
        segment.avg_logprob > _SURE_LOGPROB
        and segment.no_speech_prob < _SURE_NO_SPEECH
        and segment.compression_ratio <= LOOP_COMPRESSION
    )
