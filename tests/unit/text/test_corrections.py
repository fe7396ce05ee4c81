"""A value the speaker took back is kept and marked."""

import pytest

from callaudit.core.entity import EntityKind
from tests.unit.text.spoken import entity, values_of

MONEY, DATE = EntityKind.MONEY, EntityKind.DATE


@pytest.mark.parametrize(
    "cue",
    [
        ", no, ", ". No, ", ", I mean ", ", sorry, ", ", sorry, make that ", ", scratch that, ",
        ", actually, ", " no wait ", ", or rather ", ", excuse me, ", ", my mistake, it's ",
        ", correction, ", " I'm sorry ", ", let me correct that, ",
    ],
)  # fmt: skip
def test_an_amount_said_anew(cue: str) -> None:
    text = f"you owe six eighteen fifty{cue}six eighty fifteen"
    assert values_of(f"agent: {text}") == (
        entity(text, MONEY, "618.50", "six eighteen fifty", superseded=True),
        entity(text, MONEY, "680.15", "six eighty fifteen"),
    )


def test_a_correction_makes_the_second_number_an_amount_too() -> None:
    text = "the balance is two hundred ten, no, three hundred ten"
    assert values_of(f"agent: {text}") == (
        entity(text, MONEY, "210.00", "two hundred ten", superseded=True),
        entity(text, MONEY, "310.00", "three hundred ten"),
    )


def test_two_bare_numbers_of_which_one_corrects_the_other() -> None:
    text = "it's four seventeen, no, four fifty"
    assert values_of(f"agent: {text}") == (
        entity(text, MONEY, "417.00", "four seventeen", note="or 4.17", superseded=True),
        entity(text, MONEY, "450.00", "four fifty", note="or 4.50"),
    )


def test_a_day_said_anew_in_one_breath() -> None:
    text = "I'll pay on the fifth, sorry, make that the sixth"
    assert values_of(f"customer: {text}") == (
        entity(text, DATE, "2025-05-05", "the fifth", superseded=True),
        entity(text, DATE, "2025-05-06", "the sixth"),
    )


def test_a_day_said_anew_in_the_speakers_next_turn() -> None:
    first, answer, second = "I'll pay on the fifth.", "Okay.", "Sorry, make that the sixth."
    assert values_of(f"customer: {first}", f"agent: {answer}", f"customer: {second}") == (
        entity(first, DATE, "2025-05-05", "the fifth", superseded=True),
        entity(second, DATE, "2025-05-06", "the sixth", turn=2),
    )


def test_a_day_that_is_denied() -> None:
    text = "not the fifth, the sixth"
    assert values_of(f"customer: {text}") == (
        entity(text, DATE, "2025-05-05", "the fifth", superseded=True),
        entity(text, DATE, "2025-05-06", "the sixth"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "I paid six eighteen fifty, no problem, and owe six eighty fifteen",
        "you paid $618.50 and you owe $680.15",
        "it was $618.50 in May and then $680.15",
        "$618.50 now or $680.15 later",
    ],
)
def test_two_values_may_both_stand(text: str) -> None:
    found = values_of(f"agent: {text}")
    assert [(value.value, value.superseded) for value in found if value.kind is MONEY] == [
        ("618.50", False),
        ("680.15", False),
    ]


def test_the_other_sides_answer_takes_nothing_back() -> None:
    asked, answered = "So you'll pay on the fifth?", "Sorry, the sixth."
    found = values_of(f"agent: {asked}", f"customer: {answered}")
    assert [value.superseded for value in found] == [False, False]


def test_the_same_value_said_again_is_no_correction() -> None:
    text = "you owe $618.50, sorry, $618.50"
    assert [value.superseded for value in values_of(f"agent: {text}")] == [False, False]
