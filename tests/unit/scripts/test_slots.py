"""Slots: every usual spelling is read by meaning."""

import pytest

from callaudit.scripts.slots import filled
from callaudit.scripts.spelled import spelled


def read(text: str) -> tuple[str, list[str | None]]:
    words, slots = filled(spelled(text))
    return words.text, [slot.kind for slot in slots]


@pytest.mark.parametrize(
    "slot",
    [
        "[invoice number]", "{{invoice_number}}", "{{ InvoiceNumber }}", "<invoice no>",
        "{invoice}",
        "(insert invoice number)", "(invoice number)", "${invoiceNumber}", "%INVOICE_NUMBER%",
        "«Invoice Number»", "[INSERT THE INVOICE NUMBER]", "[invioce numbr]", "[[invoice #]]",
        "____",
    ],
)  # fmt: skip
def test_an_invoice_number_is_one_however_its_slot_is_spelt(slot):
    assert read(f"It is about invoice {slot}, sir.") == (
        "It is about invoice 4471, sir.",
        ["invoice_number"],
    )


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Hi ____, this is ____ with ____.", ["contact_name", "agent_name", "company_name"]),
        ("You owe $____ due on ____.", ["amount", "due_date"]),
        ("Please call me back at ______.", ["callback_number"]),
        ("Can you pay it by ____?", ["payment_date"]),
        ("It is ____ days past due.", ["days_past_due"]),
    ],
)
def test_a_bare_blank_is_read_by_the_words_around_it(line, kinds):
    assert read(line)[1] == kinds


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("payment_date", "new payment date|pmt date"),
        ("amount", "amt|remaining balance|amt due|bal|$XX.XX"),
        ("due_date", "due_dt"),
        ("callback_number", "tel|callback|1-800 number|###-###-####"),
        ("website", "portal url"),
        ("contact_name", "consumer first name|cust_fname|contact.firstName"),
        ("ssn", "ssn"),
        ("birth_date", "dob"),
        ("fee", "late fee|fee"),
        ("percent", "percent"),
        ("confirmation", "ticket number"),
        ("invoice_number", "INV-####|inv#"),
        ("today", "MM/DD/YYYY"),
    ],
)
def test_names_in_use_are_known(kind, names):
    for name in names.split("|"):
        assert read(f"We note [{name}] here.")[1] == [kind]


def test_a_date_to_be_filled_in_is_one_slot():
    line = "It was due on {0}. Did you get it?"
    for slot in ("__/__/____", "[MM/DD/YYYY]", "[due date]"):
        assert read(line.format(slot)) == (line.format("October 19th"), ["due_date"])


def test_the_mark_of_a_footnote_is_no_slot():
    assert read("You may dispute it.[^1]") == ("You may dispute it.", [])


def test_a_currency_sign_before_a_slot_is_not_said_twice():
    assert read("$[amount] or [amount] dollars")[0] == "$212.40 or 212.40 dollars"


def test_a_slot_that_nobody_knows_is_read_as_its_own_words_with_the_nearest_name():
    _, slots = filled(spelled("Your [favourite colour] and [payment dat time]"))
    assert [(slot.name, slot.kind) for slot in slots] == [
        ("favourite colour", None),
        ("payment dat time", None),
    ]
    assert [slot.guess for slot in slots] == ["", "payment date"]


@pytest.mark.parametrize("aside", ["[pause]", "(wait for an answer)", "[If no answer, hang up]"])
def test_what_tells_the_agent_what_to_do_is_not_said(aside):
    assert read(f"Hello. {aside} Good day.") == ("Hello.  Good day.", [])


def test_brackets_that_are_part_of_the_sentence_stay():
    assert read("Larkspur (formerly Ferry) called.")[0] == "Larkspur (formerly Ferry) called."


def test_every_character_of_a_value_stands_for_its_whole_slot():
    words, slots = filled(spelled("Hi [name]!"))
    at = words.text.index("Jordan")
    assert words.place(at + 2, at + 4) == (slots[0].start, slots[0].end) == (3, 9)
    assert words.place(0, 2) == (0, 2)
    assert words.place(len(words.text) - 1, len(words.text)) == (9, 10)
