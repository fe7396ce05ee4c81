"""The time of day in several zones as whole seconds; offsets are looked up once a day."""

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY_S = 86_400

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LocalSpan(NamedTuple):
    """The earliest and the latest time of day in some zones, in seconds of the day, rounded out."""

    first: int
    last: int

    def within(self, first: int, last: int) -> bool:
        """Tell whether every zone's time of day is within bounds, themselves included."""
        return first <= self.first and self.last <= last


def local_span(moment: datetime, zones: tuple[str, ...]) -> LocalSpan:
    """Return the times of day at a moment in all these zones, of which there is at least one."""
    since = moment - _EPOCH
    day, second = since.days, since.seconds
    clocks = [(second + offset) % DAY_S for offset in _offsets(zones, moment, day)]
    return LocalSpan(min(clocks), max(clocks) + bool(since.microseconds))


def seconds_of(clock: time) -> int:
    """Return the seconds from midnight to a time of day."""
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _offsets(zones: tuple[str, ...], moment: datetime, day: int) -> tuple[int, ...]:
    whole_day = _offsets_all_day(zones, day)
    if whole_day is not None:
        return whole_day
    return tuple(_offset_s(zone, moment) for zone in zones)


@lru_cache(maxsize=65_536)
def _offsets_all_day(zones: tuple[str, ...], day: int) -> tuple[int, ...] | None:
    """Return the offsets from UTC that hold all of a UTC day; None where a clock changes on it."""
    begin = _EPOCH + timedelta(days=day)
    offsets = tuple(_offset_s(zone, begin) for zone in zones)
    after = tuple(_offset_s(zone, begin + timedelta(days=1)) for zone in zones)
    return offsets if offsets == after else None


def _offset_s(zone: str, moment: datetime) -> int:
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
    return int((offset or timedelta()).total_seconds())
