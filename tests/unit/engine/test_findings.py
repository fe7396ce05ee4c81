"""What is taken for granted for speed is what the slow way gives."""

import pytest

from callaudit.core.conversation import Speaker
from callaudit.core.finding import Finding
from callaudit.engine import CompiledPack, compile_pack, evaluate, hear, listed_findings
from callaudit.engine.attention import Attention
from callaudit.engine.ready import ReadyRule
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call

CALLS = (
    call("agent: Hello. / customer: Yes? / agent: Pay today or you will be arrested, sir."),
    call("agent: You owe $300, pay it. / customer: Never call me again. / agent: We will call."),
    call("agent: This is Mona Pell, call me about your debt.", result="voicemail"),
    call("agent: Hello. / unknown: We will garnish your wages. / customer: Okay."),
    call(
        "customer: I have a lawyer. / agent: We are going to / customer: uh huh / agent: sue you."
    ),
    call("agent: Where does he work? / third_party: Wrong number.", collector_party="first"),
    call("", result="no_answer"),
    call("agent: Hello.", debt_type="commercial", consumer={"state": "CA"}),
)


@pytest.fixture(scope="module", params=["third_party", "first_party_strict"])
def catalogue(request: pytest.FixtureRequest) -> CompiledPack:
    """Return the rules that come along, under a policy."""
    rules = default_rules()
    return compile_pack(load_pack(rules), load_policy(request.param, rules=rules))


def test_findings_made_unchecked_are_those_made_with_every_check(catalogue) -> None:
    for built in CALLS:
        for finding in evaluate(catalogue, built):
            checked = Finding.model_validate_json(finding.model_dump_json())
            assert finding == checked
            assert list(vars(finding)) == list(vars(checked))
            assert finding.model_dump_json() == checked.model_dump_json()
            assert finding.model_fields_set == set(Finding.model_fields)


def test_listening_to_everything_finds_no_more(catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [evaluate(catalogue, built) for built in CALLS]
    index = catalogue.ear.index
    everything = 0
    for pattern in catalogue.ear.patterns.values():
        everything |= index.bits_of(pattern)
    all_ears = Attention(index, dict.fromkeys(Speaker, everything))
    monkeypatch.setattr(CompiledPack, "attention", lambda *_: all_ears)
    monkeypatch.setattr(ReadyRule, "outcome_of_silence", None)
    assert [evaluate(catalogue, built) for built in CALLS] == quick


def test_a_call_heard_once_is_judged_rule_by_rule_the_same(catalogue) -> None:
    for built in CALLS:
        heard = hear(catalogue, built)
        each = [evaluate(catalogue, heard, only={rule.id}) for rule in catalogue.rules]
        assert sorted(sum(each, ()), key=lambda f: f.rule_id) == list(evaluate(catalogue, built))


def test_what_is_listed_are_the_breaches_and_the_doubts(catalogue) -> None:
    for built in CALLS:
        listed = {f.id for f in listed_findings(catalogue, built)}
        doubtful = {
            f.id for f in evaluate(catalogue, built) if f.verdict in ("broken", "undetermined")
        }
        assert listed == doubtful
