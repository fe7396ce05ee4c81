"""Where a turn names a day, and by which words; what day that is comes later."""

from typing import NamedTuple

from callaudit.text.date_numerals import numeric_date
from callaudit.text.date_words import (
    MONTHS,
    WEEKDAYS,
    day_after_month,
    month_at,
    ordinal,
    year_at,
)
from callaudit.text.numbers import DIGITS, SMALL, whole_number
from callaudit.text.tokens import SpokenTurn

_DAY_LEADS = frozenset(
    "on by until till before after since from through due around about was is be is it's that "
    "to make say not between for dated the like than or past".split()
)
"""Words before "the fifth" that make it a day though something else could follow."""

_DAY_FOLLOWS = frozenset(
    ", . ? ! ; - and or but at in of if for with when would will works work i we you that so as "
    "to by then okay please right because it this next is was should good can because which "
    "correct sounds instead yes no sir ma'am does do my because until thank thanks".split()
)
"""Words after "the fifth" that leave it a day; most others are what is counted."""

_COUNTED = frozenset(
    "hour floor street avenue time grade century day week year call letter attempt one amendment "
    "anniversary birthday invoice payment notice installment percentile district circuit quarter "
    "person place step order shipment reminder st ave road page item line account".split()
)

_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}

_MODIFIERS = frozenset({"this", "next", "last", "coming", "past", "following", "upcoming"})

_PLAIN_DAYS = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}

_NOT_A_DAY = frozenset({"every", "each", "most", "the", "any", "through", "thru", "good", "black"})

_RANGE = frozenset({"through", "thru"})


_STARTS = frozenset(
    {
        *_PLAIN_DAYS, *WEEKDAYS, *_MODIFIERS, *MONTHS, *SMALL,
        "end", "beginning", "middle", "in", "within", "a", "day", "couple", "the", "hundred",
    }
)  # fmt: skip
"""Words that can begin the name of a day."""


class Mention(NamedTuple):
    """A day as it was named. Only what was said is filled in.

    `modifier` is this, next or last, of the weekday or of the month; `days` and `months`
    count from the call, or from the weekday. `edge` is the word of "end of the month".
    `unsure` is "the 28", a day only where that day was named before.
    """

    first: int
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    modifier: str = ""
    days: int | None = None
    months: int | None = None
    edge: str = ""
    about: bool = False
    unsure: bool = False


def find_mentions(turn: SpokenTurn) -> tuple[Mention, ...]:
    """Find the days a turn names, in order and without overlap."""
    found: list[Mention] = []
    done = 0
    for place in turn.places(_STARTS):
        mention = _mention(turn, place) if place >= done else None
        if mention is not None:
            found.append(mention)
            done = mention.last
    return tuple(found)


def _mention(turn: SpokenTurn, at: int) -> Mention | None:
    word = turn.words[at]
    if word in _PLAIN_DAYS:
        return _plain_day(turn, at)
    if word in WEEKDAYS or (word in _MODIFIERS and _modified(turn, at)):
        return _weekday(turn, at)
    if word in ("end", "beginning", "middle"):
        return _edge(turn, at)
    if word in ("in", "within", "a", "day", "couple") or word in SMALL or word.isdigit():
        counted = _counted(turn, at)
        if counted is not None:
            return counted
    if word[0].isdigit() or (word in SMALL and turn.word(at + 1) == "slash"):
        parts = numeric_date(turn, at)
        if parts is not None:
            return Mention(at, parts.last, year=parts.year, month=parts.month, day=parts.day)
    return _month_day(turn, at) or _day_of_month(turn, at)


def _plain_day(turn: SpokenTurn, at: int) -> Mention | None:
    near = turn.before(at, 5)
    if "how" in near and not {"much", "would", "will"}.intersection(near):
        return None  # "How are you today?" names no day
    return Mention(at, at + 1, days=_PLAIN_DAYS[turn.words[at]])


def _modified(turn: SpokenTurn, at: int) -> bool:
    return turn.word(at + 1) in WEEKDAYS or (
        turn.word(at + 1) in _MODIFIERS and turn.word(at + 2) in WEEKDAYS
    )


def _weekday(turn: SpokenTurn, at: int) -> Mention | None:
    first, modifier = at, ""
    while turn.words[at] in _MODIFIERS:
        modifier, at = turn.words[at], at + 1
    weekday, place = WEEKDAYS[turn.words[at]], at + 1
    comma = turn.word(place) == ","
    dated = _month_day(turn, place + comma) or _day_of_month(turn, place + comma)
    if dated is not None:
        return dated._replace(first=first, weekday=weekday)
    recurring = turn.word(first - 2) == "every" and turn.word(first - 1) in ("other", "second")
    if recurring or turn.word(first - 1) in _NOT_A_DAY or turn.word(place) in _RANGE:
        return None
    if turn.word(first - 1) == "to" and turn.word(first - 2) in WEEKDAYS:
        return None
    if turn.word(place) == "to" and turn.word(place + 1) in WEEKDAYS:
        return None
    of = turn.word(place) == "of"
    if turn.words[place + of : place + of + 2] in (("next", "week"), ("this", "week"),
                                                   ("last", "week")):  # fmt: skip
        modifier, place = turn.words[place + of] + " week", place + of + 2
    return Mention(first, place, weekday=weekday, modifier=_simple(modifier))


def _simple(modifier: str) -> str:
    return {"coming": "this", "upcoming": "this", "past": "last", "following": "next"}.get(
        modifier, modifier
    )


def _month_day(turn: SpokenTurn, at: int) -> Mention | None:
    """Read "april eighteenth", "April 18, 2025"."""
    named = month_at(turn, at)
    if named is None:
        return None
    month, place = named
    number = day_after_month(turn, at, place)
    if number is None:
        return None
    return _with_year(turn, Mention(at, number[1], month=month, day=number[0]))


def _with_year(turn: SpokenTurn, mention: Mention) -> Mention:
    place = mention.last
    year = year_at(turn, place + (turn.word(place) in (",", "of", "in")))
    if year is not None:
        return mention._replace(year=year[0], last=year[1])
    of = turn.word(place) == "of"
    if turn.word(place + of) in ("this", "next", "last") and turn.word(place + of + 1) == "year":
        return mention._replace(modifier=turn.word(place + of) + " year", last=place + of + 2)
    return mention


def _day_of_month(turn: SpokenTurn, at: int) -> Mention | None:
    """Read "the twenty eighth", "the first of may", "28th of next month"."""
    the = turn.word(at) == "the"
    number = ordinal(turn, at + the)
    if number is None:
        return _bare_numeral(turn, at) if the else None
    day, place = number
    if turn.word(place) == "day" and turn.word(place + 1) == "of":
        place += 1
    if turn.word(place) == "of":
        month = month_at(turn, place + 1)
        if month is not None:
            return _with_year(turn, Mention(at, month[1], month=month[0], day=day))
        if turn.word(place + 1) in ("this", "next", "last", "the") and turn.word(place + 2) in (
            "month",
        ):
            modifier = turn.word(place + 1).replace("the", "")
            return Mention(at, place + 3, day=day, modifier=modifier)
        return None
    if not the and not (turn.word(at)[:1].isdigit() and turn.word(at - 1) in _DAY_LEADS):
        return None
    return Mention(at, place, day=day) if _stands_alone(turn, at, place, day) else None


def _bare_numeral(turn: SpokenTurn, at: int) -> Mention | None:
    """Read "the 28", which recognisers write for "the twenty eighth"."""
    word = turn.word(at + 1)
    day = int(word) if word.isdigit() and len(word) <= 2 else 0
    closed = turn.word(at + 2) in ("", ".", ",", "?", "!")
    return Mention(at, at + 2, day=day, unsure=True) if 1 <= day <= 31 and closed else None


def _stands_alone(turn: SpokenTurn, at: int, place: int, day: int) -> bool:
    """Tell whether "the fifth" is a day and not the fifth of something."""
    follows = turn.word(place)
    if follows in _COUNTED or (turn.glued(place) and follows == "-"):
        return False
    if day > 10:
        return True
    if follows and follows not in _DAY_FOLLOWS and follows not in WEEKDAYS:
        return False
    before = turn.word(at - 1)
    if before in _DAY_LEADS and not (before == "for" and day < 4):
        return not (day < 4 and before in ("was", "is", "it's", "that", "be") and follows == "is")
    opens = before in ("", ",", ".", "yes", "yeah", "no", "and", "or")
    return before in WEEKDAYS or (day > 3 and opens)


def _counted(turn: SpokenTurn, at: int) -> Mention | None:
    """Read "in two weeks", "a week from tuesday", "ten days ago", "the day after tomorrow"."""
    if turn.says(at, "day", "after", "tomorrow"):
        return Mention(at, at + 3, days=2)
    if turn.says(at, "day", "before", "yesterday"):
        return Mention(at, at + 3, days=-2)
    led = turn.words[at] in ("in", "within")
    amount, place, about = _how_many(turn, at + led)
    unit = turn.word(place)
    if amount is None or not (unit in _UNITS or unit in ("month", "months")):
        return None
    place += 1
    days = amount * _UNITS[unit] if unit in _UNITS else None
    months = amount if days is None else None
    mention = Mention(at, place, days=days, months=months, about=about)
    if turn.word(place) == "ago":
        return mention._replace(last=place + 1, days=_negated(days), months=_negated(months))
    if turn.word(place) == "from":
        return _from(turn, mention)
    ends = turn.word(place) not in ("of", "after", "following", "past", "late", "'s")
    if led and ends and not (turn.words[at] == "in" and turn.word(at - 1) == "times"):
        return mention
    return None


def _how_many(turn: SpokenTurn, place: int) -> tuple[int | None, int, bool]:
    if turn.word(place) in ("a", "one") and turn.word(place + 1) in ("day", "week", "month"):
        return 1, place + 1, False
    a = turn.word(place) == "a"
    if turn.word(place + a) == "couple":
        return 2, place + a + (2 if turn.word(place + a + 1) == "of" else 1), True
    number = whole_number(turn, place)
    return (None, place, False) if number is None else (number[0], number[1], False)


def _from(turn: SpokenTurn, mention: Mention) -> Mention | None:
    """Read what "a week from …" counts from."""
    place = mention.last + 1
    place += turn.word(place) in ("this", "next")
    word = turn.word(place)
    if word in WEEKDAYS:
        return mention._replace(last=place + 1, weekday=WEEKDAYS[word], modifier="this")
    if word in ("now", "today", "tonight"):
        return mention._replace(last=place + 1)
    if word == "tomorrow" and mention.days is not None:
        return mention._replace(last=place + 1, days=mention.days + 1)
    return None


def _negated(count: int | None) -> int | None:
    return None if count is None else -count


def _edge(turn: SpokenTurn, at: int) -> Mention | None:
    """Read "end of the month", "end of next week", "beginning of april"."""
    edge = turn.words[at]
    if turn.word(at + 1) != "of":
        return None
    month = month_at(turn, at + 2)
    if month is not None and turn.word(at + 3) not in DIGITS:
        return Mention(at, month[1], month=month[0], edge=edge, about=edge == "middle")
    modifier, unit = turn.word(at + 2), turn.word(at + 3)
    if modifier not in ("the", "this", "next", "last") or unit not in ("month", "week", "year"):
        return None
    if unit == "week" and edge != "end":
        return None
    return Mention(
        at, at + 4, modifier=modifier.replace("the", "") + " " + unit, edge=edge,
        about=edge == "middle",
    )  # fmt: skip
