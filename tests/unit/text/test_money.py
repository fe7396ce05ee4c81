"""Amounts as people say them and as recognisers write them; what is no amount stays out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callaudit.core.entity import EntityKind
from callaudit.text.money import find_money
from callaudit.text.tokens import tokenise
from tests.unit.text.spoken import entity, ledger, values_of

MONEY = EntityKind.MONEY

CURRENCY_NAMED = (
    ("that comes to four hundred sixty one dollars and twenty cents", "461.20",
     "four hundred sixty one dollars and twenty cents"),
    ("it's a hundred and fifty bucks", "150.00", "a hundred and fifty bucks"),
    ("it's $1,234.5 in all", "1234.50", "$1,234.5"),
    ("$618.40.", "618.40", "$618.40"),
    ("$618 and 40 cents", "618.40", "$618 and 40 cents"),
    ("there is a forty five dollar late fee", "45.00", "forty five dollar"),
    ("two thousand nine hundred and seven dollars and eleven cents", "2907.11",
     "two thousand nine hundred and seven dollars and eleven cents"),
    ("twelve hundred dollars", "1200.00", "twelve hundred dollars"),
    ("fifty cents", "0.50", "fifty cents"),
    ("three hundred and five dollars", "305.00", "three hundred and five dollars"),
    ("forty dollars and fifty on the card", "40.50", "forty dollars and fifty"),
    ("about five grand", "5000.00", "five grand"),
    ("It was $2 million.", "2000000.00", "$2 million"),
    ("six forty two dollars and nine cents", "642.09", "six forty two dollars and nine cents"),
    ("one hundred dollars even", "100.00", "one hundred dollars"),
    ("$ 75", "75.00", "$ 75"),
    ("$2,000 61.15", "2061.15", "$2,000 61.15"),
    ("eight hundred seventy five dollars, no more", "875.00", "eight hundred seventy five dollars"),
)  # fmt: skip

CUED = (
    ("you owe us six forty two eighteen", "642.18", "six forty two eighteen", None),
    ("the balance is seven ninety five", "795.00", "seven ninety five", "or 7.95"),
    ("a balance of forty-one sixty", "4160.00", "forty-one sixty", "or 41.60"),
    ("your total comes to seven sixteen and nine cents", "716.09",
     "seven sixteen and nine cents", None),
    ("the amount is seven sixteen oh nine", "716.09", "seven sixteen oh nine", None),
    ("can you pay thirteen hundred seventy four", "1374.00", "thirteen hundred seventy four", None),
    ("you still owe three thousand four eighteen fifty", "3418.50",
     "three thousand four eighteen fifty", None),
    ("we billed you for eleven thousand two hundred and six", "11206.00",
     "eleven thousand two hundred and six", None),
    ("the payment was nineteen ninety nine", "19.99", "nineteen ninety nine", "or 1999.00"),
    ("i could do three hundred if that helps", "300.00", "three hundred", None),
    ("the invoice for five oh five fifty", "505.50", "five oh five fifty", None),
    ("the amount due is 618.40", "618.40", "618.40", None),
    ("the amount due is 618 .40 now", "618.40", "618 .40", None),
    ("you owe 1,450", "1450.00", "1,450", None),
    ("there's a six eighteen balance", "618.00", "six eighteen", "or 6.18"),
    ("you owe 6, 42, 18", "642.18", "6, 42, 18", None),
    ("your balance is 64218", None, None, None),
    ("you owe twenty five", "25.00", "twenty five", None),
    ("the late fee is twenty five", "25.00", "twenty five", None),
    ("that leaves one oh six twenty five", "106.25", "one oh six twenty five", None),
)  # fmt: skip

NO_MONEY = (
    "I'll need about twenty four hours.",
    "we waited for two hundred people",
    "I have one question about the second invoice",
    "we opened the account in twenty nineteen",
    "it was two thousand twenty three when we moved",
    "we charge eighteen percent",
    "that is 1.5% a month",
    "a couple of hundred dollars",
    "a few hundred bucks",
    "hundreds of dollars",
    "call me at two thirty",
    "I can pay at nine fifteen",
    "I work from eight thirty until five fifteen",
    "three fifteen p.m. works",
    "it's twelve thirty in the afternoon",
    "two forty pacific",
    "we are open 24/7",
    "I've two kids and one job",
    "dial extension four twelve",
    "the house at twelve fifty Oak Street",
    "we are at 4250 Maple Avenue",
    "zip code four three two one five",
    "it is 43215",
    "press one for sales",
    "take interstate two seventy five",
    "she is in room three twelve",
    "the order had four hundred twenty boxes",
    "sixty forty is a fair split",
    "net thirty",
    "version 10.50",
    "they have a 4.3 rating",
    "It's 2-20 in the afternoon",
    "take twenty five off",
    "he is number one",
    "one of the two letters",
    "it costs an arm and a leg",
)


@pytest.mark.parametrize(("sentence", "value", "quote"), CURRENCY_NAMED)
def test_an_amount_whose_currency_is_named(sentence: str, value: str, quote: str) -> None:
    assert values_of(f"agent: {sentence}") == (entity(sentence, MONEY, value, quote),)


@pytest.mark.parametrize(("sentence", "value", "quote", "note"), CUED)
def test_an_amount_shown_by_the_words_around_it(
    sentence: str, value: str | None, quote: str | None, note: str | None
) -> None:
    expected = (entity(sentence, MONEY, value, quote, note=note),) if value and quote else ()
    assert values_of(f"agent: {sentence}") == expected


@pytest.mark.parametrize("sentence", NO_MONEY)
def test_numbers_that_are_no_amounts(sentence: str) -> None:
    kinds = {found.kind for found in values_of(f"agent: {sentence}")}
    assert MONEY not in kinds


@pytest.mark.parametrize(
    ("sentence", "amount", "quote"),
    [
        ("it's about that thirty three twelve", "33.12", "thirty three twelve"),
        ("it's about that thirty three twelve", "3312.00", "thirty three twelve"),
        ("we never saw the six eighteen", "618.00", "six eighteen"),
        ("we never saw the two thousand fifty one forty", "2051.40",
         "two thousand fifty one forty"),
        ("we never saw the 3312", "3312.00", "3312"),
        ("we never saw the 33.12", "3312.00", "33.12"),
        ("that's three four two one eight", "342.18", "three four two one eight"),
        ("we never saw the 205140.", "2051.40", "205140"),
        ("we never saw the 40160", "4160.00", "40160"),
        ("that is $2,907 and $11.", "2907.11", "$2,907 and $11"),
        ("we never saw the two thousand three ten", "2003.10", "two thousand three ten"),
    ],
)  # fmt: skip
def test_the_ledger_decides_between_readings(sentence: str, amount: str, quote: str) -> None:
    found = values_of(f"agent: {sentence}", metadata=ledger(amount=amount))
    assert found == (entity(sentence, MONEY, amount, quote),)


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("let's talk at two thirty", "230.00"),
        ("they have two hundred thirty people", "230.00"),
        ("I'm forty", "40.00"),
        ("we sent fifty boxes", "50.00"),
    ],
)
def test_the_ledgers_amount_does_not_turn_times_and_counts_into_money(
    sentence: str, amount: str
) -> None:
    assert values_of(f"agent: {sentence}", metadata=ledger(amount=amount)) == ()


def test_a_written_amount_of_thousands_is_not_the_ledgers_tens() -> None:
    text = "You owe $4000."
    found = values_of(f"agent: {text}", metadata=ledger(amount="40.00"))
    assert found == (entity(text, MONEY, "4000.00", "$4000"),)


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def _below_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    ten, unit = divmod(number, 10)
    return _TENS[ten] + (f" {_UNITS[unit]}" if unit else "")


def _cardinal(number: int, *, joiner: str) -> str:
    thousands, rest = divmod(number, 1000)
    hundreds, small = divmod(rest, 100)
    parts = [f"{_cardinal(thousands, joiner=joiner)} thousand"] if thousands else []
    parts += [f"{_UNITS[hundreds]} hundred"] if hundreds else []
    if small:
        parts += [joiner, _below_hundred(small)] if parts and joiner else [_below_hundred(small)]
    return " ".join(parts) or "zero"


def _formal(cents: int, *, joiner: str) -> str:
    dollars, rest = divmod(cents, 100)
    if not dollars:
        return f"{_below_hundred(rest)} cents"
    said = f"{_cardinal(dollars, joiner=joiner)} dollars"
    return f"{said} and {_below_hundred(rest)} cents" if rest else said


def _short(cents: int) -> str:
    """Say an amount as people do who leave out every unit: "thirty one fifty oh five"."""
    dollars, rest = divmod(cents, 100)
    tail = f" oh {_UNITS[rest]}" if 0 < rest < 10 else f" {_below_hundred(rest)}" if rest else ""
    hundreds, small = divmod(dollars, 100)
    if dollars < 100 or hundreds > 99 or hundreds % 10 == 0:
        return _cardinal(dollars, joiner="") + " dollars" + (tail + " cents" if tail else "")
    if not small:
        return f"{_below_hundred(hundreds)} hundred{tail}"
    pair = f"oh {_UNITS[small]}" if small < 10 else _below_hundred(small)
    return f"{_below_hundred(hundreds)} {pair}{tail}"


STYLES = {
    "formal": lambda cents: _formal(cents, joiner=""),
    "with and": lambda cents: _formal(cents, joiner="and"),
    "hyphens": lambda cents: _formal(cents, joiner="").replace("ty ", "ty-"),
    "short": _short,
    "written": lambda cents: f"${cents // 100:,}.{cents % 100:02d}",
    "plain": lambda cents: f"{cents // 100}.{cents % 100:02d} dollars",
}


@given(cents=st.integers(1, 9_999_999), style=st.sampled_from(sorted(STYLES)))
def test_every_amount_comes_back_in_every_style(cents: int, style: str) -> None:
    amount = Decimal(cents) / 100
    turn = tokenise(f"the balance on it is {STYLES[style](cents)} as of now")
    found = [value.value for value in find_money(turn, ledger=amount)]
    assert found == [f"{amount:.2f}"]


@given(cents=st.integers(1, 9_999_999), style=st.sampled_from(["formal", "with and", "written"]))
def test_amounts_with_their_units_need_no_ledger(cents: int, style: str) -> None:
    turn = tokenise(f"that was {STYLES[style](cents)} then")
    found = [value.value for value in find_money(turn, ledger=None)]
    assert found == [f"{Decimal(cents) / 100:.2f}"]
