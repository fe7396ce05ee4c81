"""Slots of what a collector never says aloud are heard as values where they are read out."""

import pytest

from callaudit.scripts.slots import filled
from callaudit.scripts.spelled import spelled


def said(sentence: str) -> str:
    words, _ = filled(spelled(sentence))
    return words.text


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        (
            "Your social ends in [last four digits of SSN], right?",
            "Your social ends in 0142, right?",
        ),
        ("Your Social Security number is [SSN].", "Your Social Security number is 900-55-0142."),
        ("The last four of your social are [last 4].", "The last four of your social are 0142."),
        ("I have {{dob}} as your birthday.", "I have June 2nd, 1970 as your birthday."),
        ("Is your card number [card number]?", "Is your card number 4000 1234 5678 9010?"),
        ("The code is <CVV>.", "The code is 312."),
        ("Your routing number is [bank routing number].", "Your routing number is 044115522."),
        ("It is account [bank account number].", "It is account 0044119028."),
    ],
)
def test_what_is_read_out_is_heard_as_a_value(written: str, spoken: str) -> None:
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Could you confirm your [date of birth]?", "Could you confirm your date of birth?"),
        ("What is your [SSN]?", "What is your ssn?"),
        ("Please verify [birth date].", "Please verify birth date."),
    ],
)
def test_what_is_asked_for_is_heard_as_its_name(written: str, spoken: str) -> None:
    assert said(written) == spoken


@pytest.mark.parametrize("name", ["social media page", "gift card", "case number"])
def test_other_slots_hold_no_secret(name: str) -> None:
    _, slots = filled(spelled(f"It is [{name}]."))
    assert slots[0].kind not in {"ssn", "card_number", "birth_date"}
