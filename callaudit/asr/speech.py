"""Where a channel carries speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.asr.packing import RATE_HZ, samples_between
from callaudit.asr.spans import join_near, subtract
from callaudit.core.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from callaudit.asr.protocol import ChannelSound

    VoiceDetector = Callable[[np.ndarray], tuple[Interval, ...]]

_PIECE_S = 600.0
"""The voice detector copies its input several times: longer stretches are given in pieces."""

_MARGIN_S = 0.5
_SHORTEST_LEFTOVER_S = 1.5
"""Sound that the voice detector passed over is tried without it from this length up."""

_LEFTOVER_DBFS = -50.0
"""Sound quieter than this that the voice detector passed over is line noise."""

_LEFTOVER_SWING_DB = 4.0
"""Voices rise and fall: the standard deviation of frame levels of steady noise is below this."""


def find_speech(sound: ChannelSound, detect: VoiceDetector) -> tuple[Interval, ...]:
    """Return the spans in which the voice detector hears speech, in order.

    It only runs where there is sound at all, so that hours of silence cost nothing, and tones are
    cut out, because Whisper writes words for them.
    """
    found: list[Interval] = []
    length_s = len(sound.samples) / RATE_HZ
    for region in join_near(sound.active, gap_s=2 * _MARGIN_S):
        start_s = max(0.0, region.start_s - _MARGIN_S)
        end_s = min(length_s, region.end_s + _MARGIN_S)
        while start_s < end_s:
            piece = Interval(start_s=start_s, end_s=min(end_s, start_s + _PIECE_S))
            found.extend(_detected(sound.samples, piece, detect))
            start_s = piece.end_s
    speech = subtract(tuple(found), sound.tones)
    return tuple(span for span in speech if span.duration_s >= 0.1)


def find_leftover(sound: ChannelSound, speech: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """Return the loud, uneven sound that the voice detector passed over and that is no tone.

    Some answering machines' greetings are heard by no setting of the detector, and well by
    Whisper. Steady noise and faint hiss are left out; music is not told apart here.
    """
    rest = subtract(join_near(sound.active, gap_s=0.6), (*speech, *sound.tones))
    return tuple(
        span
        for span in rest
        if span.duration_s >= _SHORTEST_LEFTOVER_S and _is_uneven(sound.samples, span)
    )


def _detected(samples: np.ndarray, piece: Interval, detect: VoiceDetector) -> tuple[Interval, ...]:
    return tuple(
        Interval(start_s=piece.start_s + one.start_s, end_s=piece.start_s + one.end_s)
        for one in detect(samples_between(samples, piece))
    )


def _is_uneven(samples: np.ndarray, span: Interval) -> bool:
    import numpy as np

    frame = RATE_HZ // 20
    part = samples_between(samples, span)
    count = len(part) // frame
    power = (part[: count * frame].reshape(count, frame) ** 2).mean(axis=1)
    levels = 10 * np.log10(np.maximum(power, 1e-12))
    loud = 10 * np.log10(max(float(power.mean()), 1e-12)) > _LEFTOVER_DBFS
    return bool(loud and float(levels.std()) > _LEFTOVER_SWING_DB)
