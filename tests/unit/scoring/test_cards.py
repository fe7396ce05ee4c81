"""How a call is scored on a card, one by one and ten thousand at once."""

import random
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest

from callaudit.core.finding import Severity, Verdict
from callaudit.core.metadata import CallType
from callaudit.core.scorecard import CardScore, FailedBy, SectionScore
from callaudit.rulespec import default_rules
from callaudit.rulespec.scorecard import (
    Band,
    CardRule,
    ScorecardSpec,
    Section,
    scorecard_names,
)
from callaudit.scoring.cards import load_scorecard, score_call, score_frame, section_frame

MET, BROKEN = Verdict.MET, Verdict.BROKEN
OPEN, AWAY = Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE


def rule(name: str, points: float = 5, severity: Severity = Severity.MAJOR) -> CardRule:
    title, law = f"Breaks {name}", f"law of {name}"
    return CardRule(id=name, points=points, title=title, severity=severity, citation=(law,))


CARD = ScorecardSpec(
    name="mine",
    version=3,
    title="Ours",
    changed=date(2026, 11, 22),
    call_types=(),
    least_coverage=0.5,
    sections=(
        Section(
            name="truth",
            title="Truth",
            weight=60,
            rules=(rule("T-1", 10, Severity.CRITICAL), rule("T-2"), rule("T-3", 0)),
        ),
        Section(
            name="money",
            title="Money",
            weight=40,
            rules=(rule("M-1"), rule("M-2"), rule("M-3", 2, Severity.MINOR)),
            fails={"M-2": tuple(Severity)},
        ),
    ),
    bonus=(rule("B-1", 3), rule("B-2", 3)),
    most_bonus=4,
    fails={"T-1": (Severity.CRITICAL,)},
    most=20,
    bands=(Band(name="good", least=80), Band(name="fair", least=50), Band(name="poor", least=0)),
    digest="sha256:33",
)


def test_sections_share_the_total_by_weight_and_rules_share_theirs_by_points():
    verdicts = {"T-1": MET, "T-2": BROKEN, "M-1": MET, "M-2": OPEN, "M-3": AWAY, "X-1": BROKEN}
    assert score_call(verdicts, CARD) == CardScore(
        card="mine",
        version=3,
        digest="sha256:33",
        applies=True,
        total=80.0,  # 60 x 10/15 + 40
        earned=80.0,
        coverage=0.75,  # T-1, T-2, M-1 of four that apply
        band="good",
        sections=(
            SectionScore(
                name="truth",
                weight=60,
                met=1,
                broken=1,
                undetermined=0,
                not_applicable=0,
                score=100 * 10 / 15,
            ),
            SectionScore(
                name="money",
                weight=40,
                met=1,
                broken=0,
                undetermined=1,
                not_applicable=1,
                score=100.0,
            ),
        ),
    )


def test_a_section_in_which_nothing_was_judged_stands_outside():
    assert score_call({"T-2": MET, "T-1": BROKEN, "M-1": OPEN}, CARD).earned == 33.3
    assert score_call({"M-1": MET, "T-1": AWAY}, CARD).total == 100.0


def test_a_broken_rule_that_fails_its_section_leaves_nothing_of_it():
    scored = score_call({"T-2": MET, "M-1": MET, "M-2": BROKEN}, CARD)
    failed = FailedBy(rule="M-2", title="Breaks M-2", citation=("law of M-2",))
    assert scored.sections[1].score == 0.0
    assert scored.sections[1].failed == (failed,)
    assert (scored.total, scored.failed) == (60.0, ())


def test_a_broken_rule_that_fails_the_call_holds_its_total_down_and_names_the_law():
    scored = score_call({"T-1": BROKEN, "T-2": MET, "M-1": MET}, CARD)
    assert (scored.earned, scored.total, scored.band) == (60.0, 20.0, "poor")
    assert scored.failed == (FailedBy(rule="T-1", title="Breaks T-1", citation=("law of T-1",)),)


def test_a_finding_that_the_policy_made_lighter_does_not_fail_the_call():
    lighter = {"T-1": Severity.MAJOR}
    assert score_call({"T-1": BROKEN, "M-1": MET}, CARD, severities=lighter).failed == ()


def test_what_could_not_be_judged_fails_nothing():
    assert score_call({"T-1": OPEN, "M-2": OPEN, "M-1": MET}, CARD).failed == ()


@pytest.mark.parametrize(
    ("kept", "bonus", "total"),
    [((), 0, 66.7), (("B-1",), 3, 69.7), (("B-1", "B-2"), 4, 70.7)],
)
def test_a_bonus_comes_on_top_as_far_as_the_card_allows(kept, bonus, total):
    verdicts = {"T-1": MET, "T-2": BROKEN, **dict.fromkeys(kept, MET)}
    scored = score_call(verdicts, CARD)
    assert (scored.bonus, scored.total) == (bonus, total)


def test_no_bonus_hides_a_broken_rule():
    many = CARD.model_copy(update={"most_bonus": 100.0, "bonus": (rule("B-1", 100),)})
    assert score_call({"T-1": MET, "T-2": BROKEN, "B-1": MET}, many).total == 99.9


def test_a_call_of_which_little_was_judged_gets_a_total_and_no_band():
    verdicts = {"T-1": MET, "T-2": OPEN, "M-1": OPEN}
    assert score_call(verdicts, CARD).total == 100.0
    assert score_call(verdicts, CARD).coverage == 0.333
    assert score_call(verdicts, CARD).band is None


def test_a_call_of_which_nothing_was_judged_has_no_score():
    scored = score_call({"T-1": AWAY, "M-1": OPEN}, CARD)
    assert (scored.total, scored.coverage, scored.band) == (None, 0.0, None)


def test_a_card_scores_only_the_calls_it_is_for():
    card = CARD.model_copy(update={"call_types": (CallType.VOICEMAIL,)})
    other = score_call({"T-1": BROKEN}, card, call_type=CallType.INBOUND)
    assert (other.applies, other.total, other.failed, other.sections) == (False, None, (), ())
    assert score_call({"T-1": MET}, card, call_type=CallType.VOICEMAIL).total == 100.0


@dataclass(frozen=True)
class Calls:
    """Invented calls in the frames of an archive."""

    calls: pd.DataFrame
    findings: pd.DataFrame
    verdicts: pd.DataFrame


def random_calls(rules: list[str], *, number: int, seed: int) -> Calls:
    """Calls with all sorts of verdicts; some findings weigh less than their rules."""
    draw = random.Random(seed)
    calls, findings, verdicts = [], [], []
    for n in range(number):
        call_type = draw.choice([*CallType, ""])
        calls.append((f"c{n:05}", draw.choice(["audited"] * 9 + ["failed"]), str(call_type)))
        if calls[-1][1] == "failed":
            continue
        weights = draw.choice([(8, 1, 1, 1), (3, 3, 3, 3), (0, 0, 1, 1), (1, 0, 0, 0)])
        for name in draw.sample(rules, draw.randint(0, len(rules))):
            verdict = draw.choices([MET, BROKEN, OPEN, AWAY], weights)[0]
            verdicts.append((f"c{n:05}", name, verdict.value))
            if verdict in (BROKEN, OPEN):
                severity = draw.choice(list(Severity)).value
                findings.append((f"c{n:05}", name, verdict.value, severity))
    kinds = {"rule": "category", "verdict": "category"}
    return Calls(
        calls=pd.DataFrame(calls, columns=["call_id", "status", "call_type"]).astype(
            {"call_id": "string", "call_type": "category", "status": "category"}
        ),
        findings=pd.DataFrame(findings, columns=["call_id", "rule", "verdict", "severity"]).astype(
            {"call_id": "string", "severity": "category", **kinds}
        ),
        verdicts=pd.DataFrame(verdicts, columns=["call_id", "rule", "verdict"]).astype(
            {"call_id": "category", **kinds}
        ),
    )


def one_by_one(calls: Calls, spec: ScorecardSpec) -> list[CardScore | None]:
    """Each call scored alone; None for failed ones."""
    ids = [str(call) for call in calls.calls["call_id"]]
    verdicts: dict[str, dict[str, Verdict]] = {call: {} for call in ids}
    for row in calls.verdicts.itertuples():
        verdicts[str(row.call_id)][str(row.rule)] = Verdict(str(row.verdict))
    severities: dict[str, dict[str, Severity]] = {call: {} for call in ids}
    for row in calls.findings.itertuples():
        severities[str(row.call_id)][str(row.rule)] = Severity(str(row.severity))
    return [
        score_call(
            verdicts[str(row.call_id)],
            spec,
            call_type=CallType(str(row.call_type)) if row.call_type else None,
            severities=severities[str(row.call_id)],
        )
        if row.status == "audited"
        else None
        for row in calls.calls.itertuples()
    ]


def as_row(call_id: str, scored: CardScore | None, spec: ScorecardSpec) -> tuple[object, ...]:
    if scored is None or not scored.applies:
        return (call_id, spec.name, False, None, None, 0.0, 0.0, "", False, "")
    return (
        call_id,
        spec.name,
        True,
        scored.total,
        scored.earned,
        scored.bonus,
        scored.coverage,
        scored.band or "",
        bool(scored.failed),
        " ".join(one.rule for one in scored.failed),
    )


def plain(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame.astype(object).itertuples(index=False)
    ]


SHIPPED = [load_scorecard(name) for name in scorecard_names(default_rules())]


@pytest.mark.parametrize("spec", [CARD, *SHIPPED], ids=lambda spec: spec.name)
@pytest.mark.parametrize("seed", range(3))
def test_many_calls_at_once_are_scored_like_each_alone(spec, seed):
    held = [rule.id for section in spec.sections for rule in section.rules]
    held += [rule.id for rule in spec.bonus]
    calls = random_calls([*held, "OLD-01-rule"], number=120, seed=seed)
    alone = one_by_one(calls, spec)
    ids = list(calls.calls["call_id"])
    assert plain(score_frame(calls, spec)) == [
        as_row(call_id, one, spec) for call_id, one in zip(ids, alone, strict=True)
    ]
    sections = [
        (call_id, part.name, part.score, part.met + part.broken, bool(part.failed))
        for call_id, one in zip(ids, alone, strict=True)
        if one is not None and one.applies
        for part in one.sections
    ]
    assert plain(section_frame(calls, spec)) == sections


def test_no_calls_give_empty_frames_with_every_column():
    calls = random_calls(["T-1"], number=0, seed=0)
    assert list(score_frame(calls, CARD).columns)[:4] == ["call_id", "card", "applies", "total"]
    assert len(section_frame(calls, CARD)) == 0
