"""Words that name days: months, weekdays, ordinals, years."""

from callaudit.text.numbers import DIGITS, TEENS, TENS, small_number, whole_number
from callaudit.text.tokens import SpokenTurn

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip

WEEKDAY_NAMES = tuple(day.capitalize() for day in WEEKDAYS)

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

_MONTH_CUES = frozenset(
    "on by due until till before since from of for after through dated , is was be around".split()
)
"""Words before "may" or "march" that make it the month."""

_YEARS = range(1990, 2050)

_BIRTH_YEARS = range(1900, 2050)

_BIRTH = frozenset({"birth", "born", "birthday", "birthdate", "dob"})


def ordinal(turn: SpokenTurn, at: int) -> tuple[int, int] | None:
    """Read a day of a month as an ordinal: "twenty eighth", "28th"; with the place after it."""
    word = turn.word(at)
    if word[:1].isdigit():
        suffixed = turn.glued(at + 1) and turn.word(at + 1) in ("st", "nd", "rd", "th")
        day = int(word) if suffixed and word.isdigit() else 0
        return (day, at + 2) if 1 <= day <= 31 else None
    if word in ("twenty", "thirty"):
        unit = _ORDINALS.get(turn.word(at + 1), 10)
        day = TENS[word] + unit
        return (day, at + 2) if unit < 10 and day <= 31 else None
    value = _ORDINALS.get(word)
    return None if value is None else (value, at + 1)


def month_at(turn: SpokenTurn, at: int) -> tuple[int, int] | None:
    """Read the name of a month, with the full stop of an abbreviation."""
    word = turn.word(at)
    month = MONTHS.get(word)
    if month is None:
        return None
    stopped = len(word) <= 4 and word not in ("may", "june", "july") and turn.word(at + 1) == "."
    return month, at + 2 if stopped else at + 1


def day_after_month(turn: SpokenTurn, at: int, place: int) -> tuple[int, int] | None:
    """Read the day that follows the month at `at`: "april eighteenth", "April 18", "may the 5th".

    Cardinals count too, but not the start of an amount ("april two eighty nine") or of a
    year ("april twenty twenty five"), and after "may" only where that is surely the month.
    """
    named = ordinal(turn, place + (turn.word(place) == "the"))
    if named is not None:
        return named
    if turn.word(at) == "may" and not _surely_month(turn, at):
        return None
    number = whole_number(turn, place)
    if number is None or not 1 <= number[0] <= 31 or turn.word(place) == "a":
        return None
    day, last = number
    follows = turn.word(last)
    if follows in (":", "%", "percent", "dollars", "cents", "hundred", "thousand", "days", "-"):
        return None
    if follows in TEENS or follows in TENS or (follows in DIGITS and day < 10):
        return (day, last) if year_at(turn, last) and day != 20 else None
    return day, last


def year_at(turn: SpokenTurn, place: int) -> tuple[int, int] | None:
    """Read a year: "2025", "twenty twenty five", "two thousand five", "nineteen ninety eight"."""
    years = _BIRTH_YEARS if _BIRTH.intersection(turn.before(place, 10)) else _YEARS
    word = turn.word(place)
    if word.isdigit():
        return (int(word), place + 1) if len(word) == 4 and int(word) in years else None
    if word in ("twenty", "nineteen"):
        rest = small_number(turn, place + 1)
        if rest is None or rest[0] < 10 or turn.word(rest[1]) in ("dollars", "hundred"):
            return None
        year = (2000 if word == "twenty" else 1900) + rest[0]
        return (year, rest[1]) if year in years else None
    if word == "two" and turn.word(place + 1) == "thousand":
        number = whole_number(turn, place)
        if number is not None and number[0] in years and turn.word(number[1]) != "dollars":
            return number
    return None


def _surely_month(turn: SpokenTurn, at: int) -> bool:
    before = turn.word(at - 1)
    return turn.spelt(at) == "May" or before in _MONTH_CUES or before in WEEKDAYS
