"""The team report: rules by collector, scores, and how both go week by week."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from callaudit.core.finding import Severity
from callaudit.pipeline.coaching_numbers import NOTHING, Numbers, trend_of
from callaudit.pipeline.coaching_picks import weight_of
from callaudit.pipeline.coaching_sheet import MOST_NAME
from callaudit.pipeline.coaching_weeks import period_of, weeks_of
from callaudit.pipeline.coaching_words import (
    count_view,
    holds,
    level_view,
    serious_standing_words,
    standing_words,
    trend_words,
)
from callaudit.reports.coaching_charts import bins_chart, members_chart, weeks_chart
from callaudit.reports.coaching_facts import tie_words
from callaudit.reports.coaching_text import clipped
from callaudit.reports.coaching_views import (
    BinView,
    CellView,
    MemberView,
    RuleRowView,
    TeamView,
)
from callaudit.scoring.comparison import mean_score

if TYPE_CHECKING:
    import pandas as pd

    from callaudit.reports.archive import Archive

MOST_RULES = 30
"""Rules of the heat map: those that cost the team most. The others are counted below it."""

MOST_FREQUENT = 8
"""Findings that are named as the most frequent."""

_STEPS = (0.0, 0.1, 0.25, 0.5)
"""Shares above which a cell's bar gets one shade darker."""


def team_of(archive: "Archive", numbers: Numbers, *, files: Mapping[str, str]) -> TeamView:
    """Put together the report on all collectors; `files` are their sheets by key."""
    calls = numbers.calls
    audited = calls[calls["status"] == "audited"]
    points = audited["points"].dropna()
    weeks = weeks_of(calls, weight=numbers.weight)
    members = tuple(_member(key, numbers, files) for key in numbers.names)
    rules = _rule_rows(archive, numbers)
    ordered = sorted(rules, key=_place)
    frequent = tuple(ordered[:MOST_FREQUENT])
    trend = trend_of(audited[audited["points"].notna()])
    bins = _bins(points)
    return TeamView(
        card=numbers.card,
        period=period_of(calls),
        audits=tuple(sorted({str(audit) for audit in calls["audit"]})),
        calls=len(audited),
        failed=len(calls) - len(audited),
        unnamed=int((calls["collector"] == "").sum()),
        level=level_view(mean_score(list(points), weight=numbers.weight), len(points)),
        members=members,
        members_chart=members_chart(members),
        bins=bins,
        bins_chart=bins_chart(bins),
        frequent=frequent,
        ties=tie_words(frequent, ordered[MOST_FREQUENT:]),
        rules=rules[:MOST_RULES],
        rules_left_out=len(rules[MOST_RULES:]),
        comparisons=numbers.comparisons,
        weeks=weeks,
        weeks_chart=weeks_chart(weeks),
        trend_words=trend_words(trend, holds=holds(trend)),
    )


def _member(key: str, numbers: Numbers, files: Mapping[str, str]) -> MemberView:
    calls = numbers.calls[numbers.calls["collector"] == key]
    scores = numbers.scores[key]
    audited = int((calls["status"] == "audited").sum())
    serious = numbers.serious.get(key, NOTHING)
    return MemberView(
        name=clipped(numbers.names[key], MOST_NAME),
        file=files.get(key, ""),
        calls=audited,
        failed=len(calls) - audited,
        level=level_view(scores.level, scores.calls),
        words=standing_words(scores),
        serious=count_view(serious.broken, serious.of),
        serious_words=serious_standing_words(serious),
    )


def _rule_rows(archive: "Archive", numbers: Numbers) -> tuple[RuleRowView, ...]:
    """Return every rule that anybody broke, the one that costs the team most first."""
    rules = archive.rules.set_index("rule")
    broken = archive.findings[archive.findings["verdict"] == "broken"]
    gravest = _gravest(broken[broken["call_id"].isin(numbers.calls["call_id"])])
    rows = []
    for rule in {rule for _, rule in numbers.counts}:
        cells = tuple(_cell(key, rule, numbers) for key in numbers.names)
        total = count_view(sum(c.count.broken for c in cells), sum(c.count.of for c in cells))
        if total.broken:
            severity = gravest.get(rule) or str(rules.at[rule, "severity"])
            title = str(rules.at[rule, "title"])
            rows.append(
                RuleRowView(rule=rule, title=title, severity=severity, total=total, cells=cells)
            )
    return tuple(sorted(rows, key=_cost))


def _cost(row: RuleRowView) -> tuple[bool, float, str]:
    """Order rules: critical ones, then points lost."""
    critical = row.severity == Severity.CRITICAL.value
    return not critical, -float(weight_of(row.severity) * row.total.broken), row.rule


_GROUPS = {Severity.CRITICAL: 0, Severity.MAJOR: 0, Severity.MINOR: 1, Severity.COACH: 2}


def _place(row: RuleRowView) -> tuple[int, int, int, str]:
    """Order frequent rules: critical and major ones by their calls, minor ones, then advice."""
    severity = Severity(row.severity)
    return _GROUPS[severity], -row.total.broken, severity.rank, row.rule


def _gravest(findings: "pd.DataFrame") -> dict[str, str]:
    """Return the gravest severity that each rule had in any call."""
    ranks = findings["severity"].astype(str).map(lambda one: Severity(one).rank)
    worst = ranks.groupby(findings["rule"].astype(str)).min()
    order = list(Severity)
    return {str(rule): order[int(rank)].value for rule, rank in worst.items()}


def _cell(key: str, rule: str, numbers: Numbers) -> CellView:
    count = numbers.counts.get((key, rule))
    if count is None:
        return CellView(count=count_view(0, 0), standing="unknown", step=0)
    share = count.broken / count.of
    return CellView(
        count=count_view(count.broken, count.of),
        standing=count.standing,
        step=sum(share > least for least in _STEPS),
    )


def _bins(points: "pd.Series") -> tuple[BinView, ...]:
    """Count calls by score: tens, and full marks apart."""
    bins = [(low, low + 10) for low in range(0, 100, 10)]
    counted = [int(((points >= low) & (points < high)).sum()) for low, high in bins]
    tens = (BinView(low=b[0], high=b[1], calls=n) for b, n in zip(bins, counted, strict=True))
    return (*tens, BinView(low=100, high=101, calls=int((points >= 100).sum())))
