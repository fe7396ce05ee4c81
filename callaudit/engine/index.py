"""Which patterns a turn may hold, from its words alone.

A pack has thousands of phrases and a turn a dozen words. Each phrase is one bit of a number, and
each word, and each pair of neighbours, knows the bits it serves, so that one "or" over the words
of a turn and one "and" over the gates of the phrases leave only what may stand there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from callaudit.engine.triggers import MOST_GATES, Gate

Pattern = TypeVar("Pattern")

Candidates = dict[Pattern, list[int]]
"""Patterns a turn may hold, each with the numbers of the phrases that may stand in it."""


Bits = Mapping[str, Sequence[int]]
"""The bits that each word opens, by their numbers: of most words few, of thousands of bits."""


@dataclass(frozen=True)
class GateBits:
    """The gates of some places, sorted: gate `n` of place `p` is bit `n * places + p`.

    `opened`: the bits of gates that are not there, or that let everything pass.
    """

    words: Bits
    prefixes: Bits
    opened: Sequence[int]


def gate_bits(gates: Sequence[Sequence[Gate]]) -> GateBits:
    """Sort the gates of places by word and by prefix."""
    words: dict[str, list[int]] = defaultdict(list)
    prefixes: dict[str, list[int]] = defaultdict(list)
    opened: list[int] = []
    for depth in range(MOST_GATES):
        for bit, own in enumerate(gates, start=depth * len(gates)):
            if depth >= len(own) or own[depth].is_open:
                opened.append(bit)
                continue
            for trigger in own[depth].triggers:
                words[trigger].append(bit)
            for prefix in own[depth].prefixes:
                prefixes[prefix].append(bit)
    return GateBits(words, prefixes, opened)


class PatternIndex(Generic[Pattern]):
    """Patterns by the words that open their gates; what a word opens is remembered."""

    def __init__(self, places: Sequence[tuple[Pattern, int]], bits: GateBits) -> None:
        """Take the places, and the gates of each sorted by `gate_bits`.

        A place is a pattern and which of its phrases; a pattern of another sort has one, 0.
        """
        self._places = tuple(places)
        self.gates = bits
        self._bits: dict[Pattern, int] = defaultdict(int)
        for number, (pattern, _) in enumerate(self._places):
            self._bits[pattern] |= 1 << number
        self._all = (1 << len(self._places)) - 1
        self._open = _number_of(bits.opened)
        self._longest = max(map(len, bits.prefixes), default=0)
        self._known: dict[str, int] = {}

    @classmethod
    def of(
        cls, gated: Iterable[tuple[tuple[Pattern, int], Sequence[Gate]]]
    ) -> "PatternIndex[Pattern]":
        """Return the index of places with their gates."""
        listed = list(gated)
        return cls([place for place, _ in listed], gate_bits([gates for _, gates in listed]))

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
        lengths = range(1, min(len(word), self._longest) + 1)
        begins = (self.gates.prefixes.get(word[:length], ()) for length in lengths)
        opens = _number_of(chain(self.gates.words.get(word, ()), *begins))
        self._known[word] = opens
        return opens


def _number_of(bits: Iterable[int]) -> int:
    """Return the number in which these bits are set."""
    octets = bytearray()
    for bit in bits:
        place = bit >> 3
        if place >= len(octets):
            octets.extend(bytes(place + 1 - len(octets)))
        octets[place] |= 1 << (bit & 7)
    return int.from_bytes(octets, "little")
