"""Spoken text to one canonical stream of words, with the way back to every character.

Rules are written against this stream, so "You'll", "you will" and "um, you— you will" are
one thing to a rule, and each quote is still a slice of what was said.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from callaudit.core.entity import Entity
from callaudit.text.language import tokens_of

FILLERS = frozenset({"um", "uh", "uhm", "umm", "er", "erm", "hm", "hmm", "mm", "ah"})
"""Sounds that carry no meaning and are dropped."""

FILLER_PHRASES = frozenset({("you", "know"), ("i", "mean")})
"""Fillers of two words; dropped where commas set them off ("we will, you know, sue you")."""

SENTENCE_ENDS = frozenset({".", "?", "!"})
"""Kept as words of the stream: a fixed phrase never runs across one."""

_REPEATABLE = frozenset(
    "i we you he she they it the a an to and if that this is are was will would of in for my your"
    " our so but".split()
)
"""Words whose immediate repeat is a stumble; numbers are not ("four four seven")."""

_TAKES_IS = frozenset(
    "that what it he she there here who how where this everything nothing let".split()
)
"""Words after which 's means "is" (or "us" in let's), not possession."""

_REWRITES: dict[str, tuple[str, ...]] = {
    "wanna": ("want", "to"),
    "lemme": ("let", "me"),
    "gimme": ("give", "me"),
    "kinda": ("kind", "of"),
    "'d": ("would",),
    "ya": ("you",),
    "ya'll": ("you",),
    "yall": ("you",),
    "y'all": ("you",),
    "ok": ("okay",),
    "cause": ("because",),
    "'em": ("them",),
    "ai": ("is",),
    "mr.": ("mr",),
    "mrs.": ("mrs",),
    "ms.": ("ms",),
    "dr.": ("dr",),
}
"""Spellings that spaCy's NORM leaves as they are (checked on spaCy 3.8.18)."""


MASKED = "##"
"""Stands for the starred or dashed rest of a masked word: "f***" and "f---" are "f##"."""

_POSSESSIVES = frozenset({"'s", "s", "’s"})

_LEANING = _POSSESSIVES | {"m"}
"""Words whose canonical form hangs on the word before."""

_STRETCH = re.compile(r"\S+|\s{2,}|[^\S ]")
"""What lies between single blanks, which are no tokens; longer white space is one."""

_MASK = re.compile(r"[*•]+")
_MASKED_REST = re.compile(r"(?<=[a-z])[-*_•]{2,}$")


@dataclass(frozen=True, slots=True)
class NormalText:
    """A turn as canonical words; `starts` and `ends` are characters of the spoken text.

    `text` is the words joined by single blanks with a blank at both ends, so that a
    pattern finds whole words only; `offsets[i]` is where word i begins in `text`.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    text: str
    offsets: tuple[int, ...]

    def word_at(self, offset: int) -> int:
        """Return the index of the word that begins at a position of `text`."""
        return bisect_left(self.offsets, offset)

    def spoken_span(self, first: int, last: int) -> tuple[int, int]:
        """Return the characters of the spoken text that words `[first, last)` came from."""
        return self.starts[first], self.ends[last - 1]

    def sentence_of(self, first: int, last: int) -> tuple[int, int]:
        """Return the words `[a, b)` of the sentence around words `[first, last)`."""
        begin = first
        while begin > 0 and self.words[begin - 1] not in SENTENCE_ENDS:
            begin -= 1
        end = last
        while end < len(self.words) and self.words[end] not in SENTENCE_ENDS:
            end += 1
        return begin, end


class _Token(NamedTuple):
    """A token of a stretch of text without blanks; `words` None where they hang on the one before.

    `start` and `end` count from the beginning of the stretch; `masks`: it may be the starred rest
    of a word.
    """

    text: str
    norm: str
    start: int
    end: int
    words: tuple[str, ...] | None
    masks: bool


@lru_cache(maxsize=4096)
def normalise(text: str) -> NormalText:
    """Return the canonical words of a spoken text.

    Lower case; contractions opened ("won't" → "will not", "gonna" → "going to");
    commas, quotes, dashes and fillers dropped; stumbles said once; `. ? !` kept.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    before = ""
    for at, token in _meant_tokens(text):
        start, end = at + token.start, at + token.end
        if token.masks and words and ends[-1] == start:
            before = words[-1] = before.removesuffix(MASKED) + MASKED
            ends[-1] = end
            continue
        for word in _canonical(token.norm, before) if token.words is None else token.words:
            if word == before and word in _REPEATABLE:
                starts[-1], ends[-1] = start, end
                continue
            words.append(word)
            starts.append(start)
            ends.append(end)
            before = word
    return stream_of(tuple(words), tuple(starts), tuple(ends))


@lru_cache(maxsize=16384)
def normal_words(text: str) -> tuple[str, ...]:
    """Return only the canonical words: how a rule's own phrase is read."""
    return normalise(text).words


def with_slots(normal: NormalText, entities: tuple[Entity, ...]) -> NormalText:
    """Replace the words of each entity by one word such as `{money}`.

    Lets a phrase say "pay {money} today" whatever the amount and however it was spoken.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spans = [(e.start_char, e.end_char, f"{{{e.kind}}}") for e in entities]
    first = min((start for start, _, _ in spans), default=0)
    last = max((end for _, end, _ in spans), default=0)
    for word, start, end in zip(normal.words, normal.starts, normal.ends, strict=True):
        slot = None
        if start < last and end > first:
            slot = next((s for s in spans if start < s[1] and end > s[0]), None)
        if slot is None:
            words.append(word)
            starts.append(start)
            ends.append(end)
        elif not words or words[-1] != slot[2] or ends[-1] != slot[1]:
            words.append(slot[2])
            starts.append(slot[0])
            ends.append(slot[1])
    return stream_of(tuple(words), tuple(starts), tuple(ends))


def _meant_tokens(text: str) -> list[tuple[int, _Token]]:
    """Return the tokens of a text, each with where its stretch begins, but for set-off fillers.

    The tokenizer never looks across a blank, so each stretch between blanks is tokenised once
    in the life of the program.
    """
    tokens = [
        (stretch.start(), token)
        for stretch in _STRETCH.finditer(text)
        for token in _tokens_of_stretch(stretch.group())
    ]
    if "," not in text:
        return tokens
    fillers = _set_off_fillers(tokens)
    return [token for number, token in enumerate(tokens) if number not in fillers]


@lru_cache(maxsize=65536)
def _tokens_of_stretch(text: str) -> tuple[_Token, ...]:
    return tuple(
        _Token(
            text=token.text,
            norm=token.norm_,
            start=token.idx,
            end=token.idx + len(token.text),
            words=_whatever_stands_before(token.norm_),
            masks=_MASK.fullmatch(token.text) is not None,
        )
        for token in tokens_of(text)
    )


def _whatever_stands_before(norm: str) -> tuple[str, ...] | None:
    return None if norm.strip().lower() in _LEANING else _canonical(norm, "")


def _set_off_fillers(tokens: list[tuple[int, _Token]]) -> frozenset[int]:
    """Return the tokens of two-word fillers with a comma behind, and a comma or nothing before."""
    found: set[int] = set()
    said = [token for _, token in tokens]
    for i in range(len(said) - 2):
        if said[i + 2].text != "," or (said[i].norm, said[i + 1].norm) not in FILLER_PHRASES:
            continue
        if i == 0 or said[i - 1].text == "," or said[i - 1].text in SENTENCE_ENDS:
            found |= {i, i + 1}
    return frozenset(found)


def stream_of(words: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...]) -> NormalText:
    """Return words and the characters they came from as one stream."""
    offsets: list[int] = []
    at = 1
    for word in words:
        offsets.append(at)
        at += len(word) + 1
    return NormalText(words, starts, ends, f" {' '.join(words)} ", tuple(offsets))


def _canonical(norm: str, before: str) -> tuple[str, ...]:
    word = norm.strip().lower()
    if word in SENTENCE_ENDS:
        return (word,)
    if not any(c.isalnum() for c in word):
        return (word,) if word in {"$", "%"} else ()
    if word in FILLERS:
        return ()
    if word in _POSSESSIVES:
        if before in _TAKES_IS:
            return ("us",) if before == "let" else ("is",)
        return ("'s",)
    if word == "m" and before == "i":
        return ("am",)
    return _REWRITES.get(word, (_MASKED_REST.sub(MASKED, word),))
