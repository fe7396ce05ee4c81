"""From the findings of one call to its scorecard."""

from collections import Counter
from collections.abc import Iterable, Sequence

from callaudit.core.finding import Finding, Severity, Verdict
from callaudit.core.scorecard import CategoryScore, Scorecard
from callaudit.scoring.areas import area_of, area_order

WEIGHTS: dict[Severity, int] = {
    Severity.CRITICAL: 10,
    Severity.MAJOR: 5,
    Severity.MINOR: 2,
    Severity.COACH: 0,
}
"""Points of one rule by its severity.

Each step is worth at least double the one below, so that many small rules kept cannot hide a
grave one broken: two majors weigh as much as one critical, and no five minors outweigh one.
Coaching advice weighs nothing: it is never non-compliance.
"""

_JUDGED = frozenset({Verdict.MET, Verdict.BROKEN})
_APPLIES = _JUDGED | {Verdict.UNDETERMINED}


def score(
    findings: Sequence[Finding], *, policy_name: str, policy_digest: str, heard: bool = True
) -> Scorecard:
    """Add up the findings of one call, one of each rule.

    The total is the weighted share of met among the judged rules, from 0 to 100, one decimal.
    Undetermined and not applicable rules stand outside it; `coverage` is the judged share of
    the rules that apply, by count and without coaching rules, 0.0 where none applies. The total
    is None where nothing with a weight was judged, and where the agent was not `heard` on the
    recording: a lawful hour alone is no good call. One broken critical rule fails the call
    outright, whatever the total.
    """
    by_area: dict[str, list[Finding]] = {}
    for finding in findings:
        by_area.setdefault(area_of(finding.category), []).append(finding)
    broken = [finding for finding in findings if finding.verdict is Verdict.BROKEN]
    counted = Counter(finding.severity for finding in broken)
    return Scorecard(
        policy=policy_name,
        policy_digest=policy_digest,
        areas=tuple(
            _area_score(area, by_area[area])
            for area in sorted(by_area, key=lambda area: (area_order(area), area))
        ),
        total=_weighted_share(findings) if heard else None,
        coverage=_coverage(findings),
        failed_outright=counted[Severity.CRITICAL] > 0,
        broken_by_severity={severity.value: counted[severity] for severity in Severity},
    )


def _area_score(area: str, findings: Sequence[Finding]) -> CategoryScore:
    """Count the verdicts of one area."""
    counted = Counter(finding.verdict for finding in findings)
    return CategoryScore(
        area=area,
        met=counted[Verdict.MET],
        broken=counted[Verdict.BROKEN],
        undetermined=counted[Verdict.UNDETERMINED],
        not_applicable=counted[Verdict.NOT_APPLICABLE],
        score=_weighted_share(findings),
    )


def _weighted_share(findings: Iterable[Finding]) -> float | None:
    """Return the met weight over the judged weight in percent, None where that is nothing."""
    judged = [finding for finding in findings if finding.verdict in _JUDGED]
    weight = sum(WEIGHTS[finding.severity] for finding in judged)
    if weight == 0:
        return None
    met = sum(WEIGHTS[f.severity] for f in judged if f.verdict is Verdict.MET)
    share = round(100 * met / weight, 1)
    # A rounded 100 would hide a broken rule behind hundreds that were kept.
    return share if met == weight else min(share, 99.9)


def _coverage(findings: Iterable[Finding]) -> float:
    """Return the judged share of the scored rules that apply."""
    scored = [f for f in findings if f.verdict in _APPLIES and WEIGHTS[f.severity] > 0]
    judged = sum(finding.verdict in _JUDGED for finding in scored)
    return round(judged / len(scored), 3) if scored else 0.0
