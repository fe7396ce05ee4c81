"""A wish for somebody else is told apart from a stop of one's own."""

import pytest

from callaudit.text.spared import find_spared
from tests.builders import call


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("And don't call my sister anymore.", [("sister", "don't call my sister anymore")]),
        ("Please stop calling my mother's phone!", [("mother", "Please stop calling my mother's")]),
        ("Never contact my elderly neighbor again, okay?",
         [("neighbor", "Never contact my elderly neighbor again")]),
        ("Don’t call my mother-in-law and be nice.",
         [("mother-in-law", "Don’t call my mother-in-law")]),
        ("Don't call her again.", [("her", "Don't call her again")]),
        ("Don't call my sister at night.", []),
        ("Don't call me.", []),
        ("Don't call my cell.", []),
        ("Don't call my job.", []),
        ("You called my sister.", []),
    ],
)  # fmt: skip
def test_the_request_is_quoted_as_a_whole_clause(said: str, found: list[tuple[str, str]]) -> None:
    spared = find_spared(call(f"customer: {said}").conversation)
    told = [(one.who, one.turn.text[one.start_char : one.end_char]) for one in spared]
    assert [who for who, _ in told] == [who for who, _ in found]
    assert all(words.startswith(quote) for (_, words), (_, quote) in zip(told, found, strict=True))


def test_the_collector_asks_for_nothing() -> None:
    assert find_spared(call("agent: Don't call my sister.").conversation) == ()
