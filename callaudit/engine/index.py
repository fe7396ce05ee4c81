"""Which patterns a turn may hold, from its words alone.

A pack has thousands of phrases and a turn a dozen words: each word is looked up once, and only
the patterns it triggers are tried.
"""

from collections import defaultdict
from collections.abc import Iterable

from callaudit.engine.phrases import Gate

PatternKey = str
"""`<rule id>/<pattern name>`."""

Place = tuple[PatternKey, int]
"""A pattern and which of its phrases; a pattern of another sort has one place, 0."""

Candidates = dict[PatternKey, tuple[int, ...]]
"""Patterns a turn may hold, each with the phrases that may stand in it."""

_NOTHING: frozenset[Place] = frozenset()


class PatternIndex:
    """Patterns by the words that trigger them; what a word triggers is remembered."""

    def __init__(self, gates: Iterable[tuple[Place, Gate]]) -> None:
        """Sort the patterns' gates by word and by prefix."""
        words: dict[str, set[Place]] = defaultdict(set)
        prefixes: dict[str, set[Place]] = defaultdict(set)
        always: set[Place] = set()
        for place, gate in gates:
            if not gate.triggers and not gate.prefixes:
                always.add(place)
            for trigger in gate.triggers:
                words[trigger].add(place)
            for prefix in gate.prefixes:
                prefixes[prefix].add(place)
        self._words = words
        self._prefixes = prefixes
        self._longest = max(map(len, prefixes), default=0)
        self._always = frozenset(always)
        self._known: dict[str, frozenset[Place]] = {}

    def candidates(self, vocabulary: frozenset[str]) -> Candidates:
        """Return all patterns that a turn with these words may hold."""
        found: dict[PatternKey, list[int]] = defaultdict(list)
        for key, number in self._always.union(*map(self._of_word, vocabulary)):
            found[key].append(number)
        return {key: tuple(sorted(numbers)) for key, numbers in found.items()}

    def _of_word(self, word: str) -> frozenset[Place]:
        found = self._known.get(word)
        if found is None:
            places = set(self._words.get(word, ()))
            for length in range(1, min(len(word), self._longest) + 1):
                places |= self._prefixes.get(word[:length], _NOTHING)
            found = self._known[word] = frozenset(places) if places else _NOTHING
        return found
