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

_CLAUSE_STARTS = frozenset(
    ". ? ! and so but because okay yes yeah no well then or please look listen hey sir".split()
)
"""Where a clause may begin: there, "you know the law" is meant and "you know we will" is not."""

_KIND_OF_WHAT = frozenset(
    "a any some what this that the no every which all these those one of same other another"
    " whatever different new best".split()
)

_FILLERS: dict[str, tuple[tuple[str, ...], frozenset[str], frozenset[str]]] = {
    "know": (
        ("you", "know"),
        frozenset(
            "do did does if let as what how when because should thought would make can could want"
            " before sure so that all until since might may unless have say says"
            " saying think tell".split()
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
            " once before whether saying think".split()
        ),
        frozenset(
            "it the that this a an your my our any if what how in him her them me us where why"
            " someone something anything on".split()
        ),
    ),
    "kind": (("kind", "of"), _KIND_OF_WHAT, frozenset()),
    "sort": (("sort", "of"), _KIND_OF_WHAT, frozenset()),
}
"""By a word of the filler: all its words; those after which it is always meant; and those before
which it is meant at the start of a clause."""

_LIKE_AFTER = frozenset(
    "would feel feels felt feeling look looks looked looking sound sounds sounded seem seems seemed"
    " something anything nothing everything someone somebody anybody people things stuff it be"
    " being been act acts acting acted treat treats treated treating exactly more much you i we"
    " they he she do does did not who one ones that this way man woman guy guys folks those smell"
    " taste talk talking hurt work works hell live living as companies places".split()
)
"""Words after which "like" is meant, unless a verb follows ("I like will pay")."""

_LIKE_BEFORE = frozenset("that this me it us him her them to those these so what how . ? !".split())
_VERBS = frozenset(
    "will would can could must should am is are was were did does do have has had may might need"
    " want got".split()
)
_OPENINGS = frozenset("okay right alright well".split())
"""Dropped before "so" ("okay so you will"), and where they hold up a verb ("will, well, sue")."""

_COMMA_OR_START = frozenset(",.?!-–—;:") | {""}

_HEADS = frozenset({*_ALWAYS, *_FILLERS, *_OPENINGS, "like"})

_REPEAT = re.compile(r"(?<= )((?:[a-z']+ ){1,4})(?=\1)")
"""Up to four words said twice running: a false start."""


def fluent(normal: NormalText, text: str) -> NormalText:
    """Return the words without fillers and false starts; the same object where there are none.

    `text` is what the words were made from: commas around a filler tell that it is one.
    """
    dropped = _fillers(normal, text) if not _HEADS.isdisjoint(normal.words) else set()
    if dropped:
        normal = _without(normal, dropped)
    while repeated := _repeated(normal):
        normal = _without(normal, repeated)
    return normal


def _fillers(normal: NormalText, text: str) -> set[int]:
    found: set[int] = set()
    for at, word in enumerate(normal.words):
        if word in _HEADS:
            found.update(_filler_at(normal.words, at) or _set_off(normal, at, text))
    return found


def _set_off(normal: NormalText, at: int, text: str) -> range:
    """Return the filler around a word where commas stand before and behind it."""
    word = normal.words[at]
    said = _FILLERS[word][0] if word in _FILLERS else (word,)
    first = at - said.index(word)
    last = first + len(said)
    if first < 0 or normal.words[first:last] != said:
        return range(0)
    start, end = normal.spoken_span(first, last)
    before, after = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    return range(first, last) if after == "," and before in _COMMA_OR_START else range(0)


def _filler_at(words: tuple[str, ...], at: int) -> range:
    word = words[at]
    before = words[at - 1] if at else "."
    after = words[at + 1] if at + 1 < len(words) else "."
    if word in _ALWAYS:
        return range(at, at + 1)
    if word == "like":
        meant = before in _LIKE_AFTER or before in _CLAUSE_STARTS or after in _LIKE_BEFORE
        return range(0) if meant and after not in _VERBS else range(at, at + 1)
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
    if before in not_after or (before in _CLAUSE_STARTS and after in not_before):
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
