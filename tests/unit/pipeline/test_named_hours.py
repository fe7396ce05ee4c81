"""Hours, numbers and places that a consumer named on one call bind the later ones."""

from typing import Any

import pytest

from callaudit.core.audit import CallAudit
from callaudit.core.case import FactKind
from callaudit.core.finding import Confidence, Finding, Verdict
from tests.unit.pipeline.test_cases import finding, settled

NAMED, HOURS, WRONG = "FDCPA-1692c-named-hours", "FDCPA-1692c-hours", "ID-02-known-wrong"


def at(day: int, clock: str = "12:00") -> str:
    return f"2026-02-{day:02d}T{clock}:00-05:00"


def said(day: int, words: str, clock: str = "12:00", **log: Any) -> dict[str, Any]:
    return {"start": at(day, clock), "say": f"agent: This is Dana. / customer: {words}", **log}


def rang(day: int, clock: str = "12:00", **log: Any) -> dict[str, Any]:
    return {"start": at(day, clock), "result": "no_answer", **log}


def verdict(audits: dict[str, CallAudit], call: str, rule: str = NAMED) -> Verdict:
    return finding(audits[call], rule).verdict


def test_a_call_in_hours_named_before_cites_both_calls() -> None:
    audits, _ = settled(said(2, "Don't call me before ten, please."), rang(9, "09:20"))
    found: Finding = finding(audits["c2"], NAMED)
    assert (found.verdict, found.confidence) == (Verdict.BROKEN, Confidence.LIKELY)
    assert found.because == (
        "Placed on Monday at 09:20:00 in America/New_York (mailing address, zip, area code); "
        "the consumer wanted no calls "
        "before 10:00, said on 2026-02-02 (call c1)"
    )
    assert [(e.quote, e.call_id) for e in found.evidence] == [("Don't call me before ten", "c1")]


@pytest.mark.parametrize(
    ("words", "clock", "expected"),
    [
        ("Don't call me before ten.", "09:59", Verdict.BROKEN),
        ("Don't call me before ten.", "10:00", Verdict.MET),
        ("Don't call me after eight.", "20:00", Verdict.MET),
        ("Don't call me after eight.", "20:01", Verdict.BROKEN),
        ("Only call me between one and three.", "12:30", Verdict.BROKEN),
        ("Only call me between one and three.", "14:00", Verdict.MET),
        ("This is a terrible time.", "12:00", Verdict.NOT_APPLICABLE),
        ("I'm busy, call me later.", "12:00", Verdict.NOT_APPLICABLE),
    ],
)
def test_what_names_no_hours_binds_no_later_call(words: str, clock: str, expected: Verdict) -> None:
    audits, _ = settled(said(2, words), rang(10, clock))
    assert verdict(audits, "c2") is expected


def test_the_consumer_may_take_the_hours_back() -> None:
    audits, _ = settled(
        said(2, "No calls in the morning."),
        said(9, "Mornings are fine now, call whenever.", "13:00"),
        rang(17, "09:00"),
    )
    assert verdict(audits, "c3") is Verdict.NOT_APPLICABLE


def test_consent_to_late_calls_holds_until_it_is_withdrawn() -> None:
    late = {"clock": "21:30"}
    agreed = said(2, "You can call me until ten at night.")
    audits, _ = settled(agreed, rang(9, **late), rang(10, "22:10"))
    assert verdict(audits, "c2", HOURS) is Verdict.NOT_APPLICABLE
    assert verdict(audits, "c3", HOURS) is Verdict.BROKEN
    withdrawn, _ = settled(agreed, said(9, "Don't call me after nine any more."), rang(17, **late))
    assert verdict(withdrawn, "c3", HOURS) is Verdict.BROKEN
    assert verdict(withdrawn, "c3", NAMED) is Verdict.BROKEN


def test_consent_given_on_a_call_at_unlawful_hours_is_none() -> None:
    audits, _ = settled(said(2, "You can call me until ten at night.", "21:40"), rang(10, "21:30"))
    assert verdict(audits, "c2", HOURS) is Verdict.BROKEN


@pytest.mark.parametrize(
    ("window", "clock", "expected"),
    [
        ("21:00-22:00", "21:30", Verdict.NOT_APPLICABLE),
        ("21:00-22:00", "22:30", Verdict.BROKEN),
        ("until 22:00", "21:30", Verdict.NOT_APPLICABLE),
        ("evenings", "22:30", Verdict.NOT_APPLICABLE),
    ],
)
def test_a_consent_window_of_the_log_is_read(window: str, clock: str, expected: Verdict) -> None:
    audits, _ = settled(rang(2, clock, flags={"consent_window": window}))
    assert verdict(audits, "c1", HOURS) is expected


@pytest.mark.parametrize(
    ("words", "local"),
    [
        ("Don't call me before ten.", "2026-02-11T10:00-05:00"),
        ("I work nights, no calls before half past two.", "2026-02-11T14:30-05:00"),
        ("Only call me on weekends.", "2026-02-14T08:00-05:00"),
        ("This is a bad time.", "2026-02-11T08:00-05:00"),
    ],
)
def test_the_next_call_keeps_to_the_hours_that_were_named(words: str, local: str) -> None:
    _, cases = settled(said(4, words))
    assert cases["p1"].next_call.local == local


def test_a_wrong_number_is_wrong_and_another_is_not() -> None:
    audits, _ = settled(
        {"start": at(2), "say": "agent: Dana? / third_party: You have the wrong number."},
        rang(9, phone="614-555-0177"),
        rang(10),
        rang(11, direction="inbound"),
    )
    found = [verdict(audits, call, WRONG) for call in ("c2", "c3", "c4")]
    assert found == [Verdict.MET, Verdict.BROKEN, Verdict.NOT_APPLICABLE]
    assert [e.call_id for e in finding(audits["c3"], WRONG).evidence] == ["c1"]


def test_a_line_named_as_one_at_work_is_closed_though_the_log_does_not_know_its_sort() -> None:
    audits, _ = settled(
        said(2, "You are calling my job, my boss doesn't allow it."),
        rang(10),
        rang(11, phone="614-555-0177"),
        rang(12, phone="614-555-0188", phone_type="work"),
    )
    rule = "FDCPA-1692c-work-attempt"
    assert [verdict(audits, call, rule) for call in ("c2", "c3", "c4")] == [
        Verdict.BROKEN,
        Verdict.NOT_APPLICABLE,
        Verdict.BROKEN,
    ]
    assert "the line was named as one at work on 2026-02-02" in finding(audits["c2"], rule).because


def test_a_stop_is_of_the_person_and_a_written_one_or_an_attorney_of_the_debt() -> None:
    """12 CFR 1006.14(h)(1); 15 U.S.C. 1692c(a)(2), (c)."""
    other = {"debt_id": "d2"}
    audits, _ = settled(
        said(2, "Stop calling me.", **other), rang(9), rang(10, consumer={"id": "p2"})
    )
    assert verdict(audits, "c2", "REGF-14h-attempt") is Verdict.BROKEN
    assert verdict(audits, "c3", "REGF-14h-attempt") is Verdict.NOT_APPLICABLE
    pays: dict[str, Any] = {"say": "agent: How would you like to pay?"}
    attorney, _ = settled(said(2, "I have a lawyer.", **other), {"start": at(10), **pays})
    assert verdict(attorney, "c2", "FDCPA-1692c2-represented") is Verdict.NOT_APPLICABLE
    bankrupt, _ = settled(said(2, "I filed chapter seven.", **other), {"start": at(10), **pays})
    assert verdict(bankrupt, "c2", "BK-01-onfile") is Verdict.BROKEN
    written, _ = settled(
        rang(2, flags={"cease_on_file": True}, **other),
        rang(9, result="answered"),
        rang(10, result="answered", **other),
    )
    rule = "FDCPA-1692cc-written"
    assert verdict(written, "c2", rule) is Verdict.NOT_APPLICABLE
    assert verdict(written, "c3", rule) is Verdict.BROKEN


def test_hours_named_about_one_debt_bind_calls_about_another() -> None:
    audits, cases = settled(said(2, "Don't call me before ten.", debt_id="d2"), rang(9, "09:00"))
    assert verdict(audits, "c2") is Verdict.BROKEN
    named = [f for f in cases["p1"].facts if f.kind is FactKind.INCONVENIENT]
    assert [one.in_words() for fact in named for one in fact.hours] == ["before 10:00"]


def test_people_of_the_same_name_without_an_id_are_not_one_person() -> None:
    one: dict[str, Any] = {"consumer": {"name": "Dana Frost", "zip": "43004"}}
    audits, _ = settled(
        said(2, "Stop calling me.", debt_id="d2", **one), rang(9, phone="614-555-0177", **one)
    )
    assert verdict(audits, "c2", "REGF-14h-attempt") is Verdict.NOT_APPLICABLE
