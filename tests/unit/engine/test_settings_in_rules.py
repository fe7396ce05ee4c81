"""Settings inside a check: patterns, exceptions, elements, windows; and the written note."""

from typing import Any

import pytest
import yaml

from callaudit.core.finding import Confidence, Finding, Verdict
from callaudit.engine import compile_pack, evaluate
from callaudit.rulespec import Rule, RulePack, default_rules, load_policy
from tests.builders import call

HEAD: dict[str, Any] = {
    "schema": 1,
    "id": "MY-01-rule",
    "category": "notes_missing",
    "title": "A rule of this test",
    "status": "test",
    "severity": "minor",
    "basis": "policy",
    "changed": "2026-11-22",
    "coaching": {"why": "It is a test."},
}


def judge(check: str, say: str, *, settings: dict[str, Any] | None = None, **log: Any) -> Finding:
    rule = Rule.model_validate({**HEAD, "check": yaml.safe_load(check)})
    pack = RulePack(rules=(rule,), cues=(), words={}, digest="")
    policy = load_policy("third_party", rules=default_rules()).with_settings(settings or {})
    (found,) = evaluate(compile_pack(pack, policy), call(say, **log))
    return found


SSN = """
kind: forbid
patterns:
  - {name: ssn, settings: {pii.spoken_by_agent: ssn}, phrase: [social security number]}
unless:
  - settings: {payments.card_by_voice: pause_resume_required}
    said: {name: paused, phrase: [paused]}
"""


@pytest.mark.parametrize(
    ("settings", "say", "wanted"),
    [
        ({}, "agent: Your social security number.", "broken"),
        ({"pii.spoken_by_agent": ["bank"]}, "agent: Your social security number.", "met"),
        ({}, "agent: It is paused, your social security number.", "met"),
        (
            {"payments.card_by_voice": "never"},
            "agent: It is paused, your social security number.",
            "broken",
        ),
    ],
)
def test_a_pattern_and_an_exception_may_hang_on_the_policy(
    settings: dict[str, Any], say: str, wanted: str
) -> None:
    assert judge(SSN, say, settings=settings).verdict.value == wanted


ITEMS = """
kind: require
at_least: {setting: recap.min_items}
elements:
  - {name: amount, patterns: [{name: amount, entity: money}]}
  - {name: day, patterns: [{name: day, phrase: [friday]}]}
  - {name: method, patterns: [{name: method, phrase: [by card]}]}
"""


@pytest.mark.parametrize(("items", "wanted"), [(1, "met"), (2, "met"), (3, "broken")])
def test_the_policy_says_how_many_elements_are_enough(items: int, wanted: str) -> None:
    said = "agent: So 200 dollars on Friday."
    assert judge(ITEMS, said, settings={"recap.min_items": items}).verdict.value == wanted


SHOWS = """
kind: require
at_least: 0
elements: [{name: terms, patterns: [{name: terms, phrase: [net thirty]}]}]
"""


def test_a_rule_that_demands_nothing_shows_what_was_said_and_is_never_broken() -> None:
    said = judge(SHOWS, "agent: Our terms are net thirty.")
    silent = judge(SHOWS, "agent: Good morning.")
    assert (said.verdict, [e.quote for e in said.evidence]) == (Verdict.MET, ["net thirty"])
    assert silent.verdict is Verdict.NOT_APPLICABLE


NOTE = """
kind: require
where: note
elements:
  - name: outcome
    settings: {notes.required_fields: outcome}
    patterns: [{name: outcome, phrase: [(spoke|voicemail)]}]
  - name: next-step
    settings: {notes.required_fields: next_step}
    patterns: [{name: next, phrase: ["call ...2 {date}"]}]
"""


@pytest.mark.parametrize(
    ("note", "fields", "wanted", "because"),
    [
        ("Spoke, call on March 3.", ["outcome", "next_step"], "met", "The note has what it needs"),
        ("Spoke.", ["outcome", "next_step"], "broken", "The note does not have: next step"),
        ("Spoke.", ["outcome"], "met", "The note has what it needs"),
        ("", ["outcome"], "not_applicable", "The log carries no note for this call"),
        (None, ["outcome"], "not_applicable", "The log carries no note for this call"),
        ("Hm.", [], "not_applicable", "The policy asks for nothing of the kind in a note"),
    ],
)
def test_a_written_note_is_read_like_speech(
    note: str | None, fields: list[str], wanted: str, because: str
) -> None:
    found = judge(NOTE, "agent: Hello.", settings={"notes.required_fields": fields}, notes=note)
    assert (found.verdict.value, found.because) == (wanted, because)


def test_what_the_customer_said_and_the_note_leaves_out_is_quoted() -> None:
    check = (
        NOTE + "only_if: {speaker: customer, patterns: [{name: refuses, phrase: [will not pay]}]}"
    )
    say = "customer: I won't pay. / agent: I see."
    missing = judge(check, say, notes="Call on March 3.")
    assert [e.quote for e in missing.evidence] == ["won't pay"]
    assert (
        judge(check, "customer: Hello. / agent: Hi.", notes="x").verdict.value == "not_applicable"
    )
    assert judge(check, say).verdict is Verdict.UNDETERMINED


LAWFUL = """
kind: forbid
patterns: [{name: sue, phrase: [sue you]}]
unless: [{lawful_if: {flags: [legal_action_authorized], sentence: not a violation only if true}}]
"""


def test_the_policy_says_what_an_unknown_flag_makes_of_a_statement() -> None:
    said = "agent: We will sue you."
    usual = judge(LAWFUL, said)
    careful = judge(LAWFUL, said, settings={"unknown_flag": "undetermined"})
    known = judge(
        LAWFUL,
        said,
        settings={"unknown_flag": "undetermined"},
        flags={"legal_action_authorized": False},
    )
    assert (usual.verdict, usual.confidence) == (Verdict.BROKEN, Confidence.CONDITIONAL)
    assert (careful.verdict, known.verdict) == (Verdict.UNDETERMINED, Verdict.BROKEN)
    assert careful.evidence == usual.evidence


def test_a_setting_that_nobody_declared_is_told_with_the_nearest() -> None:
    policy = load_policy("third_party", rules=default_rules())
    with pytest.raises(
        KeyError, match=r"no setting is called hours\.ende; did you mean hours\.end"
    ):
        policy.with_settings({"hours.ende": "18:00:00"})
