"""The named examples on states: hours, and calls a week or a month (regulation notes 4.9, 4.10)."""

from datetime import datetime

import pytest

from callaudit.core.finding import Verdict
from callaudit.core.metadata import CallMetadata
from tests.unit.calllog.test_named_examples import (
    BROKEN,
    EAST,
    MET,
    PACIFIC,
    STATE_CAP,
    STATE_HOURS,
    dialled,
    findings,
    verdict,
)

SEATTLE = {"id": "p1", "state": "WA", "zip": "98101"}
WASHINGTON = {"id": "p1", "state": "DC", "zip": "20001"}
HARLEM = {"id": "p1", "state": "NY", "zip": "10027"}
BOSTON = {"id": "p1", "state": "MA", "zip": "02108"}
OHIO = {"id": "p1", "state": "OH", "zip": "43004"}


def calls(number: int, who: dict[str, str], zone: str = EAST, **log: object) -> list[CallMetadata]:
    """So many messages, one a day at ten."""
    told = {"consumer": who, "result": "voicemail", **log}
    return [dialled(f"{day} 10:00", zone, **told) for day in range(10, 10 + number)]


@pytest.mark.parametrize(("clock", "expected"), [("07:45", BROKEN), ("08:00", MET)])
def test_before_eight_is_too_early_in_the_state_of_washington(
    clock: str, expected: Verdict
) -> None:
    found = findings(dialled(f"12 {clock}", PACIFIC, consumer=SEATTLE))
    assert found[STATE_HOURS].verdict is expected


@pytest.mark.parametrize(
    "log",
    [
        {"direction": "inbound"},
        {"debt_type": "commercial"},
        {"flags": {"consent_window": "21:00-22:00"}},
        {"consumer": OHIO},
    ],
)
def test_half_past_nine_where_no_state_row_forbids_it(log: dict[str, object]) -> None:
    row = {"collector_party": "first", "consumer": BOSTON, **log}
    assert findings(dialled("12 21:30", EAST, **row))[STATE_HOURS].verdict is not BROKEN


@pytest.mark.parametrize(
    ("who", "zone", "most"),
    [(SEATTLE, PACIFIC, 3), (WASHINGTON, EAST, 3), (HARLEM, EAST, 2), (BOSTON, EAST, 2)],
)
def test_one_call_more_than_a_state_allows_in_a_week(
    who: dict[str, str], zone: str, most: int
) -> None:
    assert verdict(STATE_CAP, calls(most, who, zone)) is MET
    assert verdict(STATE_CAP, calls(most + 1, who, zone)) is BROKEN


def test_the_third_call_at_work_in_thirty_days_is_too_many_in_massachusetts() -> None:
    days = ("1 10:00", "12 10:00", "28 10:00")
    told = {"consumer": BOSTON, "result": "voicemail", "phone_type": "work"}
    at_work = [dialled(day, EAST, **told) for day in days]
    assert verdict(STATE_CAP, at_work[:2]) is MET
    assert verdict(STATE_CAP, at_work) is BROKEN
    mobile = [dialled(day, EAST, **told | {"phone_type": "mobile"}) for day in days]
    assert verdict(STATE_CAP, mobile) is MET


def test_a_line_that_nobody_answered_and_no_message_is_no_contact_in_massachusetts() -> None:
    unheard = calls(5, BOSTON, result="no_answer")
    assert verdict(STATE_CAP, unheard) is not BROKEN


def test_the_debtors_own_calls_are_none_of_the_collectors() -> None:
    called_in = calls(3, SEATTLE, PACIFIC, direction="inbound", result="answered")
    assert verdict(STATE_CAP, called_in) is not BROKEN


def test_another_debt_counts_for_itself_in_massachusetts() -> None:
    both = [*calls(2, BOSTON), dialled("12 11:00", EAST, consumer=BOSTON, debt_id="d2")]
    assert verdict(STATE_CAP, both) is not BROKEN


def test_no_row_of_a_state_leaves_it_to_regulation_f() -> None:
    assert verdict(STATE_CAP, calls(5, OHIO)) is not BROKEN


def test_a_week_of_the_clock_change_is_counted_in_days_not_in_hours() -> None:
    """Sunday, March 8, 2026 has 23 hours; the seventh day before is still the seventh."""
    week = [
        dialled("1 10:00", EAST, consumer=BOSTON, result="voicemail", call_id=f"m{day}").model_copy(
            update={"start": datetime.fromisoformat(f"2026-03-{day:02d}T10:00:00{offset}")}
        )
        for day, offset in ((3, "-05:00"), (6, "-05:00"), (9, "-04:00"), (10, "-04:00"))
    ]
    assert verdict(STATE_CAP, week[:3]) is BROKEN
    assert verdict(STATE_CAP, [week[0], week[3]]) is MET
