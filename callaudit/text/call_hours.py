"""When a consumer wants no calls, and at which hours they agree to one, in their own words."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple

from callaudit.core.conversation import OTHER_PARTY, Conversation, Turn
from callaudit.core.day_hours import DayHours
from callaudit.text.call_hour_frames import (
    AGREED,
    ANY_TIME,
    ASKS_WHEN,
    CLAUSE_END,
    NO,
    OF_CALLS,
    OF_PAY,
    ONLY,
    UNWANTED,
)
from callaudit.text.clock_words import (
    DAY_PARTS,
    Clock,
    clock_of,
    days_in,
    is_plural,
)

Sort = Literal["unwanted", "agreed"]

_NOW = timedelta(minutes=30)
"""How far "at this hour" reaches to either side of the call it is said on."""

_NOON, _EARLY, _LATE = time(12), time(8), time(21)
_BEFORE = frozenset({"before", "until", "till", "'til"})
_UP_TO = frozenset({*_BEFORE, "as late as", "up to"})
_MORNING_HOURS = range(7, 12)


class CallHours(NamedTuple):
    """Hours that somebody named, and the words that did."""

    sort: Sort
    hours: tuple[DayHours, ...]
    turn: Turn
    start_char: int
    end_char: int


def find_call_hours(conversation: Conversation, *, local: datetime | None) -> tuple[CallHours, ...]:
    """Return the hours that the other party named, in the order they were said.

    `local` is the call on the consumer's clock: it decides "this late" and "tomorrow"; without
    it such words name no hours. A time without its half of the day is taken so that it narrows
    the lawful hours and never widens them: "not before ten" is ten in the morning, "not before
    five" and "not after eight" are evening, "call me after nine" is nine in the morning. One
    single Sunday is no rule.
    """
    found: list[CallHours] = []
    for turn in conversation.turns:
        if turn.speaker in OTHER_PARTY:
            asked = _asked_when(conversation, turn)
            found += _in_turn(turn, local, asked=asked)
    return tuple(found)


def _asked_when(conversation: Conversation, turn: Turn) -> bool:
    before = next((t for t in conversation.turns if t.index == turn.index - 1), None)
    said = before.text.lower() if before else ""
    return bool(ASKS_WHEN.search(said) and OF_CALLS.search(said))


def _in_turn(turn: Turn, local: datetime | None, *, asked: bool) -> Iterator[CallHours]:
    text = turn.text.lower().replace("’", "'")
    if len(text) != len(turn.text):
        return  # lower case took other letters: no offset would be true
    taken: list[tuple[int, int]] = []
    for match, sort, outside in sorted(_frames(text), key=lambda one: one[0].start()):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        near = text[max(0, match.start() - 60) : match.end() + 40]
        if not (asked or OF_CALLS.search(near)) or OF_PAY.search(_clause(text, match)):
            continue
        if sort == "agreed" and NO.search(match.group()):
            continue
        hours = _hours(match, text, local, sort)
        if hours is None:
            continue
        taken.append(match.span())
        named = _outside(hours) if outside else (hours,)
        yield CallHours(sort, named, turn, match.start(), match.end())
    if not taken and (any_time := ANY_TIME.search(text)):
        yield CallHours("agreed", (DayHours(),), turn, *any_time.span())


def _frames(text: str) -> Iterator[tuple[re.Match[str], Sort, bool]]:
    for frame in ONLY:
        yield from ((match, "unwanted", True) for match in frame.finditer(text))
    for frame in UNWANTED:
        yield from ((match, "unwanted", False) for match in frame.finditer(text))
    for frame in AGREED:
        yield from ((match, "agreed", False) for match in frame.finditer(text))


def _clause(text: str, match: re.Match[str]) -> str:
    begin = max((m.end() for m in CLAUSE_END.finditer(text, 0, match.start())), default=0)
    end = CLAUSE_END.search(text, match.end())
    return text[begin : end.start() if end else len(text)]


def _hours(match: re.Match[str], text: str, local: datetime | None, sort: Sort) -> DayHours | None:
    """Return the hours that a frame holds, None where nobody can tell them."""
    held = match.groupdict()
    said_days = held.get("days") or held.get("only_days") or ""
    day = re.search(r"\b(?:today|tonight|tomorrow)\b", text[match.start() : match.end() + 20])
    if day is not None and local is None:
        return None
    on = local.date() + timedelta(days=day.group() == "tomorrow") if day and local else None
    if held.get("only_days"):
        every = is_plural(said_days) or re.match(r"(?:never|no calls)", match.group())
        return DayHours(days=days_in(said_days), on=on) if every else None
    window = _window(match, held, local, sort)
    if window is None:
        return None
    start, end = window
    return DayHours(days=days_in(said_days), start=start, end=end, on=on)


_Window = tuple[time | None, time | None]


def _window(
    match: re.Match[str], held: dict[str, str | None], local: datetime | None, sort: Sort
) -> _Window | None:
    if held.get("now"):
        return _around(held["now"] or "", local)
    for part, window in DAY_PARTS.items():
        if held.get(part):
            return window
    if held.get("bhour") or held.get("bnamed"):
        return _between(clock_of(match, "b"), clock_of(match, "c"))
    clock = clock_of(match, "a")
    if clock is None:
        return None
    way = held["way"] or ""
    return _unwanted(way, clock) if sort == "unwanted" else _agreed(way, clock)


def _around(words: str, local: datetime | None) -> _Window | None:
    if local is None:
        return None
    minute = local.replace(second=0, microsecond=0)
    if "early" in words:
        return None, (minute + timedelta(minutes=1)).time()
    if "late" in words:
        return (minute - timedelta(minutes=1)).time(), None
    return (minute - _NOW).time(), (minute + _NOW).time()


def _unwanted(way: str, clock: Clock) -> _Window | None:
    if way in _UP_TO:
        return None, _one(clock, morning=clock.hour in _MORNING_HOURS)
    if way in ("at", "around"):
        at = _one(clock, morning=clock.hour in range(9, 12))
        return at, at.replace(hour=(at.hour + 1) % 24) if at.hour < 23 else None
    return _one(clock, morning=False), None


def _agreed(way: str, clock: Clock) -> _Window | None:
    """Return hours in which a call is agreed to; no unsaid half of the day makes them odd hours."""
    if way in ("as late as", "up to", "until", "till", "'til"):
        return _NOON, _one(clock, morning=False)
    if way == "as early as":
        return _one(clock, morning=True), _NOON
    lawful = [at for at in clock.readings() if _EARLY <= at <= _LATE]
    at = lawful[0] if lawful else clock.readings()[0]
    if way == "before":
        return (None, at) if at <= _NOON else (_NOON, at)
    if way in ("at", "around"):
        minutes = at.hour * 60 + at.minute
        return _minute(minutes - 30), _minute(minutes + 30)
    return at, (_NOON if at < _NOON else None)


def _minute(number: int) -> time:
    bounded = min(max(number, 0), 24 * 60 - 1)
    return time(bounded // 60, bounded % 60)


def _one(clock: Clock, *, morning: bool) -> time:
    readings = clock.readings()
    return readings[0] if morning or len(readings) == 1 else readings[1]


def _between(first: Clock | None, last: Clock | None) -> _Window | None:
    """Return the shortest span of the day that two times may mean."""
    if first is None or last is None:
        return None
    spans = [
        (begin, end)
        for begin in first.readings()
        for end in last.readings()
        if begin < end and (first.half or begin >= time(7)) and (last.half or end <= time(22))
    ]
    return min(spans, key=lambda one: one[1].hour - one[0].hour, default=None)


def _outside(hours: DayHours) -> tuple[DayHours, ...]:
    """Return the hours left when only these are wanted."""
    if hours.start is None and hours.end is None:
        others = tuple(day for day in range(7) if day not in hours.days)
        return (DayHours(days=others),)
    before = (hours.model_copy(update={"start": None, "end": hours.start}),) if hours.start else ()
    after = (hours.model_copy(update={"start": hours.end, "end": None}),) if hours.end else ()
    return (*before, *after)
