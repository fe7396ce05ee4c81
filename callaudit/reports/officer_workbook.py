"""The officer's report as an Excel workbook."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.core.accuracy import Share
from callaudit.reports.accuracy_tables import shown
from callaudit.reports.officer_page import officer_page
from callaudit.reports.officer_views import ChangesView, OfficerReport
from callaudit.reports.wording import in_percent
from callaudit.reports.workbook import MOST_LINKS, workbook

if TYPE_CHECKING:
    import pandas as pd

Line = tuple[str | int | float, ...]

SHEETS = {
    "Calls": "calls",
    "Findings": "findings",
    "Rules": "rules",
    "Collectors": "collectors",
    "Clients": "clients",
    "Weeks": "weeks",
    "Changes": "changes",
    "Shares": "shares",
}
"""Sheets between Summary and Method, with the table that each shows."""


def write_officer_workbook(
    path: Path, report: OfficerReport, tables: Mapping[str, "pd.DataFrame"], *, made: datetime
) -> None:
    """Write the workbook, atomically. `made` stands in its properties.

    Raises:
        OSError: if the folder cannot be written.
    """
    with workbook(path, title=report.title, made=made) as book:
        book.lines("Summary", _summary(report), width=44)
        for sheet, table in SHEETS.items():
            if sheet == "Shares" and tables[table].empty:
                continue
            if sheet == "Changes" and report.changes is None:
                book.lines(sheet, [("No other audit was named with --against.",)], width=44)
            else:
                book.table(sheet, tables[table])
        book.lines("Method", _method(report, findings=len(tables["findings"])), width=44)


def _summary(report: OfficerReport) -> Iterator[Line]:
    covered = report.coverage
    yield (report.title,)
    yield "Calls of", report.period
    yield "Audits", ", ".join(audit.name for audit in report.audits)
    if report.since:
        yield "Since", f"{report.since}; {report.left_out:,} earlier or undated calls left out"
    yield ("In short",)
    for sentence in report.said:
        yield sentence, ""
    yield ("Coverage",)
    yield "calls", covered.calls
    yield "audited, every rule judged, advice aside", covered.whole
    yield "audited, with rules left open", covered.partly
    yield "could not be audited", covered.failed
    yield "compliance findings", report.findings
    yield "pieces of coaching advice", report.advice
    yield "with a critical or major finding", report.serious.right, *_interval(report.serious)
    yield "with a finding that rests on law", report.on_law.right, *_interval(report.on_law)
    yield ("By severity",)
    yield "severity", "broken", "not judged", "calls with any", "share", "95 % interval"
    for one in report.severities:
        share = one.calls
        yield one.severity, one.broken, one.undetermined, share.right, *_interval(share)
    if covered.failures:
        yield ("Calls that could not be audited",)
        for reason in covered.failures:
            yield reason.reason, reason.calls, reason.hint
    if covered.open_reasons:
        yield ("Rules that could not be judged",)
        for reason in covered.open_reasons:
            yield reason.reason, reason.calls, " ".join(reason.rules)
    if report.changes:
        yield from _changed(report.changes)


def _changed(changes: ChangesView) -> Iterator[Line]:
    yield (f"Since “{changes.against}”",)
    yield "calls in both", changes.same_calls
    yield "new findings", changes.appeared
    yield "gone findings", changes.gone
    yield "unchanged findings", changes.unchanged
    yield "calls only in this report", changes.only_now
    yield f"calls only in “{changes.against}”", changes.only_before


def _interval(share: Share) -> tuple[str, ...]:
    told, _, interval = in_percent(share).partition(", ")
    return (f"{told} of {share.of:,}", interval) if told else ()


def _method(report: OfficerReport, *, findings: int) -> Iterator[Line]:
    yield ("Method",)
    yield "share", "Calls in which something was broken, of those in which it was judged."
    yield "interval", "Wilson's 95 % score interval."
    yield "compared", "With all others together: Fisher's exact test, corrected after Holm."
    yield "not judged", "A rule that could not be judged is never counted as kept."
    yield "same call", "A call in several audits counts once, as the latest judged it."
    if findings > MOST_LINKS:
        yield "links", f"Excel allows {MOST_LINKS:,} links a sheet; further ones are plain text."
    yield "scorecard", f"{report.card.name}: {report.card.value} {report.card.hint}"
    yield ("Accuracy, as measured",)
    measured = report.accuracy
    yield "with", f"callaudit {measured.callaudit_version}, {measured.model}"
    yield "rules", measured.rules_digest
    yield "rules of this report", "the same" if report.same_rules_as_measured else "others"
    yield "measured on", "question", "precision", "recall"
    page = officer_page(report)
    for one in (*page.measured, *page.measured_categories):
        yield one.name, one.question, shown(one.precision), shown(one.recall)
    for caveat in measured.caveats:
        yield "note", caveat
    for audit in report.audits:
        yield (f"Audit {audit.name}",)
        yield "finished", audit.finished
        for fact in audit.facts:
            yield fact.name, f"{fact.value} {fact.hint}".strip()
    yield ("Not legal advice: a finding is a reason to listen.",)
