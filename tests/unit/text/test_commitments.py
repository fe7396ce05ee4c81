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
    return {name: one for name, one in all_found._asdict().items() if one}


def promises(say: str) -> list[tuple[str, str | None]]:
    made = call(say, start=WEDNESDAY)
    all_found = find_commitments(made.conversation, made.entities, metadata=made.metadata)
    return [
        (str(one.day), None if one.amount is None else str(one.amount))
        for one in all_found.promises
    ]


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


@pytest.mark.parametrize(
    ("say", "kept"),
    [
        (
            "customer: I can pay two hundred dollars next Friday and the rest, three hundred, on "
            "December 15th by check. / agent: Great, thank you.",
            [("2026-11-27", "200.00"), ("2026-12-15", "300.00")],
        ),
        (
            "customer: I'll pay fifty dollars on Friday and fifty dollars on December first. / "
            "agent: Fine.",
            [("2026-11-20", "50.00"), ("2026-12-01", "50.00")],
        ),
        (
            "agent: The balance is five hundred dollars. / customer: I'll pay half on Friday and "
            "the other half on December first. / agent: Thank you.",
            [("2026-11-20", None), ("2026-12-01", None)],
        ),
        (
            "customer: I'll pay two hundred dollars on Friday. / agent: And the rest? / "
            "customer: The rest I will pay on December first. / agent: Good.",
            [("2026-11-20", "200.00"), ("2026-12-01", None)],
        ),
        (
            "agent: Pay your account today. / customer: I can pay two hundred dollars on Friday "
            "and the rest on December first. / agent: Thank you.",
            [("2026-11-20", "200.00"), ("2026-12-01", None)],
        ),
        (
            "agent: So two hundred dollars on Friday and three hundred dollars on December first, "
            "is that right? / customer: Yes, that's right.",
            [("2026-11-20", "200.00"), ("2026-12-01", "300.00")],
        ),
        (
            "customer: I'll pay two hundred dollars on Friday and the rest on December first. / "
            "agent: So Friday first? / customer: Yes. / agent: We look for the payment on Friday "
            "then. / customer: Okay.",
            [("2026-11-20", "200.00"), ("2026-12-01", None)],
        ),
    ],
)
def test_a_plan_of_several_payments_keeps_each(say: str, kept: list[tuple[str, str]]) -> None:
    assert promises(say) == kept


@pytest.mark.parametrize(
    ("say", "kept"),
    [
        (
            "agent: Can you pay it today? / customer: I can pay half on Friday. / agent: Fine.",
            [("2026-11-20", None)],
        ),
        (
            "customer: I'll pay two hundred dollars on Friday or on Monday. / agent: Fine.",
            [("2026-11-20", "200.00")],
        ),
        (
            "customer: I'll pay two hundred dollars on Friday. / agent: Could you rather pay it "
            "on Monday? / customer: Yes, Monday works.",
            [("2026-11-23", "200.00")],
        ),
    ],
)
def test_one_of_two_days_is_one_promise(say: str, kept: list[tuple[str, str]]) -> None:
    assert promises(say) == kept


@pytest.mark.parametrize(
    ("say", "kept"),
    [
        ("customer: I was going to pay it on Friday. / agent: I see.", []),
        (
            "agent: Which day will it be paid? / customer: I was going to pay it on Friday. / "
            "agent: All right, thank you.",
            [("2026-11-20", None)],
        ),
        ("customer: I had planned to pay on Friday by check. / agent: I see.", []),
        ("customer: I would have paid it on Friday. / agent: I see.", []),
        (
            "customer: I was going to pay it on Friday. / agent: So can you pay it on Friday? / "
            "customer: Yes, I will.",
            [("2026-11-20", None)],
        ),
        (
            "customer: I was going to pay it on Friday. / agent: Is that still the plan? / "
            "customer: Yes.",
            [("2026-11-20", None)],
        ),
        (
            "customer: I was going to call, but I will pay it on Friday. / agent: Thank you.",
            [("2026-11-20", None)],
        ),
    ],
)
def test_what_somebody_meant_to_do_is_no_promise_until_it_is_confirmed(
    say: str, kept: list[tuple[str, str]]
) -> None:
    assert promises(say) == kept


def test_a_day_in_doubt_says_which_other_it_may_be() -> None:
    promised = found("customer: I'll pay it next Friday. / agent: Thank you.")["promised"]
    assert (promised.day, promised.span.note) == (date(2026, 11, 27), "or 2026-11-20")
