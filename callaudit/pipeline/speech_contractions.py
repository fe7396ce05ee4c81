"""The same sentence said in full or run together: "do not" and "don't"."""

import re
from collections.abc import Callable, Iterator

_WHOLE: dict[str, str] = {
    "won't": "will not",
    "can't": "cannot",
    "shan't": "shall not",
    "i'm": "I am",
    "let's": "let us",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
}
"""Contractions that no ending explains."""

_WITH_NOT = "do does did is are was were have has had would could should must need".split()
_TAKES_IS = "it that he she there here what who where how".split()
"""Words after which 's stands for "is" or "has"; after others it shows possession."""

_ENDINGS = {"'re": "are", "'ve": "have", "'ll": "will"}
_STARTS = "i you we they he she it that there who what".split()
_CONTRACTION = re.compile(r"[A-Za-z]+'[A-Za-z]+|\b(?:gonna|wanna|gotta)\b", re.IGNORECASE)
_PARTICIPLE = r"(?:been|got|had|gone|done|sent|told|left|made|paid|taken|given|[a-z]{3,}ed)\b"
"""What follows a contracted "had" or "has": else 'd is "would" and 's is "is"."""

_AFTER = re.compile(rf"\s+(?:already |just |never |not )?{_PARTICIPLE}", re.IGNORECASE)
_GOES_ON = r"(?=\s+(?!(?:and|but|or|is|are|was|if)\b)[A-Za-z])"
"""A contraction needs a word to lean on: nobody says "that's what it's."."""


def expanded(text: str) -> str:
    """Return a text with its contractions said in full.

    Example: `You won't lose your job if you'd called.` becomes `You will not lose your job if
    you had called.`
    """
    straight = text.replace("’", "'")
    return _CONTRACTION.sub(lambda found: _in_full(found, straight), straight)


def contracted(text: str) -> str:
    """Return a text run together as speakers do.

    Example: `We will not call; I am going to note it.` becomes `We won't call; I'm gonna note it.`
    """
    for pattern, short in _SHORTER:
        text = pattern.sub(_keeping_case(short), text)
    return text


def _in_full(found: re.Match[str], text: str) -> str:
    word = found.group()
    low = word.lower()
    if low in _WHOLE:
        return _like(word, _WHOLE[low])
    stem, ending = low[: low.index("'")], low[low.index("'") :]
    after = _AFTER.match(text, found.end())
    if ending == "'t" and stem.removesuffix("n") in _WITH_NOT:
        return f"{word[: len(stem) - 1]} not"
    if ending in _ENDINGS:
        return f"{word[: len(stem)]} {_ENDINGS[ending]}"
    if ending == "'d" and stem in _STARTS:
        had = after or re.match(r"\s+better\b", text[found.end() :])
        return f"{word[: len(stem)]} {'had' if had else 'would'}"
    if ending == "'s" and stem in _TAKES_IS:
        has = re.match(r"\s+(?:been|got|had)\b", text[found.end() :])
        return f"{word[: len(stem)]} {'has' if has else 'is'}"
    return word


def _like(before: str, after: str) -> str:
    """Return the new words with the first letter as the old ones had it."""
    return after[0].upper() + after[1:] if before[0].isupper() else after


_IRREGULAR = {"will not": "won't", "cannot": "can't", "can not": "can't"}
_LEANS = {
    "are": ("'re", "you we they"),
    "will": ("'ll", "i you we they he she it that"),
    "is": ("'s", "it that he she there what who here"),
}
"""What follows whom, and how it leans on it."""


def _keeping_case(short: str) -> Callable[[re.Match[str]], str]:
    return lambda found: _like(found.group(), found.expand(short))


def _pattern(words: str, after: str = "") -> re.Pattern[str]:
    return re.compile(rf"\b{words}\b{after}", re.IGNORECASE)


def _shorter() -> Iterator[tuple[re.Pattern[str], str]]:
    for long, short in _IRREGULAR.items():
        yield _pattern(long), short
    yield _pattern(f"({'|'.join(_WITH_NOT)}) not"), r"\1n't"
    yield _pattern("(I) am", _GOES_ON), r"\1'm"
    yield _pattern("(let) us", _GOES_ON), r"\1's"
    for verb, (ending, starts) in _LEANS.items():
        yield _pattern(f"({starts.replace(' ', '|')}) {verb}", _GOES_ON), rf"\1{ending}"
    yield _pattern("(i|you|we|they) have", rf"(?=\s+{_PARTICIPLE})"), r"\1've"
    yield _pattern("going to", r"(?=\s+(?!the\b|your\b|our\b|a\b|court\b|jail\b)[a-z])"), "gonna"
    yield _pattern("want to"), "wanna"


_SHORTER = tuple(_shorter())
