"""Misheard words are put right in company that leaves no doubt, and nowhere else."""

import pytest
from pydantic import ValidationError

from callaudit.engine.misheard import Mishearings
from callaudit.rulespec import default_rules, load_pack
from callaudit.rulespec.misheard import Misheard
from callaudit.text.normalise import normalise

PACK = load_pack(default_rules())
MISHEARINGS = Mishearings(PACK.misheard, PACK.words)


def heard(text: str) -> str:
    return " ".join(MISHEARINGS.put_right(normalise(text)).words)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("an attempt to collect a dead", "an attempt to collect a debt"),
        ("this is a temp to collect", "this is attempt to collect"),
        ("we will varnish your wagers", "we will garnish your wages"),
        ("a lean on your house", "a lien on your house"),
        ("there is a warren for your a rest", "there is a warrant for your arrest"),
        ("they will seize and desist", "they will cease and desist"),
        ("the credit borough", "the credit bureau"),
        ("a pay day loan", "a payday loan"),
        ("the share if will come", "the sheriff will come"),
        ("we filed a law suite", "we filed a lawsuit"),
    ],
)
def test_company_puts_a_word_right(written: str, meant: str) -> None:
    assert heard(written) == meant


@pytest.mark.parametrize(
    "said",
    [
        "my dog is dead",
        "we will see you soon",
        "varnish your table",
        "lean on me",
        "take a rest",
        "a journey through the borough",
        "play it back for me",
        "the bell rang and the male nurse came",
        "your credit or debit card",
        "do you play on the pavement",
        "that is right",
        "she sews a suit",
    ],
)
def test_harmless_words_stay_as_they_are(said: str) -> None:
    assert heard(said) == said


@pytest.mark.parametrize("company", ["put a on your house", "_", "a _ and a _"])
def test_company_needs_one_place_and_a_word(company: str) -> None:
    with pytest.raises(ValidationError, match="needs one _ and a word beside it"):
        Misheard(heard=("lean",), meant="lien", where=(company,))
