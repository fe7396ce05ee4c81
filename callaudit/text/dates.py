"""Spoken and written dates, decided against the day of the call."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from callaudit.core.entity import EntityKind
from callaudit.text.date_mentions import Mention, find_mentions
from callaudit.text.date_words import WEEKDAY_NAMES
from callaudit.text.tense import Direction, direction
from callaudit.text.tokens import Found, SpokenTurn

_FAR_DAYS = 270
"""A promise or plan further ahead than this is taken for the nearest such date instead."""

_UNKNOWN_CALL_DATE = "the call's date is unknown"


class DateBase(NamedTuple):
    """What decides a date that was not named in full.

    `call` is the local date of the call, `due` the ledger's due date, `earlier` the dates
    named before in the call, newest last.
    """

    call: date | None = None
    due: date | None = None
    earlier: tuple[date, ...] = ()

    @property
    def known_call(self) -> date:
        """The call's date where it is known to be known."""
        return self.call or date.min


def find_dates(turn: SpokenTurn, *, base: DateBase) -> tuple[Found, ...]:
    """Find the days a turn names and decide which they are.

    Without a year, the words around tell past from future (`tense.direction`); "the twenty
    eighth" after "Friday, November twenty eighth" is that day again. The note tells a
    weekday that does not fit and a day that is only near ("middle of the month"). Without
    the call's date the value is `--04-18` or `---18`, else the words themselves.
    """
    found: list[Found] = []
    for mention in find_mentions(turn):
        if mention.unsure and mention.day not in {known.day for known in base.earlier}:
            continue
        way = direction(turn, mention.first, mention.last)
        day = _decide(mention, way, base)
        if day is None and _impossible(mention, base):
            continue
        if day is not None:
            base = base._replace(earlier=(*base.earlier, day))
        value = day.isoformat() if day else _partial(turn, mention)
        note = _note(mention, day, base)
        found.append(Found(EntityKind.DATE, value, mention.first, mention.last, note))
    return tuple(found)


def _impossible(mention: Mention, base: DateBase) -> bool:
    """Tell whether no calendar has this day ("february thirtieth")."""
    if mention.month and mention.day and mention.day > monthrange(2024, mention.month)[1]:
        return True
    return base.call is not None or mention.year is not None


def _partial(turn: SpokenTurn, mention: Mention) -> str:
    if mention.month and mention.day:
        return f"--{mention.month:02d}-{mention.day:02d}"
    if mention.day and not mention.modifier:
        return f"---{mention.day:02d}"
    return " ".join(turn.words[mention.first : mention.last])


def _note(mention: Mention, day: date | None, base: DateBase) -> str | None:
    if day is None:
        return _UNKNOWN_CALL_DATE
    named = mention.weekday
    if named is not None and mention.day and day.weekday() != named:
        return (
            f"{day.isoformat()} is a {WEEKDAY_NAMES[day.weekday()]}, not a {WEEKDAY_NAMES[named]}"
        )
    if mention.modifier == "next" and named is not None and base.call is not None:
        soon = _next_weekday(base.call, named)
        return None if soon == day else f"or {soon.isoformat()}"
    return "about" if mention.about else None


def _decide(mention: Mention, way: Direction | None, base: DateBase) -> date | None:
    if mention.year and mention.month and mention.day:
        return _on(mention.year, mention.month, mention.day)
    call = base.call
    if call is None:
        return None
    if mention.edge:
        return _edge(mention, way, call)
    if mention.month and mention.day:
        return _month_day(mention, (mention.month, mention.day), way, base)
    if mention.day:
        return _day_of_month(mention, mention.day, way, base)
    if mention.weekday is not None:
        return _weekday(mention, mention.weekday, way, call)
    if mention.months is not None:
        return _month_later(call, mention.months)
    return None if mention.days is None else _shifted(call, mention.days)


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shifted(call: date, days: int) -> date | None:
    try:
        return call + timedelta(days=days)
    except OverflowError:
        return None


def _month_later(call: date, months: int, day: int | None = None) -> date | None:
    """Return the same day some months on, or the last day of a shorter month."""
    index = call.year * 12 + call.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(day or call.day, monthrange(year, month)[1]))


def _month_day(
    mention: Mention, named: tuple[int, int], way: Direction | None, base: DateBase
) -> date | None:
    call = base.known_call
    year = {"this year": 0, "next year": 1, "last year": -1}.get(mention.modifier)
    if year is not None:
        return _on(call.year + year, *named)
    due = base.due
    if due and way != "future" and (due.month, due.day) == named:
        return due
    days = [_on(call.year + off, *named) for off in range(-4, 5)]
    return _choose([day for day in days if day], mention.weekday, way, call)


def _day_of_month(
    mention: Mention, number: int, way: Direction | None, base: DateBase
) -> date | None:
    call = base.known_call
    month = {"this": 0, "next": 1, "last": -1}.get(mention.modifier)
    if month is not None:
        moved = _month_later(call, month, number)
        return moved if moved and moved.day == number else None
    for known in reversed(base.earlier):
        if known.day == number and _fits(known, way, call):
            return known
    if base.due and way in ("past", "near") and base.due.day == number:
        return base.due
    months = (_month_later(call, off, number) for off in range(-3, 4))
    days = [day for day in months if day and day.day == number]
    return _choose(days, mention.weekday, way or "future", call)


def _fits(known: date, way: Direction | None, call: date) -> bool:
    return not ((way == "past" and known > call) or (way == "future" and known < call))


def _choose(
    days: list[date], weekday: int | None, way: Direction | None, call: date
) -> date | None:
    """Choose among the same day of several months or years.

    By direction first. The weekday decides only where the direction is open.
    """
    if way in ("past", "future"):
        ahead = way == "future"
        side = [day for day in days if (day >= call if ahead else day <= call)]
        best = min(side, key=lambda day: abs(day - call), default=None)
        if best is not None and not (ahead and (best - call).days > _FAR_DAYS):
            return best
    fitting = [day for day in days if weekday is not None and day.weekday() == weekday]
    close = [day for day in fitting if abs((day - call).days) <= _FAR_DAYS]
    return min(close or days, key=lambda day: (abs(day - call), day > call), default=None)


def _next_weekday(call: date, weekday: int) -> date:
    """Return the first such weekday after the call's day."""
    return call + timedelta(days=(weekday - call.weekday() - 1) % 7 + 1)


def _weekday(mention: Mention, named: int, way: Direction | None, call: date) -> date:
    monday = call - timedelta(days=call.weekday())
    weeks = {"this week": 0, "next week": 1, "last week": -1, "next": 1}.get(mention.modifier)
    if weeks is not None:
        return monday + timedelta(days=7 * weeks + named)
    soon = _next_weekday(call, named)
    if mention.days is not None:
        return soon + timedelta(days=mention.days)
    if mention.months is not None:
        return _month_later(soon, mention.months) or soon
    if mention.modifier == "last" or (not mention.modifier and way == "past"):
        return soon - timedelta(days=7 if soon - timedelta(days=7) < call else 14)
    if mention.modifier == "this" and call.weekday() == named:
        return call
    return soon


def _edge(mention: Mention, way: Direction | None, call: date) -> date | None:
    """Decide "end of the month", "beginning of april", "end of next week"."""
    modifier, _, unit = mention.modifier.partition(" ")
    off = {"next": 1, "last": -1}.get(modifier, 0)
    if unit == "week":
        friday = call - timedelta(days=call.weekday()) + timedelta(days=4 + 7 * off)
        return friday + timedelta(days=7) if friday < call and not off else friday
    if unit == "year":
        month, day = {"beginning": (1, 1), "middle": (7, 1)}.get(mention.edge, (12, 31))
        return _on(call.year + off, month, day)
    wanted = {"end": 31, "beginning": 1, "middle": 15}[mention.edge]
    if mention.month is None:
        moved = off + 1 if mention.edge == "beginning" and not modifier else off
        return _month_later(call, moved, wanted)
    years = (call.year - 1, call.year, call.year + 1)
    days = [date(y, mention.month, min(wanted, monthrange(y, mention.month)[1])) for y in years]
    return _choose(days, None, way or "future", call)
