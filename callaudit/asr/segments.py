"""What the recogniser gives back, put into our own types and into the time of the recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from callaudit.asr.speech import unpacked_s
from callaudit.core.transcript import Segment, Word

if TYPE_CHECKING:
    from callaudit.core.interval import Interval

    Window = tuple[Interval, ...]


PAUSE_S = 1.0
"""Silence between two words from which they belong to two segments.

A window holds speech from several places of a call with the silence between them cut out, and
the recogniser may write one sentence across the cut.
"""


def as_segments(found: Any, window: Window, channel: int) -> tuple[Segment, ...]:
    """Move one found segment from window time to recording time, split at pauses.

    Signs of doubt are those of the whole; a segment without words is none.
    """
    return tuple(
        Segment(
            start_s=words[0].start_s,
            end_s=max(word.end_s for word in words),
            text=" ".join(word.text for word in words),
            words=words,
            avg_logprob=round(float(found.avg_logprob), 3),
            no_speech_prob=round(float(found.no_speech_prob), 3),
            compression_ratio=round(float(found.compression_ratio), 2),
            channel=channel,
        )
        for words in _split_at_pauses(_words(found.words or (), window, channel))
    )


def _split_at_pauses(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    parts: list[tuple[Word, ...]] = []
    for word in words:
        if parts and word.start_s - parts[-1][-1].end_s < PAUSE_S:
            parts[-1] = (*parts[-1], word)
        else:
            parts.append((word,))
    return tuple(parts)


def _words(found: Any, window: Window, channel: int) -> tuple[Word, ...]:
    """Return the words with their blanks gone; pieces of one word are put together.

    The recogniser splits "$342.50" and "twenty-five" at the sign; only the first piece begins
    with a blank. Such a word is as probable as its least probable piece.
    """
    words: list[Word] = []
    for one in found:
        text = one.word.strip()
        if not text:
            continue
        near_s = (one.start + one.end) / 2
        end_s = unpacked_s(window, one.end, near_s=near_s)
        probability = round(float(one.probability), 3)
        if words and not one.word.startswith(" "):
            last = words[-1]
            words[-1] = last.model_copy(
                update={
                    "text": last.text + text,
                    "end_s": max(last.end_s, end_s),
                    "probability": min(last.probability, probability),
                }
            )
            continue
        start_s = unpacked_s(window, one.start, near_s=near_s)
        words.append(
            Word(text=text, start_s=start_s, end_s=end_s, probability=probability, channel=channel)
        )
    return tuple(words)
