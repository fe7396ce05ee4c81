"""`callaudit drift`: which lines of an approved script collectors say, reword or skip."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from callaudit.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from callaudit.core.drift import Drift


class DriftFormat(StrEnum):
    """How the comparison is told."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


class DriftFailOn(StrEnum):
    """What makes the exit code 1."""

    SKIPPED = "skipped"
    REWORDED = "reworded"
    NEVER = "never"


def drift(
    script: Annotated[
        Path,
        typer.Argument(help="The approved script, in any form that lint reads."),
    ],
    audits: Annotated[
        list[Path],
        typer.Argument(
            help="Folders that `callaudit audit --out` wrote, or their audit.jsonl.",
            show_default=False,
        ),
    ],
    output: Annotated[
        DriftFormat, typer.Option("--format", help="How to tell it.")
    ] = DriftFormat.TEXT,
    out: Annotated[Path | None, typer.Option(help="File to write instead of the terminal.")] = None,
    agent: Annotated[
        list[str] | None,
        typer.Option(help="Only calls of the collector with this name or id; may be repeated."),
    ] = None,
    fail_on: Annotated[
        DriftFailOn, typer.Option(help="What makes the exit code 1; reworded counts skipped too.")
    ] = DriftFailOn.SKIPPED,
) -> None:
    """Tell which lines of a script collectors say, reword or skip, by line and by collector.

    Each sentence of the script is looked for in what the collector says, in order, whatever
    fills its slots; a branch counts where something of it was said. Calls of the script's type
    and party are compared, the others left out.

    For example:

        callaudit drift scripts/first_call.md audit_may

        callaudit drift voicemail.md audit_may audit_june --format html --out drift.html

        callaudit drift first_call.md audit_may --agent "Nadia Ferris" --fail-on reworded

    Exit codes: 0 nothing found, 1 lines were skipped (or what --fail-on names), 2 the script or an
    audit cannot be read, no call fits the script, or the command line is wrong.
    """
    from callaudit.cli.console import show_document, show_path
    from callaudit.core.errors import UserError
    from callaudit.core.garbage import garbage_left_alone
    from callaudit.pipeline.drift import find_drift
    from callaudit.reports.atomic import write_text

    with garbage_left_alone():
        found = find_drift(script, tuple(audits), agents=tuple(agent or ()))
    if out is None and output is DriftFormat.TEXT:
        from callaudit.cli.show_drift import show_drift

        show_drift(found)
    elif out is None:
        show_document(_document(found, output))
    else:
        try:
            write_text(out, _document(found, output))
        except OSError as error:
            raise UserError(f"{error.filename or out}: {error.strerror or error}") from error
        show_path(out)
    code = _exit_code(found, fail_on)
    if code is not ExitCode.CLEAN:
        raise typer.Exit(code)


def _document(found: "Drift", output: DriftFormat) -> str:
    from callaudit.reports.drift_html import drift_page
    from callaudit.reports.drift_rows import drift_csv, drift_json

    if output is DriftFormat.TEXT:
        from callaudit.cli.show_drift import drift_text

        return drift_text(found)
    writers = {
        DriftFormat.JSON: lambda one: drift_json(one) + "\n",
        DriftFormat.CSV: drift_csv,
        DriftFormat.HTML: drift_page,
    }
    return writers[output](found)


def _exit_code(found: "Drift", fail_on: DriftFailOn) -> ExitCode:
    from callaudit.core.drift import count_of

    count = count_of(tuple(one for call in found.calls for one in call.lines))
    lost = {
        DriftFailOn.SKIPPED: count.skipped,
        DriftFailOn.REWORDED: count.skipped + count.reworded,
        DriftFailOn.NEVER: 0,
    }
    return ExitCode.FINDINGS if lost[fail_on] else ExitCode.CLEAN
