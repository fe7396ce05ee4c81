"""How much of the speech has words: speech that nobody wrote down must not pass as silence."""

from callaudit.asr.spans import intersect, join_near, subtract, total_s
from callaudit.core.interval import Interval
from callaudit.core.transcript import Coverage, Segment, Word

SHORTEST_UNHEARD_S = 2.0
"""Speech without a word is reported from this length up: shorter is a breath or a murmur."""

_HARDLY_S = 3.0
"""Less voice than this on a channel is hardly any, more of other sound may be speech."""

_READ_OUT_DIGITS = 5
_DIGIT_S = 0.45
"""Numbers of so many digits are read out one by one, each taking so long with its pause."""

_WORD_MARGIN_S = 0.3
_WORD_GAP_S = 0.8
"""Gaps between words that are still the same utterance; word times are good to about 0.2 s."""


def find_unheard(
    speech: tuple[Interval, ...],
    *,
    active: tuple[Interval, ...],
    segments: tuple[Segment, ...],
    shortest_s: float = SHORTEST_UNHEARD_S,
) -> tuple[Interval, ...]:
    """Return the stretches of one channel's speech that carry sound and no word."""
    worded = join_near(_widened(_words(segments)), gap_s=_WORD_GAP_S)
    return tuple(
        Interval(start_s=round(span.start_s, 2), end_s=round(span.end_s, 2))
        for span in subtract(intersect(speech, active), worded)
        if span.duration_s >= shortest_s
    )


def measure_coverage(
    channel: int,
    *,
    speech: tuple[Interval, ...],
    active: tuple[Interval, ...],
    segments: tuple[Segment, ...],
    leftover: tuple[Interval, ...] = (),
) -> Coverage:
    """Compare a channel's speech with its words.

    Speech is where the voice detector hears a voice and there is sound, and every place with a
    word. Dropped segments give no words: what was invented there leaves the sound unheard.
    `leftover` is sound that might be speech though the detector passed it over: where it hears
    hardly anything on the channel and nobody wrote a word, this is what must be listened to.
    """
    own = tuple(one for one in segments if one.channel == channel)
    voiced_s = total_s(intersect(speech, active))
    words = join_near(_widened(_words(own)), gap_s=_WORD_GAP_S)
    other_s = total_s(subtract(join_near(leftover, gap_s=0.0), words))
    if voiced_s < _HARDLY_S <= other_s and not words:
        speech = join_near((*speech, *leftover), gap_s=0.0)
    spoken_s = total_s((*intersect(speech, active), *_words(own)))
    missing = find_unheard(speech, active=active, segments=own, shortest_s=0.0)
    return Coverage(
        channel=channel,
        speech_s=round(spoken_s, 2),
        worded_s=round(max(0.0, spoken_s - total_s(missing)), 2),
        unheard=tuple(span for span in missing if span.duration_s >= SHORTEST_UNHEARD_S),
        voiced_s=round(voiced_s, 2),
        other_s=round(other_s, 2),
    )


def _words(segments: tuple[Segment, ...]) -> tuple[Interval, ...]:
    return tuple(
        Interval(start_s=_begun_s(word), end_s=max(word.start_s, word.end_s))
        for segment in segments
        if segment.dropped is None
        for word in segment.words
    )


def _begun_s(word: Word) -> float:
    """Return when a word began: a number read out digit by digit is written as one short word."""
    digits = sum(map(str.isdigit, word.text))
    if digits < _READ_OUT_DIGITS:
        return word.start_s
    return max(0.0, min(word.start_s, word.end_s - digits * _DIGIT_S))


def _widened(words: tuple[Interval, ...]) -> tuple[Interval, ...]:
    return tuple(
        Interval(start_s=max(0.0, one.start_s - _WORD_MARGIN_S), end_s=one.end_s + _WORD_MARGIN_S)
        for one in words
    )
