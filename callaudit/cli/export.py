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
    typer.Option("--format", help="csv or json; without it, as FILE ends, else csv."),
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

    as_json = output is ExportFormat.JSON or (output is None and out.suffix.lower() == ".json")
    found = said_calls(audits)
    rows = export_rows(name, found.calls, out)
    try:
        write_export(out, name, rows, as_="json" if as_json else "csv")
    except OSError as error:
        raise UserError(f"--out {out}: {error.strerror or error}") from error
    show_path(out)
    err().print(f"{len(rows)} rows from {len(found.calls)} calls")
    for call_id in found.failed:
        show_news(f"{call_id} could not be audited and is left out")
    if found.failed:
        raise typer.Exit(ExitCode.CALLS_FAILED)
