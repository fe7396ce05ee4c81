"""The named examples of what earlier calls bind to (regulation notes 1.3, 4.9 and 4.11).

With those of the official interpretation: comments 6(b)(1)-1 and -2, 14(h)(1)-1 and -3.
"""

from typing import Any

import pytest

from callaudit.core.audit import CallAudit
from callaudit.core.finding import Verdict
from tests.unit.pipeline.test_cases import finding, settled

BROKEN, NONE = Verdict.BROKEN, Verdict.NOT_APPLICABLE
ASKS = "agent: This is Dana Frost with Pine Ridge Supply, how would you like to pay your balance?"


def at(day: int, clock: str = "12:00") -> str:
    return f"2026-02-{day:02d}T{clock}:00-05:00"


def said(day: int, words: str, clock: str = "12:00", **log: Any) -> dict[str, Any]:
    return {"start": at(day, clock), "say": f"agent: This is Dana. / customer: {words}", **log}


def rang(day: int, clock: str = "12:00", **log: Any) -> dict[str, Any]:
    return {"start": at(day, clock), "result": "no_answer", **log}


def last(audits: dict[str, CallAudit], rule: str) -> Verdict:
    return finding(audits[max(audits)], rule).verdict


@pytest.mark.parametrize(
    ("words", "clock", "expected"),
    [
        # 4.9: calls at 3:20 again after "never at three"
        ("Never call me at three, I pick up my kids.", "15:20", BROKEN),
        ("Never call me at three, I pick up my kids.", "16:20", Verdict.MET),
        # Comment 6(b)(1)-1: without more, these speak of the present call alone
        ("I'm busy.", "12:00", NONE),
        ("I can't talk right now.", "12:00", NONE),
        ("I'm driving.", "12:00", NONE),
        # and these name hours, though nobody says "inconvenient"
        ("I can't take calls between nine and five.", "12:00", BROKEN),
        ("I sleep until two, don't call before that.", "12:00", BROKEN),
        ("That's inconvenient. No calls on Mondays.", "12:00", BROKEN),
    ],
)
def test_hours_named_on_one_call_and_the_next_one(
    words: str, clock: str, expected: Verdict
) -> None:
    audits, _ = settled(said(2, words), rang(16, clock))
    assert last(audits, "FDCPA-1692c-named-hours") is expected


def test_who_calls_in_at_an_inconvenient_hour_may_be_answered() -> None:
    """Comment 6(b)(1)-2: one answer on the call that the consumer began."""
    audits, _ = settled(
        said(2, "Don't call me before ten."),
        said(16, "I'm calling about your letter.", "09:00", direction="inbound"),
    )
    assert last(audits, "FDCPA-1692c-named-hours") is NONE


@pytest.mark.parametrize(
    ("phone_type", "expected"), [("work", BROKEN), ("mobile", NONE), ("unknown", NONE)]
)
def test_calls_at_work_after_they_were_forbidden(phone_type: str, expected: Verdict) -> None:
    """4.9: calls the line at work again; "I can't talk at work" was enough (Horkey)."""
    audits, _ = settled(
        said(2, "I can't take calls at work.", phone_type="mobile"),
        rang(16, phone="614-555-0188", phone_type=phone_type),
    )
    assert last(audits, "FDCPA-1692c-work-attempt") is expected


@pytest.mark.parametrize(
    ("words", "later", "expected"),
    [
        # 4.11, comment 14(h)(1)-3.i: "stop calling" is no more phone calls
        ("Stop calling me.", {}, BROKEN),
        ("Stop calling me.", {"phone": "614-555-0188"}, BROKEN),
        ("Stop calling me.", {"direction": "inbound"}, NONE),
        # "don't call this number" is that number only
        ("Don't call this number.", {}, BROKEN),
        ("Don't call this number.", {"phone": "614-555-0188"}, NONE),
        # no stop at all
        ("Call me later.", {}, NONE),
        ("I'd rather leave it for now.", {}, NONE),
    ],
)
def test_the_call_after_a_stop(words: str, later: dict[str, Any], expected: Verdict) -> None:
    audits, _ = settled(said(2, words), rang(16, **later))
    assert last(audits, "REGF-14h-attempt") is expected


@pytest.mark.parametrize(
    ("words", "rule", "expected"),
    [
        ("My lawyer handles this, she represents me.", "FDCPA-1692c2-represented", BROKEN),
        ("I might ask an attorney about it.", "FDCPA-1692c2-represented", NONE),
        ("I filed for bankruptcy in May.", "BK-01-onfile", BROKEN),
        ("I'm nearly bankrupt, it's so expensive.", "BK-01-onfile", NONE),
        ("I dispute this debt.", "FDCPA-1692g-open", BROKEN),
    ],
)
def test_the_call_after_an_attorney_a_bankruptcy_or_a_dispute(
    words: str, rule: str, expected: Verdict
) -> None:
    audits, _ = settled(said(2, words), {"start": at(16), "say": ASKS})
    assert last(audits, rule) is expected


def test_the_attorney_may_be_called_and_the_consumer_may_call_in() -> None:
    mine = "I have a lawyer."
    calls_in: dict[str, Any] = {"start": at(16), "say": "customer: How much is it?"}
    audits, _ = settled(said(2, mine), calls_in | {"direction": "inbound"})
    assert last(audits, "FDCPA-1692c2-represented") is not BROKEN


def test_a_call_before_the_letter_came_breaks_nothing() -> None:
    audits, _ = settled(
        rang(2, result="answered"), rang(16, result="answered", flags={"cease_on_file": True})
    )
    rule = "FDCPA-1692cc-written"
    assert [finding(audits[one], rule).verdict for one in ("c1", "c2")] == [NONE, BROKEN]
