"""What audits found that somebody must act on, as files for other systems: CSV or JSON."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from callaudit.reports.as_csv import csv_text
from callaudit.reports.atomic import write_text
from callaudit.reports.export_calls import SaidCall
from callaudit.reports.export_facts import (
    DO_NOT_CALL_COLUMNS,
    PROMISE_COLUMNS,
    do_not_call_rows,
    promise_rows,
)
from callaudit.reports.export_notes import (
    NOTE_COLUMNS,
    note_rows,
    promises_in_words,
    quotes_in_words,
)

Format = Literal["csv", "json"]
Row = dict[str, Any]


class Export(NamedTuple):
    """One sort of file: its columns, and the rows of a call."""

    columns: dict[str, str]
    rows: Callable[[SaidCall, Path], Iterator[Row]]


EXPORTS: dict[str, Export] = {
    "promises": Export(PROMISE_COLUMNS, promise_rows),
    "crm-notes": Export(NOTE_COLUMNS, note_rows),
    "do-not-call": Export(DO_NOT_CALL_COLUMNS, do_not_call_rows),
}


def export_rows(name: str, calls: Sequence[SaidCall], out: Path) -> list[Row]:
    """Return the rows of an export, by call; links lead from the folder of `out`."""
    return [row for call in calls for row in EXPORTS[name].rows(call, out)]


def write_export(out: Path, name: str, rows: Sequence[Row], *, as_: Format) -> None:
    """Write an export, whole or not at all.

    In CSV no spreadsheet runs a cell, and the quotes and the promises of a note are one text each;
    JSON keeps them apart.

    Raises:
        OSError: if the file cannot be written.
    """
    write_text(out, _csv(name, rows) if as_ == "csv" else _json(name, rows))


_LISTS: dict[str, Callable[[list[Row]], str]] = {
    "evidence": quotes_in_words,
    "promises": promises_in_words,
}
"""How a list of a row is said in one cell."""


def _csv(name: str, rows: Sequence[Row]) -> str:
    import pandas as pd

    columns = EXPORTS[name].columns
    flat = [
        {**row, **{name: told(row[name]) for name, told in _LISTS.items() if name in row}}
        for row in rows
    ]
    return csv_text(pd.DataFrame.from_records(flat, columns=list(columns)).astype(columns))


def _json(name: str, rows: Sequence[Row]) -> str:
    told = {"schema": 1, "export": name, "rows": list(rows)}
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
