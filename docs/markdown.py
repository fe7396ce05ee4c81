"""Markdown that is the same on every machine."""

import inspect
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; a bar inside a cell does not end it."""
    lines = [_row(head), _row(["---"] * len(head))]
    lines += [_row([cell(value) for value in row]) for row in rows]
    return "\n".join(lines)


def cell(value: object) -> str:
    """Return a value as one line; None is an empty cell."""
    text = "" if value is None else str(value)
    return " ".join(text.split()).replace("|", "\\|")


def code(value: object) -> str:
    """Return a value as code; booleans as YAML spells them."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`"


def codes(values: Iterable[object]) -> str:
    """Return several values as code, with commas between."""
    return ", ".join(code(value) for value in values)


def first_line(thing: object) -> str:
    """Return the first line of the docstring."""
    return (inspect.getdoc(thing) or "").splitlines()[0]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
