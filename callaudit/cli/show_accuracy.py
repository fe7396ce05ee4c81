"""Print how well findings agree with gold labels."""

from pathlib import Path

from callaudit.cli.console import err, out
from callaudit.core.accuracy import GoldReport
from callaudit.reports.accuracy_tables import AccuracyTable, accuracy_tables, mistakes_table

SHOWN_MISTAKES = 60
"""All of them stand in misses.csv."""

_NUMERIC = frozenset({"cases", "tp", "fp", "fn", "wrong", "missed", "invented", "fired", "turn"})

_PROSE = frozenset({"which", "other false alarms", "quote", "text, reason"})
"""Columns that take more lines where they need them."""


def show_accuracy(report: GoldReport, *, folder: Path | None) -> None:
    """Print the tables, then the mistakes, then where the files lie."""
    for table in accuracy_tables(report):
        _show(table)
    mistakes = mistakes_table(report, most=SHOWN_MISTAKES)
    if mistakes.rows:
        _show(mistakes)
    for note in report.notes:
        err().print(f"note: {note}", markup=False)
    for failure in report.failures:
        told = f"failed: {failure.source}: {failure.stage}: {failure.message}"
        err().print(told, markup=False)
    if folder is not None:
        files = ", ".join(str(folder / name) for name in ("eval.md", "eval.json", "misses.csv"))
        out().print(f"written: {files}", markup=False)


def _show(table: AccuracyTable) -> None:
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column in table.columns:
        shown.add_column(
            column,
            justify="right" if column in _NUMERIC else "left",
            no_wrap=column not in _PROSE,
            overflow="fold",
        )
    for row in table.rows:
        # Text, not strings: what was said may hold square brackets.
        shown.add_row(*(Text(cell) for cell in row))
    out().print(Text(table.title, style="bold underline"))
    if table.note:
        out().print(Text(table.note, style="dim"))
    out().print(shown)
    out().print()
