"""What the second detector adds: sentences of like meaning, under the rule's own exceptions."""

from dataclasses import replace

import pytest

from callaudit.core.finding import Confidence, Detector, Finding, Verdict
from callaudit.engine import CompiledPack, evaluate
from callaudit.pipeline.second_detector import find_likeness
from callaudit.rulespec.checks import Forbid
from callaudit.rulespec.pattern import Like, Pattern
from tests.builders import call

JAIL = ("You are going to jail for this debt.", "The police will come and lock you up.")


@pytest.fixture(scope="module")
def alike(pack: CompiledPack) -> CompiledPack:
    """The pack of one rule, with sentences that its patterns do not know."""
    (rule,) = pack.rules
    assert isinstance(rule.check, Forbid)
    like = Pattern(name="sounds-like", like=Like(sentences=JAIL, near=0.55))
    check = rule.check.model_copy(update={"patterns": (*rule.check.patterns, like)})
    with_like = rule.model_copy(update={"check": check})
    ear = replace(
        pack.ear,
        likeness=find_likeness(),
        patterns={
            **pack.ear.patterns,
            (rule.id, like.name): next(iter(pack.ear.patterns.values())),
        },
    )
    return replace(pack, rules=(with_like,), ear=ear)


def judge(pack: CompiledPack, say: str) -> Finding:
    (finding,) = evaluate(pack, call(say))
    return finding


def test_a_paraphrase_that_no_pattern_knows_is_found_and_wants_a_person(
    pack: CompiledPack, alike: CompiledPack
) -> None:
    say = "agent: Good day. People like you end up in jail for this debt. Call me."
    assert judge(pack, say).verdict is Verdict.MET
    finding = judge(alike, say)
    assert (finding.verdict, finding.confidence, finding.detector) == (
        Verdict.BROKEN,
        Confidence.NEEDS_REVIEW,
        Detector.LIKE,
    )
    (proof,) = finding.evidence
    assert proof.quote == "People like you end up in jail for this debt"
    assert proof.pattern == "MY-01-arrest/sounds-like"
    assert "like what is forbidden" in finding.because


@pytest.mark.parametrize(
    ("say", "reasons"),
    [
        ("agent: You are not going to jail for this debt.", ("negated",)),
        ("agent: You said they told you that you go to jail for this debt.", ("reported",)),
        ("customer: I am going to jail for this debt.", ()),
        ("agent: To jail.", ()),
        ("agent: The game against the visitors begins at seven.", ()),
    ],
)
def test_denials_quotes_and_other_peoples_words_are_not_found(
    alike: CompiledPack, say: str, reasons: tuple[str, ...]
) -> None:
    finding = judge(alike, say)
    assert finding.verdict is Verdict.MET
    assert tuple(excused.reason for excused in finding.excused) == reasons


def test_where_a_pattern_speaks_likeness_is_not_asked(alike: CompiledPack) -> None:
    likeness = alike.ear.likeness
    assert likeness is not None
    before = likeness.embedded
    say = "agent: You will be arrested. The police are on their way to pick you up."
    finding = judge(alike, say)
    assert (finding.detector, finding.confidence) == (Detector.PATTERN, Confidence.CERTAIN)
    assert [proof.quote for proof in finding.evidence] == ["You will be arrested"]
    assert likeness.embedded == before


def test_a_sentence_that_a_pattern_excused_is_judged_already(alike: CompiledPack) -> None:
    finding = judge(alike, "agent: You will not be arrested or go to jail for this debt.")
    assert finding.verdict is Verdict.MET
    assert [excused.evidence.detector for excused in finding.excused] == [Detector.PATTERN]


def test_a_denial_ends_at_but(alike: CompiledPack) -> None:
    say = "agent: I do not want to be rude but you are going to jail for this debt"
    (proof,) = judge(alike, say).evidence
    assert proof.quote == "but you are going to jail for this debt"


def test_without_the_model_patterns_go_on(alike: CompiledPack) -> None:
    without = replace(alike, ear=replace(alike.ear, likeness=None))
    assert judge(without, "agent: You are going to jail for this debt.").verdict is Verdict.MET
    assert judge(without, "agent: You will be arrested.").verdict is Verdict.BROKEN
