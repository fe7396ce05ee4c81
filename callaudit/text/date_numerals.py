"""Dates in numerals: "3/28", "3/28/25", "03-28-2025", "2025-03-28", "three slash twenty eight"."""

from typing import NamedTuple

from callaudit.text.numbers import whole_number
from callaudit.text.tokens import SpokenTurn

_MARKS = frozenset({"/", "-", "slash"})

_HALF_WORDS = frozenset({"day", "price", "off", "of", "hour", "inch", "inches", "mile", "a"})
"""Words after "1/2" that make it a fraction."""

_YEARS = range(1900, 2050)

_EXPIRY = frozenset({"expiration", "expires", "expiry", "exp", "expire"})
"""Words before the month and year of a card."""


class NumericDate(NamedTuple):
    """A date in numerals, month first as Americans write it, up to the word `last`."""

    year: int | None
    month: int
    day: int
    last: int


def numeric_date(turn: SpokenTurn, at: int) -> NumericDate | None:
    """Read a date in numerals from a word on; None for fractions and "24/7".

    Hyphens need all three parts, so that "4-4" of a spelt number is none.
    """
    parts, marks, last = _parts(turn, at)
    if len(parts) < 2 or (len(parts) == 2 and "-" in marks) or len(set(marks)) != 1:
        return None
    if turn.word(at - 1) in ("/", "-", ".") and turn.glued(at):
        return None
    expiry = _EXPIRY.intersection(turn.before(at, 4))
    if len(parts) == 2 and (turn.word(last) in _HALF_WORDS or expiry):
        return None
    if len(parts) == 3 and parts[0] in _YEARS:
        year, month, day = parts
    else:
        month, day = parts[:2]
        year = parts[2] + (2000 if parts[2] < 100 else 0) if len(parts) == 3 else 0
    if not 1 <= month <= 12 or not 1 <= day <= 31 or (year and year not in _YEARS):
        return None
    return NumericDate(year or None, month, day, last)


def _parts(turn: SpokenTurn, at: int) -> tuple[list[int], list[str], int]:
    """Read up to three numbers with the marks between them, and the place after them."""
    parts: list[int] = []
    marks: list[str] = []
    place = last = at
    while len(parts) < 3:
        number = whole_number(turn, place)
        if number is None or turn.word(place) == "a":
            break
        parts.append(number[0])
        last = number[1]
        if turn.word(last) not in _MARKS:
            break
        marks.append(turn.word(last))
        place = last + 1
    return parts, marks[: max(0, len(parts) - 1)], last
