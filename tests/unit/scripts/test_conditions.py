"""What the other side is taken to say to bring a branch about."""

import pytest

from callaudit.scripts.conditions import reply_to
from callaudit.scripts.spelled import spelled


def reply(condition: str) -> str | None:
    say = reply_to(spelled(condition))
    return say.words.text if say else None


@pytest.mark.parametrize(
    "condition",
    [
        "If they ask who I work for:",
        "If the customer asks who is calling:",
        "If she asks which company I am with:",
        "If the person asks where you are calling from:",
        "If asked who you work for:",
        "Only if expressly asked:",
        "If asked:",
    ],
)
def test_who_asks_for_the_employer_has_asked_for_it(condition: str) -> None:
    assert reply(condition) == "Who is this, and which company are you with?"


@pytest.mark.parametrize(
    "condition", ["If they ask what it is about:", "If he asks why you are calling:"]
)
def test_who_asks_for_the_purpose_has_not_asked_for_the_employer(condition: str) -> None:
    assert reply(condition) == "What is this about?"


def test_who_asks_for_something_else_has_asked_for_neither() -> None:
    assert reply("If they ask for a copy:") == "Well."
