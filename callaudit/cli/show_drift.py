"""A script's drift as tables for a terminal."""

from io import StringIO
from typing import TYPE_CHECKING

from callaudit.cli.console import inert, out

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from callaudit.core.drift import Drift, DriftCount

WIDTH = 140
"""Columns of a text that is written to a file."""


def show_drift(found: "Drift") -> None:
    """Print the tables."""
    _print(found, out())


def drift_text(found: "Drift") -> str:
    """Return the tables as plain text."""
    from rich.console import Console

    text = StringIO()
    _print(found, Console(file=text, width=WIDTH, highlight=False, color_system=None))
    return text.getvalue()


def _print(found: "Drift", console: "Console") -> None:
    from rich.text import Text

    from callaudit.reports.drift_rows import collector_rows, line_rows

    lines = _table("Line", "What the script says", "Nearest other wording")
    for row in line_rows(found):
        told = f"{row.line.text}\n({row.line.branch})" if row.line.branch else row.line.text
        nearest = row.reworded[-1] if row.reworded else None
        said = f"“{nearest[1].quote}” {nearest[0].agent}" if nearest else ""
        numbers = _numbers(row.count)
        lines.add_row(str(row.line.number), *numbers, Text(inert(told)), Text(inert(said)))
    collectors = _table("Calls", "Collector")
    for one in collector_rows(found):
        collectors.add_row(str(one.calls), *_numbers(one.count), Text(inert(one.agent)))
    console.print(lines)
    console.print()
    console.print(collectors)
    left_out = f"; {found.left_out} left out as of another sort" if found.left_out else ""
    calls = "1 call" if len(found.calls) == 1 else f"{len(found.calls)} calls"
    console.print(f"{calls} compared{left_out}.", markup=False)


def _table(first: str, *last: str) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in (first, "said", "reworded", "skipped", "not reached"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in last:
        table.add_column(name, overflow="fold", ratio=1)
    return table


def _numbers(count: "DriftCount") -> tuple[str, str, str, str]:
    numbers = (count.said, count.reworded, count.skipped, count.not_reached)
    said, reworded, skipped, not_reached = (str(one) if one else "·" for one in numbers)
    return said, reworded, skipped, not_reached
