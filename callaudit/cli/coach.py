"""`callaudit coach`: a sheet of two pages for each collector, and a report on the team."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from callaudit.pipeline.coaching import Coaching

FORMATS = ("html", "pdf")


def coach(
    audits: Annotated[
        list[Path],
        typer.Argument(
            help="Output folders of audits, or their audit.jsonl; a call in several counts once.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path, typer.Option(help="Folder for the sheets; made if it is not there.", file_okay=False)
    ],
    agent: Annotated[
        str | None,
        typer.Option(help="Only the sheet of this collector, by name or id; no team report."),
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only calls from this day on.")
    ] = None,
    names: Annotated[
        bool,
        typer.Option(
            "--names/--anonymous", help="Whether a colleague's line says whose it is, and of when."
        ),
    ] = False,
    output: Annotated[
        str, typer.Option("--format", help="What to write: html, pdf, or both with a comma.")
    ] = "html,pdf",
    scorecard: Annotated[
        str, typer.Option(help="compliance, quality, voicemail, or a YAML file.")
    ] = "compliance",
) -> None:
    """Write what to praise and what to change, with the moments to listen to.

    Nothing is judged again: everything is read from audits. A sheet has at most two pages: the
    score with its uncertainty, three strengths, three things to change with what to say instead,
    goals, and room for an answer. Where a difference may be chance, it says so.

    For example:

        callaudit coach audits/november --out coaching

        callaudit coach audits/october audits/november --agent "Alma Reyes" --out coaching

        callaudit coach audits/november --since 2026-11-16 --format pdf --out coaching

    Exit codes: 0 written, 2 an audit cannot be read, nobody is named in it, or the command line
    is wrong.
    """
    from callaudit.cli.console import show_path
    from callaudit.pipeline.coaching import CoachSettings, coaching_of
    from callaudit.reports.archive import read_archive

    formats = _formats(output)
    settings = CoachSettings(
        out=out,
        agent=agent,
        since=since.date() if since else None,
        names=names,
        card=scorecard,
    )
    for path in _write(coaching_of(read_archive(audits), settings), out, formats):
        show_path(path)


def _formats(asked: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(one.strip().lower() for one in asked.split(",") if one.strip()))
    strange = [one for one in wanted if one not in FORMATS]
    if strange or not wanted:
        known = " and ".join(FORMATS)
        raise typer.BadParameter(f"{asked!r}: the formats are {known}", param_hint="--format")
    return wanted


def _write(coaching: "Coaching", out: Path, formats: tuple[str, ...]) -> list[Path]:
    """Write all sheets in all formats; return what was written, the team report first."""
    from callaudit.pipeline.coaching import TEAM
    from callaudit.reports.coaching_html import write_sheet_html, write_team_html
    from callaudit.reports.coaching_pdf import write_sheet_pdf, write_team_pdf

    sheet_writers = {"html": write_sheet_html, "pdf": write_sheet_pdf}
    team_writers = {"html": write_team_html, "pdf": write_team_pdf}
    written: list[Path] = []
    for kind in formats:
        if coaching.team is not None:
            written.append(out / f"{TEAM}.{kind}")
            team_writers[kind](written[-1], coaching.team)
        for name, sheet in coaching.sheets.items():
            written.append(out / f"{name}.{kind}")
            sheet_writers[kind](written[-1], sheet)
    return written
