"""Examples said in other words: what counts, and what is lost."""

from callaudit.pipeline.example_stress import StressResult, stress
from callaudit.pipeline.examples import ExampleRunner
from callaudit.pipeline.speech_style import SpeechStyle
from callaudit.rulespec import Rule, default_rules, load_pack

PACK = load_pack(default_rules())
ARREST = PACK.rule("FDCPA-1692e4-arrest")


def rule_with(fails: list[str], passes: list[str], *, phrase: str) -> Rule:
    """The arrest rule with one phrase of its own and only these examples."""
    assert ARREST is not None
    written = ARREST.model_dump(by_alias=True, mode="json")
    written["check"] = {"kind": "forbid", "patterns": [{"name": "said", "phrase": [phrase]}]}
    written["examples"] = {
        "fail": [{"say": say} for say in fails],
        "pass": [{"say": say, "because": "met"} for say in passes],
        "known_miss": [{"say": "agent: You'll be sorry, friend.", "note": "not heard yet"}],
    }
    return Rule.model_validate(written)


def results_of(rule: Rule, *transforms: SpeechStyle) -> list[StressResult]:
    alone = PACK.model_copy(update={"rules": (rule,)})
    return list(stress(ExampleRunner(alone, rules=default_rules()), [rule], transforms))


def test_a_verdict_that_hangs_on_one_word_is_lost_when_it_is_misheard():
    rule = rule_with(
        ["agent: We write neatly."], ["agent: Good morning, how are you?"], phrase="write neatly"
    )
    assert results_of(rule, SpeechStyle.HOMOPHONES) == [
        StressResult(
            rule_id=rule.id,
            category=rule.category,
            transform=SpeechStyle.HOMOPHONES,
            kept=0,
            of=1,
            lost=("FDCPA-1692e4-arrest-fail-1: broken → met",),
        )
    ]


def test_a_misheard_word_is_put_right_by_its_company():
    rule = rule_with(["agent: We will sue you."], ["agent: Good morning."], phrase="sue you")
    (result,) = results_of(rule, SpeechStyle.HOMOPHONES)
    assert (result.kept, result.of, result.lost) == (1, 1, ())


def test_lower_case_changes_no_verdict_of_a_plain_phrase():
    rule = rule_with(["agent: We will sue you."], ["agent: Good morning."], phrase="sue you")
    (result,) = results_of(rule, SpeechStyle.LOWER)
    assert (result.kept, result.of, result.lost) == (2, 2, ())


def test_an_example_that_a_transform_leaves_alone_is_not_counted():
    rule = rule_with(["agent: We sue you."], ["agent: Good morning."], phrase="sue you")
    (result,) = results_of(rule, SpeechStyle.WRITTEN_NUMBERS)
    assert (result.kept, result.of) == (0, 0)


def test_two_runs_agree():
    assert ARREST is not None
    assert results_of(ARREST, SpeechStyle.FILLERS) == results_of(ARREST, SpeechStyle.FILLERS)
