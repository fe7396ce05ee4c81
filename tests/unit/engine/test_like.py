"""What the second detector adds: sentences of like meaning, under the rule's own exceptions."""

from dataclasses import replace
from typing import Any

import pytest

from callaudit.core.finding import Confidence, Detector, Finding, Verdict
from callaudit.engine import CompiledPack, evaluate
from callaudit.engine.listen import LONG_MESSAGE, MANY_TURNS
from callaudit.pipeline.second_detector import find_likeness
from callaudit.rulespec.checks import Forbid
from callaudit.rulespec.pattern import Like, Pattern
from tests.builders import call

JAIL = ("You are going to jail for this debt.", "The police will come and lock you up.")


@pytest.fixture(scope="module")
def alike(pack: CompiledPack) -> CompiledPack:
    """The pack of one rule, with sentences that its patterns do not know."""
    return with_like(pack, Like(sentences=JAIL, near=0.45))


@pytest.fixture(scope="module")
def headed(pack: CompiledPack) -> CompiledPack:
    """The pack of one rule, with the shipped head for insults."""
    return with_like(pack, Like(head="insult_shame"))


def with_like(pack: CompiledPack, what: Like) -> CompiledPack:
    """Let the pack's one rule ask the second detector, too."""
    (rule,) = pack.rules
    assert isinstance(rule.check, Forbid)
    like = Pattern(name="sounds-like", like=what)
    check = rule.check.model_copy(update={"patterns": (*rule.check.patterns, like)})
    asking = rule.model_copy(update={"check": check})
    ear = replace(
        pack.ear,
        likeness=find_likeness(),
        patterns={
            **pack.ear.patterns,
            (rule.id, like.name): next(iter(pack.ear.patterns.values())),
        },
    )
    return replace(pack, rules=(asking,), ear=ear)


def judge(pack: CompiledPack, say: str, **log: Any) -> Finding:
    (finding,) = evaluate(pack, call(say, **log))
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


INSULT = "You should be ashamed of yourself for living like this"
DECENT = "You do not even have the decency to pay, you loser"
TOLD = "They told you that you are a worthless loser"


def test_a_head_makes_a_finding_likely_and_quotes_the_sentence(headed: CompiledPack) -> None:
    finding = judge(headed, f"agent: Good morning to you. {INSULT}. Call me.")
    assert (finding.verdict, finding.confidence, finding.detector) == (
        Verdict.BROKEN,
        Confidence.LIKELY,
        Detector.LIKE,
    )
    assert [proof.quote for proof in finding.evidence] == [INSULT]


def test_a_head_knows_denials_itself_and_sentences_do_not(
    pack: CompiledPack, headed: CompiledPack
) -> None:
    say = f"agent: {DECENT}."
    by_head = judge(headed, say)
    assert (by_head.verdict, by_head.excused) == (Verdict.BROKEN, ())
    by_sentence = judge(with_like(pack, Like(sentences=(DECENT,), near=0.9)), say)
    assert by_sentence.verdict is Verdict.MET
    assert [one.reason for one in by_sentence.excused] == ["negated"]


def test_what_others_said_is_excused_where_a_head_found_it(headed: CompiledPack) -> None:
    finding = judge(headed, f"agent: {TOLD}.")
    assert finding.verdict is Verdict.MET
    assert [(one.reason, one.evidence.quote) for one in finding.excused] == [("reported", TOLD)]
    own = judge(headed, f"agent: {TOLD.removeprefix('They told you that ')}.")
    assert own.verdict is Verdict.BROKEN


def test_a_head_may_need_two_sentences_and_then_quotes_both(headed: CompiledPack) -> None:
    first, second = "I have a nephew in third grade", "He handles money better than you"
    assert judge(headed, f"agent: {first}.").verdict is Verdict.MET
    assert judge(headed, f"agent: {second}.").verdict is Verdict.MET
    (proof,) = judge(headed, f"agent: {first}. {second}.").evidence
    assert proof.quote == f"{first}. {second}"


def chat(turns: int, *, ends: str) -> str:
    """A talk of so many turns about the weather; the agent has the last word."""
    weather = ("agent: Lots of rain today.", "customer: Oh yes, buckets.")
    return " / ".join([*(weather[i % 2] for i in range(turns - 1)), f"agent: {ends}."])


@pytest.mark.parametrize(
    ("turns", "log", "wanted"),
    [
        (MANY_TURNS - 1, {}, Verdict.BROKEN),
        (MANY_TURNS, {}, Verdict.MET),
        (MANY_TURNS, {"invoice_number": "4471"}, Verdict.BROKEN),
        (MANY_TURNS, {"amount": "342.50"}, Verdict.BROKEN),
        (MANY_TURNS, {"debt_id": "D-7"}, Verdict.BROKEN),
        (MANY_TURNS, {"due_date": "2026-10-01"}, Verdict.BROKEN),
    ],
)
def test_a_long_call_of_which_nothing_tells_a_debt_is_not_asked(
    headed: CompiledPack, turns: int, log: dict[str, Any], wanted: Verdict
) -> None:
    likeness = headed.ear.likeness
    assert likeness is not None
    likeness.begin({})
    assert judge(headed, chat(turns, ends=INSULT), **log).verdict is wanted
    assert bool(likeness.asked) is (wanted is Verdict.BROKEN)


@pytest.mark.parametrize(
    ("words_before", "log", "wanted"),
    [
        (LONG_MESSAGE - 20, {}, Verdict.BROKEN),
        (LONG_MESSAGE, {}, Verdict.MET),
        (LONG_MESSAGE, {"amount": "342.50"}, Verdict.BROKEN),
    ],
)
def test_a_long_message_of_which_nothing_tells_a_debt_is_not_asked(
    headed: CompiledPack, words_before: int, log: dict[str, Any], wanted: Verdict
) -> None:
    say = f"agent: {'rain ' * words_before}. {INSULT}."
    assert judge(headed, say, result="voicemail", **log).verdict is wanted


@pytest.mark.parametrize("who", ["agent", "customer"])
def test_a_long_call_is_asked_once_somebody_speaks_of_a_debt(
    headed: CompiledPack, who: str
) -> None:
    say = f"{who}: It is about the invoice. / {chat(MANY_TURNS, ends=INSULT)}"
    assert [proof.quote for proof in judge(headed, say).evidence] == [INSULT]


def test_patterns_need_no_talk_of_a_debt(headed: CompiledPack) -> None:
    assert judge(headed, chat(MANY_TURNS, ends="You will be arrested")).verdict is Verdict.BROKEN
