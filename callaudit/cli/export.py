"""`callaudit export`: promises, notes and limits of calls, for other systems."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from callaudit.cli.exit_codes import ExitCode

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Write promises, call notes and do-not-call lists from audits.",
)


class ExportFormat(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSON = "json"


_Audits = Annotated[
    list[Path],
    typer.Argument(help="Output folders of audits, or audit.jsonl files.", show_default=False),
]
_Out = Annotated[Path, typer.Option(help="File to write.", show_default=False)]
_Format = Annotated[
    ExportFormat | None,
    typer.Option("--format", help="csv or json; without it, as the file ends."),
]


@app.command()
def promises(audits: _Audits, out: _Out, output: _Format = None) -> None:
    """Write each promise to pay: amount, day, means, who said it, the words and their second.

    Example: callaudit export promises audit_may --out promises.csv

    Exit codes: 0 done, 2 wrong input, 3 some calls could not be audited, 130 interrupted.
    """
    _export("promises", audits, out, output)


@app.command("crm-notes")
def crm_notes(audits: _Audits, out: _Out, output: _Format = None) -> None:
    """Write a note on each call: who was reached, what came of it, promises, what is done next.

    Example: callaudit export crm-notes audit_may audit_june --out notes.json

    Exit codes: 0 done, 2 wrong input, 3 some calls could not be audited, 130 interrupted.
    """
    _export("crm-notes", audits, out, output)


@app.command("do-not-call")
def do_not_call(audits: _Audits, out: _Out, output: _Format = None) -> None:
    """Write each limit that was set on tape: stops, attorneys, wrong numbers, work, hours.

    What stands in the log or a note alone is in cases.jsonl.

    Example: callaudit export do-not-call audit_may --out do_not_call.csv

    Exit codes: 0 done, 2 wrong input, 3 some calls could not be audited, 130 interrupted.
    """
    _export("do-not-call", audits, out, output)


def _export(name: str, audits: list[Path], out: Path, output: ExportFormat | None) -> None:
    from callaudit.cli.console import err, show_news, show_path
    from callaudit.core.errors import UserError
    from callaudit.reports.export_calls import said_calls
    from callaudit.reports.exports import export_rows, write_export

    as_ = _format(out, output)
    found = said_calls(audits)
    rows = export_rows(name, found.calls, out)
    try:
        write_export(out, name, rows, as_=as_.value)
    except OSError as error:
        raise UserError(f"--out {out}: {error.strerror or error}") from error
    show_path(out)
    err().print(f"{len(rows)} rows from {len(found.calls)} calls")
    for call_id in found.failed:
        show_news(f"{call_id} could not be audited and is left out")
    if found.failed:
        raise typer.Exit(ExitCode.CALLS_FAILED)


_OTHER_FILES = frozenset({".xlsx", ".xls", ".ods", ".parquet", ".html", ".pdf", ".yaml", ".jsonl"})
"""Endings of files that are neither: under them a CSV file would be taken for broken."""


def _format(out: Path, output: ExportFormat | None) -> ExportFormat:
    """Return what to write: as the file ends or as was asked; csv for a file without ending.

    Raises:
        UserError: with what to say instead, if ending and format disagree or neither tells.
    """
    from callaudit.core.errors import UserError

    ending = out.suffix.lower()
    ends = next((one for one in ExportFormat if ending == f".{one.value}"), None)
    if output is None and (ends or not ending):
        return ends or ExportFormat.CSV
    if output is None:
        fix = f"name it {out.with_suffix('.csv').name} or {out.with_suffix('.json').name}"
        raise UserError(f"--out {out}: exports are csv or json: {fix}")
    if ending in _OTHER_FILES or ends not in (None, output):
        fix = f"name it {out.with_suffix(f'.{output.value}').name}"
        other = f", or say --format {ends.value}" if ends else ""
        raise UserError(f"--out {out}: its ending is not that of --format {output}: {fix}{other}")
    return output
