"""Values of the ledger are asked of the sound: the recogniser's part is given, the rest real."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest

from callaudit.core.call import Call
from callaudit.core.transcript import SpanHearing, Word
from callaudit.engine import compile_pack, evaluate
from callaudit.pipeline.ledger_ear import Spot
from callaudit.pipeline.ledger_hearing import Weighed, asked, excerpt_of
from callaudit.pipeline.one_call import missing
from callaudit.rulespec import default_rules, load_pack, load_policy
from callaudit.text.ledger_places import places_of
from tests.builders import call

LEDGER = {
    "consumer": {"name": "Osric Vane"},
    "agent": {"name": "Ines Tolliver", "company": "Birch Hale"},
    "invoice_number": "4172",
    "amount": "318.00",
    "collector_party": "first",
    "attempt_number": 2,
}
WRONG_AMOUNT = "agent: Osric, it is Ines. You owe us $381 on it. / customer: Okay."


class GivenEar(NamedTuple):
    """Says of some words how well they fit, of all others that they do not; hears what it hears."""

    fits: dict[str, float]
    heard: str = ""

    def weigh(self, spot: Spot, texts: Sequence[str]) -> tuple[float, ...]:
        return tuple(
            max((fit for words, fit in self.fits.items() if words in text), default=-60.0)
            for text in texts
        )

    def hear(self, spot: Spot) -> tuple[SpanHearing, ...]:
        return (
            SpanHearing(
                channel=spot.channel,
                start_s=spot.span.start_s,
                end_s=spot.span.end_s,
                heard_by="wide",
                text=self.heard,
            ),
        )


def spoken(say: str, **log: Any) -> Call:
    """A call whose words follow each other at half a second each, half a minute in."""
    made = call(say, **{**LEDGER, **log})
    turns, at = [], 30.0
    for turn in made.conversation.turns:
        words = []
        for text in turn.text.split():
            words.append(Word(text=text, start_s=at, end_s=at + 0.5))
            at += 0.5
        update = {"words": tuple(words), "start_s": words[0].start_s, "end_s": at, "channel": 0}
        turns.append(turn.model_copy(update=update))
    talk = made.conversation.model_copy(update={"turns": tuple(turns)})
    return made.model_copy(update={"conversation": talk})


def ask(one: Call, ear: GivenEar) -> Call:
    places = [excerpt_of(place, one) for place in places_of(one, missing(one))]
    return asked(one, [place for place in places if place is not None], ear)


def state(one: Call, name: str) -> tuple[str, bool | None, str | None] | None:
    found = one.element(name)
    return (found.value, found.matches_record, found.doubt) if found else None


def verdict(one: Call, rule: str) -> str:
    rules = default_rules()
    pack = compile_pack(load_pack(rules), load_policy("first_party_strict", rules=rules))
    (found,) = evaluate(pack, one, only={rule})
    return str(found.verdict)


def test_what_was_said_plainly_stays_said() -> None:
    one = spoken(WRONG_AMOUNT)
    again = ask(one, GivenEar({"$381": -3.0, "$318": -24.0}))
    assert state(again, "amount") == ("381.00", False, None)
    assert again.unsure == ()


def test_a_wrong_ledger_is_not_heard_into_the_sound() -> None:
    """However well it fits: no hearing that was told nothing gives it."""
    one = spoken(WRONG_AMOUNT)
    again = ask(one, GivenEar({"$381": -9.0, "$318": -3.0}, heard="You owe us $381 on it."))
    assert state(again, "amount") == (
        "381.00",
        None,
        "“$381” was heard, the sound fits the log's “318.00” too",
    )
    assert verdict(one, "FDCPA-1692e2-amount") == "broken"
    assert verdict(again, "FDCPA-1692e2-amount") == "undetermined"


def test_a_value_agrees_that_a_second_hearing_gives_by_itself() -> None:
    one = spoken(WRONG_AMOUNT)
    again = ask(one, GivenEar({"$381": -9.0, "$318": -3.0}, heard="You owe us $318 on it."))
    assert state(again, "amount") == ("318.00", True, None)
    found = again.element("amount")
    assert found is not None
    assert (found.quote, found.heard_again) == ("$381", "$318")


def test_a_second_hearing_alone_does_not_overrule_the_first() -> None:
    one = spoken(WRONG_AMOUNT)
    again = ask(one, GivenEar({"$381": -3.0, "$318": -5.0}, heard="You owe us $318 on it."))
    found = again.element("amount")
    assert found is not None
    assert found.matches_record is None


def test_sound_that_any_number_fits_tells_nothing() -> None:
    one = spoken(WRONG_AMOUNT)
    again = ask(one, GivenEar({"$": -4.0}))
    assert state(again, "amount") == ("381.00", False, None)


def test_an_element_that_only_the_ledger_suggests_is_left_to_a_person() -> None:
    one = spoken(
        "agent: Osric, it is Ines. It is about invoice for on seven too. / customer: Okay."
    )
    assert "invoice_number" in missing(one)
    assert verdict(one, "REQ-02-invoice") == "broken"
    again = ask(one, GivenEar({"for on": -12.0, "4172": -11.0}, heard="invoice for one seven two"))
    assert again.element("invoice_number") is None
    assert [(e.name, e.value, e.doubt) for e in again.unsure] == [
        (
            "invoice_number",
            "4172",
            "no invoice number was heard; the sound fits the log's “4172”, which proves nothing",
        )
    ]
    assert "invoice_number" not in missing(again)
    assert verdict(again, "REQ-02-invoice") == "undetermined"


def test_an_element_that_a_second_hearing_gives_was_said() -> None:
    one = spoken(
        "agent: Osric, it is Ines. It is about invoice for on seven too. / customer: Okay."
    )
    told = "Osric, it is Ines. It is about invoice 4172."
    again = ask(one, GivenEar({"for on": -12.0, "4172": -5.0}, heard=told))
    assert state(again, "invoice_number") == ("4172", True, None)
    assert again.unsure == ()


@pytest.mark.parametrize(
    ("weighed", "name", "possible", "likelier"),
    [
        (Weighed(heard=-20, ledger=-25, invented=-40), True, True, False),
        (Weighed(heard=-20, ledger=-25, invented=-40), False, False, False),
        (Weighed(heard=-20, ledger=-18, invented=-40), True, True, True),
        (Weighed(heard=-20, ledger=-18, invented=-19), False, False, False),
        (Weighed(heard=-20, ledger=-27, invented=-60), True, False, False),
    ],
)
def test_a_misheard_name_may_fit_worse_than_a_misheard_number(
    weighed: Weighed, name: bool, possible: bool, likelier: bool
) -> None:
    assert (weighed.possible(name=name), weighed.likelier(name=name)) == (possible, likelier)
