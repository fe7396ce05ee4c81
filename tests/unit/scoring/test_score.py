"""How findings add up."""

from typing import Any

from callaudit.core.scorecard import CategoryScore, Scorecard
from callaudit.scoring.areas import AREA_CATEGORIES, area_of
from callaudit.scoring.score import score
from tests.unit.reports.examples import finding

POLICY: dict[str, Any] = {"policy_name": "first_party_strict", "policy_digest": "sha256:22"}


def test_a_call_is_scored_by_weight_and_by_area():
    findings = (
        finding("A", "critical", "met", category="threat_vague"),
        finding("B", "major", "broken", category="threat_lawsuit"),
        finding("C", "minor", "met", category="call_hours"),
        finding("D", "major", "undetermined", category="call_hours"),
        finding("E", "critical", "not_applicable", category="vm_extra_content"),
    )
    assert score(findings, **POLICY) == Scorecard(
        policy="first_party_strict",
        policy_digest="sha256:22",
        areas=(
            CategoryScore(
                area="voicemail", met=0, broken=0, undetermined=0, not_applicable=1, score=None
            ),
            CategoryScore(
                area="threats", met=1, broken=1, undetermined=0, not_applicable=0, score=66.7
            ),
            CategoryScore(
                area="time_place_frequency",
                met=1,
                broken=0,
                undetermined=1,
                not_applicable=0,
                score=100.0,
            ),
        ),
        total=70.6,  # 12 of 17 points
        coverage=0.75,  # three of the four rules that apply
        failed_outright=False,
        broken_by_severity={"critical": 0, "major": 1, "minor": 0, "coach": 0},
    )


def test_what_could_not_be_judged_neither_raises_nor_lowers_the_score():
    judged = (finding("A", "major", "met"), finding("B", "major", "broken"))
    open_too = (*judged, finding("C", "critical", "undetermined"))
    assert score(judged, **POLICY).total == score(open_too, **POLICY).total == 50.0
    assert score(open_too, **POLICY).coverage == 0.667


def test_a_rule_that_does_not_apply_changes_nothing_but_its_count():
    judged = (finding("A", "major", "met"),)
    more = (*judged, finding("B", "critical", "not_applicable"))
    assert score(judged, **POLICY).total == score(more, **POLICY).total
    assert score(more, **POLICY).coverage == 1.0


def test_one_broken_critical_rule_fails_the_call_whatever_the_total():
    kept = tuple(finding(f"K{n}", "critical", "met") for n in range(200))
    card = score((*kept, finding("B", "critical")), **POLICY)
    assert card.failed_outright
    assert card.total == 99.5


def test_an_undetermined_critical_rule_does_not_fail_the_call():
    assert not score((finding("A", "critical", "undetermined"),), **POLICY).failed_outright


def test_a_hundred_means_that_nothing_was_broken():
    kept = tuple(finding(f"K{n}", "critical", "met") for n in range(900))
    assert score((*kept, finding("B", "minor")), **POLICY).total == 99.9


def test_advice_is_counted_but_never_scored():
    advice_alone = score((finding("A", "coach"),), **POLICY)
    assert advice_alone.total is None
    assert advice_alone.broken_by_severity["coach"] == 1
    beside = (finding("A", "coach"), finding("B", "minor", "met"))
    assert score(beside, **POLICY).total == 100.0
    assert score(beside, **POLICY).coverage == 1.0


def test_nothing_judged_is_no_score_and_no_coverage():
    card = score(
        (finding("A", "major", "undetermined"), finding("B", "major", "not_applicable")), **POLICY
    )
    assert (card.total, card.coverage) == (None, 0.0)
    assert score((), **POLICY).total is None


def test_the_order_of_the_findings_does_not_matter():
    findings = [
        finding("A", "critical", "met", category="tone"),
        finding("B", "major", category="call_day"),
        finding("C", "minor", "undetermined", category="of_our_own"),
        finding("D", "minor", category="another_of_ours"),
    ]
    assert score(findings, **POLICY) == score(findings[::-1], **POLICY)


def test_every_category_of_the_closed_list_has_one_area():
    listed = [category for categories in AREA_CATEGORIES.values() for category in categories]
    assert len(listed) == len(set(listed)) == 57


def test_a_category_of_a_users_own_pack_stands_under_other():
    assert area_of("our_house_style") == "other"
    assert area_of("call_hours") == "time_place_frequency"


def test_a_call_on_which_the_agent_was_not_heard_has_no_score():
    kept = (
        finding("A", "major", "met", category="call_hours"),
        finding("B", verdict="undetermined"),
    )

    card = score(kept, **POLICY, heard=False)
    assert (card.total, card.coverage) == (None, 0.5)
