"""A turn cut into words with their characters, so that every value keeps its exact span."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from callaudit.core.entity import EntityKind

_TOKEN = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,234.50
    r"|[0-9]+(?: (?=\.[0-9]{2}(?![0-9])))?\.[0-9]+"  # 342.50 and Whisper's "342 .50"
    r"|[0-9]+"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[^\w\s]|_"
)

_FILLERS = frozenset({"um", "uh", "er", "erm", "uhm", "hm", "hmm", "mm"})

_SIGNS = frozenset("–—‐‑…€£")
"""Signs beyond ASCII that stay words; digits of other scripts and superscripts do not."""

_HYPHENS = frozenset("-–—‐‑")

TAKEN = "\x00"
"""Stands for a word that already belongs to a value: no finder knows it."""

_SENTENCE_ENDS = frozenset(".?!;")


class Found(NamedTuple):
    """A value and the half-open range of words that says it. Made by the finders."""

    kind: EntityKind
    value: str
    first: int
    last: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """The words of a turn in lower case, fillers left out. Made by `tokenise`.

    `starts[i]:ends[i]` are the characters of word `i` in `text`. A hyphen inside a word
    such as "thirty-one" is no word of its own.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, at: int) -> str:
        """Return a word, or "" outside the turn."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def spelt(self, at: int) -> str:
        """Return a word with the capitals it was written with."""
        return self.text[self.starts[at] : self.ends[at]]

    def glued(self, at: int) -> bool:
        """Tell whether a word touches the one before it, as `th` does in `28th`."""
        return 0 < at < len(self.words) and self.ends[at - 1] == self.starts[at]

    def ends_sentence(self, at: int) -> bool:
        """Tell whether the token is punctuation that closes a sentence."""
        return self.word(at) in _SENTENCE_ENDS and not self.glued(at + 1)

    def says(self, at: int, *words: str) -> bool:
        """Tell whether these words stand at this place."""
        return self.words[at : at + len(words)] == words if at >= 0 else False

    def places(self, words: frozenset[str]) -> list[int]:
        """Return where numerals and these words stand: the only places worth a closer look."""
        return [at for at, word in enumerate(self.words) if word in words or "0" <= word[0] <= "9"]

    def before(self, at: int, reach: int) -> tuple[str, ...]:
        """Return up to `reach` words before a place, within its sentence, nearest first."""
        near: list[str] = []
        for index in range(at - 1, max(-1, at - 1 - reach), -1):
            if self.ends_sentence(index):
                break
            near.append(self.words[index])
        return tuple(near)

    def after(self, at: int, reach: int) -> tuple[str, ...]:
        """Return up to `reach` words from a place on, within its sentence."""
        near: list[str] = []
        for index in range(at, min(len(self.words), at + reach)):
            if self.ends_sentence(index):
                break
            near.append(self.words[index])
        return tuple(near)

    def without(self, found: Iterable[Found]) -> "SpokenTurn":
        """Return the turn with the words of these values taken, so that nothing finds them."""
        words = list(self.words)
        for value in found:
            words[value.first : value.last] = [TAKEN] * (value.last - value.first)
        return replace(self, words=tuple(words))


@lru_cache(maxsize=4096)
def tokenise(text: str) -> SpokenTurn:
    """Cut a turn into words, numerals and punctuation marks.

    `28th` is two words, `28` and `th`, that touch; so is `LB2207`. Numerals keep their
    thousands commas and their decimals: `1,234.50` is one word.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        word = match.group().lower()
        if word in _FILLERS or not (word.isascii() or word[0].isalpha() or word in _SIGNS):
            continue
        start, end = match.span()
        if word in _HYPHENS:
            if _inside_word(text, start, end):
                continue
            word = "-"
        words.append(word.replace("’", "'") if "’" in word else word)
        starts.append(start)
        ends.append(end)
    return SpokenTurn(text, tuple(words), tuple(starts), tuple(ends))


def _inside_word(text: str, start: int, end: int) -> bool:
    """Tell whether a hyphen joins two words of at least two letters each."""
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    return len(left) == len(right) == 2 and left.isalpha() and right.isalpha()
