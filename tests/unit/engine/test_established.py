"""What a call establishes for those after it: heard and meant, whatever the rule's verdict."""

import pytest

from callaudit.core.case import FactKind
from callaudit.engine import CompiledPack, compile_pack, established, hear
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call


@pytest.fixture(scope="module")
def rules() -> CompiledPack:
    policy = load_policy("third_party", rules=default_rules())
    return compile_pack(load_pack(default_rules()), policy)


def facts(pack: CompiledPack, say: str, **metadata: object) -> list[tuple[str, str]]:
    found = established(pack, hear(pack, call(say, **metadata)))
    return [(fact.kind.value, fact.evidence.quote) for fact in found if fact.evidence]


@pytest.mark.parametrize(
    ("say", "established"),
    [
        ("customer: Stop calling me. / agent: Done.", [("stop_calls", "Stop calling me")]),
        (
            "customer: Don't call this number again.",
            [("stop_number", "Don't call this number again")],
        ),
        ("customer: Stop calling my cell, I mean it.", [("stop_calls", "Stop calling my cell")]),
        ("customer: Don't call my sister anymore.", []),
        ("customer: Don't call her again.", []),
        (
            "customer: Don't call her again. And don't call me, either.",
            [("stop_calls", "don't call me")],
        ),
        ("customer: Don't call my job again.", [("work_prohibited", "Don't call my job again")]),
        (
            "customer: Never contact my boss about this.",
            [("work_prohibited", "Never contact my boss about this")],
        ),
        ("customer: Please don't call me on Thursday.", []),
        ("customer: This is harassment!", []),
        ("agent: Stop calling me, you said.", []),
        ("customer: I have a lawyer.", [("attorney", "I have a lawyer")]),
        ("customer: I might get a lawyer.", []),
        ("customer: I never ordered this.", [("dispute", "I never ordered this")]),
        ("customer: I filed chapter seven in May.", [("bankruptcy", "I filed chapter seven")]),
        (
            "customer: I can't take calls at work.",
            [("work_prohibited", "can't take calls at work")],
        ),
        ("customer: You have the wrong number.", [("wrong_number", "the wrong number")]),
        ("customer: I refuse to pay.", [("refusal", "I refuse to pay")]),
        ("customer: I already paid that.", [("payment_sent", "already paid")]),
        ("unknown: Stop calling me.", []),
    ],
)
def test_what_is_said_and_meant_is_established(rules, say, established) -> None:
    assert facts(rules, say) == established


def test_a_third_party_speaks_for_the_line_alone(rules) -> None:
    say = "third_party: She is not here, this is her mother. Stop calling here. I have a lawyer."
    assert facts(rules, say) == [("stop_number", "Stop calling here")]


def test_nothing_comes_from_a_call_without_a_time_or_a_voicemail(rules) -> None:
    assert facts(rules, "customer: Stop calling me.", start="whenever") == []
    assert facts(rules, "customer: Stop calling me.", result="voicemail") == []


def test_the_quote_names_its_call_and_the_line_it_was_said_on(rules) -> None:
    made = call("customer: Stop calling me.", call_id="s01", phone="614-555-0142")
    (fact,) = established(rules, hear(rules, made))
    assert (fact.kind, fact.call_id, fact.source) == (FactKind.STOP_CALLS, "s01", "said")
    assert fact.evidence is not None
    assert fact.evidence.call_id == "s01"
    assert fact.phone == made.metadata.phone
    assert fact.at == made.metadata.start
