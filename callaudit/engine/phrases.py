"""A phrase of a rule to something that runs: a regular expression over canonical words.

A phrase with choices and gaps would need hundreds of token patterns; as one expression over
the canonical stream it is matched by C code. `triggers` are words of which at least one is in
every match, so that a turn without them costs a set look-up.
"""

import re
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

_GAP_WORD = r"(?:[^\s.?!]\S* )"


class Gate:
    """Lets a turn pass only if it holds a word that every match must hold.

    `triggers` are whole canonical words, `prefixes` beginnings; with neither, every turn passes.
    """

    def __init__(self, triggers: frozenset[str]) -> None:
        """Take words; those that end in `*` are prefixes."""
        self.triggers = frozenset(t for t in triggers if not t.endswith("*"))
        self.prefixes = tuple(sorted(t[:-1] for t in triggers if t.endswith("*")))

    def opens(self, vocabulary: frozenset[str]) -> bool:
        """Tell whether a turn with these words may hold a match."""
        if not self.triggers and not self.prefixes:
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
        self._lists = _Lists(words)
        self._sequence = parse_phrase(phrase)
        parts = list(self._lists.all_parts(self._sequence))
        self.gate = Gate(_triggers(self._sequence, self._lists))
        self.slotted = any(isinstance(part, Slot) for part in parts)
        self.gapped = any(isinstance(part, Gap) for part in parts)
        self.literals = frozenset(_required_words(self._sequence, self._lists))

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


class _Lists:
    """Word lists parsed once each; a list may use other lists, not itself."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._open: list[str] = []

    def options(self, name: str) -> tuple[Sequence, ...]:
        if name in self._open:
            raise ValueError(f"word list @{name} uses itself")
        return _parsed(self._words[name])

    def all_parts(self, sequence: Sequence) -> list[Part]:
        found: list[Part] = []
        for part in parts_of(sequence):
            if isinstance(part, Ref):
                options = self.options(part.name)
                self._open.append(part.name)
                for option in options:
                    found += self.all_parts(option)
                self._open.pop()
            else:
                found.append(part)
        return found


def _required_words(sequence: Sequence, lists: _Lists) -> set[str]:
    """Return the words that every match of some path must hold; optional ones do not count."""
    found: set[str] = set()
    for part in sequence.parts:
        if isinstance(part, Word):
            found.update(normal_words(part.text))
        elif isinstance(part, Ref) or (isinstance(part, Choice) and not part.optional):
            options = lists.options(part.name) if isinstance(part, Ref) else part.options
            for option in options:
                found |= _required_words(option, lists)
    return found


@cache
def _parsed(phrases: tuple[str, ...]) -> tuple[Sequence, ...]:
    return tuple(parse_phrase(phrase) for phrase in phrases)


def _regex(sequence: Sequence, lists: _Lists) -> str:
    return "".join(_part_regex(part, lists) for part in sequence.parts)


def _part_regex(part: Part, lists: _Lists) -> str:
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


def _either(options: tuple[Sequence, ...], lists: _Lists) -> str:
    # Longest first: an expression takes the first alternative that fits.
    inner = sorted((_regex(option, lists) for option in options), key=len, reverse=True)
    return f"(?:{'|'.join(inner)})"


def _triggers(sequence: Sequence, lists: _Lists) -> frozenset[str]:
    """Return the rarest set of words one of which every match has; prefixes end in `*`."""
    candidates = [found for part in sequence.parts if (found := _part_triggers(part, lists))]
    if not candidates:
        return frozenset()
    return min(candidates, key=_commonness)


def _part_triggers(part: Part, lists: _Lists) -> frozenset[str]:
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
            return _either_triggers(lists.options(name), lists)
        case Choice(options, optional):
            return frozenset() if optional else _either_triggers(options, lists)
        case _:
            return frozenset()


def _either_triggers(options: tuple[Sequence, ...], lists: _Lists) -> frozenset[str]:
    each = [_triggers(option, lists) for option in options]
    return frozenset().union(*each) if all(each) else frozenset()


def _commonness(words: frozenset[str]) -> int:
    return sum(1000 if word in _COMMON else 20 if word.endswith("*") else 1 for word in words)
