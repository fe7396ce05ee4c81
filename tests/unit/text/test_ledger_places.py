"""Places of a call in which a value of the ledger was heard otherwise, or should stand."""

from typing import Any

import pytest

from callaudit.core.call import Call
from callaudit.text.ledger_places import places_of
from tests.builders import call

LEDGER: dict[str, Any] = {
    "consumer": {"name": "Osric Vane"},
    "agent": {"name": "Ines Tolliver", "company": "Birch Hale"},
    "invoice_number": "4172",
    "amount": "318.00",
}


def found(one: Call, *missing: str) -> list[tuple[str, list[str]]]:
    return [
        (
            place.element,
            [one.conversation.turns[place.turn].text[place.start_char : end] for end in place.ends],
        )
        for place in places_of(one, missing)
    ]


def test_a_value_that_differs_is_asked_where_it_was_read() -> None:
    one = call("agent: Osric, you owe us $381 on invoice 4172. / customer: Okay.", **LEDGER)
    assert found(one) == [("amount", ["$381"])]


def test_a_name_that_sounds_alike_is_asked_too() -> None:
    one = call("agent: Is this Oswick Vane? / customer: Yes.", **LEDGER)
    differs = found(one)
    assert differs == [("contact_name", ["Oswick Vane"])]


@pytest.mark.parametrize(
    ("say", "name", "words"),
    [
        ("agent: May I speak with always again?", "contact_name", ["always", "always again"]),
        ("agent: It is invoice for one. Okay?", "invoice_number", ["for", "for one"]),
        ("agent: Your balance is free aging. Okay?", "amount", ["free", "free aging"]),
    ],
)
def test_a_value_that_was_not_understood_is_asked_after_the_words_that_lead_to_it(
    say: str, name: str, words: list[str]
) -> None:
    assert (name, words) in found(call(f"{say} / customer: Okay.", **LEDGER), name)


def test_where_the_ledger_has_nothing_nothing_is_asked() -> None:
    one = call("agent: It is invoice for one. / customer: Okay.", invoice_number=None)
    assert found(one, "invoice_number") == []


def test_what_nobody_led_up_to_has_no_place() -> None:
    one = call("agent: Hello, good morning. / customer: Okay.", **LEDGER)
    assert found(one, "invoice_number", "amount", "contact_name") == []
