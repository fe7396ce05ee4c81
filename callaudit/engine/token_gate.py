"""Which words a spaCy token or dependency pattern cannot do without.

A parse costs a hundred times a look-up, so a turn is parsed only if it holds such a word. A
token known by its shape alone ("f***", sixteen digits) is looked for in the turn's text first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from callaudit.engine.triggers import Gate

_WORD_ATTRIBUTES = ("LOWER", "NORM", "ORTH", "TEXT", "LEMMA")

_SHAPE_ATTRIBUTES = ("LOWER", "TEXT", "ORTH")

_ANCHOR = re.compile(r"(?<!\[)\^|\$|\\[AZbB]|\(\?")
"""What ties an expression to the ends of a token: `^` outside a set, `$`, `\\b`, look-arounds."""

_OPTIONAL = ("?", "*", "!")

_SHORT_LEMMA = 4
"""Lemmas up to this length are taken whole; longer ones lose their last letter (seize: seiz).

A short one that ends in "e" keeps it or has "i" in its place: "sue" is said as sues, sued and
suing, and "su" would let every "supply" pass.
"""

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("am", "is", "are", "was", "were", "been", "being"),
    "bring": ("brought",),
    "catch": ("caught",),
    "come": ("came",),
    "do": ("did", "done"),
    "find": ("found",),
    "freeze": ("froze", "frozen"),
    "get": ("got", "gotten"),
    "give": ("gave",),
    "go": ("went", "gone", "goes"),
    "have": ("has", "had"),
    "keep": ("kept",),
    "levy": ("levied", "levies"),
    "lose": ("lost",),
    "make": ("made",),
    "pay": ("paid",),
    "say": ("said",),
    "see": ("saw", "seen"),
    "sell": ("sold",),
    "send": ("sent",),
    "shoot": ("shot",),
    "speak": ("spoke", "spoken"),
    "steal": ("stole", "stolen"),
    "take": ("took",),
    "tell": ("told",),
    "throw": ("threw",),
    "wife": ("wives",),
    "write": ("wrote",),
}
"""Forms that do not begin like their lemma, of verbs that rules ask for."""


def gates_of_tokens(pattern: Iterable[Mapping[str, Any]]) -> tuple[Gate, ...]:
    """Return the gates of a Matcher or DependencyMatcher pattern, all of which must open.

    One for each required token, the fewest words first; a token that may be missing, or whose
    words are not all letters ("'ll"), has none.
    """
    needed = [words for token in pattern if (words := _words_of(token))]
    return tuple(
        Gate(words) for words in sorted(needed, key=lambda words: (len(words), sorted(words)))
    )


def counts_of_tokens(pattern: Iterable[Mapping[str, Any]]) -> dict[frozenset[str], int]:
    """Return how many of its words a turn must say at least, for sets asked for more than once.

    Sixteen digits read one by one need sixteen words for digits, and most turns with one have few.
    """
    least: Counter[frozenset[str]] = Counter()
    for token in pattern:
        words = _words_of(token)
        if words and not any(word.endswith("*") for word in words):
            least[words] += _least(token)
    return {words: count for words, count in least.items() if count > 1}


def _least(token: Mapping[str, Any]) -> int:
    """Return how often a required token must stand at least: 4 for `{4}` and `{4,6}`."""
    counted = re.match(r"\{(\d+)", str(token.get("OP", "1")))
    return int(counted[1]) if counted else 1


def shapes_of_tokens(pattern: Iterable[Mapping[str, Any]]) -> tuple[re.Pattern[str], ...]:
    """Return expressions each of which must be found in a turn's text for the pattern to match.

    One for each required token that is told by an expression, without its anchors: in the text
    a token has neighbours. One with more than anchors at its two ends is left out.
    """
    shapes = (_shape_of(token) for token in pattern)
    return tuple(dict.fromkeys(shape for shape in shapes if shape is not None))


def _shape_of(token: Mapping[str, Any]) -> re.Pattern[str] | None:
    if _may_be_missing(token):
        return None
    for name in _SHAPE_ATTRIBUTES:
        values = token.get("RIGHT_ATTRS", token).get(name)
        if isinstance(values, dict) and "REGEX" in values:
            inner = str(values["REGEX"]).removeprefix("^").removesuffix("$")
            if not _ANCHOR.search(inner):
                return re.compile(inner, re.IGNORECASE if name == "LOWER" else 0)
    return None


def _may_be_missing(token: Mapping[str, Any]) -> bool:
    operator = str(token.get("OP", "1"))
    return operator in _OPTIONAL or operator.startswith(("{0", "{,"))


def _words_of(token: Mapping[str, Any]) -> frozenset[str]:
    if _may_be_missing(token):
        return frozenset()
    attributes = token.get("RIGHT_ATTRS", token)
    for name in _WORD_ATTRIBUTES:
        values = attributes.get(name)
        listed = values.get("IN") if isinstance(values, dict) else [values]
        if listed and all(isinstance(v, str) and v.isalpha() for v in listed):
            words = [value.lower() for value in listed]
            return frozenset(form for w in words for form in _forms(w, lemma=name == "LEMMA"))
    return frozenset()


def _forms(word: str, *, lemma: bool) -> tuple[str, ...]:
    if not lemma:
        return (word,)
    irregular = _IRREGULAR.get(word, ())
    if len(word) > _SHORT_LEMMA:
        return (f"{word[:-1]}*", *irregular)
    if word.endswith("e"):
        return (f"{word}*", f"{word[:-1]}i*", *irregular)
    return (f"{word}*", *irregular)
