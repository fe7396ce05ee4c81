"""How a value of the ledger may be written by a recogniser, and what is weighed against it."""

from decimal import Decimal

import pytest

from callaudit.core.metadata import Agent, CallMetadata, Consumer
from callaudit.text.ledger_forms import WEIGHED, decoys, digits_of, ledger_value, written_forms


def test_the_ledger_knows_names_the_invoice_and_the_amount() -> None:
    metadata = CallMetadata(
        call_id="t",
        agent=Agent(name="Ines Tolliver"),
        creditor="Birch & Hale",
        consumer=Consumer(name="Osric Vane"),
        invoice_number="BH-4410",
        amount=Decimal("318.00"),
    )
    assert {name: ledger_value(name, metadata) for name in WEIGHED} == {
        "agent_name": "Ines Tolliver",
        "company_name": "Birch & Hale",
        "contact_name": "Osric Vane",
        "invoice_number": "BH-4410",
        "amount": "318.00",
    }
    assert ledger_value("amount", CallMetadata(call_id="t")) is None


@pytest.mark.parametrize(
    ("element", "value", "forms"),
    [
        ("invoice_number", "4172", ("4172", "4-1-7-2", "4 1 7 2")),
        ("invoice_number", "BH-44", ("BH-44", "BH44", "B-H-4-4", "B H 4 4")),
        ("amount", "318.00", ("$318",)),
        ("amount", "2915.08", ("$2,915.08", "$2915.08", "$2,915 and 8 cents")),
        ("contact_name", "Mr. Osric Vane", ("Osric Vane", "Osric")),
        ("company_name", "Birch & Hale", ("Birch and Hale",)),
    ],
)
def test_a_value_is_written_in_a_few_ways(element: str, value: str, forms: tuple[str, ...]) -> None:
    assert written_forms(element, value) == forms


@pytest.mark.parametrize("form", ["4172", "4-1-7-2", "$2,915.08", "$318", "1000"])
def test_invented_numbers_have_the_same_form_and_other_digits(form: str) -> None:
    found = decoys("amount" if "$" in form else "invoice_number", form)
    assert len(found) >= 3
    blank = str.maketrans("123456789", "0" * 9)
    assert {one.translate(blank) for one in found} == {form.translate(blank)}
    assert digits_of(form) not in {digits_of(one) for one in found}
    assert len(set(found)) == len(found)


def test_invented_names_share_one_part_or_none() -> None:
    first, last, both = (one.split() for one in decoys("contact_name", "Philip Dunmore"))
    assert first[0] != "Philip"
    assert first[1] == "Dunmore"
    assert last[0] == "Philip"
    assert last[1][0] != "D"
    assert not {*both} & {"Philip", "Dunmore"}


def test_a_reference_without_digits_has_nothing_to_be_weighed_against() -> None:
    assert decoys("invoice_number", "ABC") == ()
