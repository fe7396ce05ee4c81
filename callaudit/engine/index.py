"""Which patterns a turn may hold, from its words alone.

A pack has thousands of phrases and a turn a dozen words: each word is looked up once, and only
the patterns it triggers are tried.
"""

from collections import defaultdict
from collections.abc import Iterable

from callaudit.engine.phrases import Gate

PatternKey = str
"""`<rule id>/<pattern name>`."""

_NOTHING: frozenset[PatternKey] = frozenset()


class PatternIndex:
    """Patterns by the words that trigger them; what a word triggers is remembered."""

    def __init__(self, gates: Iterable[tuple[PatternKey, Gate]]) -> None:
        """Sort the patterns' gates by word and by prefix."""
        words: dict[str, set[PatternKey]] = defaultdict(set)
        prefixes: dict[str, set[PatternKey]] = defaultdict(set)
        always: set[PatternKey] = set()
        for key, gate in gates:
            if not gate.triggers and not gate.prefixes:
                always.add(key)
            for trigger in gate.triggers:
                words[trigger].add(key)
            for prefix in gate.prefixes:
                prefixes[prefix].add(key)
        self._words = words
        self._prefixes = prefixes
        self._longest = max(map(len, prefixes), default=0)
        self._always = frozenset(always)
        self._known: dict[str, frozenset[PatternKey]] = {}

    def candidates(self, vocabulary: frozenset[str]) -> frozenset[PatternKey]:
        """Return the keys of all patterns that a turn with these words may hold."""
        return self._always.union(*(self._of_word(word) for word in vocabulary))

    def _of_word(self, word: str) -> frozenset[PatternKey]:
        found = self._known.get(word)
        if found is None:
            keys = set(self._words.get(word, ()))
            for length in range(1, min(len(word), self._longest) + 1):
                keys |= self._prefixes.get(word[:length], _NOTHING)
            found = self._known[word] = frozenset(keys) if keys else _NOTHING
        return found
