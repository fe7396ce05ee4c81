"""`callaudit log`: look at a call log before anything is audited with it."""

from pathlib import Path
from typing import Annotated

import typer

from callaudit.cli.audit import FailOn
from callaudit.cli.exit_codes import ExitCode
from callaudit.cli.rules import RulesOption

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Check a call log.")


@app.callback()
def options() -> None:
    """Check a call log."""


@app.command()
def check(
    file: Annotated[
        Path,
        typer.Argument(help="CSV, Excel, Parquet or JSON Lines.", show_default=False),
    ],
    settings: Annotated[
        Path | None,
        typer.Option(help="A callaudit.toml; without it, the one beside the log or here."),
    ] = None,
    policy: Annotated[
        str,
        typer.Option(help="auto, first_party_strict, third_party, commercial, or a YAML file."),
    ] = "auto",
    fail_on: Annotated[
        FailOn, typer.Option(help="Broken rules from this severity up make the exit code 1.")
    ] = FailOn.MAJOR,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for a program to read.")
    ] = False,
    rules: RulesOption = None,
) -> None:
    """Say what is understood of a call log, what is not, and what the log alone shows.

    A dry run: nothing is written. It tells the columns and what they are read as, the days and
    time zones covered, the rows that cannot be judged with the reason, times that the change of
    clocks made doubtful, the cases, and what the rules on hours and frequency say.

    For example:

        callaudit log check call_log.csv

        callaudit log check march.xlsx --settings callaudit.toml --policy third_party

        callaudit log check call_log.parquet --json > check.json

    Exit codes: 0 nothing found, 1 broken rules, 2 the log is refused, 3 some rows cannot be
    judged, 130 interrupted.
    """
    from callaudit.calllog.settings import load_settings
    from callaudit.cli.log_progress import LogProgress
    from callaudit.cli.show_log import show_json, show_log
    from callaudit.pipeline.log_check import LogCheckSettings, check_log
    from callaudit.rulespec import default_rules

    asked = LogCheckSettings(
        log=file,
        rules=rules or default_rules(),
        settings=load_settings(settings) if settings is not None else None,
        policy=policy,
    )
    with LogProgress() as progress:
        found = check_log(asked, tell=progress.tell)
    (show_json if as_json else show_log)(found)
    code = _exit_code(
        refused=bool(found.facts.faults),
        unjudged=bool(found.unjudged),
        broken=fail_on is not FailOn.NEVER and _breaks(found, fail_on),
    )
    if code is not ExitCode.CLEAN:
        raise typer.Exit(code)


def _breaks(found: object, fail_on: FailOn) -> bool:
    from callaudit.core.finding import Severity
    from callaudit.pipeline.log_check import LogCheck

    return isinstance(found, LogCheck) and found.broken_from(Severity(fail_on.value))


def _exit_code(*, refused: bool, unjudged: bool, broken: bool) -> ExitCode:
    """Rows that cannot be judged outweigh findings: the log has holes."""
    if refused:
        return ExitCode.BAD_INPUT
    if unjudged:
        return ExitCode.CALLS_FAILED
    return ExitCode.FINDINGS if broken else ExitCode.CLEAN
