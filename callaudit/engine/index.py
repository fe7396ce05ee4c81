"""Which patterns a turn may hold, from its words alone.

A pack has thousands of phrases and a turn a dozen words. Each phrase is one bit of a number, and
each word, and each pair of neighbours, knows the bits it serves, so that one "or" over the words
of a turn and one "and" over the gates of the phrases leave only what may stand there.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from callaudit.engine.triggers import MOST_GATES, Gate

Pattern = TypeVar("Pattern")

Candidates = dict[Pattern, list[int]]
"""Patterns a turn may hold, each with the numbers of the phrases that may stand in it."""


class PatternIndex(Generic[Pattern]):
    """Patterns by the words that open their gates; what a word opens is remembered."""

    def __init__(self, gated: Iterable[tuple[tuple[Pattern, int], Sequence[Gate]]]) -> None:
        """Sort the gates by word and by prefix: gate `n` of place `p` is bit `n * places + p`.

        A place is a pattern and which of its phrases; a pattern of another sort has one, 0.
        """
        listed = list(gated)
        self._places = tuple(place for place, _ in listed)
        self._words: dict[str, int] = defaultdict(int)
        self._prefixes: dict[str, int] = defaultdict(int)
        self._bits: dict[Pattern, int] = defaultdict(int)
        self._all = (1 << len(listed)) - 1
        self._open = 0
        for number, ((pattern, _), gates) in enumerate(listed):
            self._bits[pattern] |= 1 << number
            for depth in range(MOST_GATES):
                bit = 1 << (depth * len(listed) + number)
                if depth < len(gates) and not gates[depth].is_open:
                    self._close(gates[depth], bit)
                else:
                    self._open |= bit
        self._longest = max(map(len, self._prefixes), default=0)
        self._known: dict[str, int] = {}

    def _close(self, gate: Gate, bit: int) -> None:
        for trigger in gate.triggers:
            self._words[trigger] |= bit
        for prefix in gate.prefixes:
            self._prefixes[prefix] |= bit

    def bits_of(self, pattern: Pattern) -> int:
        """Return the bits of a pattern's phrases; 0 for one that is not in the index."""
        return self._bits.get(pattern, 0)

    def candidates(
        self, vocabulary: Iterable[str], *, among: int | None = None
    ) -> Candidates[Pattern]:
        """Return the patterns that a turn with these words may hold, all or those `among` bits."""
        opened, known = self._open, self._known
        for word in vocabulary:
            opens = known.get(word)
            if opens is None:
                opens = self._of_word(word)
            if opens:
                opened |= opens
        count = len(self._places)
        left = self._all if among is None else among
        for depth in range(MOST_GATES):
            left &= opened >> (depth * count)
        found: Candidates[Pattern] = {}
        while left:
            lowest = left & -left
            left ^= lowest
            pattern, number = self._places[lowest.bit_length() - 1]
            if pattern in found:
                found[pattern].append(number)
            else:
                found[pattern] = [number]
        return found

    def _of_word(self, word: str) -> int:
        opens = self._words.get(word, 0)
        for length in range(1, min(len(word), self._longest) + 1):
            opens |= self._prefixes.get(word[:length], 0)
        self._known[word] = opens
        return opens
