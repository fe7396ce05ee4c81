"""Which span of its window each word was said in.

Alignment is good to a tenth of a second or two. Beside a seam, where the silence between two
spans was cut out, that decides between one turn and another many seconds later.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from callaudit.asr.reading import HeardWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callaudit.core.interval import Interval

TRAIL_S = 0.15
"""The last part of a span, which the voice detector put after the voice."""

_INTO_S = 0.2
"""How far past a seam a word must reach to have been said there.

An aligned word ends early, never late, and often begins where the word before ends, with the
silence between them in it.
"""

_TORN_S = 2.0
"""Silence within which nobody pauses after the first words of a sentence and then ends it."""

_HEAD_WORDS = 2
_HEAD_PAUSE_S = 0.1
"""So many words without a pause before a seam go with the sentence that follows it."""

_SENTENCE_END = re.compile(r"[.?!]$")
_MARK_AT_END = re.compile(r"[.?!,;:]$")


def whole_words(pieces: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """Put pieces of one word together and leave blanks out; the texts have no blanks around them.

    The recogniser splits "$342.50" and "twenty-five" at the sign; only the first piece begins
    with a blank. Such a word is as probable as its least probable piece.
    """
    words: list[HeardWord] = []
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        if words and not piece.text.startswith(" "):
            last = words[-1]
            words[-1] = HeardWord(
                last.text + text,
                last.start_s,
                max(last.end_s, piece.end_s),
                min(last.probability, piece.probability),
            )
        else:
            words.append(replace(piece, text=text))
    return tuple(words)


def spans_of_words(words: Sequence[HeardWord], spans: Sequence[Interval]) -> tuple[int, ...]:
    """Return the number of the span that each word was said in, never falling.

    A word belongs where its middle lies, but to the later span if it begins after the voice of
    the earlier has ended, or reaches into the later one though no sentence ends with it. The
    first words of a sentence go with the rest of it across a long silence.
    """
    places = [0] * len(words)
    seam_s = 0.0
    for number in range(1, len(spans)):
        seam_s += spans[number - 1].duration_s
        first = _first_after(words, seam_s)
        if spans[number].start_s - spans[number - 1].end_s >= _TORN_S:
            first -= _torn_off(words[:first], words[first] if first < len(words) else None)
        places[first:] = [number] * (len(words) - first)
    return tuple(places)


def _first_after(words: Sequence[HeardWord], seam_s: float) -> int:
    """Return the number of the first word after a seam."""
    for number, word in enumerate(words):
        if _is_after(word, seam_s):
            return number
    return len(words)


def _is_after(word: HeardWord, seam_s: float) -> bool:
    if (word.start_s + word.end_s) / 2 >= seam_s or word.start_s >= seam_s - TRAIL_S:
        return True
    return word.end_s >= seam_s + _INTO_S and not _ends(word)


def _torn_off(words: Sequence[HeardWord], follows: HeardWord | None) -> int:
    """Return how many words at the end of a span begin the sentence that goes on after it."""
    if follows is None:
        return 0
    next_s, number = follows.start_s, 0
    for word in reversed(words):
        if _SENTENCE_END.search(word.text):
            return number
        if number == _HEAD_WORDS or next_s - word.end_s >= _HEAD_PAUSE_S or _ends(word):
            return 0
        next_s, number = word.start_s, number + 1
    return 0


def _ends(word: HeardWord) -> bool:
    """Tell what may end an answer: a figure, or a word with a mark."""
    # Digits are read out one by one, and the voice detector may cut between them.
    return bool(_MARK_AT_END.search(word.text)) or any(map(str.isdigit, word.text))
