"""Strike what the recogniser invented; keep it in the transcript, marked with the reason."""

import re

from callaudit.asr.spans import overlap_s
from callaudit.core.interval import Interval
from callaudit.core.transcript import Segment

LOOP_COMPRESSION = 2.4
"""Compression ratio above which Whisper's authors take a text for a loop."""

_LOOP_REPEATS = 4
"""Times in a row that one to six words must recur; people say a thing three times."""

_LOOP_LONGEST = 6
_LOOP_SHARE = 0.5

FASTEST_WORDS_PER_S = 9.0
"""The fastest auctioneers reach about seven words a second."""

_RIM_ERROR_S = 0.3
"""How much longer than its word times a hurried sentence may have lasted."""

_FEWEST_FAST_WORDS = 4
_TONAL_SHARE = 0.8
_SHORTEST_SOUND_S = 0.06
_TIME_ERROR_S = 0.5
"""How far a lone word's time may be off: it must have no sound around it to be struck."""

_LOW_LOGPROB = -0.7
_HIGH_NO_SPEECH = 0.6
_FAINT_SHARE = 0.5

_NEVER_ON_THE_PHONE = re.compile(
    r"thanks? (you )?(so much |very much )?for (watching|viewing)|"
    r"(please )?(like and )?subscribe( to (my|our|the) channel)?|"
    r"subtitles? by|see you in the next (video|one)|transcribed by|www\b|amara org"
)
"""What Whisper learnt from film subtitles and writes over silence; one sign of doubt is enough."""

_PHANTOMS = frozenset(
    {"thank you", "thanks", "you", "bye", "bye bye", "okay", "oh", "so", "the", "i m sorry"}
)
"""What it writes over noise, and people say as well; two signs of doubt are needed."""


def repair(
    segments: tuple[Segment, ...],
    *,
    active: tuple[Interval, ...],
    tones: tuple[Interval, ...],
) -> tuple[Segment, ...]:
    """Mark invented segments of one channel as dropped; all others come back as they are."""
    return tuple(
        segment.model_copy(update={"dropped": why_invented(segment, active=active, tones=tones)})
        for segment in segments
    )


def why_invented(
    segment: Segment, *, active: tuple[Interval, ...], tones: tuple[Interval, ...]
) -> str | None:
    """Return why a segment's text cannot have been spoken, None if it may have been."""
    span = Interval(start_s=segment.start_s, end_s=max(segment.start_s, segment.end_s))
    length_s = max(span.duration_s, 0.02)
    words = re.findall(r"[a-z0-9]+", segment.text.lower().replace("'", " "))
    if not words:
        return "no words"
    if _tonal_share(segment, span, tones) >= _TONAL_SHARE:
        return "text over a tone"
    around = Interval(
        start_s=max(0.0, span.start_s - _TIME_ERROR_S), end_s=span.end_s + _TIME_ERROR_S
    )
    if overlap_s(around, active) < _SHORTEST_SOUND_S:
        return "text over silence"
    sounding = overlap_s(span, active) / length_s
    if segment.compression_ratio > LOOP_COMPRESSION and _loops(words):
        return "the same words over and over"
    spoken = [word for word in segment.text.split() if any(map(str.isalnum, word))]
    if (
        len(spoken) >= _FEWEST_FAST_WORDS
        and len(spoken) / (length_s + _RIM_ERROR_S) > FASTEST_WORDS_PER_S
    ):
        return "faster than anyone speaks"
    if _is_phantom(segment, " ".join(words), sounding):
        return "a phrase the recogniser invents over noise"
    return None


def _tonal_share(segment: Segment, span: Interval, tones: tuple[Interval, ...]) -> float:
    """Return the share of the words' time with tones: music may interrupt a sentence."""
    words = tuple(
        Interval(start_s=word.start_s, end_s=word.end_s)
        for word in segment.words
        if word.end_s > word.start_s
    )
    places = words or (span,)
    length_s = max(sum(one.duration_s for one in places), 0.02)
    return sum(overlap_s(one, tones) for one in places) / length_s


def _loops(words: list[str]) -> bool:
    """Tell whether one to six words recur in a row and make up most of the text."""
    for size in range(1, _LOOP_LONGEST + 1):
        for start in range(len(words) - size * _LOOP_REPEATS + 1):
            unit = words[start : start + size]
            end = start + size
            while words[end : end + size] == unit:
                end += size
            repeats = (end - start) // size
            if repeats >= _LOOP_REPEATS and end - start >= _LOOP_SHARE * len(words):
                return True
    return False


def _is_phantom(segment: Segment, text: str, sounding: float) -> bool:
    doubts = sum(
        (
            segment.avg_logprob < _LOW_LOGPROB,
            segment.no_speech_prob > _HIGH_NO_SPEECH,
            sounding < _FAINT_SHARE,
        )
    )
    if _NEVER_ON_THE_PHONE.search(text):
        return doubts >= 1
    return text in _PHANTOMS and doubts >= 2
