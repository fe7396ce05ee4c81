"""`callaudit report`: what an officer reads on Monday, from the folders that audits wrote."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_FORMATS = "html,xlsx,md"


def report(
    audits: Annotated[
        list[Path],
        typer.Argument(
            help="Folders that `callaudit audit --out` wrote, or their audit.jsonl.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the report.")] = Path("callaudit_report"),
    against: Annotated[
        list[Path] | None,
        typer.Option(help="An older audit to compare with; may be repeated.", show_default=False),
    ] = None,
    formats: Annotated[
        str,
        typer.Option("--format", help="Which of html, xlsx, csv, parquet, md, with commas."),
    ] = DEFAULT_FORMATS,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only calls from this day on.", show_default=False),
    ] = None,
    card: Annotated[
        str, typer.Option(help="Scorecard: compliance, quality, voicemail, or a YAML file.")
    ] = "compliance",
    title: Annotated[str, typer.Option(help="What stands above it.")] = "Compliance report",
) -> None:
    """Tell of audits on one page: coverage, findings, collectors, weeks, worst calls, changes.

    Made from what audits wrote; nothing is judged again. A call in several audits counts once, as
    the latest judged it. Links lead to the moment in each audit's own report.html.

    For example:

        callaudit report audit_may --out monday

        callaudit report audit_may audit_june --against audit_april --format html,xlsx,csv

        callaudit report audits/june/audit.jsonl --since 2026-06-15 --title "Second half of June"

    Exit codes: 0 written, 2 an audit cannot be read or the command line is wrong.
    """
    from callaudit.cli.console import show_path
    from callaudit.core.errors import UserError
    from callaudit.core.garbage import garbage_left_alone
    from callaudit.runner.officer import OfficerSettings, build_report
    from callaudit.runner.officer_files import ReportFormat, write_report_files

    known = {one.value: one for one in ReportFormat}
    asked = tuple(part.strip().lower() for part in formats.split(",") if part.strip())
    wrong = sorted(set(asked) - known.keys())
    if wrong or not asked:
        named = f"unknown: {', '.join(wrong)}; " if wrong else ""
        raise typer.BadParameter(f"{named}choose from {', '.join(known)}", param_hint="--format")
    if out.exists() and not out.is_dir():
        raise UserError(f"--out {out} is a file; name a folder")
    settings = OfficerSettings(
        audits=tuple(audits),
        out=out,
        against=tuple(against or ()),
        since=since.date() if since else None,
        title=title,
        card=card,
    )
    try:
        with garbage_left_alone():
            data = build_report(settings)
            paths = write_report_files(data, out=out, formats=[known[one] for one in asked])
    except OSError as error:
        raise UserError(f"{error.filename or out}: {error.strerror or error}") from error
    for path in paths:
        show_path(path)
