"""Canonical words as a fluent speaker would have said them: no fillers, no false starts.

"We we will, like, you know, sue you" is heard as "we will sue you". Words that may be meant
("you know the law", "like that", "what kind of") stay. A fluent stream stands beside the plain
one, never in its place, so a rule may still ask for a filler's own words.
"""

import re

from callaudit.text.normalise import NormalText, stream_of
from callaudit.text.numbers import NUMBER_WORDS

_ALWAYS = frozenset("basically literally obviously essentially honestly".split())
"""Single words that say nothing about what is threatened or promised."""

_SLOT_BEFORE = frozenset(
    "to will not can could and so but a the is are there have has going get just or your our this"
    " would be been was were gonna you we they i".split()
)
"""Words after which a speaker hesitates: what follows them belongs to the next word."""

_OF_A_KIND = frozenset(
    "a any some what this that the no every which all these those one of same other another"
    " whatever different new best".split()
)

_FILLERS: dict[str, tuple[tuple[str, ...], frozenset[str], frozenset[str]]] = {
    "know": (
        ("you", "know"),
        frozenset(
            "do did does if let as what how when because should thought would make can could want"
            " before sure so that all until since lets might may unless have".split()
        ),
        frozenset(
            "what who where how why when that it him her about the your my me us this these if"
            " whether them better of full exactly damn anything something nothing anyone"
            " somebody someone".split()
        ),
    ),
    "mean": (
        ("i", "mean"),
        frozenset("what do does did know if is that how could can would".split()),
        frozenset("it by business what that is to every no you".split()),
    ),
    "see": (
        ("you", "see"),
        frozenset(
            "can do did if when what will as could until let where might should how would may so"
            " once before whether".split()
        ),
        frozenset(
            "it the that this a an your my our any if what how in him her them me us where why"
            " someone something anything on".split()
        ),
    ),
    "kind": (("kind", "of"), _OF_A_KIND, frozenset()),
    "sort": (("sort", "of"), _OF_A_KIND, frozenset()),
}
"""By a word of the filler: all its words, and what stands before or after where it is meant."""

_LIKE_BEFORE = _SLOT_BEFORE - frozenset("would to be been not can could you we they i".split())
_LIKE_AFTER = frozenset("that this me it us him her them to those these so . ? !".split())
_OPENINGS = frozenset("okay right alright well".split())
"""Dropped before "so" ("okay so you will"), and where they hold up a verb ("will, well, sue")."""

_HEADS = frozenset({*_ALWAYS, *_FILLERS, *_OPENINGS, "like"})

_REPEAT = re.compile(r"(?<= )((?:[a-z']+ ){1,4})(?=\1)")
"""Up to four words said twice running: a false start."""


def fluent(normal: NormalText) -> NormalText:
    """Return the words without fillers and false starts; the same object where there are none."""
    dropped = _fillers(normal.words) if not _HEADS.isdisjoint(normal.words) else set()
    if dropped:
        normal = _without(normal, dropped)
    while repeated := _repeated(normal):
        normal = _without(normal, repeated)
    return normal


def _fillers(words: tuple[str, ...]) -> set[int]:
    found: set[int] = set()
    for at, word in enumerate(words):
        if word in _HEADS:
            found.update(_filler_at(words, at))
    return found


def _filler_at(words: tuple[str, ...], at: int) -> range:
    word = words[at]
    before = words[at - 1] if at else "."
    after = words[at + 1] if at + 1 < len(words) else "."
    if word in _ALWAYS:
        return range(at, at + 1)
    if word == "like":
        meant = before not in _LIKE_BEFORE or after in _LIKE_AFTER
        return range(0) if meant else range(at, at + 1)
    if word in _OPENINGS:
        opens = after == "so" and before in {".", "?", "!"}
        return range(at, at + 2) if opens else range(0)
    return _two_words(words, at)


def _two_words(words: tuple[str, ...], at: int) -> range:
    said, not_after, not_before = _FILLERS[words[at]]
    first = at - said.index(words[at])
    if first < 0 or words[first : first + 2] != said:
        return range(0)
    before = words[first - 1] if first else "."
    after = words[first + 2] if first + 2 < len(words) else "."
    if before in not_after or after in not_before:
        return range(0)
    return range(first, first + 2)


def _repeated(normal: NormalText) -> set[int]:
    """Return the words of the first of two like runs; numbers are read out twice on purpose."""
    if len(set(normal.words)) == len(normal.words):
        return set()
    found: set[int] = set()
    for match in _REPEAT.finditer(normal.text):
        first, last = normal.word_at(match.start()), normal.word_at(match.end())
        run = normal.words[first:last]
        if not any(word in NUMBER_WORDS or (len(word) == 1 and word not in "ia") for word in run):
            found.update(range(first, last))
    return found


def _without(normal: NormalText, dropped: set[int]) -> NormalText:
    kept = [at for at in range(len(normal.words)) if at not in dropped]
    return stream_of(
        tuple(normal.words[at] for at in kept),
        tuple(normal.starts[at] for at in kept),
        tuple(normal.ends[at] for at in kept),
    )
