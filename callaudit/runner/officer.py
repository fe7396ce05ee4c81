"""The officer's report: from the folders that audits wrote to one page, one workbook, one mail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import callaudit
from callaudit.core.errors import UserError
from callaudit.core.finding import Severity
from callaudit.core.model import Frozen
from callaudit.reports.accuracy_statement import accuracy_statement
from callaudit.reports.archive import Archive, read_archive
from callaudit.reports.archive_filters import SERIOUS, in_period, is_serious, only
from callaudit.reports.archive_links import PAGE
from callaudit.reports.moment_links import MomentLinks
from callaudit.reports.officer_views import AuditView, ChangesView, OfficerReport
from callaudit.reports.views import Fact
from callaudit.rulespec.scorecard import load_scorecard
from callaudit.runner.officer_changes import changes, same_calls
from callaudit.runner.officer_counts import (
    broken,
    coverage,
    groups,
    rules,
    severities,
    share_where,
    weeks,
)
from callaudit.runner.officer_said import (
    said_of_changes,
    said_of_collectors,
    said_of_coverage,
    said_of_groups,
    said_of_severity,
    said_of_share,
    said_of_weeks,
)
from callaudit.runner.officer_worst import cases_of, worst_calls, worst_cases
from callaudit.scoring.card_frames import score_frame

if TYPE_CHECKING:
    import pandas as pd

TITLE = "Compliance report"
CARD = "compliance"
"""The scorecard of what the law and the policy ask for."""


class OfficerSettings(Frozen):
    """Which audits to tell of, since which day, against which other audits, and where to."""

    audits: tuple[Path, ...]
    out: Path
    against: tuple[Path, ...] = ()
    since: date | None = None
    title: str = TITLE
    card: str = CARD


@dataclass(frozen=True)
class OfficerData:
    """A report with the calls it was made from, for the tables that list each of them."""

    archive: Archive
    links: MomentLinks
    scores: "pd.DataFrame"
    report: OfficerReport


def build_report(settings: OfficerSettings) -> OfficerData:
    """Read the audits, score them on the card and count.

    Raises:
        UserError: if an audit or the card cannot be read, or no call is left.
    """
    card = load_scorecard(settings.card)
    whole = read_archive(settings.audits)
    archive = in_period(whole, since=settings.since)
    if archive.calls.empty:
        since = f" since {settings.since}" if settings.since else ""
        raise UserError(f"{', '.join(map(str, settings.audits))}: no call{since}")
    links = MomentLinks(archive.runs, archive.calls, out=settings.out)
    scored = score_frame(archive, card)
    report = _report(archive, links, scored, settings=settings)
    change = _changes(archive, whole, links, settings)
    told = {
        "changes": change,
        "said": (*report.said, *said_of_changes(change)),
        "left_out": len(whole.calls) - len(archive.calls),
        "card": Fact(name=card.title, value=f"{card.name} {card.version}", hint=card.digest),
    }
    return OfficerData(
        archive=archive, links=links, scores=scored, report=report.model_copy(update=told)
    )


def _report(
    archive: Archive, links: MomentLinks, scored: "pd.DataFrame", *, settings: OfficerSettings
) -> OfficerReport:
    scores = scored["total"]
    found = broken(archive.findings)
    advice = int((found["severity"] == Severity.COACH.value).sum())
    measured = accuracy_statement()
    by_week, no_week = weeks(archive, scores)
    worst, worst_left_out = worst_calls(archive, links, scored)
    cases, cases_left_out = worst_cases(cases_of(archive.runs, archive.calls), archive, links)
    report = OfficerReport(
        title=settings.title,
        period=_period(archive.calls),
        since=settings.since,
        coverage=coverage(archive),
        serious=share_where(archive, is_serious),
        on_law=share_where(archive, lambda calls: _has_law(calls, archive)),
        findings=len(found) - advice,
        advice=advice,
        recorded=bool(archive.calls["heard_share"].notna().any()),
        sounds=bool((archive.calls["audio"] != "").any()),
        severities=severities(archive),
        rules=rules(archive),
        collectors=groups(archive, "agent", scores),
        clients=groups(archive, "client", scores),
        weeks=by_week,
        no_week=no_week,
        worst=worst,
        worst_left_out=worst_left_out,
        cases=cases,
        cases_left_out=cases_left_out,
        changes=None,
        audits=tuple(_audits(archive.runs)),
        accuracy=measured,
        same_rules_as_measured=set(archive.runs["rules_digest"]) == {measured.rules_digest},
        version=callaudit.__version__,
    )
    said = (*_said(report), *_said_of_files(archive.runs))
    return report.model_copy(update={"said": said})


_FILES = {
    "cases.jsonl": "nothing is said of its cases",
    "run.json": "its versions and digests are not known",
    PAGE: "nothing leads to the moments in it",
}
"""What the report lacks without a file of an audit."""


def _said_of_files(runs: "pd.DataFrame") -> Iterator[str]:
    for audit, folder in zip(runs["audit"], runs["path"], strict=True):
        for name, lacks in _FILES.items():
            if not (Path(folder) / name).is_file():
                yield f"“{audit}” has no {name}: {lacks}."


def _has_law(calls: "pd.DataFrame", archive: Archive) -> "pd.Series[bool]":
    found = broken(archive.findings)
    return calls["call_id"].isin(found.loc[found["basis"] == "law", "call_id"])


def _changes(
    archive: Archive, whole: Archive, links: MomentLinks, settings: OfficerSettings
) -> ChangesView | None:
    """Compare with the older audit over the same days; `whole` has calls of every day."""
    if not settings.against:
        return None
    everything = read_archive(settings.against)
    before = in_period(everything, since=settings.since)
    # A call without a day in the one audit and with one in the other is in both all the same.
    elsewhere = same_calls(whole.calls, before.calls) - set(archive.calls["call_id"])
    before = only(before, ~before.calls["call_id"].isin(elsewhere))
    links_before = MomentLinks(before.runs, before.calls, out=settings.out)
    view = changes(archive, before, links=links, links_before=links_before)
    left_out = len(everything.calls) - len(before.calls)
    return view.model_copy(update={"since": settings.since, "left_out": left_out})


def _said(report: OfficerReport) -> Iterator[str]:
    return chain(
        *(
            said_of_severity(one, report.rules)
            for one in report.severities
            if one.severity in SERIOUS
        ),
        said_of_share(report.serious, report.on_law),
        said_of_coverage(report.coverage),
        said_of_collectors(report.collectors),
        said_of_groups("client", report.clients),
        said_of_weeks(report.weeks),
    )


def _period(calls: "pd.DataFrame") -> str:
    days = calls["day"].dropna()
    if days.empty:
        return "calls of unknown days"
    first, last = days.min(), days.max()
    told = f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
    unknown = len(calls) - len(days)
    return f"{told}, and {unknown:,} of unknown days" if unknown else told


def _audits(runs: "pd.DataFrame") -> Iterator[AuditView]:
    for run in runs.to_dict("records"):
        finished, superseded = run["finished_at"], run["superseded"]
        facts = (
            Fact(
                name="Calls",
                value=f"{run['calls']:,}",
                hint=f"{superseded:,} more stand in a later audit" if superseded else "",
            ),
            Fact(name="Policy", value=run["policy"], hint=run["policy_digest"]),
            Fact(name="Rules", value=run["rules_digest"]),
            Fact(name="Models", value=run["models"]),
            Fact(name="Recogniser settings", value=run["asr_digest"]),
            Fact(name="Version", value=run["version"] and f"callaudit {run['version']}"),
        )
        yield AuditView(
            name=run["audit"],
            finished=f"{finished:%Y-%m-%d %H:%M} UTC" if finished == finished else "",
            calls=run["calls"],
            facts=tuple(fact for fact in facts if fact.value),
        )
