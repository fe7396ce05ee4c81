"""Working days: Monday to Friday, less the holidays of the United States.

Source of the holidays: 5 U.S.C. 6103(a), and (b) on those that fall on a weekend. Banks and the
post rest on them, so nobody's payment or letter moves.
"""

from datetime import date, timedelta
from functools import lru_cache

SATURDAY, SUNDAY = 5, 6

_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
"""New Year, Juneteenth, Independence Day, Veterans Day, Christmas."""

_NTH = ((1, 0, 3), (2, 0, 3), (9, 0, 1), (10, 0, 2), (11, 3, 4))
"""Month, weekday and number: King's birthday, Washington's, Labor Day, Columbus, Thanksgiving."""


def is_workday(day: date) -> bool:
    """Tell whether a day is a working day."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def workday_from(day: date) -> date:
    """Return the day itself, or the next working day."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def workdays_after(day: date, number: int) -> date:
    """Return the working day so many working days later."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_workday(day)
    return day


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Return the holidays observed in a year.

    One on a Saturday is kept the Friday before, one on a Sunday the Monday after.
    """
    fixed = {_observed(date(year, month, day)) for month, day in _FIXED}
    new_year = {_observed(date(year + 1, 1, 1))}
    moving = {_nth(year, month, weekday, number) for month, weekday, number in _NTH}
    memorial = date(year, 5, 31) - timedelta(days=date(year, 5, 31).weekday())
    return frozenset(day for day in fixed | new_year | moving | {memorial} if day.year == year)


def _observed(day: date) -> date:
    return day + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
