"""What collectors' notes say, in their own shorthand."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from callaudit.core.case import FactKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.note_facts import facts_in_note, reached_by_note

WEDNESDAY = datetime.fromisoformat("2026-06-03T10:00:00-05:00")


def row(note: str, disposition: str | None = None) -> CallMetadata:
    return CallMetadata(call_id="c", start=WEDNESDAY, notes=note, disposition=disposition)


def kinds(note: str) -> list[str]:
    return [fact.kind.value for fact in facts_in_note(row(note))]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("RPC. PTP 250 6/14", ["promise"]),
        ("prom to pay 200 fri", ["promise"]),
        ("cust agreed to pay half on the 15th", ["promise"]),
        ("WN", ["wrong_number"]),
        ("wrong # rem from dialer", ["wrong_number"]),
        ("TT debtor, disp amt", ["dispute"]),
        ("disputes - says never rcvd", ["dispute"]),
        ("req VOD", ["dispute"]),
        ("ATTY REP - J. Cole", ["attorney"]),
        ("rep by attorney, got name", ["attorney"]),
        ("C&D rcvd 6/1", ["cease"]),
        ("cease and desist ltr", ["cease"]),
        ("DNC per cust", ["stop_calls"]),
        ("asked us to stop", ["stop_calls"]),
        ("DNC this number", ["stop_number"]),
        ("no calls to POE", ["work_prohibited"]),
        ("do not call at work", ["work_prohibited"]),
        ("BK ch 7 filed 5/2", ["bankruptcy"]),
        ("RTP, hung up", ["refusal"]),
        ("refused to pay, says work was poor", ["refusal"]),
        ("ck mailed 6/1", ["payment_sent"]),
        ("LVM", []),
        ("no PTP", []),
        ("PTP broken", []),
        ("prev PTP 250 missed, call back", []),
        ("not disputing", []),
        ("no BK, no atty", []),
        ("refused to verify dob", []),
        ("disp: RPC", []),
        ("send to attorney next month", []),
        ("might get a lawyer", []),
        ("refund sent to creditor", []),
        ("Nice lady. Long talk about the weather.", []),
    ],
)
def test_facts(note: str, found: list[str]) -> None:
    assert kinds(note) == found


@pytest.mark.parametrize(
    ("note", "amounts", "days"),
    [
        ("PTP 250 6/14", ["250.00"], [14]),
        ("PTP 6/14 $250.00 CC", ["250.00"], [14]),
        ("ptp 55.25 tmrw", ["55.25"], [4]),
        ("Prom $1,200 by 06/30/26", ["1200.00"], [30]),
        ("PTP 100 fri", ["100.00"], [5]),
        ("will pay 75 on the 15th; call 6/16 if not in", ["75.00"], [15]),
        ("PTP 2 pmts of 125 6/12 and 6/26", ["125.00"], [12, 26]),
        ("PTP 200 6/27, refused to give card", ["200.00"], [27]),
        ("PTP", [], []),
    ],
)
def test_amounts_and_days_of_a_promise(note: str, amounts: list[str], days: list[int]) -> None:
    (fact,) = facts_in_note(row(note))
    assert fact.kind is FactKind.PROMISE
    assert fact.amounts == tuple(map(Decimal, amounts))
    assert fact.days == tuple(date(2026, 6, day) for day in days)


def test_how_a_promise_will_be_kept() -> None:
    (fact,) = facts_in_note(row("PTP PIF 6/12 via CC"))
    assert (fact.method, fact.in_full) == ("credit card", True)


def test_a_code_counts_as_much_as_a_note() -> None:
    assert [f.kind for f in facts_in_note(row("", "WN"))] == [FactKind.WRONG_NUMBER]


@pytest.mark.parametrize(
    ("note", "reached"),
    [
        ("RPC, ptp 50 fri", {"right_party"}),
        ("TT debtor", {"right_party"}),
        ("spoke w/ customer", {"right_party"}),
        ("LVM", {"message"}),
        ("left message w/ wife", set()),
        ("no ans", {"nobody"}),
        ("TT wife, no info given", set()),
        ("not RPC", set()),
    ],
)
def test_who_was_reached(note: str, reached: set[str]) -> None:
    assert reached_by_note(row(note)) == reached
