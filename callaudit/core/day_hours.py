"""Hours of the day on some days of the week: when a consumer may, or may not, be called."""

from datetime import date, datetime, time, timedelta

from callaudit.core.model import Frozen

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)


class DayHours(Frozen):
    """Hours on the consumer's own clock, from `start` to before `end`.

    `start` None is the beginning of the day, `end` None its end. `days` are weekdays, Monday being
    0; none means every day. `on` is one calendar day instead. Where only `start` is given the
    minute itself is outside: "after eight" begins behind 8:00:00.
    """

    days: tuple[int, ...] = ()
    start: time | None = None
    end: time | None = None
    on: date | None = None

    def holds(self, local: datetime) -> bool:
        """Tell whether a moment on the consumer's clock lies in these hours."""
        if self.on is not None and local.date() != self.on:
            return False
        if self.days and local.weekday() not in self.days:
            return False
        clock = local.time()
        late_enough = (
            self.start is None
            or clock > self.start
            or (clock == self.start and self.end is not None)
        )
        return late_enough and (self.end is None or clock < self.end)

    def over_at(self, local: datetime) -> datetime:
        """Return when these hours are over on the day of a moment within them."""
        midnight = datetime.combine(local.date() + timedelta(days=1), time(0), tzinfo=local.tzinfo)
        if self.end is None:
            return midnight
        return datetime.combine(local.date(), self.end, tzinfo=local.tzinfo)

    def covers(self, other: "DayHours") -> bool:
        """Tell whether all hours of another lie in these."""
        if self.on not in (None, other.on):
            return False
        own, theirs = set(self.days or range(7)), set(other.days or range(7))
        begins = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and self.end >= other.end)
        return theirs <= own and begins and ends

    def meets(self, other: "DayHours") -> bool:
        """Tell whether these hours and others share a moment."""
        if self.on and other.on and self.on != other.on:
            return False
        if not set(self.days or range(7)) & set(other.days or range(7)):
            return False
        begin = max(self.start or time.min, other.start or time.min)
        return begin < min(self.end or time.max, other.end or time.max)

    def in_words(self) -> str:
        """Return the hours as the middle of a sentence: `before 10:00 on Sunday`."""
        if self.start is not None and self.end is not None:
            hours = f"from {self.start:%H:%M} to {self.end:%H:%M}"
        elif self.start is not None:
            hours = f"after {self.start:%H:%M}"
        elif self.end is not None:
            hours = f"before {self.end:%H:%M}"
        else:
            hours = ""
        parts = [hours, self._days_in_words()]
        return " ".join(part for part in parts if part) or "at any time"

    def _days_in_words(self) -> str:
        if self.on is not None:
            return f"on {self.on}"
        named = {WORKDAYS: "on weekdays", WEEKEND: "at weekends"}
        if not self.days or self.days in named:
            return named.get(self.days, "")
        return f"on {' and '.join(WEEKDAYS[day] for day in self.days)}"
