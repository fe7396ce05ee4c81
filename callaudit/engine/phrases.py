"""A phrase of a rule to something that runs: a regular expression over canonical words.

A phrase with choices and gaps would need hundreds of token patterns; as one expression over
the canonical stream it is matched by C code. Its gates are sets of words of each of which every
match holds one, so that a turn without them costs no search.
"""

import re
from collections import UserDict
from collections.abc import Mapping
from functools import cache, cached_property

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

Words = Mapping[str, tuple[str, ...]]

_COMMON = frozenset(
    "i we you he she they it the a an to and if that this is are was were be been will would can"
    " could do does did have has had of in for on at with from my your our me us them not no so or"
    " up out as by get got go going just want know what when who how".split()
)
"""Poor triggers: they are in most turns."""

MOST_GATES = 4
"""Gates kept of a phrase, the rarest first; a fifth would turn away next to nothing."""

_ARTICLES = frozenset({"a", "an", "the", "any", "your", "this"})

_GAP_WORD = r"(?:[^\s.?!]\S* )"


class Gate:
    """Lets a turn pass only if it holds a word that every match must hold.

    `triggers` are whole canonical words, `prefixes` beginnings; with neither, every turn passes.
    """

    def __init__(self, triggers: frozenset[str]) -> None:
        """Take words; those that end in `*` are prefixes."""
        self.triggers = frozenset(t for t in triggers if not t.endswith("*"))
        self.prefixes = tuple(sorted(t[:-1] for t in triggers if t.endswith("*")))

    @property
    def is_open(self) -> bool:
        """Tell whether every turn passes."""
        return not self.triggers and not self.prefixes

    def opens(self, vocabulary: frozenset[str]) -> bool:
        """Tell whether a turn with these words may hold a match."""
        if self.is_open:
            return True
        if not self.triggers.isdisjoint(vocabulary):
            return True
        return bool(self.prefixes) and any(word.startswith(self.prefixes) for word in vocabulary)


class CompiledPhrase:
    """A phrase ready to run; `slotted` phrases run on the stream with spoken values replaced."""

    def __init__(self, phrase: str, words: Words) -> None:
        """Read the phrase with the pack's word lists; its expression is made at first need.

        Raises:
            PhraseError: if the phrase cannot be read.
        """
        self.source = phrase
        self._lists = words if isinstance(words, WordLists) else WordLists(words)
        self._sequence = parse_phrase(phrase)
        parts = self._lists.all_parts(self._sequence)
        self.gates = tuple(Gate(needed) for needed in _needs(self._sequence, self._lists))
        self.slotted = any(isinstance(part, Slot) for part in parts)
        self.gapped = any(isinstance(part, Gap) for part in parts)

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
        return _regex(self._sequence, self._lists)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression; most phrases of a pack are never needed on a call."""
        return re.compile(r"(?<= )" + self.regex)


def compile_phrase(phrase: str, words: Words) -> CompiledPhrase:
    """Compile one phrase; `words` are the pack's word lists.

    Raises:
        PhraseError: if the phrase cannot be read.
    """
    return CompiledPhrase(phrase, words)


class WordLists(UserDict[str, tuple[str, ...]]):
    """A pack's word lists, each read once; a list may use other lists, not itself."""

    def __init__(self, words: Words) -> None:
        """Take the lists; what is asked of one is remembered."""
        super().__init__(words)
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
        """Return words of which every phrase of a list has one."""
        if name not in self._triggers:
            self._triggers[name] = _either_triggers(self.options(name), self)
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


def _needs(sequence: Sequence, lists: WordLists) -> tuple[frozenset[str], ...]:
    """Return sets of words of each of which every match has one, the rarest first."""
    found = {words for part in sequence.parts if (words := _part_triggers(part, lists))}
    return tuple(sorted(found, key=lambda words: (_commonness(words), sorted(words))))[:MOST_GATES]


def _triggers(sequence: Sequence, lists: WordLists) -> frozenset[str]:
    """Return the rarest set of words one of which every match has; prefixes end in `*`."""
    candidates = [found for part in sequence.parts if (found := _part_triggers(part, lists))]
    return min(candidates, key=_commonness, default=frozenset())


def _part_triggers(part: Part, lists: WordLists) -> frozenset[str]:
    match part:
        case Word(text, prefix):
            words = normal_words(text) or (text,)
            if prefix and len(words) == 1:
                return frozenset({f"{words[0]}*"})
            rarest = min(words, key=lambda word: (word in _COMMON, -len(word)))
            return frozenset({rarest})
        case Slot(kind):
            return frozenset({f"{{{kind}}}"})
        case Ref(name):
            return lists.triggers(name)
        case Choice(options, optional):
            return frozenset() if optional else _either_triggers(options, lists)
        case _:
            return frozenset()


def _either_triggers(options: tuple[Sequence, ...], lists: WordLists) -> frozenset[str]:
    each = [_triggers(option, lists) for option in options]
    return frozenset().union(*each) if all(each) else frozenset()


def _commonness(words: frozenset[str]) -> int:
    return sum(1000 if word in _COMMON else 20 if word.endswith("*") else 1 for word in words)
