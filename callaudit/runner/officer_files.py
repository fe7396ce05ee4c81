"""The officer's report in the formats that were asked for."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from callaudit.reports.officer_html import write_officer_html
from callaudit.reports.officer_markdown import write_officer_markdown
from callaudit.reports.officer_tables import officer_tables, write_tables
from callaudit.reports.officer_workbook import write_officer_workbook
from callaudit.runner.officer import OfficerData

NAME = "officer_report"
"""Of the page, the workbook and the summary, so that none takes the place of an audit's file."""

_LONG_AGO = datetime(2000, 1, 1)


class ReportFormat(StrEnum):
    """What a report is written as."""

    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
    MD = "md"


def write_report_files(
    data: OfficerData, *, out: Path, formats: Sequence[ReportFormat]
) -> tuple[Path, ...]:
    """Write the report, each file whole or not at all; return the paths in the order written.

    Raises:
        OSError: if the folder cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    if ReportFormat.HTML in formats:
        paths.append(out / f"{NAME}.html")
        write_officer_html(paths[-1], data.report)
    if ReportFormat.MD in formats:
        paths.append(out / f"{NAME}.md")
        write_officer_markdown(paths[-1], data.report)
    if {ReportFormat.XLSX, ReportFormat.CSV, ReportFormat.PARQUET}.isdisjoint(formats):
        return tuple(paths)
    tables = officer_tables(data.archive, data.links, data.scores, data.report)
    if ReportFormat.XLSX in formats:
        paths.append(out / f"{NAME}.xlsx")
        write_officer_workbook(paths[-1], data.report, tables, made=_made(data))
    for one in (ReportFormat.CSV, ReportFormat.PARQUET):
        if one in formats:
            paths += write_tables(out, tables, parquet=one is ReportFormat.PARQUET)
    return tuple(paths)


def _made(data: OfficerData) -> datetime:
    """Return when the last audit ended: the same audits always make the same workbook."""
    last = data.archive.runs["finished_at"].max()
    return last.astimezone(UTC).replace(tzinfo=None) if last == last else _LONG_AGO
