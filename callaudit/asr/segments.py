"""What was read in a window, put into our own types and into the time of the recording."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from callaudit.asr.placing import TRAIL_S, spans_of_words, whole_words
from callaudit.asr.read_out import is_figure, to_end_of_numbers
from callaudit.asr.repair import LOOP_COMPRESSION
from callaudit.core.transcript import Segment, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from callaudit.asr.packing import Window
    from callaudit.asr.reading import HeardWord, Reading
    from callaudit.core.interval import Interval

PAUSE_S = 1.0
"""Silence between two words from which they belong to two segments.

A window holds speech from several places of a call with the silence between them cut out, and
the recogniser may write one sentence across the cut.
"""

_SENTENCE_PAUSE_S = 0.3
"""The same after a full stop."""

_LEAD_S = 0.1
"""No word is in the first part of a span, which the voice detector put before the voice.

The recogniser takes that silence for the beginning of the first word, and a word that begins too
soon looks like an interruption.
"""

_LATE_END_S = 0.5
"""How much later than the alignment says the last word of a span may end.

Aligned ends lie 0.2 to 0.3 s early: attention leaves a word before its last sound has died.
"""

_LATE_NUMBER_S = 1.0
"""The same for a number: "four hundred and fifty dollars" is five signs."""

_SPELLED = re.compile(r"(?:[^\W\d_]-){2}")
"""Letters that were read out one by one: the recogniser writes "M-A-B-R-Y" as one word."""

_SPELLING_PAUSE_S = 3.0
"""How long somebody who spells may pause."""

_SHORTEST_WORD_S = 0.06

_SENTENCE_END = re.compile(r"[.?!]$")


def as_segments(reading: Reading) -> tuple[Segment, ...]:
    """Move a window's words to recording time, split at pauses and at ends of sentences.

    A loop stays in one piece, for its parts look harmless. Signs of doubt are those of the
    whole window; without words there is no segment.
    """
    looping = reading.compression_ratio > LOOP_COMPRESSION
    samples = reading.window.sound.samples
    parts = tuple(
        to_end_of_numbers(part, samples)
        for part in _split(_words(reading), at_sentences=not looping)
    )
    return tuple(
        Segment(
            start_s=part[0].start_s,
            end_s=max(word.end_s for word in part),
            text=" ".join(word.text for word in part),
            words=part,
            avg_logprob=round(float(reading.avg_logprob), 3),
            no_speech_prob=round(float(reading.no_speech_prob), 3),
            compression_ratio=round(float(reading.compression_ratio), 2),
            channel=reading.window.channel,
        )
        for part in _to_end_of_voice(parts, reading.window.spans)
    )


def _split(words: tuple[Word, ...], *, at_sentences: bool) -> tuple[tuple[Word, ...], ...]:
    parts: list[list[Word]] = []
    for word in words:
        before = parts[-1][-1] if parts else None
        if before is None or word.start_s - before.end_s >= _bound_s(before, at_sentences):
            parts.append([])
        parts[-1].append(word)
    return tuple(tuple(part) for part in parts)


def _bound_s(before: Word, at_sentences: bool) -> float:
    ended = at_sentences and _SENTENCE_END.search(before.text)
    return _SENTENCE_PAUSE_S if ended else PAUSE_S


def _words(reading: Reading) -> tuple[Word, ...]:
    window, words = reading.window, whole_words(reading.words)
    places = spans_of_words(words, window.spans)
    return tuple(
        _word(word, window, within=place) for word, place in zip(words, places, strict=True)
    )


def _word(heard: HeardWord, window: Window, *, within: int) -> Word:
    """Return a word at its time in the recording; the first of a span not before the voice."""
    first, last = _reach(heard, window, within)
    start_s = window.moment_s(heard.start_s, within=first)
    end_s = max(window.moment_s(heard.end_s, within=last), start_s + _SHORTEST_WORD_S)
    if start_s < window.spans[first].start_s + _LEAD_S:
        voice_s = min(window.spans[first].start_s + _LEAD_S, end_s - _SHORTEST_WORD_S)
        start_s = max(start_s, voice_s)
    return Word(
        text=heard.text,
        start_s=round(start_s, 2),
        end_s=round(end_s, 2),
        probability=round(float(heard.probability), 3),
        channel=window.channel,
    )


def _reach(heard: HeardWord, window: Window, within: int) -> tuple[int, int]:
    """Return the first and the last span of a word: some are read out over pauses."""
    first = last = within
    pause_s, spans = _longest_pause_s(heard.text), window.spans
    while first and heard.start_s < window.seam_s(first) - TRAIL_S:
        if _gap_s(spans, first) >= pause_s:
            break
        first -= 1
    while last + 1 < len(spans) and heard.end_s > window.seam_s(last + 1) + _LEAD_S:
        if _gap_s(spans, last + 1) >= pause_s:
            break
        last += 1
    return first, last


def _longest_pause_s(text: str) -> float:
    """Return how long somebody pauses within a word: over figures and letters read out singly."""
    if _SPELLED.search(text):
        return _SPELLING_PAUSE_S
    return PAUSE_S if is_figure(text) else 0.0


def _gap_s(spans: Sequence[Interval], number: int) -> float:
    return spans[number].start_s - spans[number - 1].end_s


def _to_end_of_voice(
    parts: Sequence[tuple[Word, ...]], spans: tuple[Interval, ...]
) -> Iterator[tuple[Word, ...]]:
    """Let the last word of each part end with the voice, but not after the next part begins."""
    for at, part in enumerate(parts):
        last = part[-1]
        follows_s = parts[at + 1][0].start_s if at + 1 < len(parts) else math.inf
        ends = (span.end_s - TRAIL_S for span in spans if span.start_s < last.end_s)
        late_s = _LATE_NUMBER_S if is_figure(last.text) else _LATE_END_S
        late = (end_s for end_s in ends if last.end_s < end_s <= last.end_s + late_s)
        end_s = min(max(late, default=last.end_s), max(follows_s, last.end_s))
        yield (*part[:-1], last.model_copy(update={"end_s": round(end_s, 2)}))
