"""The command line's entry: commands, version, and errors a user can mend."""

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import callaudit
from callaudit.cli import (
    audit,
    coach,
    drift,
    export,
    lint,
    log,
    lsp,
    models,
    policy,
    report,
    rules,
    score,
    script,
    transcribe,
)
from callaudit.cli import eval as eval_
from callaudit.cli.console import show_error
from callaudit.cli.exit_codes import ExitCode


class _MendableErrors(TyperGroup):
    """Prints what a user can mend as one sentence a fault, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            from callaudit.core.errors import UserError  # pydantic: not wanted for --help

            if not isinstance(error, UserError):
                raise
            for line in str(error).splitlines():
                show_error(line)
            sys.exit(ExitCode.BAD_INPUT)
        except KeyboardInterrupt:
            show_error("interrupted; what was done is kept: the same command goes on from there")
            sys.exit(ExitCode.INTERRUPTED)


app = typer.Typer(
    cls=_MendableErrors,
    no_args_is_help=True,
    rich_markup_mode=None,  # rich help costs 0.1 s at every start
    pretty_exceptions_show_locals=False,
    add_completion=False,
    help="Audit recorded collection calls: what was said, which rule it breaks, when to listen.\n\n"
    "Everything runs on this machine; no recording leaves it.",
)
app.command("audit")(audit.audit)
app.command("transcribe")(transcribe.transcribe)
app.command("eval")(eval_.evaluate)
app.command("report")(report.report)
app.command("coach")(coach.coach)
app.command("lint")(lint.lint)
app.command("lsp")(lsp.lsp)
app.command("drift")(drift.drift)
app.add_typer(rules.app, name="rules")
app.add_typer(script.app, name="script")
app.add_typer(policy.app, name="policy")
app.add_typer(score.app, name="score")
app.add_typer(export.app, name="export")
app.add_typer(log.app, name="log")
app.add_typer(models.app, name="models")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"callaudit {callaudit.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Hold the options of all commands."""
