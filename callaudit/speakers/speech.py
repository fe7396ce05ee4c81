"""Words with times, as text that phrases can be found in and with the way back to each word."""

import re
from dataclasses import dataclass

from callaudit.core.transcript import Segment, Transcript, Word
from callaudit.speakers.names import NameBook
from callaudit.text.normalise import normalise

_LONGEST_S = 0.14
_PER_LETTER_S = 0.055
_PER_DIGIT_S = 0.38
"""How long a word may plausibly last; recognisers stretch a word over the pause before it."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A run of words in canonical form; `sources[i]` is the word that canonical word i is of."""

    words: tuple[str, ...]
    sources: tuple[int, ...]
    text: str
    offsets: tuple[int, ...]


def read_speech(words: tuple[Word, ...], book: NameBook) -> Speech:
    """Bring words into canonical form, with the names of the book marked."""
    spoken = " ".join(word.text for word in words)
    normal = normalise(spoken)
    begins: list[int] = []
    at = 0
    for word in words:
        begins.append(at)
        at += len(word.text) + 1
    sources: list[int] = []
    index = 0
    for start in normal.starts:
        while index + 1 < len(begins) and begins[index + 1] <= start:
            index += 1
        sources.append(index)
    return _speech(book.mark(normal.words), tuple(sources))


def read_text(text: str, book: NameBook) -> Speech:
    """Bring text without words into canonical form; all of it is of word 0."""
    marked = book.mark(normalise(text).words)
    return _speech(marked, (0,) * len(marked))


def spoken_words(transcript: Transcript) -> tuple[Word, ...]:
    """Return the words of the segments that count, blanks stripped, in order of their times.

    A segment that the recogniser's check dropped is left out; one without words has its
    text spread evenly over its time.
    """
    words = [
        word
        for segment in transcript.segments
        if segment.dropped is None
        for word in _words_of(segment)
    ]
    return tuple(sorted(words, key=lambda word: (word.start_s, word.end_s, word.channel)))


def begins_s(word: Word) -> float:
    """Return when a word really begins, if it lasts longer than it can.

    Whisper stretches the first word after a pause back over the pause.
    """
    digits = len(re.findall(r"\d", word.text))
    longest = _LONGEST_S + _PER_LETTER_S * (len(word.text) - digits) + _PER_DIGIT_S * digits
    return max(word.start_s, word.end_s - longest)


def _words_of(segment: Segment) -> tuple[Word, ...]:
    kept = tuple(
        word.model_copy(update={"text": word.text.strip(), "channel": segment.channel})
        for word in segment.words
        if word.text.strip()
    )
    return kept or _spread(segment)


def _spread(segment: Segment) -> tuple[Word, ...]:
    texts = segment.text.split()
    length = sum(len(text) + 1 for text in texts)
    per_char = (segment.end_s - segment.start_s) / max(1, length)
    words: list[Word] = []
    at = segment.start_s
    for text in texts:
        end = at + per_char * (len(text) + 1)
        words.append(
            Word(text=text, start_s=round(at, 3), end_s=round(end, 3), channel=segment.channel)
        )
        at = end
    return tuple(words)


def _speech(words: tuple[str, ...], sources: tuple[int, ...]) -> Speech:
    offsets: list[int] = []
    at = 1
    for word in words:
        offsets.append(at)
        at += len(word) + 1
    return Speech(words, sources, f" {' '.join(words)} ", tuple(offsets))
