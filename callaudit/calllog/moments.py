"""Dates and times of a call log."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from callaudit.calllog.coercion import NOTHING_WORDS, Coerced, quoted
from callaudit.calllog.settings import LogSettings

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""Years outside are slips of the pen: 0025-03-12, 20225-01-01."""

CLOCKS_WENT = "the clocks went"
"""Stands in every problem of a local time that never was or was twice."""

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?Z?$")
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"(?:\s*([AaPp])\.?[Mm]\.?)?(?:\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?))?",
)
_PLAIN_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d)?", re.ASCII)
"""What nearly every cell looks like; Python itself reads these twenty times faster."""

_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_NUMBER = re.compile(r"\d{5,13}(?:\.\d{1,12})?", re.ASCII)

SHEET_DAYS = (20_000, 80_000)
"""Days as spreadsheets count them from the end of 1899: 1954 to 2119."""

EPOCH_SECONDS = (900_000_000, 4_000_000_000)
"""Seconds as machines count them from 1970: 1998 to 2096."""

_SHEET_BEGINS = datetime(1899, 12, 30)

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(.*)")


def read_date(cell: object, settings: LogSettings) -> Coerced:
    """Return a day of the calendar: ISO, or with slashes where the settings give an order.

    A spreadsheet's midnight (`2024-11-30 00:00:00`) is that day.
    """
    if isinstance(cell, datetime):
        return Coerced(cell.date())
    if isinstance(cell, date):
        return Coerced(cell)
    text = str(cell).strip()
    if text.casefold() in NOTHING_WORDS:
        return Coerced(None)
    return _day(_MIDNIGHT.sub("", text), cell, settings)


def read_moment(cell: object, settings: LogSettings) -> Coerced:
    """Return a moment with its offset from UTC.

    A time without an offset is taken as the site's own time; where no `site_timezone` is
    set it stays unknown, for eight in the morning somewhere is no moment.
    """
    if isinstance(cell, datetime):
        if not EARLIEST_YEAR <= cell.year <= LATEST_YEAR:
            return Coerced(None, f"{quoted(cell)} is not a year a call can be in")
        return _with_offset(cell, cell, settings)
    text = str(cell).strip()
    known = _plain_iso(text)
    if known is not None:
        return _with_offset(known, cell, settings)
    if text.casefold() in NOTHING_WORDS:
        return Coerced(None)
    compact = _COMPACT.fullmatch(text)
    if compact:
        year, month, day, hour, minute, second, rest = compact.groups()
        text = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{rest}"
    head, _, tail = text.replace("T", " ", 1).partition(" ")
    day_read = _day(head, cell, settings)
    if not isinstance(day_read.value, date):
        return day_read
    if not tail.strip():
        return Coerced(None, f"{quoted(cell)} has no time of day")
    return _at_time(day_read.value, tail.strip(), cell, settings)


def _plain_iso(text: str) -> datetime | None:
    if not _PLAIN_ISO.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None  # the slow way says what is wrong
    return moment if EARLIEST_YEAR <= moment.year <= LATEST_YEAR else None


def _day(text: str, cell: object, settings: LogSettings) -> Coerced:
    found = _DATE.fullmatch(text)
    if not found:
        return Coerced(None, f"{quoted(cell)} {_why_no_date(text)}")
    year, month, day, first, second, last = found.groups()
    if first:
        if settings.date_order == "iso":
            return Coerced(
                None,
                f"{quoted(cell)} may be read in two ways; "
                "write 2025-03-31, or set date_order in callaudit.toml",
            )
        month, day = (first, second) if settings.date_order == "mdy" else (second, first)
        year = last
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return Coerced(None, f"{quoted(cell)} is not a day of the calendar")
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        return Coerced(None, f"{quoted(cell)} is not a year a call can be in")
    return Coerced(value)


def _why_no_date(text: str) -> str:
    """Say what a cell that is no date seems to be, and what to do about it."""
    if _SHORT_YEAR.fullmatch(text):
        return "has a year of two digits; write it in four, as in 2025-03-31"
    number = float(text) if _NUMBER.fullmatch(text) else 0.0
    if SHEET_DAYS[0] <= number < SHEET_DAYS[1]:
        meant = _SHEET_BEGINS + timedelta(days=number)
        said = meant.isoformat(" ", "minutes").removesuffix(" 00:00")
        return f"is a spreadsheet's number for {said}; format its cells as dates before saving"
    seconds = number / 1000 if number >= 1e12 else number
    if EPOCH_SECONDS[0] <= seconds < EPOCH_SECONDS[1]:
        said = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
        return f"counts from 1970 and means {said}; write it so"
    return "is not a date such as 2025-03-31"


def _at_time(day: date, text: str, cell: object, settings: LogSettings) -> Coerced:
    found = _TIME.fullmatch(text)
    if not found:
        return Coerced(None, f"{quoted(cell)} is not a time such as 2025-03-31T14:20:00-05:00")
    hour, minute, second, fraction, half, offset = found.groups()
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return Coerced(None, f"{quoted(cell)} is not a time of day")
        hours = hours % 12 + (12 if half in "Pp" else 0)
    micros = int((fraction or "0")[:6].ljust(6, "0"))
    try:
        clock = time(hours, int(minute), int(second or 0), micros, _offset(offset))
    except ValueError:
        return Coerced(None, f"{quoted(cell)} is not a time of day")
    return _with_offset(datetime.combine(day, clock), cell, settings)


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in {"Z", "UTC"}:
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-span if text[0] == "-" else span)


def _with_offset(moment: datetime, cell: object, settings: LogSettings) -> Coerced:
    if moment.tzinfo is not None:
        return Coerced(_fixed(moment))
    if settings.site_timezone is None:
        return Coerced(
            None,
            f"{quoted(cell)} has no offset from UTC and no site_timezone is set: "
            "when it was is not known",
        )
    return _on_site(moment, cell, ZoneInfo(settings.site_timezone))


def _on_site(moment: datetime, cell: object, zone: ZoneInfo) -> Coerced:
    """Give a naive time the offset of its zone; a time that never was, or was twice, is told.

    Where the clocks went back the first reading is taken, for a log is written as time goes by.
    """
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if _offset_of(first) == _offset_of(second):
        return Coerced(_fixed(first))
    one, other = (_on_the_clock(each, zone) for each in (first, second))
    if _offset_of(first) < _offset_of(second):
        return Coerced(
            None,
            f"{quoted(cell)} never was in {zone.key}: {CLOCKS_WENT} forward over it; "
            f"it may mean {other} or {one}",
        )
    return Coerced(
        _fixed(first),
        f"{quoted(cell)} was twice in {zone.key}, as {CLOCKS_WENT} back: {one} and {other}; "
        "the first is taken",
    )


def _offset_of(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _on_the_clock(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as the clock of the zone shows it: `2025-03-09T03:30:00-05:00`."""
    return moment.astimezone(UTC).astimezone(zone).isoformat()


def _fixed(moment: datetime) -> datetime:
    # A fixed offset: arithmetic in a zone with summer time would be on the wall clock.
    if type(moment) is datetime and type(moment.tzinfo) is timezone and not moment.fold:
        return moment
    return moment.replace(tzinfo=timezone(_offset_of(moment)), fold=0)
