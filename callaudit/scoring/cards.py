"""Verdicts and findings of calls to their scores on a scorecard of `rules/scorecards/`."""

from collections.abc import Mapping
from math import floor

from callaudit.core.finding import Severity, Verdict
from callaudit.core.ids import RuleId
from callaudit.core.metadata import CallType
from callaudit.core.scorecard import CardScore, FailedBy, SectionScore
from callaudit.rulespec.scorecard import ScorecardSpec, Section, load_scorecard
from callaudit.scoring.card_frames import MOST_WITH_A_FLAW, score_frame, section_frame

__all__ = ["load_scorecard", "score_call", "score_frame", "section_frame"]

Severities = Mapping[RuleId, Severity]


def score_call(
    verdicts: Mapping[RuleId, Verdict],
    spec: ScorecardSpec,
    *,
    call_type: CallType | None = None,
    severities: Severities | None = None,
) -> CardScore:
    """Score one call on a card.

    A section's score is the share of its judged points that were kept; the call's is their mean
    by weight over the sections in which anything was judged, and the bonus on top, from 0 to
    100. Rules that do not apply, and those that could not be judged, stand outside; `coverage` is
    the judged share of the rules that apply, by count. No total is 100 while a rule that has points
    is broken.

    `severities` are those of the broken findings, which policy and facts may have changed;
    without one a rule's own counts. A call of a type that the card is not for has no score.
    """
    if spec.call_types and call_type not in spec.call_types:
        return CardScore(
            card=spec.name,
            version=spec.version,
            digest=spec.digest,
            applies=False,
            total=None,
            earned=None,
            coverage=0.0,
            band=None,
        )
    sections = tuple(_section(one, spec, verdicts, severities or {}) for one in spec.sections)
    failed = _failed(spec.fails, spec, verdicts, severities or {})
    bonus = min(
        spec.most_bonus,
        sum(rule.points for rule in spec.bonus if verdicts.get(rule.id) is Verdict.MET),
    )
    earned = _earned(sections, bonus)
    total = earned if earned is None or not failed else min(earned, spec.most)
    coverage = _coverage(spec, verdicts)
    sure = coverage >= spec.least_coverage or bool(failed)
    return CardScore(
        card=spec.name,
        version=spec.version,
        digest=spec.digest,
        applies=True,
        total=total,
        earned=earned,
        coverage=coverage,
        band=spec.band_of(total) if total is not None and sure else None,
        bonus=bonus,
        sections=sections,
        failed=failed,
    )


def _section(
    section: Section,
    spec: ScorecardSpec,
    verdicts: Mapping[RuleId, Verdict],
    severities: Severities,
) -> SectionScore:
    found = [(rule.points, verdicts.get(rule.id)) for rule in section.rules]
    met = sum(points for points, verdict in found if verdict is Verdict.MET)
    judged = met + sum(points for points, verdict in found if verdict is Verdict.BROKEN)
    failed = _failed(section.fails, spec, verdicts, severities)
    score = None if judged == 0 else 100 * met / judged
    counts = {
        kind: sum(verdict is kind for _, verdict in found)
        for kind in (Verdict.MET, Verdict.BROKEN, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE)
    }
    return SectionScore(
        name=section.name,
        weight=section.weight,
        met=counts[Verdict.MET],
        broken=counts[Verdict.BROKEN],
        undetermined=counts[Verdict.UNDETERMINED],
        not_applicable=counts[Verdict.NOT_APPLICABLE],
        score=0.0 if failed else score,
        failed=failed,
    )


def _failed(
    fails: Mapping[RuleId, tuple[Severity, ...]],
    spec: ScorecardSpec,
    verdicts: Mapping[RuleId, Verdict],
    severities: Severities,
) -> tuple[FailedBy, ...]:
    found = []
    for rule_id in sorted(fails):
        rule = spec.rule(rule_id)
        if rule is None or verdicts.get(rule_id) is not Verdict.BROKEN:
            continue
        if severities.get(rule_id, rule.severity) in fails[rule_id]:
            found.append(FailedBy(rule=rule.id, title=rule.title, citation=rule.citation))
    return tuple(found)


def _earned(sections: tuple[SectionScore, ...], bonus: float) -> float | None:
    weight = points = 0.0
    for section in sections:
        if section.score is not None:
            weight += section.weight
            points += section.weight * section.score
    if weight == 0:
        return None
    share = floor(min(points / weight + bonus, 100.0) * 10 + 0.5) / 10
    flawless = all(section.score in (None, 100.0) for section in sections)
    return share if flawless else min(share, MOST_WITH_A_FLAW)


def _coverage(spec: ScorecardSpec, verdicts: Mapping[RuleId, Verdict]) -> float:
    counted = [r.id for section in spec.sections for r in section.rules if r.points > 0]
    judged = sum(verdicts.get(one) in (Verdict.MET, Verdict.BROKEN) for one in counted)
    undetermined = sum(verdicts.get(one) is Verdict.UNDETERMINED for one in counted)
    if judged + undetermined == 0:
        return 0.0
    return floor(judged / (judged + undetermined) * 1000 + 0.5) / 1000
