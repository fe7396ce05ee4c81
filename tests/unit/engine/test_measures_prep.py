"""Whether the collector has the account's facts at hand."""

import pytest

from callaudit.engine.heard import HeardCall
from callaudit.engine.measures import MEASURES
from tests.builders import call

LEDGER = {"invoice_number": "4410", "amount": "518.05", "due_date": "2026-10-15"}


def value(name: str, say: str) -> float | None:
    return MEASURES[name](HeardCall(call(say, **LEDGER))).value


@pytest.mark.parametrize(
    ("say", "wrong"),
    [
        ("agent: I'm calling about invoice 4410 for 518 dollars and 5 cents.", 0),
        ("agent: I'm calling about invoice 7788 for 518 dollars and 5 cents.", 1),
        ("agent: I'm calling about invoice 7788 for 600 dollars.", 2),
        ("agent: Good morning, how are you?", None),
    ],
)
def test_facts_are_wrong_that_the_log_contradicts(say: str, wrong: int | None) -> None:
    assert value("wrong_facts", say) == wrong


@pytest.mark.parametrize(
    ("say", "seconds"),
    [
        ("agent [0-3]: Let me look that up.\nagent [26-30]: It's invoice 4410.", 23.0),
        ("agent [0-3]: Hold on, my system is slow.\ncustomer [5-6]: Fine.", 2.0),
        ("customer [0-3]: Let me look that up.\nagent [26-30]: Thank you.", 0.0),
        ("agent [0-3]: Good morning.\ncustomer [30-31]: Morning.", 0.0),
        ("agent: Let me look that up.\ncustomer: Sure.", None),
    ],
)
def test_a_search_lasts_until_somebody_speaks_again(say: str, seconds: float | None) -> None:
    assert value("search_s", say) == seconds


def test_the_words_that_ask_for_time_are_the_proof() -> None:
    heard = HeardCall(
        call("agent [0-3]: One moment, please.\nagent [33-34]: Here it is.", **LEDGER)
    )
    (proof,) = MEASURES["search_s"](heard).evidence
    assert (proof.quote, proof.turn) == ("One moment", 0)
