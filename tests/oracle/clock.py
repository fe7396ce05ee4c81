"""Local clocks from the law that sets them, walked minute by minute; nothing of ours is used.

Daylight saving time: 15 U.S.C. 260a, from the second Sunday of March, 2:00 standard time, to
the first Sunday of November, 2:00 daylight time.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache

MINUTE = timedelta(minutes=1)

STANDARD_HOURS = {
    "America/New_York": -5,
    "America/Chicago": -6,
    "America/Denver": -7,
    "America/Phoenix": -7,
    "America/Los_Angeles": -8,
    "America/Anchorage": -9,
    "Pacific/Honolulu": -10,
    "America/Puerto_Rico": -4,
}
"""Hours from UTC in winter."""

NO_SUMMER_TIME = frozenset({"America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico"})


def local(moment: datetime, zone: str) -> datetime:
    """Return the naive local time of an aware moment."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    minute = utc.replace(second=0, microsecond=0)
    return _walked(utc.date(), zone)[minute] + (utc - minute)


@cache
def _walked(day: date, zone: str) -> dict[datetime, datetime]:
    """Walk the 1,440 minutes of a UTC day with the clock of a zone on the wall."""
    minute = datetime(day.year, day.month, day.day)
    clock = {}
    for _ in range(24 * 60):
        winter = minute + timedelta(hours=STANDARD_HOURS[zone])
        summer = zone not in NO_SUMMER_TIME and _begins(winter.year) <= winter < _ends(winter.year)
        clock[minute] = winter + timedelta(hours=1) if summer else winter
        minute += MINUTE
    return clock


def _begins(year: int) -> datetime:
    """Second Sunday of March at 2:00, in standard time."""
    return datetime.combine(_sunday(year, 3, 2), datetime.min.time()) + timedelta(hours=2)


def _ends(year: int) -> datetime:
    """First Sunday of November at 2:00 daylight time, which is 1:00 in standard time."""
    return datetime.combine(_sunday(year, 11, 1), datetime.min.time()) + timedelta(hours=1)


def _sunday(year: int, month: int, number: int) -> date:
    day = date(year, month, 1)
    sundays = 0
    while True:
        sundays += day.weekday() == 6
        if sundays == number:
            return day
        day += timedelta(days=1)
