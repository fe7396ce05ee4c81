"""Invoice, account, order and check numbers, however they are read out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callaudit.core.entity import EntityKind
from callaudit.text.references import LedgerFacts, find_references, plain
from callaudit.text.tokens import tokenise
from tests.unit.text.spoken import entity, ledger, values_of

REFERENCE, CHECK = EntityKind.REFERENCE, EntityKind.CHECK_NUMBER


@pytest.mark.parametrize(
    ("sentence", "value", "quote", "note"),
    [
        ("it's about invoice five five oh two", "5502", "five five oh two", "invoice"),
        ("it's about invoice number five five oh two.", "5502", "five five oh two", "invoice"),
        ("invoice # 582", "582", "# 582"[2:], "invoice"),
        ("invoice No. 5502 is open", "5502", "5502", "invoice"),
        ("invoice 5-5-0-2", "5502", "5-5-0-2", "invoice"),
        ("invoice 5, 5, 0, 2", "5502", "5, 5, 0, 2", "invoice"),
        ("invoice 5 5 0 2", "5502", "5 5 0 2", "invoice"),
        ("invoice two oh nine dash six one", "209-61", "two oh nine dash six one", "invoice"),
        ("invoice 209-61", "209-61", "209-61", "invoice"),
        ("invoice KD-5502", "KD-5502", "KD-5502", "invoice"),
        ("invoice KD5502", "KD5502", "KD5502", "invoice"),
        ("invoice K D five five oh two", "KD5502", "K D five five oh two", "invoice"),
        ("invoice k d five five oh two", "KD5502", "k d five five oh two", "invoice"),
        ("invoice K-D-5-5-0-2", "KD5502", "K-D-5-5-0-2", "invoice"),
        ("invoice INV-2024-0117", "INV-2024-0117", "INV-2024-0117", "invoice"),
        ("invoice k as in kilo five five oh two", "K5502", "k as in kilo five five oh two",
         "invoice"),
        ("invoice kilo delta five five", "KD55", "kilo delta five five", "invoice"),
        ("invoice fifty five oh two", "5502", "fifty five oh two", "invoice"),
        ("invoice double five oh two", "5502", "double five oh two", "invoice"),
        ("your account number is 00482", "00482", "00482", "account"),
        ("the account ending in eight one", "81", "eight one", "ending"),
        ("the order number's 7781", "7781", "7781", "order"),
        ("p o number seven seven eight one", "7781", "seven seven eight one", "order"),
        ("case number seven seven eight one", "7781", "seven seven eight one", "case"),
        ("the reference is Q R seven seven eight one", "QR7781", "Q R seven seven eight one",
         "reference"),
        ("claim number nine nine zero four", "9904", "nine nine zero four", "claim"),
        ("five five oh two is the invoice number", "5502", "five five oh two", "invoice"),
        ("5502, that's your invoice number", "5502", "5502", "invoice"),
        ("it's number oh two three dash five five", "023-55", "oh two three dash five five", None),
        ("the invoice number for that is oh two three", "023", "oh two three", "invoice"),
        ("on the five five oh two invoice", "5502", "five five oh two", "invoice"),
    ],
)  # fmt: skip
def test_a_number_with_its_cue(sentence: str, value: str, quote: str, note: str | None) -> None:
    found = values_of(f"agent: {sentence}")
    assert found == (entity(sentence, REFERENCE, value, quote, note=note),)


@pytest.mark.parametrize(
    ("sentence", "value", "quote"),
    [
        ("it was check number two oh one four", "2014", "two oh one four"),
        ("I sent check 2014", "2014", "2014"),
        ("check #2014", "2014", "2014"),
        ("two oh one four was the check number", "2014", "two oh one four"),
    ],
)
def test_a_check_number(sentence: str, value: str, quote: str) -> None:
    found = values_of(f"customer: {sentence}")
    assert found == (entity(sentence, CHECK, value, quote, note="check"),)


@pytest.mark.parametrize(
    "sentence",
    [
        "that's one invoice",
        "it's the second invoice",
        "two invoices are open",
        "you have an order of ten boxes",
        "we order ten boxes a week",
        "in any case two people called",
        "your account is twenty five days past due",
        "I opened the file two weeks later than you",
        "number one, thank you for calling",
        "that's our number one priority",
        "press one",
        "extension four one two",
        "my card number is four one one one",
        "the last four of my social are six seven eight nine",
        "zip code four three two one five",
        "I'll check in two hours",
        "a check for three hundred",
        "apartment number four twelve",
        "the case is closed",
        "we settled the case in 2023",
        "send me the invoice number and two copies",
        "the invoice 3/28 is open",
        "the invoice was 4500",
        "file a 1099",
        "no, 20 is fine",
        "twenty four hours",
    ],
)
def test_numbers_that_name_no_paper(sentence: str) -> None:
    kinds = {found.kind for found in values_of(f"agent: {sentence}")}
    assert not kinds & {REFERENCE, CHECK}


@pytest.mark.parametrize(
    ("sentence", "quote", "note"),
    [
        ("I'm looking at K D five five oh two, it's open", "K D five five oh two", "known"),
        ("I'm looking at KD5502.", "KD5502", "known"),
        ("I'm looking at K-D-55-02.", "K-D-55-02", "known"),
        ("it's invoice fifty five oh two", "fifty five oh two", "invoice"),
        ("it's invoice 5502", "5502", "invoice"),
    ],
)
def test_a_number_that_agrees_has_the_ledgers_spelling(
    sentence: str, quote: str, note: str
) -> None:
    found = values_of(f"agent: {sentence}", metadata=ledger(invoice="KD-5502"))
    assert found == (entity(sentence, REFERENCE, "KD-5502", quote, note=note),)


def test_the_amount_after_the_number_is_not_part_of_it() -> None:
    text = "it's K D five five oh two, forty-one sixty, due April thirtieth"
    log = ledger(invoice="KD-5502", amount="4160.00", due="2025-04-30")
    assert values_of(f"agent: {text}", metadata=log) == (
        entity(text, REFERENCE, "KD-5502", "K D five five oh two", note="known"),
        entity(text, EntityKind.MONEY, "4160.00", "forty-one sixty"),
        entity(text, EntityKind.DATE, "2025-04-30", "April thirtieth"),
    )


def test_an_amount_after_the_word_invoice_stays_an_amount() -> None:
    text = "the invoice is six forty two eighteen"
    assert values_of(f"agent: {text}") == (
        entity(text, EntityKind.MONEY, "642.18", "six forty two eighteen"),
    )


def test_the_answer_to_a_question_for_the_number() -> None:
    asked, answered, echo = (
        "Do you have the purchase order number?", "It's nine one four two seven.",
        "Nine one four two seven, thanks.",
    )  # fmt: skip
    assert values_of(f"agent: {asked}", f"customer: {answered}", f"agent: {echo}") == (
        entity(answered, REFERENCE, "91427", "nine one four two seven", note="order", turn=1),
        entity(echo, REFERENCE, "91427", "Nine one four two seven", note="known", turn=2),
    )


def test_a_telephone_number_after_the_word_account_is_to_be_called() -> None:
    text = "it's about your account three one seven five five five oh one four two thanks"
    number = "three one seven five five five oh one four two"
    assert values_of(f"agent: {text}") == (entity(text, EntityKind.PHONE, "317-555-0142", number),)


def test_a_dollar_sign_that_a_recogniser_put_before_the_number() -> None:
    text = "The second is invoice $7781 for $640 even."
    assert values_of(f"agent: {text}") == (
        entity(text, REFERENCE, "7781", "7781", note="invoice"),
        entity(text, EntityKind.MONEY, "640.00", "$640"),
    )


def test_a_list_of_invoices() -> None:
    text = "invoices five five oh two and five five one nine are open"
    assert values_of(f"agent: {text}") == (
        entity(text, REFERENCE, "5502", "five five oh two", note="invoice"),
        entity(text, REFERENCE, "5519", "five five one nine", note="invoice"),
    )


_WORDS = "zero one two three four five six seven eight nine".split()


def _said(char: str, *, zero: str) -> str:
    if char == "-":
        return "dash"
    return {"0": zero}.get(char, _WORDS[int(char)]) if char.isdigit() else char


@given(
    code=st.from_regex(r"[B-HJ-NP-Z]{0,3}[0-9]{3,6}(-[0-9]{2})?", fullmatch=True),
    zero=st.sampled_from(["oh", "zero"]),
    upper=st.booleans(),
)
def test_every_code_that_is_read_out_comes_back(code: str, zero: str, upper: bool) -> None:
    spoken = " ".join(_said(char if upper else char.lower(), zero=zero) for char in code)
    turn = tokenise(f"this is about invoice number {spoken} okay")
    found = find_references(turn, ledger=LedgerFacts())
    assert [plain(value.value) for value in found] == [plain(code)]
    agreed = find_references(turn, ledger=LedgerFacts(number=code))
    assert [value.value for value in agreed] == [code]
