"""How much of the speech has words: speech that nobody wrote down must not pass as silence."""

from callaudit.asr.spans import intersect, join_near, subtract, total_s
from callaudit.core.interval import Interval
from callaudit.core.transcript import Coverage, Segment

SHORTEST_UNHEARD_S = 2.0
"""Speech without a word is reported from this length up: shorter is a breath or a murmur."""

_WORD_MARGIN_S = 0.3
_WORD_GAP_S = 0.8
"""Gaps between words that are still the same utterance; word times are good to about 0.2 s."""


def measure_coverage(
    channel: int,
    *,
    speech: tuple[Interval, ...],
    active: tuple[Interval, ...],
    segments: tuple[Segment, ...],
) -> Coverage:
    """Compare a channel's speech with its words.

    Speech is where the voice detector hears a voice and there is sound, and every place with a
    word. Dropped segments give no words: what was invented there leaves the sound unheard.
    """
    words = tuple(
        Interval(start_s=word.start_s, end_s=max(word.start_s, word.end_s))
        for segment in segments
        if segment.channel == channel and segment.dropped is None
        for word in segment.words
    )
    worded = join_near(_widened(words), gap_s=_WORD_GAP_S)
    sounding = intersect(speech, active)
    unheard = tuple(
        Interval(start_s=round(span.start_s, 2), end_s=round(span.end_s, 2))
        for span in subtract(sounding, worded)
        if span.duration_s >= SHORTEST_UNHEARD_S
    )
    spoken_s = total_s((*sounding, *words))
    missing_s = total_s(subtract(sounding, worded))
    return Coverage(
        channel=channel,
        speech_s=round(spoken_s, 2),
        worded_s=round(max(0.0, spoken_s - missing_s), 2),
        unheard=unheard,
    )


def _widened(words: tuple[Interval, ...]) -> tuple[Interval, ...]:
    return tuple(
        Interval(start_s=max(0.0, one.start_s - _WORD_MARGIN_S), end_s=one.end_s + _WORD_MARGIN_S)
        for one in words
    )
