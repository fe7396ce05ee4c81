"""Working days, and the holidays on which nothing moves."""

from datetime import date

import pytest

from callaudit.calllog.workdays import holidays, is_workday, workday_from, workdays_after


def test_the_holidays_of_a_year() -> None:
    """As the United States Office of Personnel Management lists them for 2026."""
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    ]


def test_a_new_year_on_a_saturday_is_kept_in_the_old_year() -> None:
    assert date(2021, 12, 31) in holidays(2021)
    assert not any(day.month == 1 and day.day == 1 for day in holidays(2022))


@pytest.mark.parametrize(
    ("day", "number", "then"),
    [
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 2, date(2026, 3, 10)),
        (date(2026, 11, 25), 1, date(2026, 11, 27)),
        (date(2026, 12, 24), 2, date(2026, 12, 29)),
        (date(2026, 3, 4), 0, date(2026, 3, 4)),
    ],
)
def test_working_days_later(day: date, number: int, then: date) -> None:
    assert workdays_after(day, number) == then


def test_from_a_saturday_the_next_working_day_is_monday() -> None:
    assert workday_from(date(2026, 3, 7)) == date(2026, 3, 9)
    assert workday_from(date(2026, 7, 3)) == date(2026, 7, 6)
    assert is_workday(date(2026, 3, 9))
