"""Which words a spaCy token or dependency pattern cannot do without.

A parse costs a hundred times a look-up, so a turn is parsed only if it holds such a word.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from callaudit.engine.phrases import Gate

_WORD_ATTRIBUTES = ("LOWER", "NORM", "ORTH", "TEXT", "LEMMA")

_OPTIONAL = ("?", "*", "!")

_SHORT_LEMMA = 4
"""Lemmas up to this length are taken whole; longer ones lose their last letter (seize: seiz)."""

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


def _words_of(token: Mapping[str, Any]) -> frozenset[str]:
    operator = str(token.get("OP", "1"))
    if operator in _OPTIONAL or operator.startswith(("{0", "{,")):
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
    stem = word if len(word) <= _SHORT_LEMMA else word[:-1]
    # "sue" also covers "suing": its last letter goes too.
    stem = stem[:-1] if stem.endswith("e") and len(stem) <= _SHORT_LEMMA else stem
    return (f"{stem}*", *_IRREGULAR.get(word, ()))
