"""How late a debt is said to be."""

import pytest

from callaudit.core.entity import EntityKind
from tests.unit.text.spoken import entity, values_of

DAYS = EntityKind.DAYS


@pytest.mark.parametrize(
    ("sentence", "value", "quote", "note"),
    [
        ("it is sixty eight days past due", "68", "sixty eight days past due", None),
        ("it's 25 days overdue", "25", "25 days overdue", None),
        (
            "that's now a hundred and twenty days late",
            "120",
            "a hundred and twenty days late",
            None,
        ),
        ("the account is past due by forty days", "40", "forty days", None),
        ("you're over ninety days delinquent", "90", "ninety days delinquent", "more than"),
        ("that's three weeks past due", "21", "three weeks past due", None),
        ("it's 12 days past the due date", "12", "12 days past the due date", None),
    ],
)
def test_days_past_due(sentence: str, value: str, quote: str, note: str | None) -> None:
    assert values_of(f"agent: {sentence}") == (entity(sentence, DAYS, value, quote, note=note),)


@pytest.mark.parametrize(
    "sentence",
    [
        "our terms are net thirty",
        "our terms are net 30 days",
        "you have thirty days to pay",
        "I was out of town for nine days",
        "it's late",
        "I have two kids and I'm behind",
    ],
)
def test_other_days_are_no_lateness(sentence: str) -> None:
    assert values_of(f"agent: {sentence}") == ()
