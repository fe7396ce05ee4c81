"""The officer's report laid out as a page: tables with their drawings, long lists cut."""

from collections.abc import Sequence

from callaudit.core.accuracy import Share
from callaudit.core.model import Frozen
from callaudit.reports.accuracy_statement import BLIND_LINES, SAMPLE_SOUND, Measurement
from callaudit.reports.officer_charts import (
    AxisView,
    RangeView,
    SegmentView,
    WeekChart,
    coverage_bar,
    share_axis,
    share_range,
    week_chart,
)
from callaudit.reports.officer_views import (
    ChangedFinding,
    GroupView,
    MomentView,
    OfficerReport,
    RateChange,
    RuleChange,
    RuleView,
    SeverityView,
)
from callaudit.reports.page_views import Tile
from callaudit.reports.wording import count_of, in_percent

MOST_CHANGED_CALLS = 12
"""Calls named for each rule with new or gone findings; all of them stand in the workbook."""

MOST_GROUPS = 100

TELLINGS = {
    "more": "more often than the others",
    "less": "less often than the others",
    "same": "no difference shown",
    "few": "too few calls to tell",
    "unknown": "nothing to compare with",
}
"""How a share compares with that of all other calls."""

RATE_TELLINGS = {
    "more": "more often than before",
    "less": "less often than before",
    "same": "no difference shown",
    "few": "too few calls to tell",
    "unknown": "nothing to compare with",
}


class GroupTable(Frozen):
    """Collectors, clients or weeks as a table with a plot; `left_out` have fewer calls."""

    anchor: str
    title: str
    noun: str
    axis: AxisView
    rows: tuple[tuple[GroupView, RangeView | None], ...]
    left_out: int


class RuleTable(Frozen):
    """Rules with findings, with a plot."""

    axis: AxisView
    rows: tuple[tuple[RuleView, RangeView | None], ...]


class SeverityRow(Frozen):
    """A severity with its bar: `length` and `rest` are percent of the longest one's."""

    view: SeverityView
    broken: int
    undetermined: int
    severity: str
    length: float
    rest: float


class RuleChanges(Frozen):
    """Rules that differ in the same way."""

    differs: str
    rules: tuple[str, ...]


class ChangedRule(Frozen):
    """New or gone findings of one rule for one reason: the first calls, and how many more."""

    moment: MomentView
    why: str
    calls: int
    shown: tuple[ChangedFinding, ...]


class RateTable(Frozen):
    """Shares before and now on one axis."""

    axis: AxisView
    rows: tuple[tuple[RateChange, RangeView | None, RangeView | None], ...]


class OfficerPage(Frozen):
    """What the template shows beside the report itself."""

    report: OfficerReport
    tiles: tuple[Tile, ...]
    coverage: tuple[SegmentView, ...]
    severities: tuple[SeverityRow, ...]
    rules: RuleTable
    groups: tuple[GroupTable, ...]
    weeks: GroupTable
    week_chart: WeekChart | None
    rates: RateTable | None
    rule_changes: tuple[RuleChanges, ...]
    new_findings: tuple[ChangedRule, ...]
    gone_findings: tuple[ChangedRule, ...]
    measured: tuple[Measurement, ...]
    measured_categories: tuple[Measurement, ...]


def officer_page(report: OfficerReport) -> OfficerPage:
    """Lay out a report."""
    change = report.changes
    collectors = _group_table("collectors", "Collectors", "collector", report.collectors, report)
    clients = _group_table("clients", "Clients", "client", report.clients, report)
    found = (rule.found for rule in report.rules if rule.share.right)
    return OfficerPage(
        report=report,
        tiles=tuple(_tiles(report)),
        coverage=coverage_bar(report.coverage),
        severities=_severity_rows(report.severities),
        rules=_rule_table(report.rules),
        groups=(collectors, clients),
        weeks=_group_table("weeks", "Weeks", "week", [week.group for week in report.weeks], report),
        week_chart=week_chart(report.weeks, reference=report.serious),
        rates=_rate_table(change.rates) if change and change.rates else None,
        rule_changes=_rule_changes(change.rules if change else ()),
        new_findings=_changed_rules(change.new_findings if change else ()),
        gone_findings=_changed_rules(change.gone_findings if change else ()),
        measured=(*report.accuracy.corpus(BLIND_LINES), *report.accuracy.corpus(SAMPLE_SOUND)),
        measured_categories=tuple(
            sorted({one.name: one for one in found if one}.values(), key=lambda one: one.name)
        ),
    )


def _tiles(report: OfficerReport) -> list[Tile]:
    covered = report.coverage
    critical = report.severities[0]
    return [
        Tile(
            value=f"{covered.audited:,}",
            label="calls audited",
            note=f"of {covered.calls:,}; {covered.failed:,} could not be",
            tone="warn" if covered.failed else "",
        ),
        _share_tile(report.serious, "with a critical or major finding"),
        _share_tile(report.on_law, "with a finding that rests on law"),
        Tile(
            value=f"{report.findings:,}",
            label="compliance findings",
            note=f"{count_of(critical.calls.right, 'call')} with a critical one; and "
            f"{count_of(report.advice, 'piece')} of coaching advice",
            tone="bad" if critical.calls.right else "",
        ),
        Tile(
            value=_rounded(covered.judged),
            label="of what applies was judged",
            note=f"{covered.judged.of - covered.judged.right:,} not judged",
        ),
    ]


def _share_tile(share: Share, label: str) -> Tile:
    told = in_percent(share).partition(", ")[2]
    return Tile(
        value=_rounded(share),
        label=label,
        note=f"{share.right:,} of {share.of:,}; {told}" if told else "no call was audited",
    )


def _rounded(share: Share) -> str:
    """Write a share in whole percent; one that is not whole is never shown as all or nothing."""
    if share.estimate.value is None:
        return "–"
    if 0 < share.right < share.of:
        return f"{min(99, max(1, round(100 * share.right / share.of)))} %"
    return f"{100 * share.right // share.of} %"


def _severity_rows(views: Sequence[SeverityView]) -> tuple[SeverityRow, ...]:
    longest = max((one.broken + one.undetermined for one in views), default=0) or 1
    return tuple(
        SeverityRow(
            view=one,
            broken=one.broken,
            undetermined=one.undetermined,
            severity=one.severity,
            length=round(100 * one.broken / longest, 2),
            rest=round(100 * one.undetermined / longest, 2),
        )
        for one in views
    )


def _rule_table(views: Sequence[RuleView]) -> RuleTable:
    axis = share_axis()
    rows = ((one, share_range(one.share) if one.share.right else None) for one in views)
    return RuleTable(axis=axis, rows=tuple(rows))


def _group_table(
    anchor: str, title: str, noun: str, views: Sequence[GroupView], report: OfficerReport
) -> GroupTable:
    most = sorted(views, key=lambda one: -one.calls)[:MOST_GROUPS]
    shown = [one for one in views if one in most]
    axis = share_axis(reference=report.serious)
    return GroupTable(
        anchor=anchor,
        title=title,
        noun=noun,
        axis=axis,
        rows=tuple((one, share_range(one.share)) for one in shown),
        left_out=len(views) - len(shown),
    )


def _rate_table(rates: Sequence[RateChange]) -> RateTable:
    axis = share_axis()
    return RateTable(
        axis=axis,
        rows=tuple((rate, share_range(rate.before), share_range(rate.now)) for rate in rates),
    )


def _rule_changes(changes: Sequence[RuleChange]) -> tuple[RuleChanges, ...]:
    """Bring together the rules that differ in the same way, in the order of the first of each."""
    grouped: dict[str, list[str]] = {}
    for change in changes:
        grouped.setdefault("; ".join(change.differs), []).append(change.rule)
    return tuple(RuleChanges(differs=how, rules=tuple(rules)) for how, rules in grouped.items())


def _changed_rules(changes: Sequence[ChangedFinding]) -> tuple[ChangedRule, ...]:
    """Bring together the findings of one rule and reason, in the order of the first of each."""
    grouped: dict[tuple[str, str], list[ChangedFinding]] = {}
    for change in changes:
        grouped.setdefault((change.moment.rule, change.why), []).append(change)
    return tuple(
        ChangedRule(
            moment=ones[0].moment,
            why=why,
            calls=len(ones),
            shown=tuple(ones[:MOST_CHANGED_CALLS]),
        )
        for (_, why), ones in grouped.items()
    )
