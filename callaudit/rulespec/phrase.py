"""The phrase language: how a rule's author writes what people say.

    will be arrested            these words, in any contraction or spelling of them
    (sue|take you to court)     one of these; alternatives may hold anything again
    [get|be] arrested           may stand here or not
    garnish*                    any word that begins so
    pay ... today               up to four words between, within one sentence; ...8 up to eight
    owe {money}                 a spoken value: money date phone reference check_number
                                person company email days
    @we (sue|file)              a word list of rules/words.yaml

A phrase is matched against canonical words (`text.normalise`), so "you'll", "you will" and
"um you will" are one thing, and commas do not matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

DEFAULT_GAP_WORDS = 4
"""Words that `...` may skip."""

_TOKEN = re.compile(r"\s+|\.\.\.(\d+)?|@([a-z_]+)|\{([a-z_]+)\}|[()\[\]|]|[^\s()\[\]|{}@]+")


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Word:
    """A literal word, not yet canonical ("don't" becomes two)."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A spoken value of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to this many words within the sentence."""

    most: int


@dataclass(frozen=True, slots=True)
class Ref:
    """A word list by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences, or none where `optional`."""

    options: tuple["Sequence", ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts that follow one another."""

    parts: tuple["Part", ...]


Part = Word | Slot | Gap | Ref | Choice


@cache
def parse_phrase(text: str) -> Sequence:
    """Read a phrase; each is read when its rule is checked and again when it is compiled.

    Raises:
        PhraseError: on an unclosed bracket, an empty choice or a stray mark.
    """
    tokens = list(_scan(text))
    sequence, at = _sequence(tokens, 0, text, closing=None)
    if at != len(tokens):
        raise PhraseError(f"stray {tokens[at]!r} in {text!r}")
    if not any(isinstance(part, Word | Slot | Ref | Choice) for part in sequence.parts):
        raise PhraseError(f"{text!r} has no word in it")
    if isinstance(sequence.parts[0], Gap) or isinstance(sequence.parts[-1], Gap):
        raise PhraseError(f"{text!r} begins or ends with a gap; drop it")
    return sequence


def is_plain(sequence: Sequence) -> bool:
    """Tell whether a phrase is just words."""
    return all(isinstance(part, Word) and not part.prefix for part in sequence.parts)


def parts_of(sequence: Sequence) -> Iterator[Part]:
    """Walk every part, inside choices too."""
    for part in sequence.parts:
        yield part
        if isinstance(part, Choice):
            for option in part.options:
                yield from parts_of(option)


def _scan(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise PhraseError(f"cannot read {text[at:]!r} in {text!r}")
        at = found.end()
        if not found.group().isspace():
            yield found.group()


def _sequence(
    tokens: list[str], at: int, text: str, *, closing: str | None
) -> tuple[Sequence, int]:
    parts: list[Part] = []
    while at < len(tokens):
        token = tokens[at]
        if token == "|" or token == closing:
            break
        if token in ("(", "["):
            choice, at = _choice(tokens, at, text)
            parts.append(choice)
            continue
        if token in (")", "]"):
            raise PhraseError(f"{token!r} closes nothing in {text!r}")
        parts.append(_part(token))
        at += 1
    return Sequence(tuple(parts)), at


def _choice(tokens: list[str], at: int, text: str) -> tuple[Choice, int]:
    opening = tokens[at]
    closing = ")" if opening == "(" else "]"
    options: list[Sequence] = []
    at += 1
    while True:
        option, at = _sequence(tokens, at, text, closing=closing)
        if not option.parts:
            raise PhraseError(f"empty choice in {text!r}")
        options.append(option)
        if at >= len(tokens):
            raise PhraseError(f"{opening!r} is not closed in {text!r}")
        at += 1
        if tokens[at - 1] == closing:
            return Choice(tuple(options), optional=opening == "["), at


def _part(token: str) -> Part:
    if token.startswith("..."):
        return Gap(int(token[3:] or DEFAULT_GAP_WORDS))
    if token.startswith("@"):
        return Ref(token[1:])
    if token.startswith("{"):
        return Slot(token[1:-1])
    if token.endswith("*") and len(token) > 1:
        return Word(token[:-1], prefix=True)
    return Word(token)
