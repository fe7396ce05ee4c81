"""Call log files as rows of cells: CSV, Excel, Parquet, JSON Lines."""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from callaudit.calllog.coercion import is_blank, quoted
from callaudit.calllog.naming import plain_name
from callaudit.calllog.rows import Row, Table
from callaudit.calllog.sheets import sheet_lines
from callaudit.calllog.text_files import read_text_file
from callaudit.core.errors import Fault

MAX_LOG_BYTES = 512 << 20
"""A log of a million calls has about 300 MiB."""

MAX_CELL_CHARS = 1 << 20
"""A longer cell is an unclosed quote that has swallowed the rest of the file."""

DELIMITERS = (",", ";", "\t")

_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What spreadsheet and Parquet readers raise on files that are damaged or something else."""


_PANDAS_INDEX = re.compile(r"__index_level_\d+__")
"""Columns that pandas adds when it writes a frame whose rows were picked out of another."""


def read_table(path: Path, *, known: Sequence[str]) -> Table:
    """Read a call log by its suffix; faults carry file and line.

    `known` are the names a header may hold, to tell comma, semicolon and tab apart.
    """
    if not path.is_file():
        return _failed(path, "there is no such file")
    if path.stat().st_size > MAX_LOG_BYTES:
        return _failed(path, f"the file is larger than {MAX_LOG_BYTES >> 20} MiB")
    readers: dict[str, Callable[[], Table]] = {
        ".csv": lambda: _read_csv(path, known),
        ".tsv": lambda: _read_csv(path, known),
        ".txt": lambda: _read_csv(path, known),
        ".xlsx": lambda: _read_excel(path),
        ".xlsm": lambda: _read_excel(path),
        ".parquet": lambda: _read_parquet(path),
        ".jsonl": lambda: _read_json_lines(path),
        ".ndjson": lambda: _read_json_lines(path),
    }
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        kinds = ", ".join(sorted(readers))
        return _failed(path, f"a call log is one of {kinds}; save it in one of these")
    try:
        return reader()
    except _UNREADABLE as error:
        return _failed(path, f"cannot be read as {path.suffix.casefold()}: {_one_line(error)}")


def _read_csv(path: Path, known: Sequence[str]) -> Table:
    # The csv module and not pandas: pandas fills short rows up in silence, stops at the first
    # long one, and cannot tell the line of a row.
    text = read_text_file(path, max_bytes=MAX_LOG_BYTES)
    first_line = _first_line(text)
    delimiter = max(DELIMITERS, key=lambda mark: _header_score(first_line, mark, known))
    # Per reader, this limit is not to be had; the module's own is what other readers see too.
    csv.field_size_limit(MAX_CELL_CHARS)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    rows: list[Row] = []
    faults: list[Fault] = []
    start = 1
    cut_short = False
    while True:
        try:
            fields = next(lines, None)
        except csv.Error as error:
            # Behind an unclosed quote nothing can be trusted to be a row.
            faults.append(_fault(path, start, f"the row cannot be read: {error}"))
            cut_short = True
            break
        if fields is None:
            break
        line, start = start, lines.line_num + 1
        if not any(map(str.strip, fields)):
            continue
        if header is None:
            header = [field.strip() for field in fields]
        elif len(fields) == len(header):
            rows.append(Row(line, fields))
        elif len(fields) < len(header) or any(map(str.strip, fields[len(header) :])):
            faults.append(_fault(path, line, _uneven(len(fields), len(header))))
        else:
            rows.append(Row(line, fields[: len(header)]))
    if header is None:
        return _failed(path, "the file is empty")
    return Table(tuple(header), tuple(rows), tuple(faults), cut_short)


def _first_line(text: str) -> str:
    found = re.search(r"\S[^\r\n]*", text)
    return found.group() if found else ""


def _header_score(line: str, delimiter: str, known: Sequence[str]) -> tuple[int, int]:
    names = [plain_name(name.strip().strip('"')) for name in line.split(delimiter)]
    return sum(name in known for name in names), len(names)


def _read_excel(path: Path) -> Table:
    header: tuple[str, ...] | None = None
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, whole in enumerate(sheet_lines(path), start=1):
        line = _without_blank_end(whole)
        if not line:
            continue
        if header is None:
            header = tuple("" if is_blank(cell) else str(cell).strip() for cell in line)
        elif len(line) > len(header):
            faults.append(_fault(path, number, _uneven(len(line), len(header))))
        else:
            rows.append(Row(number, [*line, *[None] * (len(header) - len(line))]))
    if header is None:
        return _failed(path, "the first sheet is empty")
    return Table(header, tuple(rows), tuple(faults))


def _without_blank_end(line: Sequence[object]) -> Sequence[object]:
    """Cut a row after its last filled cell: a sheet is as wide as its widest row."""
    end = len(line)
    while end and is_blank(line[end - 1]):
        end -= 1
    return line[:end]


def _read_parquet(path: Path) -> Table:
    import pyarrow.parquet as pq

    # Not through pandas, where a missing whole number makes its column fractions. In batches,
    # for a table and its rows as Python objects need not stand in memory together.
    file = pq.ParquetFile(path)
    columns = tuple(c for c in file.schema_arrow.names if not _PANDAS_INDEX.fullmatch(c))
    rows: list[Row] = []
    for batch in file.iter_batches(columns=list(columns)):
        cells = [list(map(_plain, batch.column(name).to_pylist())) for name in columns]
        start = len(rows) + 1
        rows += map(Row, range(start, start + batch.num_rows), zip(*cells, strict=True))
    return Table(columns, tuple(rows), ())


def _plain(cell: object) -> object:
    """Turn what Arrow gives for a cell into ours: times of nanoseconds, structs, missing values."""
    if cell is None or isinstance(cell, str):
        return cell
    if hasattr(cell, "to_pydatetime"):
        # NaT is a time that is none.
        return cell.to_pydatetime(warn=False) if str(cell) != "NaT" else None
    if isinstance(cell, list):
        return [_plain(item) for item in cell]
    if isinstance(cell, dict):
        # A struct column gives every row every key.
        return {key: _plain(item) for key, item in cell.items() if item is not None}
    return cell


def _read_json_lines(path: Path) -> Table:
    text = read_text_file(path, max_bytes=MAX_LOG_BYTES)
    rows: list[Row] = []
    faults: list[Fault] = []
    columns: dict[str, None] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            # Amounts stay what they are in writing: 611.10 is no binary fraction.
            cells = json.loads(line, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            faults.append(_fault(path, number, f"the row is not JSON: {_one_line(error)}"))
            continue
        if not isinstance(cells, dict):
            faults.append(_fault(path, number, f"the row is no object: {quoted(line)}"))
            continue
        columns |= dict.fromkeys(cells)
        if any(not is_blank(cell) for cell in cells.values()):
            rows.append(Row(number, cells))
    if not columns and not faults:
        return _failed(path, "the file is empty")
    return Table(tuple(columns), tuple(rows), tuple(faults))


def _uneven(cells: int, header: int) -> str:
    return f"the row has {cells} cells, the header {header}"


def _one_line(error: BaseException) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:200]


def _failed(path: Path, message: str) -> Table:
    return Table((), (), (_fault(path, None, message),))


def _fault(path: Path, line: int | None, message: str) -> Fault:
    return Fault(path=str(path), line=line, field="", message=message)
