"""A phrase of a rule to something that runs: a regular expression over canonical words.

A phrase with choices and gaps would need hundreds of token patterns; as one expression over
the canonical stream it is matched by C code.
"""

import re
from collections import UserDict, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from callaudit.engine.triggers import OPEN, Gate, either_triggers, gates_of_phrase
from callaudit.rulespec.phrase import (
    Choice,
    Gap,
    Part,
    Ref,
    Sequence,
    Slot,
    Word,
    parse_phrase,
    parts_of,
)
from callaudit.text.normalise import normal_words

if TYPE_CHECKING:
    from callaudit.engine.heard import HeardTurn

Words = Mapping[str, tuple[str, ...]]

_ARTICLES = frozenset({"a", "an", "the", "any", "your", "this"})

_GAP_WORD = r"(?:[^\s.?!]\S* )"


class CompiledPhrase:
    """A phrase ready to run; `slotted` phrases run on the stream with spoken values replaced."""

    def __init__(self, phrase: str, words: Words) -> None:
        """Take the phrase and the pack's word lists; it is read at first need.

        Most phrases of a pack are never needed on a call, where an index knows their gates.
        """
        self.source = phrase
        self._lists = words if isinstance(words, WordLists) else WordLists(words)

    @cached_property
    def _sequence(self) -> Sequence:
        return parse_phrase(self.source)

    @cached_property
    def _parts(self) -> list[Part]:
        return self._lists.all_parts(self._sequence)

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """What a turn must hold for the phrase to stand in it.

        Raises:
            PhraseError: if the phrase cannot be read.
        """
        known = self._lists.known_gates.get(self.source)
        if known is not None:
            return known
        _ = self._parts  # tells of word lists that use themselves
        return gates_of_phrase(self._sequence, self._lists)

    @cached_property
    def slotted(self) -> bool:
        """Whether it is looked for where spoken values are replaced by their kinds."""
        return any(isinstance(part, Slot) for part in self._parts)

    @cached_property
    def gapped(self) -> bool:
        """Whether words may stand between its own."""
        return any(isinstance(part, Gap) for part in self._parts)

    def may_stand_in(self, vocabulary: frozenset[str]) -> bool:
        """Tell whether a turn with these words may hold the phrase."""
        return all(gate.opens(vocabulary) for gate in self.gates)

    @cached_property
    def literals(self) -> frozenset[str]:
        """The words that matches hold by the phrase itself; only a match asks for them."""
        return frozenset(_required_words(self._sequence, self._lists))

    @cached_property
    def regex(self) -> str:
        """The expression's text, to be put behind a blank."""
        _ = self._parts  # tells of word lists that use themselves
        return _regex(self._sequence, self._lists)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression."""
        return re.compile(r"(?<= )" + self.regex)


class PhraseList:
    """Some phrases of which any may be said; told apart by identity."""

    def __init__(self, phrases: Iterable[CompiledPhrase]) -> None:
        """Take the phrases; they are sorted at the first question."""
        self._phrases = tuple(phrases)

    def read(self) -> "PhraseList":
        """Read every phrase now, and return the list.

        Raises:
            PhraseError: if one cannot be read.
        """
        for phrase in self._phrases:
            _ = phrase.gates
        return self

    @property
    def phrases(self) -> tuple[CompiledPhrase, ...]:
        """The phrases in their order."""
        return self._phrases

    @cached_property
    def _by_trigger(self) -> dict[str, list[CompiledPhrase]]:
        """The phrases by the words and pairs of their first gate."""
        sorted_out: dict[str, list[CompiledPhrase]] = defaultdict(list)
        for phrase in self._phrases:
            for trigger in _first_gate(phrase).triggers:
                sorted_out[trigger].append(phrase)
        return sorted_out

    @cached_property
    def _triggers(self) -> frozenset[str]:
        return frozenset(self._by_trigger)

    @cached_property
    def _others(self) -> tuple[CompiledPhrase, ...]:
        gates = ((phrase, _first_gate(phrase)) for phrase in self._phrases)
        return tuple(phrase for phrase, gate in gates if gate.prefixes or gate.is_open)

    def may_be_said(self, vocabulary: frozenset[str]) -> bool:
        """Tell, at a glance, whether a turn with this vocabulary may hold any of them."""
        return bool(self._others) or not self._triggers.isdisjoint(vocabulary)

    def candidates(self, vocabulary: frozenset[str]) -> list[CompiledPhrase]:
        """Return the phrases that a turn with this vocabulary may hold."""
        if not self.may_be_said(vocabulary):
            return []
        triggered = self._by_trigger.keys() & vocabulary
        tried = [phrase for trigger in triggered for phrase in self._by_trigger[trigger]]
        return [p for p in dict.fromkeys((*tried, *self._others)) if p.may_stand_in(vocabulary)]

    def stand_in(self, turn: "HeardTurn") -> bool:
        """Tell whether one of them is said in a turn."""
        return any(
            phrase.expression.search(stream.text)
            for phrase in self.candidates(turn.vocabulary)
            for stream in (turn.slotted_streams if phrase.slotted else turn.streams)
        )


def compile_phrase(phrase: str, words: Words) -> CompiledPhrase:
    """Compile one phrase; `words` are the pack's word lists.

    Raises:
        PhraseError: if the phrase cannot be read.
    """
    compiled = CompiledPhrase(phrase, words)
    _ = compiled.gates
    return compiled


def phrase_list(phrases: Iterable[str], words: Words) -> PhraseList:
    """Return a list of phrases, each to be read at its first need."""
    return PhraseList(CompiledPhrase(phrase, words) for phrase in phrases)


def compile_phrases(phrases: Iterable[str], words: Words) -> PhraseList:
    """Compile a list of phrases.

    Raises:
        PhraseError: if one cannot be read.
    """
    return phrase_list(phrases, words).read()


def _first_gate(phrase: CompiledPhrase) -> Gate:
    return phrase.gates[0] if phrase.gates else OPEN


class WordLists(UserDict[str, tuple[str, ...]]):
    """A pack's word lists, each read once; a list may use other lists, not itself.

    `known_gates` are those of phrases that were worked out with these lists before.
    """

    def __init__(
        self, words: Words, *, known_gates: Mapping[str, tuple[Gate, ...]] | None = None
    ) -> None:
        """Take the lists; what is asked of one is remembered."""
        super().__init__(words)
        self.known_gates = known_gates or {}
        self._open: list[str] = []
        self._parts: dict[str, list[Part]] = {}
        self._triggers: dict[str, frozenset[str]] = {}

    def options(self, name: str) -> tuple[Sequence, ...]:
        """Return the phrases of a list.

        Raises:
            ValueError: if the list uses itself.
        """
        if name in self._open:
            raise ValueError(f"word list @{name} uses itself")
        return _parsed(self[name])

    def all_parts(self, sequence: Sequence) -> list[Part]:
        """Return every part of a sequence, those of its word lists too."""
        found: list[Part] = []
        for part in parts_of(sequence):
            if isinstance(part, Ref):
                found += self._parts_of_list(part.name)
            else:
                found.append(part)
        return found

    def triggers(self, name: str) -> frozenset[str]:
        """Return words, or pairs of them, of which every phrase of a list has one."""
        if name not in self._triggers:
            self._triggers[name] = either_triggers(self.options(name), self)
        return self._triggers[name]

    def _parts_of_list(self, name: str) -> list[Part]:
        if name not in self._parts:
            options = self.options(name)
            self._open.append(name)
            self._parts[name] = [part for option in options for part in self.all_parts(option)]
            self._open.pop()
        return self._parts[name]


def _required_words(sequence: Sequence, lists: WordLists) -> set[str]:
    """Return the words that every match of some path must hold; optional ones do not count."""
    found: set[str] = set()
    for part in sequence.parts:
        if isinstance(part, Word):
            found.update(normal_words(part.text))
        elif isinstance(part, Ref) or (isinstance(part, Choice) and not part.optional):
            options = lists.options(part.name) if isinstance(part, Ref) else part.options
            words = [_required_words(option, lists) for option in options]
            # "(a|the|no) warrant" is not about there being none.
            neutral = any(option and option <= _ARTICLES for option in words)
            found |= set().union(*words) - ({"no"} if neutral else set())
    return found


@cache
def _parsed(phrases: tuple[str, ...]) -> tuple[Sequence, ...]:
    return tuple(parse_phrase(phrase) for phrase in phrases)


def _regex(sequence: Sequence, lists: WordLists) -> str:
    return "".join(_part_regex(part, lists) for part in sequence.parts)


def _part_regex(part: Part, lists: WordLists) -> str:
    match part:
        case Word(text, prefix):
            *whole, last = normal_words(text) or (text,)
            ending = r"\S* " if prefix else " "
            return "".join(re.escape(word) + " " for word in whole) + re.escape(last) + ending
        case Slot(kind):
            return re.escape(f"{{{kind}}}") + " "
        case Gap(most):
            return f"{_GAP_WORD}{{0,{most}}}?"
        case Ref(name):
            return _either(lists.options(name), lists)
        case Choice(options, optional):
            return _either(options, lists) + ("?" if optional else "")


def _either(options: tuple[Sequence, ...], lists: WordLists) -> str:
    # Longest first: an expression takes the first alternative that fits.
    inner = sorted((_regex(option, lists) for option in options), key=len, reverse=True)
    return f"(?:{'|'.join(inner)})"
