"""What every finding promises: one a rule, quotes that can be heard, silence that is no pass."""

import sys

import pytest

from callaudit.core.finding import Basis, Confidence, Verdict
from callaudit.core.transcript import AsrSettings, Coverage, Transcript, Word
from callaudit.engine import compile_pack, evaluate
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call

THREAT = "agent: Hello. / customer: Yes? / agent: Pay today or you will be arrested, sir."


@pytest.fixture
def catalogue():
    """Return the rules that come along."""
    rules = default_rules()
    return compile_pack(load_pack(rules), load_policy("third_party", rules=rules))


@pytest.fixture
def finding(pack):
    """Judge a call by the pack's one rule."""
    return lambda built: evaluate(pack, built)[0]


def test_every_rule_in_force_gives_exactly_one_finding(catalogue) -> None:
    findings = evaluate(catalogue, call(THREAT))
    assert [f.rule_id for f in findings] == sorted(rule.id for rule in catalogue.rules)


def test_the_same_call_gives_the_same_findings(catalogue) -> None:
    assert evaluate(catalogue, call(THREAT)) == evaluate(catalogue, call(THREAT))


def test_a_quote_is_what_was_said(catalogue) -> None:
    built = call(THREAT)
    for found in evaluate(catalogue, built):
        for proof in found.evidence:
            text = built.conversation.turns[proof.turn].text
            assert text[proof.start_char : proof.end_char] == proof.quote


def test_a_threat_by_an_unknown_speaker_is_undetermined(finding) -> None:
    found = finding(call("agent: Hello. / unknown: You will be arrested."))
    assert found.verdict is Verdict.UNDETERMINED
    assert found.because == "“You will be arrested” was said, but it is not known by whom"


def test_without_any_known_agent_nothing_is_met(finding) -> None:
    found = finding(call("unknown: Hello. / unknown: How are you?"))
    assert (found.verdict, found.because) == (
        Verdict.UNDETERMINED,
        "It is not known which speaker is the agent",
    )


def test_law_that_does_not_bind_a_creditor_is_policy(finding) -> None:
    assert finding(call(THREAT)).basis is Basis.LAW
    assert finding(call(THREAT, collector_party="first")).basis is Basis.POLICY
    assert finding(call(THREAT, debt_type="commercial")).basis is Basis.POLICY


def heard(built, *, share=1.0, language="en", probability=0.9):
    turn = built.conversation.turns[-1]
    words = tuple(
        Word(text=text, start_s=float(i), end_s=i + 0.5, probability=probability)
        for i, text in enumerate(turn.text.split())
    )
    turns = (*built.conversation.turns[:-1], turn.model_copy(update={"words": words}))
    transcript = Transcript(
        call_id="example",
        recording_sha256="sha256:0",
        settings=AsrSettings(),
        language=language,
        coverage=(Coverage(channel=0, speech_s=100.0, worded_s=100.0 * share),),
    )
    conversation = built.conversation.model_copy(update={"turns": turns})
    return built.model_copy(update={"transcript": transcript, "conversation": conversation})


def test_a_quote_has_the_seconds_of_its_words(finding) -> None:
    proof = finding(heard(call(THREAT))).evidence[0]
    assert (proof.quote, proof.start_s, proof.end_s) == ("you will be arrested", 3.0, 6.5)


def test_words_heard_badly_need_review_and_words_hardly_heard_are_undetermined(finding) -> None:
    assert finding(heard(call(THREAT))).confidence is Confidence.CERTAIN
    assert finding(heard(call(THREAT), probability=0.5)).confidence is Confidence.NEEDS_REVIEW
    assert finding(heard(call(THREAT), probability=0.2)).verdict is Verdict.UNDETERMINED


def test_speech_without_words_is_no_pass(finding) -> None:
    calm = call("agent: Hello. / customer: Hello.")
    assert finding(heard(calm)).verdict is Verdict.MET
    assert finding(heard(calm, share=0.5)).verdict is Verdict.UNDETERMINED


def test_a_call_in_another_language_is_not_judged(finding) -> None:
    found = finding(heard(call(THREAT), language="es"))
    assert found.verdict is Verdict.UNDETERMINED
    assert "not in English (es)" in found.because


def test_a_rule_that_needs_a_missing_model_is_no_pass(
    catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The package exports a function of the module's name, so the module is looked up itself.
    module = sys.modules["callaudit.engine.evaluate"]
    monkeypatch.setattr(module, "has_parser", lambda: False)
    findings = evaluate(catalogue, call("agent: Hello. / customer: Hello."))
    needing = {rule.id for rule in catalogue.rules if catalogue.ear.needs_parser(rule)}
    assert needing
    assert not any(f.verdict is Verdict.MET for f in findings if f.rule_id in needing)


def test_words_that_were_hardly_heard_make_no_silence(finding) -> None:
    calm = call("agent: Hello. / customer: Hello there my friend.")
    found = finding(heard(calm, probability=0.4))
    assert (found.verdict, found.because) == (
        Verdict.UNDETERMINED,
        "The words were heard with probability 0.40 only (not English?)",
    )


def test_a_recording_without_the_agents_words_proves_nothing(finding) -> None:
    found = finding(heard(call("customer: This is Kevin.")))
    assert (found.verdict, found.because) == (
        Verdict.UNDETERMINED,
        "Nothing that the agent said was heard",
    )


def test_what_is_not_said_in_a_call_logged_as_spanish_proves_nothing(finding) -> None:
    found = finding(call("agent: Hola. / customer: Hola.", language="es-US"))
    assert found.verdict is Verdict.UNDETERMINED
    assert "not in English (es-US)" in found.because
    assert finding(call(THREAT, language="es-US")).verdict is Verdict.BROKEN
    assert finding(call("agent: Hello.", language="en-GB")).verdict is Verdict.MET
