"""Promises, payments on their way and calls that were asked for, with day, amount and means."""

from datetime import date
from decimal import Decimal

import pytest

from callaudit.text.commitments import Commitment, find_commitments
from tests.builders import call

WEDNESDAY = "2026-11-18T13:00:00-05:00"


def found(say: str) -> dict[str, Commitment]:
    made = call(say, start=WEDNESDAY)
    all_found = find_commitments(made.conversation, made.entities, metadata=made.metadata)
    return {name: one for name, one in all_found._asdict().items() if one is not None}


def test_a_promise_has_its_day_amount_and_means() -> None:
    one = found("customer: I'll pay two hundred dollars on Friday by check. / agent: Thank you.")
    promised = one.pop("promised")
    assert one == {}
    assert (promised.day, promised.amount, promised.method) == (
        date(2026, 11, 20),
        Decimal("200.00"),
        "check",
    )
    assert promised.span.turn.text[promised.span.start_char : promised.span.end_char] == "Friday"


def test_a_payment_on_its_way_is_no_promise() -> None:
    one = found("agent: It is still open. / customer: I mailed the check on Monday.")
    assert {name: c.day for name, c in one.items()} == {"sent": date(2026, 11, 16)}


@pytest.mark.parametrize(
    ("say", "day"),
    [
        ("customer: Call me Thursday.", date(2026, 11, 19)),
        ("customer: You can call me back on Monday.", date(2026, 11, 23)),
        ("agent: May I call you on Monday? / customer: Sure.", date(2026, 11, 23)),
        ("agent: May I call you on Monday? / customer: No, don't.", None),
        ("customer: Don't call me Thursday.", None),
        ("customer: Maybe call me Thursday.", None),
        ("agent: I will call you Thursday. / customer: I don't want that.", None),
        ("customer: You called me Tuesday.", None),
        ("customer: I'll know more Thursday.", None),
    ],
)
def test_consent_to_a_call_needs_plain_words(say: str, day: date | None) -> None:
    asked = found(say).get("next_call")
    assert (asked.day if asked else None) == day
