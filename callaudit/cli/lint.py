"""`callaudit lint`: scripts judged before anyone reads them out."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import callaudit
from callaudit.cli.audit import FailOn
from callaudit.cli.exit_codes import ExitCode
from callaudit.cli.rules import RulesOption

if TYPE_CHECKING:
    from callaudit.pipeline.script_files import LintResult

STDIN = "-"
"""The path that stands for standard input."""


class LintFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    MARKDOWN = "markdown"


def lint(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Scripts or folders of them: Markdown, text, Word, JSON, YAML; - reads standard "
            "input.",
            show_default=False,
        ),
    ],
    policy: Annotated[
        str,
        typer.Option(help="auto, first_party_strict, third_party, commercial, or a YAML file."),
    ] = "auto",
    select: Annotated[
        list[str] | None,
        typer.Option(help="Only rules whose id, area or category begins so; may be repeated."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(help="Not the rules whose id, area or category begins so; may be repeated."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(help="Glob of files to leave out of folders; may be repeated."),
    ] = None,
    output: Annotated[
        LintFormat, typer.Option("--format", help="How to print what was found.")
    ] = LintFormat.TEXT,
    fail_on: Annotated[
        FailOn, typer.Option(help="Findings from this severity up make the exit code 1.")
    ] = FailOn.MAJOR,
    like: Annotated[
        bool, typer.Option("--like", help="Find words by their meaning too; slower, for review.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Make the safe rewordings in the files; see --diff.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print what --fix would change, and change nothing.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and print what each saved file changes.")
    ] = False,
    force_exclude: Annotated[
        bool,
        typer.Option(
            "--force-exclude", help="Choose among named files as in a folder; for commit hooks."
        ),
    ] = False,
    stdin_name: Annotated[
        str, typer.Option(help="What standard input is called; its ending says the format.")
    ] = "stdin.md",
    cache: Annotated[
        Path | None,
        typer.Option(envvar="CALLAUDIT_CACHE", help="Folder for compiled rules; private to you."),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Judge scripts by the rules that judge calls, with the place of every finding.

    Front matter, headings or callaudit.toml say what each script is. Every branch is judged on
    its own; what must be said must be said on every way to the end.

    For example:

        callaudit lint scripts/

        callaudit lint voicemail.md --policy third_party --format sarif > lint.sarif

        callaudit lint scripts/ --diff | patch -p1

    Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 a file cannot be read or the
    command line is wrong (what could be read is linted all the same). With --fix they tell of
    what is left; with --diff, 0 nothing to change, 1 something.
    """
    from callaudit.asr.digests import cache_folder
    from callaudit.cli.console import show_error
    from callaudit.core.errors import UserError
    from callaudit.core.garbage import garbage_left_alone
    from callaudit.pipeline.script_files import lint_paths, lint_text
    from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
    from callaudit.rulespec import default_rules

    settings = LintSettings(
        rules=rules or default_rules(),
        policy=policy,
        cache=cache or cache_folder(),
        today=date.today(),
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        like=like,
    )
    from_stdin = [str(path) for path in paths] == [STDIN]
    _refuse(fix=fix, diff=diff, from_stdin=from_stdin)
    if watch:
        from callaudit.cli.lint_watch import watch_scripts

        if fix or diff or from_stdin or output is not LintFormat.TEXT:
            raise UserError("--watch prints text about files: no --fix, --diff, --format, no -")
        watch_scripts(settings, tuple(paths), exclude=tuple(exclude or ()))
    with garbage_left_alone():
        linter = ScriptLinter(settings)
        if from_stdin:
            given = sys.stdin.buffer.read()
            found = lint_text(linter, given, name=stdin_name, mending=diff)
        else:
            found = lint_paths(
                linter,
                tuple(paths),
                exclude=tuple(exclude or ()),
                mending=fix or diff,
                choosy=force_exclude,
            )
    _tell_by_hand(found)
    if diff:
        _end(_show_diff(found, fail_on))
        return
    if fix:
        found = _write(found)
    _show(found, output, {r.id: r.citation[0].url for r in linter.rules if r.citation})
    for fault in found.faults:
        show_error(str(fault))
    _end(_exit_code(found, fail_on))


def _refuse(*, fix: bool, diff: bool, from_stdin: bool) -> None:
    from callaudit.core.errors import UserError

    if fix and diff:
        raise UserError("--fix writes and --diff writes nothing: give one of them")
    if fix and from_stdin:
        raise UserError("--fix needs a file to write to; of standard input, --diff shows the fixes")


def _end(code: ExitCode) -> None:
    if code is not ExitCode.CLEAN:
        raise typer.Exit(code)


def _tell_by_hand(found: "LintResult") -> None:
    from callaudit.cli.console import show_news

    for path in found.by_hand:
        show_news(f"{path}: a Word file is not edited; make the suggested changes in Word")


def _write(found: "LintResult") -> "LintResult":
    from callaudit.cli.console import show_news
    from callaudit.pipeline.script_files import write_fixes

    faults = write_fixes(found)
    unwritten = {fault.path for fault in faults}
    written = [file for file in found.rewritten if file.path not in unwritten]
    count, files = sum(file.count for file in written), len(written)
    named = f"{files} file{'' if files == 1 else 's'}"
    show_news(f"Fixed {count} finding{'' if count == 1 else 's'} in {named}.")
    return found.model_copy(update={"faults": (*found.faults, *faults)})


def _show_diff(found: "LintResult", fail_on: FailOn) -> ExitCode:
    from callaudit.cli.console import show_error, show_patch
    from callaudit.reports.lint_diff import as_diff
    from callaudit.scripts.encoded import read_encoded

    for file in found.rewritten:
        before, after = read_encoded(file.before).text, read_encoded(file.after).text
        show_patch(as_diff(file.path, before, after))
    for fault in found.faults:
        show_error(str(fault))
    if found.faults:
        return ExitCode.BAD_INPUT
    changes = found.rewritten and fail_on is not FailOn.NEVER
    return ExitCode.FINDINGS if changes else ExitCode.CLEAN


def _show(found: "LintResult", output: LintFormat, uris: dict[str, str | None]) -> None:
    from callaudit.cli.console import show_document
    from callaudit.reports.lint_markdown import as_markdown
    from callaudit.reports.lint_text import as_github, as_json, as_text

    writers = {
        LintFormat.TEXT: as_text,
        LintFormat.JSON: as_json,
        LintFormat.GITHUB: as_github,
        LintFormat.MARKDOWN: as_markdown,
    }
    if output is LintFormat.SARIF:
        from callaudit.reports.lint_sarif import as_sarif

        known = {name: uri for name, uri in uris.items() if uri}
        show_document(as_sarif(found.findings, version=callaudit.__version__, help_uris=known))
    elif output is LintFormat.JUNIT:
        # Python's XML brings its network library along: a tenth of a cold start.
        from callaudit.reports.lint_junit import as_junit

        show_document(as_junit(found.findings, files=found.files))
    else:
        show_document(writers[output](found.findings, files=found.files))


def _exit_code(found: "LintResult", fail_on: FailOn) -> ExitCode:
    if found.faults:
        return ExitCode.BAD_INPUT
    if fail_on is FailOn.NEVER:
        return ExitCode.CLEAN
    from callaudit.core.finding import Severity

    worst = Severity(fail_on.value).rank
    broken = any(one.severity.rank <= worst for one in found.findings)
    return ExitCode.FINDINGS if broken else ExitCode.CLEAN
