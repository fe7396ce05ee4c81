"""What a turn must hold for a phrase to stand in it: the gates of the phrase.

A gate is a set of words, and of pairs of neighbouring words, of which every match holds one. "You
did" is a far better gate than "did", and where it is not in a turn the phrase costs nothing.
"""

from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from callaudit.rulespec.phrase import Choice, Part, Ref, Sequence, Slot, Word
from callaudit.text.normalise import SENTENCE_ENDS, normal_words

if TYPE_CHECKING:
    from callaudit.engine.phrases import WordLists

MOST_GATES = 4
"""Gates kept of a phrase, the rarest first; a fifth would turn away next to nothing."""

MOST_PAIRS = 24
"""Pairs that one gate may have: two long lists side by side have hundreds, and gain little."""

Triggers = frozenset[str]
"""Words, pairs ("you did"), and beginnings of words ("garnish*")."""

_COMMON = SENTENCE_ENDS | frozenset(
    "i we you he she they it the a an to and if that this is are was were be been being will would"
    " can could do does did have has had of in for on at with from my your our me us them not no so"
    " or up out as by get got go going just want know what when who how".split()
)
"""Poor triggers: they are in most turns."""


class Gate:
    """Lets a turn pass only if it holds a word or a pair of words that every match must hold.

    `triggers` are whole canonical words or pairs, `prefixes` beginnings; with neither, every turn
    passes.
    """

    def __init__(self, triggers: Triggers) -> None:
        """Take words and pairs; those that end in `*` are prefixes."""
        self.triggers = frozenset(t for t in triggers if not t.endswith("*"))
        self.prefixes = tuple(sorted(t[:-1] for t in triggers if t.endswith("*")))

    @cached_property
    def is_open(self) -> bool:
        """Tell whether every turn passes."""
        return not self.triggers and not self.prefixes

    def opens(self, vocabulary: frozenset[str]) -> bool:
        """Tell whether a turn with this vocabulary may hold a match."""
        if not self.triggers.isdisjoint(vocabulary):
            return True
        if self.prefixes:
            return any(word.startswith(self.prefixes) for word in vocabulary)
        return not self.triggers


OPEN = Gate(frozenset())
"""Lets every turn pass."""


@lru_cache(maxsize=4096)
def vocabulary_of(*streams: tuple[str, ...]) -> frozenset[str]:
    """Return the words of some streams and all pairs of neighbours: what gates are asked with."""
    return frozenset(
        chain.from_iterable((*words, *map(" ".join, pairwise(words))) for words in streams)
    )


def gates_of_phrase(phrase: Sequence, lists: "WordLists") -> tuple[Gate, ...]:
    """Return the gates of a phrase, all of which must open, the rarest first."""
    found = frozenset(_needed(phrase, lists))
    rarest = sorted(found, key=lambda triggers: (_commonness(triggers), sorted(triggers)))
    return tuple(Gate(triggers) for triggers in rarest[:MOST_GATES])


def either_triggers(options: Collection[Sequence], lists: "WordLists") -> Triggers:
    """Return triggers of which every match of any of these sequences has one; none if unknown."""
    each = [_rarest(_needed(option, lists)) for option in options]
    return frozenset().union(*each) if all(each) else frozenset()


def _needed(sequence: Sequence, lists: "WordLists") -> Iterator[Triggers]:
    """Yield sets of triggers of each of which every match has one."""
    paired: set[Part] = set()
    for part, following in pairwise(sequence.parts):
        if pairs := _pairs(part, following, lists):
            yield pairs
            paired |= {part, following}
    for part in sequence.parts:
        # A word tells nothing more than the pair it is in.
        if not (isinstance(part, Word) and part in paired) and (triggers := _of_part(part, lists)):
            yield triggers


def _of_part(part: Part, lists: "WordLists") -> Triggers:
    match part:
        case Word(text, prefix):
            words = normal_words(text) or (text,)
            if prefix:
                return frozenset({f"{words[0]}*" if len(words) == 1 else words[0]})
            return _rarest(frozenset({one}) for one in _pairs_of_word(words) or words)
        case Slot(kind):
            return frozenset({f"{{{kind}}}"})
        case Ref(name):
            return lists.triggers(name)
        case Choice(options, optional):
            return frozenset() if optional else either_triggers(options, lists)
        case _:
            return frozenset()


def _pairs_of_word(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(pair) for pair in pairwise(words))


def _pairs(part: Part, following: Part, lists: "WordLists") -> Triggers:
    """Return every pair of words that may stand where two parts meet; none if unknown or many."""
    left, right = _edges(part, lists, last=True), _edges(following, lists, last=False)
    if not left or not right or len(left) * len(right) > MOST_PAIRS:
        return frozenset()
    return frozenset(f"{one} {other}" for one in left for other in right)


def _edges(part: Part, lists: "WordLists", *, last: bool) -> frozenset[str]:
    """Return the words that a part may begin or end with; none if unknown or it may be missing."""
    match part:
        case Word(text, prefix):
            words = normal_words(text) or (text,)
            cut = prefix and (last or len(words) == 1)
            return frozenset() if cut else frozenset({words[-1 if last else 0]})
        case Slot(kind):
            return frozenset({f"{{{kind}}}"})
        case Choice(options, optional=False):
            return _edges_of_options(options, lists, last=last)
        case Ref(name):
            return _edges_of_options(lists.options(name), lists, last=last)
        case _:
            return frozenset()


def _edges_of_options(
    options: Collection[Sequence], lists: "WordLists", *, last: bool
) -> frozenset[str]:
    each = [
        _edges(option.parts[-1 if last else 0], lists, last=last) if option.parts else frozenset()
        for option in options
    ]
    return frozenset().union(*each) if all(each) else frozenset()


def _rarest(candidates: Iterator[Triggers]) -> Triggers:
    return min(candidates, key=_commonness, default=frozenset())


def _commonness(triggers: Triggers) -> int:
    return sum(map(_weight, triggers))


def _weight(trigger: str) -> int:
    """Return how often a trigger lets a turn pass, roughly: a rare word is 4."""
    common = [word in _COMMON for word in trigger.split()]
    if len(common) == 2:
        return 400 if all(common) else 1
    return 4000 if common[0] else 80 if trigger.endswith("*") else 4
