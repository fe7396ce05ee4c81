"""What a collector's note establishes, and what it may not."""

from typing import Any

import pytest

from callaudit.core.case import CaseState, FactKind
from callaudit.core.finding import Verdict
from tests.unit.pipeline.test_cases import finding, settled

ASKS = "agent: This is Dana Frost with Pine Ridge Supply, how would you like to pay your balance?"


def at(day: int) -> str:
    return f"2026-02-{day:02d}T12:00:00-05:00"


def noted(day: int, note: str, **log: Any) -> dict[str, Any]:
    return {"start": at(day), "result": "answered", "notes": note, **log}


@pytest.mark.parametrize(
    ("note", "rule", "state"),
    [
        ("TT debtor. DNC", "REGF-14h-onfile", CaseState.STOPPED),
        ("ATTY REP, J. Cole", "FDCPA-1692c2-represented", CaseState.REPRESENTED),
        ("BK ch 13", "BK-01-onfile", CaseState.BANKRUPT),
        ("C&D rcvd", "FDCPA-1692cc-onfile", CaseState.STOPPED),
        ("disp amt", "FDCPA-1692g-open", CaseState.DISPUTED),
        ("WN", "ID-02-known-wrong", CaseState.WRONG_NUMBER),
    ],
)
def test_a_later_call_that_breaks_what_a_note_says_cites_the_note(
    note: str, rule: str, state: CaseState
) -> None:
    audits, cases = settled(noted(2, note), {"start": at(16), "say": ASKS})
    found = finding(audits["c2"], rule)
    assert found.verdict is Verdict.BROKEN
    assert "(call c1)" in found.because
    assert cases["p1"].state is state
    assert {fact.source for fact in cases["p1"].facts if fact.call_id == "c1"} == {"note"}


def test_the_words_of_the_note_are_told() -> None:
    audits, _ = settled(noted(2, "TT debtor. DNC per cust; closed"), {"start": at(16), "say": ASKS})
    because = finding(audits["c2"], "REGF-14h-onfile").because
    assert because.endswith("on 2026-02-02 (call c1), as the note says: “DNC per cust”")


def test_a_note_alone_is_less_sure_than_a_column() -> None:
    audits, _ = settled(noted(2, "BK ch 7"), {"start": at(16), "say": ASKS})
    by_flag, _ = settled(
        {"start": at(2), "flags": {"bankruptcy": True}}, {"start": at(16), "say": ASKS}
    )
    sure = [finding(one["c2"], "BK-01-onfile").confidence.value for one in (audits, by_flag)]
    assert sure == ["likely", "certain"]


def test_a_promise_in_the_note_of_a_call_nobody_heard_is_followed_up() -> None:
    calls = (noted(2, "RPC. PTP 250 2/6 cc"), {"start": at(27), "result": "no_answer"})
    _, cases = settled(*({**call, "collector_party": "first"} for call in calls))
    promise = next(f for f in cases["p1"].facts if f.kind is FactKind.PROMISE)
    assert (str(promise.amount), str(promise.due), promise.method) == (
        "250.00",
        "2026-02-06",
        "credit card",
    )


def test_what_was_heard_goes_before_the_note() -> None:
    said = "agent: When can you pay? / customer: I'll pay two hundred dollars on February 6th."
    _, cases = settled(noted(2, "PTP 900 2/20", say=said))
    promises = [f for f in cases["p1"].facts if f.kind is FactKind.PROMISE]
    assert [(f.source, str(f.due)) for f in promises] == [("said", "2026-02-06")]
    _, unsaid = settled(noted(2, "PTP 900 2/20", say="agent: Hello. / customer: I'm driving."))
    assert [f for f in unsaid["p1"].facts if f.kind is FactKind.PROMISE] == []


def test_hours_in_a_note_bind_as_if_said() -> None:
    audits, cases = settled(
        noted(2, "spoke w/ cust, no calls before noon"),
        {"start": at(16).replace("T12", "T10"), "result": "no_answer"},
    )
    found = finding(audits["c2"], "FDCPA-1692c-named-hours")
    assert found.verdict is Verdict.BROKEN
    assert "no calls before 12:00, noted on 2026-02-02 (call c1)" in found.because
    assert cases["p1"].next_call.local.endswith("T12:00-05:00")


def test_long_numbers_of_a_note_are_masked() -> None:
    _, cases = settled(noted(2, "PTP 50 2/6 card 4111 1111 1111 1111"))
    assert "4111 1111" not in cases["p1"].model_dump_json()


def test_the_disposition_counts_like_the_note() -> None:
    _, cases = settled(noted(2, "", disposition="WN"))
    assert cases["p1"].state is CaseState.WRONG_NUMBER
