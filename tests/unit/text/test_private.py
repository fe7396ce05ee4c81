"""Private data in what was said: what is masked, what stays readable."""

import pytest

from callaudit.core.private import PrivateKind
from callaudit.text.private import find_private
from tests.builders import call


def private(say: str) -> list[tuple[str, str]]:
    """Return kind and words of every private span."""
    made = call(say)
    turns = made.conversation.turns
    return [
        (span.kind.value, turns[span.turn].text[span.start_char : span.end_char])
        for span in find_private(made.conversation, made.entities)
    ]


@pytest.mark.parametrize(
    ("say", "found"),
    [
        (
            "customer: It's four one one one, one one one one, one one one one, one one one one.",
            [("card_number", "four one one one, one one one one, one one one one, ")],
        ),
        ("customer: Sure, 4111 1111 1111 1111.", [("card_number", "4111 1111 1111 ")]),
        ("customer: Sure, 4111111111111111.", [("card_number", "411111111111")]),
        (
            "agent: What is the card number? / customer: 4111 1111 / agent: Mm-hm. / "
            "customer: 2222 3333",
            [("card_number", "4111 1111"), ("card_number", "2222 3333")],
        ),
        (
            "agent: And the three digits on the back? / customer: Nine nine two.",
            [("security_code", "Nine nine two")],
        ),
        ("customer: My social is 219-09-9999.", [("social_security_number", "219-09-")]),
        (
            "agent: Your date of birth? / customer: March third nineteen sixty one.",
            [("birth_date", "March third nineteen sixty one")],
        ),
        ("customer: I was born 3/4/61.", [("birth_date", "3/4/61")]),
        (
            "agent: The routing number, please. / "
            "customer: Zero two one zero zero zero zero two one.",
            [("bank_number", "Zero two one zero zero ")],
        ),
        ("customer: I started chemo in May.", [("health", "chemo")]),
        ("customer: My son Tyler was in the car.", [("minor_name", "Tyler")]),
    ],
)
def test_private_data_is_found_and_the_last_four_digits_stay(
    say: str, found: list[tuple[str, str]]
) -> None:
    assert private(say) == found


@pytest.mark.parametrize(
    "say",
    [
        "agent: Can you confirm your date of birth? / customer: I'd rather not. / "
        "agent: No problem. It is about invoice 4005, which was due on June 24.",
        "agent: Your account number 551288 with Northgate, invoice 44711, call 402-555-0117.",
        "agent: The balance is 1,518.05, due April 18th, and the card ends in 1111.",
        "agent: What is the card number? / customer: Wait, is it the full 1,518.05?",
        "agent: The last four of your social are 4471, right?",
        "agent: Reference 88213455123. / customer: Which credit card is that for?",
        "customer: My daughter and I were in Denver. My son said he paid.",
        "customer: I was sick and had surgery.",
        "customer: I'm depressed economy or not, I'll pay on March third.",
    ],
)
def test_what_a_reviewer_needs_stays(say: str) -> None:
    assert private(say) == []


def test_sixteen_digits_of_an_invoice_without_the_check_digit_of_a_card_stay() -> None:
    assert private("agent: Invoice 4111 1111 1111 1112.") == []


def test_every_kind_is_looked_for() -> None:
    kinds = private(
        "customer: 4111 1111 1111 1111 is the card. Security code 992. My social is 219-09-9999. "
        "I was born 3/4/61. My bank account is 99887766. I started chemo. My son Tyler called."
    )
    assert {kind for kind, _ in kinds} == {kind.value for kind in PrivateKind}
