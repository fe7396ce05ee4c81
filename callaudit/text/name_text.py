"""A turn as the name readers see it, and what they find in it."""

from typing import NamedTuple

from callaudit.core.entity import EntityKind
from callaudit.text.name_match import Roster, Token


class NameText(NamedTuple):
    """A turn's tokens, and whether its capitals mean anything."""

    tokens: tuple[Token, ...]
    cased: bool
    roster: Roster


class FoundName(NamedTuple):
    """A name from token `start` to `end`; a lower `rank` wins where two overlap."""

    kind: EntityKind
    start: int
    end: int
    value: str
    note: str
    rank: int


def place_of(found: FoundName) -> int:
    """Return where a name begins, to sort by."""
    return found.start


def has_capital(text: NameText, at: int) -> bool:
    """Tell whether the token at a place begins with a capital."""
    return at < len(text.tokens) and text.tokens[at].text[0].isupper()


def title_case(tokens: tuple[Token, ...]) -> str:
    """Write a spoken name with capitals, keeping those that the text has."""
    words = [t.text if t.text != t.base else t.text.title() for t in tokens if t.base != "'s"]
    return " ".join(words).replace(" And ", " and ").replace(" Of ", " of ")


_NOTES_BY_WORTH = ("self", "asked", "greeted", "company", "mentioned")
"""What is known of a name's place, most telling first."""


def _worth(found: FoundName) -> tuple[int, int, int]:
    return found.rank, found.start - found.end, _NOTES_BY_WORTH.index(found.note)


def without_overlap(found: list[FoundName], *, keep: EntityKind) -> tuple[FoundName, ...]:
    """Keep the best of the overlapping names: rank, then the longer one."""
    kept: list[FoundName] = []
    for candidate in sorted(found, key=_worth):
        if all(candidate.end <= other.start or other.end <= candidate.start for other in kept):
            kept.append(candidate)
    return tuple(sorted((f for f in kept if f.kind is keep), key=place_of))
