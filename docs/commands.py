"""The help of every command, as the pages print it."""

from collections.abc import Iterator
from typing import Any

import typer

from callaudit.cli.main import app

COLUMNS = 80
"""Width of the printed help, whatever terminal it is made on."""


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command and sub-command with its full name, groups before their members."""
    yield from _walk("callaudit", typer.main.get_command(app))


def help_of(name: str, command: Any) -> str:
    """Return what `--help` prints, at a fixed width."""
    context = typer.Context(command, info_name=name, terminal_width=COLUMNS)
    lines = command.get_help(context).splitlines()
    return "\n".join(line.rstrip() for line in lines)


def help_pages() -> str:
    """Return the help of every command under a heading of its own."""
    return "\n\n".join(
        f"### `{name}`\n\n```text\n{help_of(name, command)}\n```" for name, command in commands()
    )


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for inner, one in getattr(command, "commands", {}).items():
        yield from _walk(f"{name} {inner}", one)
