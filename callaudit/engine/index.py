"""Which patterns a turn may hold, from its words alone.

A pack has thousands of phrases and a turn a dozen words. Each phrase is one bit of a number, and
each word knows the bits it serves, so that one "or" over the words of a turn and one "and" over
the gates of the phrases leave only what may stand there.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from callaudit.engine.phrases import MOST_GATES, Gate

PatternKey = str
"""`<rule id>/<pattern name>`."""

Place = tuple[PatternKey, int]
"""A pattern and which of its phrases; a pattern of another sort has one place, 0."""

Candidates = dict[PatternKey, tuple[int, ...]]
"""Patterns a turn may hold, each with the phrases that may stand in it."""


class PatternIndex:
    """Patterns by the words that open their gates; what a word opens is remembered."""

    def __init__(self, gated: Iterable[tuple[Place, Sequence[Gate]]]) -> None:
        """Sort the gates by word and by prefix: gate `n` of place `p` is bit `n * places + p`."""
        listed = list(gated)
        self._places = tuple(place for place, _ in listed)
        self._words: dict[str, int] = defaultdict(int)
        self._prefixes: dict[str, int] = defaultdict(int)
        self._open = 0
        for number, (_, gates) in enumerate(listed):
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

    def candidates(self, vocabulary: Iterable[str]) -> Candidates:
        """Return all patterns that a turn with these words may hold."""
        opened = self._open
        for word in vocabulary:
            opened |= self._of_word(word)
        left = (1 << len(self._places)) - 1
        for depth in range(MOST_GATES):
            left &= opened >> (depth * len(self._places))
        found: Candidates = {}
        while left:
            lowest = left & -left
            key, number = self._places[lowest.bit_length() - 1]
            found[key] = (*found.get(key, ()), number)
            left ^= lowest
        return found

    def _of_word(self, word: str) -> int:
        opens = self._known.get(word)
        if opens is None:
            opens = self._words.get(word, 0)
            for length in range(1, min(len(word), self._longest) + 1):
                opens |= self._prefixes.get(word[:length], 0)
            self._known[word] = opens
        return opens
