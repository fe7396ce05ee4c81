"""`callaudit script`: begin a script."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from callaudit.cli.rules import RulesOption

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Begin a script.")


class Sort(StrEnum):
    """What a script can be begun for."""

    VOICEMAIL = "voicemail"
    FIRST_CALL = "first_call"
    SECOND_ATTEMPT = "second_attempt"
    FOLLOW_UP_PROMISE = "follow_up_promise"


@app.callback()
def options() -> None:
    """Begin a script."""


@app.command()
def new(
    sort: Annotated[Sort, typer.Argument(help="What the script is for.")],
    policy: Annotated[
        str, typer.Option(help="first_party_strict, third_party, commercial, or a YAML file.")
    ] = "first_party_strict",
    out: Annotated[
        Path | None, typer.Option(help="File to write; without it, the script is printed.")
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Write a script that holds what the rules require, with slots, to be put into own words.

    It passes `callaudit lint` under the policy it is made for. A file that is there already is
    left as it is.

    Example: callaudit script new voicemail --policy third_party --out voicemail.md
    """
    from callaudit.cli.console import show_document, show_path
    from callaudit.core.errors import UserError
    from callaudit.pipeline.new_script import new_script
    from callaudit.rulespec import default_rules, load_policy
    from callaudit.scripts.read import MARKDOWN, PLAIN
    from callaudit.scripts.script_type import ScriptType

    if out is not None and out.suffix.lower() not in (*MARKDOWN, *PLAIN, ""):
        raise UserError(f"{out}: a script is begun as Markdown; name it {out.with_suffix('.md')}")
    text = new_script(ScriptType(sort.value), load_policy(policy, rules=rules or default_rules()))
    if out is None:
        show_document(text)
        return
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UserError(f"{out} is there already; name another file") from error
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror}") from error
    show_path(out)
