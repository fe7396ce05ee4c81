"""`callaudit lint --watch`: scripts linted again whenever somebody saves one."""

from pathlib import Path
from typing import NoReturn

import typer

from callaudit.cli.console import show_document, show_error, show_news
from callaudit.cli.exit_codes import ExitCode
from callaudit.core.errors import UserError
from callaudit.pipeline.kept_findings import KeepingLinter
from callaudit.pipeline.script_files import lint_paths
from callaudit.pipeline.script_lint import LintSettings
from callaudit.pipeline.script_watch import LintChanges, watch
from callaudit.reports.lint_changes import as_changes

MOST_KEPT = 4096
"""Files whose findings are remembered, so that only the saved ones are judged anew."""


def watch_scripts(
    settings: LintSettings, paths: tuple[Path, ...], *, exclude: tuple[str, ...]
) -> NoReturn:
    """Print what is found, and then what each saved file changes, until interrupted.

    Raises:
        UserError: if a path is not there, or rules or policy are wrong.
        typer.Exit: when interrupted, with the exit code that says so.
    """
    for path in paths:
        if not path.exists():
            raise UserError(f"{path}: there is no such file or folder")
    linter = KeepingLinter(settings, most=MOST_KEPT)
    try:
        for changed in watch(paths, lambda: lint_paths(linter, paths, exclude=exclude)):
            _show(changed)
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    raise AssertionError("watching has no end of its own")


def _show(changed: LintChanges) -> None:
    for fault in changed.gone_faults:
        show_news(f"gone: {fault}")
    for fault in changed.new_faults:
        show_error(str(fault))
    now = changed.now
    show_document(as_changes(changed.new, changed.gone, now=now.findings, files=now.files))
