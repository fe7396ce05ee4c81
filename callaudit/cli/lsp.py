"""`callaudit lsp`: scripts judged in an editor while they are written."""

import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from callaudit.cli.rules import RulesOption

INSTALL = "pip install 'callaudit[editor]'"
"""What brings the libraries that speak with editors."""


def lsp(
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
    cache: Annotated[
        Path | None,
        typer.Option(envvar="CALLAUDIT_CACHE", help="Folder for compiled rules; private to you."),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Answer an editor over standard input and output (Language Server Protocol).

    Shows findings while a script is typed, tells the rule and its source under the pointer,
    offers safe rewordings, and completes the names of slots. The editor starts it:
    docs/scripts.md says how. Settings in callaudit.toml hold as they do for `callaudit lint`.

    Example: callaudit lsp --policy third_party
    """
    from callaudit.core.errors import UserError

    if find_spec("pygls") is None:
        raise UserError(f"an editor needs pygls, which is not installed; run: {INSTALL}")
    from callaudit.asr.digests import cache_folder
    from callaudit.editor.judge import Judge
    from callaudit.editor.server import make_server
    from callaudit.pipeline.script_lint import LintSettings
    from callaudit.rulespec import default_rules

    settings = LintSettings(
        rules=rules or default_rules(),
        policy=policy,
        cache=cache or cache_folder(),
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
    )
    server = make_server(Judge(settings, today=date.today))
    # What a library prints must not get among the messages.
    wire, sys.stdout = sys.stdout.buffer, sys.stderr
    server.start_io(stdin=sys.stdin.buffer, stdout=wire)
