"""The officer's report as tables: the same for the workbook, CSV and Parquet."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callaudit.core.accuracy import Share
from callaudit.core.interval import clock
from callaudit.reports.as_csv import csv_text
from callaudit.reports.atomic import write_text
from callaudit.reports.moment_links import MomentLinks
from callaudit.reports.officer_page import RATE_TELLINGS, TELLINGS
from callaudit.reports.officer_views import ChangesView, GroupView, OfficerReport

if TYPE_CHECKING:
    import pandas as pd

    from callaudit.reports.archive import Archive

SEVERITIES = ("critical", "major", "minor", "coach")

CALL_COLUMNS = (
    "call_id",
    "status",
    "day",
    "agent",
    "client",
    "company",
    "call_type",
    "contact",
    "duration_s",
    "score",
    "band",
    "failed_by",
    "score_coverage",
    *SEVERITIES,
    "undetermined",
    "missing_elements",
    "heard_share",
    "failure_stage",
    "failure_code",
    "failure_message",
    "audit",
    "source",
)
"""Columns of the calls that a reader sorts by, and `link` to the call on its audit's page.

Score, band and the rules that failed the call are those of the report's scorecard.
"""

FINDING_COLUMNS = (
    "call_id",
    "severity",
    "verdict",
    "rule",
    "title",
    "basis",
    "confidence",
    "agent",
    "client",
    "week",
    "because",
    "quote",
    "speaker",
    "at",
    "start_s",
    "citation",
    "coaching",
    "category",
    "area",
    "audit",
    "finding_id",
)
"""The same of the findings; `at` is the moment as minutes and seconds."""


def officer_tables(
    archive: "Archive", links: MomentLinks, scored: "pd.DataFrame", report: OfficerReport
) -> dict[str, "pd.DataFrame"]:
    """Return every table by name; `scored` has a row a call, in the order of the archive's."""
    weeks = [one.group for one in report.weeks]
    return {
        "calls": _calls(archive, links, scored),
        "findings": _findings(archive, links),
        "rules": _rules(report),
        "collectors": _groups(report.collectors, "collector"),
        "clients": _groups(report.clients, "client"),
        "weeks": _groups(weeks, "week"),
        "changes": _changes(report.changes),
        "shares": _rates(report.changes),
    }


def write_tables(
    folder: Path, tables: Mapping[str, "pd.DataFrame"], *, parquet: bool
) -> list[Path]:
    """Write each table that has rows as `officer_<name>.csv` or `.parquet`; return the paths.

    Text in CSV is made safe from being run by a spreadsheet; Parquet holds it as it is.

    Raises:
        OSError: if the folder cannot be written.
    """
    paths = []
    for name, table in tables.items():
        if table.empty and name not in {"calls", "findings"}:
            continue
        path = folder / f"officer_{name}.{'parquet' if parquet else 'csv'}"
        if parquet:
            part = path.with_suffix(".part")
            table.to_parquet(part, index=False)
            part.replace(path)
        else:
            write_text(path, csv_text(table))
        paths.append(path)
    return paths


def _calls(archive: "Archive", links: MomentLinks, scored: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    marks = {"score": "total", "band": "band", "failed_by": "failed_by"}
    calls = archive.calls.assign(
        score_coverage=scored["coverage"].where(scored["applies"]),
        **{name: scored[column] for name, column in marks.items()},
    )[list(CALL_COLUMNS)]
    calls["day"] = calls["day"].dt.date.astype("object")
    href = pd.array([links.to(call_id) for call_id in calls["call_id"]], dtype="string")
    return _plain(calls.assign(link=href))


def _findings(archive: "Archive", links: MomentLinks) -> "pd.DataFrame":
    import pandas as pd

    rows = archive.findings
    at = [clock(one) if one == one else "" for one in rows["start_s"]]
    href = [
        links.to(call_id, None if turn is pd.NA else turn)
        for call_id, turn in zip(rows["call_id"], rows["turn"], strict=True)
    ]
    told = rows.assign(at=pd.array(at, dtype="string"), week=rows["week"].dt.date.astype("object"))
    return _plain(told[list(FINDING_COLUMNS)].assign(link=pd.array(href, dtype="string")))


def _plain(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Turn categories into text: what reads a file need not know them."""
    kinds = {name: "string" for name in frame.columns if frame[name].dtype == "category"}
    return frame.astype(kinds)


def _frame(records: Sequence[Mapping[str, Any]], text: Sequence[str]) -> "pd.DataFrame":
    import pandas as pd

    frame = pd.DataFrame.from_records(list(records))
    return frame.astype({name: "string" for name in text if name in frame.columns})


def _numbers(share: Share, name: str = "share") -> dict[str, float | None]:
    one = share.estimate
    return {name: one.value, f"{name}_low": one.low, f"{name}_high": one.high}


def _rules(report: OfficerReport) -> "pd.DataFrame":
    records = [
        {
            "rule": one.rule,
            "title": one.title,
            "severity": one.severity,
            "basis": one.basis,
            "category": one.category,
            "broken": one.share.right,
            "judged": one.share.of,
            **_numbers(one.share),
            "undetermined": one.undetermined,
            "citation": one.citation,
            "measured_precision": one.found.precision.value if one.found else None,
            "measured_recall": one.found.recall.value if one.found else None,
        }
        for one in report.rules
    ]
    return _frame(records, ("rule", "title", "severity", "basis", "category", "citation"))


def _groups(views: Sequence[GroupView], noun: str) -> "pd.DataFrame":
    records = [
        {
            noun: one.name,
            "calls": one.calls,
            "serious": one.share.right,
            **_numbers(one.share),
            "compared": TELLINGS[one.telling] if one.calls else "no calls",
            **dict(zip(SEVERITIES, one.counts, strict=True)),
            "undetermined": one.undetermined,
            "mean_score": one.score.value,
            "mean_score_low": one.score.low,
            "mean_score_high": one.score.high,
        }
        for one in views
    ]
    return _frame(records, (noun, "compared"))


def _changes(changes: ChangesView | None) -> "pd.DataFrame":
    told = (
        [("new", one) for one in changes.new_findings]
        + [("gone", one) for one in changes.gone_findings]
        if changes
        else []
    )
    records = [
        {
            "change": what,
            "call_id": one.call_id,
            "severity": one.moment.severity,
            "rule": one.moment.rule,
            "title": one.moment.title,
            "otherwise": one.why,
            "because": one.moment.because,
            "quote": one.moment.quote,
            "at": one.moment.at,
            "link": one.moment.href,
        }
        for what, one in told
    ]
    rules = [
        {"change": "rule", "rule": one.rule, "otherwise": "; ".join(one.differs)}
        for one in (changes.rules if changes else ())
    ]
    text = (
        "change", "call_id", "severity", "rule", "title", "otherwise", "because", "quote", "at",
        "link",
    )  # fmt: skip
    return _frame([*records, *rules], text)


def _rates(changes: ChangesView | None) -> "pd.DataFrame":
    records = [
        {
            "what": one.name,
            "broken_before": one.before.right,
            "judged_before": one.before.of,
            **_numbers(one.before, "share_before"),
            "broken_now": one.now.right,
            "judged_now": one.now.of,
            **_numbers(one.now, "share_now"),
            "compared": RATE_TELLINGS[one.telling],
        }
        for one in (changes.rates if changes else ())
    ]
    return _frame(records, ("what", "compared"))
