"""State law beside the federal rules: whom it binds, on which row it rests, how sure that is."""

from functools import cache
from typing import Any

import pytest

from callaudit.core.finding import Basis, Confidence, Finding, Verdict
from callaudit.engine import compile_pack, evaluate
from callaudit.engine.compile import Ear, compile_ear
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call

LATE = "2026-11-18T21:30:00-05:00"


@cache
def ear() -> Ear:
    return compile_ear(load_pack(default_rules()))


def finding(rule: str, say: str, *, settings: dict[str, Any] | None = None, **log: Any) -> Finding:
    party = log.get("collector_party", "third")
    name = "third_party" if party == "third" else "first_party_strict"
    policy = load_policy(name, rules=default_rules()).with_settings(settings or {})
    pack = compile_pack(load_pack(default_rules()), policy, ear=ear())
    found = {one.rule_id: one for one in evaluate(pack, call(say, **log))}
    return found[rule]


def test_a_state_row_that_was_read_is_certain_and_cited() -> None:
    late = finding(
        "STATE-hours", "agent: Hi.", start=LATE, collector_party="first", consumer={"state": "MA"}
    )
    assert (late.verdict, late.basis, late.confidence) == (
        Verdict.BROKEN,
        Basis.LAW,
        Confidence.CERTAIN,
    )
    assert late.because == (
        "Placed at 21:30:00 in America/New_York (mailing address) (allowed: 08:00 to 21:00) "
        "(state rule: MA: 940 CMR 7.04; 209 CMR 18.14 (or the debtor's stated waking hours))"
    )
    assert late.citation[-1].startswith("940 CMR 7.04")


def test_a_state_row_that_was_not_read_needs_review() -> None:
    late = finding(
        "STATE-hours", "agent: Hi.", start=LATE, collector_party="first", consumer={"state": "FL"}
    )
    assert (late.verdict, late.confidence) == (Verdict.BROKEN, Confidence.NEEDS_REVIEW)
    assert "Fla. Stat. 559.72(17)" in late.citation


CURSE = "agent: Pay your fucking bill."


@pytest.mark.parametrize(
    ("state", "basis", "confidence"),
    [
        ("CA", Basis.LAW, Confidence.NEEDS_REVIEW),
        ("TX", Basis.LAW, Confidence.NEEDS_REVIEW),
        ("OH", Basis.POLICY, Confidence.CERTAIN),
        (None, Basis.POLICY, Confidence.CERTAIN),
    ],
)
def test_a_creditor_is_bound_by_law_where_its_consumers_state_says_so(
    state: str | None, basis: Basis, confidence: Confidence
) -> None:
    cursed = finding(
        "FDCPA-1692d2-profanity", CURSE, collector_party="first", consumer={"state": state}
    )
    assert (cursed.verdict, cursed.basis, cursed.confidence) == (
        Verdict.BROKEN,
        basis,
        confidence,
    )


def test_state_law_on_creditors_leaves_commercial_debt_and_agencies_as_they_are() -> None:
    at_home = {"consumer": {"state": "CA"}}
    shop = finding(
        "FDCPA-1692d2-profanity",
        CURSE,
        collector_party="first",
        debt_type="commercial",
        **at_home,
    )
    agency = finding("FDCPA-1692d2-profanity", CURSE, **at_home)
    assert (shop.basis, agency.basis) == (Basis.POLICY, Basis.LAW)
    assert agency.confidence is Confidence.CERTAIN


def test_the_policy_can_leave_state_law_out() -> None:
    cursed = finding(
        "FDCPA-1692d2-profanity",
        CURSE,
        settings={"state_overrides": False},
        collector_party="first",
        consumer={"state": "CA"},
    )
    assert cursed.basis is Basis.POLICY


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ({"state": "CA"}, "broken"),
        ({"zip": "94110"}, "broken"),
        ({"state": "OH"}, "not_applicable"),
        ({"state": "OR"}, "undetermined"),
        ({}, "undetermined"),
    ],
)
def test_the_notice_of_recording_is_asked_for_where_the_consumer_is(
    place: dict[str, str], wanted: str
) -> None:
    said = "customer: Hello? / agent: Hi, this is Ines with Mill Creek. / customer: Yes?"
    told = finding("REC-01-notice", said, recording_notice_played=False, consumer=place)
    assert told.verdict.value == wanted


def test_an_area_code_tells_a_state_only_where_nothing_else_does() -> None:
    said = "customer: Hello? / agent: Hi, this is Ines with Mill Creek."
    log: dict[str, Any] = {"recording_notice_played": False, "phone": "+1-415-555-0142"}
    by_phone = finding("REC-01-notice", said, **log)
    at_home = finding("REC-01-notice", said, consumer={"state": "OH"}, **log)
    assert (by_phone.verdict.value, at_home.verdict.value) == ("broken", "not_applicable")


def week(*results: str) -> list[dict[str, str]]:
    return [
        {"start": f"2026-11-{13 + i}T10:00:00-05:00", "result": result}
        for i, result in enumerate(results)
    ]


@pytest.mark.parametrize(
    ("results", "attempt", "wanted"),
    [
        (("voicemail", "answered"), 3, "broken"),
        (("no_answer", "no_answer", "busy"), 4, "met"),
        (("voicemail",), 2, "met"),
        (("voicemail",), 5, "undetermined"),
    ],
)
def test_contacts_in_massachusetts_are_talks_and_messages(
    results: tuple[str, ...], attempt: int, wanted: str
) -> None:
    log: dict[str, Any] = {
        "history": week(*results),
        "attempt_number": attempt,
        "consumer": {"state": "MA"},
    }
    found = finding("STATE-frequency", "agent: Hi.", start="2026-11-18T13:00:00-05:00", **log)
    assert found.verdict.value == wanted


def test_calls_of_unknown_result_make_a_limit_that_is_passed_uncertain() -> None:
    log: dict[str, Any] = {"history": week("unknown", "unknown"), "consumer": {"state": "MA"}}
    found = finding("STATE-frequency", "agent: Hi.", start="2026-11-18T13:00:00-05:00", **log)
    assert (found.verdict, found.confidence) == (Verdict.BROKEN, Confidence.NEEDS_REVIEW)


def test_a_city_binds_by_zip_code_from_its_first_day_on() -> None:
    log: dict[str, Any] = {"history": week("voicemail", "answered"), "collector_party": "first"}
    home = {"state": "NY", "zip": "11201"}
    now = finding(
        "STATE-frequency", "agent: Hi.", start="2026-11-18T13:00:00-05:00", consumer=home, **log
    )
    assert now.verdict is Verdict.NOT_APPLICABLE
