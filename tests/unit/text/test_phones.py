"""Telephone numbers in every grouping, and digits that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callaudit.core.entity import EntityKind
from callaudit.text.phones import find_phones
from callaudit.text.tokens import tokenise
from tests.unit.text.spoken import entity, values_of

PHONE = EntityKind.PHONE


@pytest.mark.parametrize(
    ("sentence", "value", "quote"),
    [
        ("the number is 800-5550-142", "800-555-0142", "800-5550-142"),
        ("call me at eight hundred five five five zero one three three", "800-555-0133",
         "eight hundred five five five zero one three three"),
        ("Call one eight hundred, five five five, oh one four two.", "800-555-0142",
         "one eight hundred, five five five, oh one four two"),
        ("it's 317-555-0142.", "317-555-0142", "317-555-0142"),
        ("it's (317) 555-0142.", "317-555-0142", "(317) 555-0142"),
        ("it's 317.555.0142", "317-555-0142", "317.555.0142"),
        ("it's 317 555 0142", "317-555-0142", "317 555 0142"),
        ("it's 3175550142", "317-555-0142", "3175550142"),
        ("it's 3-1-7, 5-5-5, 0-1-4-2", "317-555-0142", "3-1-7, 5-5-5, 0-1-4-2"),
        ("it's 3, 1, 7, 5, 5, 5, 0, 1, 4, 2", "317-555-0142", "3, 1, 7, 5, 5, 5, 0, 1, 4, 2"),
        ("it's 1-800-555-0142", "800-555-0142", "1-800-555-0142"),
        ("+1 317 555 0142", "317-555-0142", "+1 317 555 0142"),
        ("three one seven double five five oh one four two", "317-555-0142",
         "three one seven double five five oh one four two"),
        ("three one seven triple five oh one four two", "317-555-0142",
         "three one seven triple five oh one four two"),
        ("three seventeen five fifty five oh one forty two", "317-555-0142",
         "three seventeen five fifty five oh one forty two"),
        ("my cell is five five five oh one ninety", "555-0190", "five five five oh one ninety"),
        ("you can reach me at 555-0142", "555-0142", "555-0142"),
        ("555-0142", "555-0142", "555-0142"),
        ("call three one seven um five five five uh zero one four two", "317-555-0142",
         "three one seven um five five five uh zero one four two"),
        ("oh three one seven five five five oh one four two", "317-555-0142",
         "three one seven five five five oh one four two"),
        ("at eight hundred five five five oh one hundred", "800-555-0100",
         "eight hundred five five five oh one hundred"),
        ("the number is eight hundred, five five five, zero one nine one", "800-555-0191",
         "eight hundred, five five five, zero one nine one"),
    ],
)  # fmt: skip
def test_a_telephone_number(sentence: str, value: str, quote: str) -> None:
    assert values_of(f"agent: {sentence}") == (entity(sentence, PHONE, value, quote),)


def test_an_extension_is_noted() -> None:
    text = "that's 317-555-0142, extension four one two"
    assert values_of(f"agent: {text}") == (
        entity(text, PHONE, "317-555-0142", "317-555-0142, extension four one two",
               note="extension 412"),
    )  # fmt: skip


@pytest.mark.parametrize("between", [" that's ", ". Again, ", " again ", " "])
def test_a_number_said_twice_is_found_twice(between: str) -> None:
    number = "three one seven five five five oh one four two"
    text = f"call {number}{between}{number} okay bye"
    assert values_of(f"agent: {text}") == (
        entity(text, PHONE, "317-555-0142", number),
        entity(text, PHONE, "317-555-0142", number, nth=2),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "my card is 4111 1111 1111 1111",
        "the card number is four one one one one one one one one one one one one one one one",
        "extension four one two",
        "dial nine one one",
        "the routing number is 031176110",
        "my social is 123 45 6789",
        "you owe three hundred forty two dollars and fifty cents, call me",
        "calling about three hundred forty two fifty",
        "from nine thirty to five thirty",
        "the order has 1234567 parts",
        "zip 432150142",
        "the number is 7, 7, 7, 3, 3, 3, 0, 0, 0",
        "the number is 1, 9, 2, 8, 3, 7, 4, 6, 5, 5",
    ],
)
def test_digits_that_are_no_telephone_number(sentence: str) -> None:
    assert PHONE not in {found.kind for found in values_of(f"agent: {sentence}")}


_WORDS = "oh one two three four five six seven eight nine".split()


def _spoken(digits: str) -> str:
    return " ".join(_WORDS[int(digit)] for digit in digits)


GROUPINGS = {
    "words": _spoken,
    "commas": lambda d: f"{_spoken(d[:3])}, {_spoken(d[3:6])}, {_spoken(d[6:])}",
    "zero": lambda d: _spoken(d).replace("oh", "zero"),
    "dashes": lambda d: f"{d[:3]}-{d[3:6]}-{d[6:]}",
    "blanks": lambda d: " ".join(d),
    "single dashes": lambda d: "-".join(d),
    "mixed": lambda d: f"{d[:3]} {_spoken(d[3:6])} {d[6:8]} {d[8:]}",
    "parted": lambda d: f"{d[:3]}, {d[3:6]}, {d[6:]}",
}


@given(
    area=st.integers(201, 989), exchange=st.integers(200, 999), line=st.integers(0, 9999),
    style=st.sampled_from(sorted(GROUPINGS)),
)  # fmt: skip
def test_every_number_comes_back_in_every_grouping(
    area: int, exchange: int, line: int, style: str
) -> None:
    digits = f"{area}{exchange}{line:04d}"
    turn = tokenise(f"please call me back at {GROUPINGS[style](digits)} thank you")
    found = [value.value for value in find_phones(turn)]
    assert found == [f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"]


@pytest.mark.parametrize(
    "sentence",
    [
        "ring me on five oh three five five five oh one to for thanks",
        "please call five oh three five five five oh won too four",
        "my number is five oh three five five five oh one two for",
    ],
)
def test_words_that_sound_like_digits_are_digits_inside_a_number(sentence: str) -> None:
    assert [found.value for found in find_phones(tokenise(sentence))] == ["503-555-0124"]


@pytest.mark.parametrize(
    "sentence",
    [
        "i can do from five to six or two to four for you",
        "call between nine to five for the price of four",
    ],
)
def test_hours_with_a_to_between_them_are_no_number(sentence: str) -> None:
    assert find_phones(tokenise(sentence)) == ()


def test_a_whole_number_does_not_take_the_word_after_it() -> None:
    said = "the number is five oh three five five five oh one two four for the next hour"
    assert [found.value for found in find_phones(tokenise(said))] == ["503-555-0124"]


@pytest.mark.parametrize(
    "question",
    [
        "What's the best number to reach you?",
        "Can I get a callback number for you?",
        "Which phone number should we use?",
        "Could you verify your telephone number for me?",
    ],
)
@pytest.mark.parametrize(
    ("answer", "value", "quote"),
    [
        ("Sure, 2 3 5 1 0 4 5 5 5 0.", "235-104-5550", "2 3 5 1 0 4 5 5 5 0"),
        ("It's 1, 9, 0, 5, 5, 5, 0, 1, 2, 3", "190-555-0123", "1, 9, 0, 5, 5, 5, 0, 1, 2, 3"),
        ("Zero four double five, oh one oh, one two three.", "045-501-0123",
         "Zero four double five, oh one oh, one two three"),
        ("Five five five, oh one seven two.", "555-0172", "Five five five, oh one seven two"),
    ],
)  # fmt: skip
def test_what_answers_a_question_for_a_number_is_one(
    question: str, answer: str, value: str, quote: str
) -> None:
    expected = entity(answer, PHONE, value, quote, turn=1)
    assert values_of(f"agent: {question}", f"customer: {answer}") == (expected,)


def test_an_answer_that_is_put_off_is_still_one() -> None:
    lines = (
        "agent: What is your cell phone number?",
        "customer: Sure, one moment.",
        "customer: 1 9 0 5 5 5 0 1 2 3",
    )
    expected = entity("1 9 0 5 5 5 0 1 2 3", PHONE, "190-555-0123", "1 9 0 5 5 5 0 1 2 3", turn=2)
    assert values_of(*lines)[-1] == expected


@pytest.mark.parametrize(
    "question",
    ["What's the card number?", "What is the routing number to call up?", "How much do you owe?"],
)
def test_what_answers_another_question_is_none(question: str) -> None:
    found = values_of(f"agent: {question}", "customer: 1 9 0 5 5 5 0 1 2 3")
    assert PHONE not in {one.kind for one in found}
