"""Read a call log: every fault of the file at once, or its rows and which of them are lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from callaudit.calllog.coercion import is_blank
from callaudit.calllog.columns import ColumnReader, Told
from callaudit.calllog.naming import column_suggestion, plain_name, suggestion
from callaudit.calllog.rows import Row, Table
from callaudit.calllog.schema import BY_NAME, GROUPS, KNOWN_NAMES, Spread, spread
from callaudit.calllog.settings import LogSettings, find_settings
from callaudit.calllog.tables import read_table
from callaudit.core.errors import CallLogError, Fault
from callaudit.core.garbage import garbage_left_alone
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen

KNOWN_KEYS = tuple(".".join(column.path) for column in BY_NAME.values())
"""Every key of a call's metadata with the objects it stands in."""

_NAMING = {"call_id", "recording"}

NAMELESS = (
    "no column is called call_id or recording; name one so, or map it under [log.columns] in "
    "callaudit.toml"
)
"""Said once, and not of every row."""

ROWS_A_NEWS = 2_000
"""Rows between two news of how far the reading is."""

Tell = Callable[[int, int], None]
"""Takes how many rows are done, and of how many."""


class LogColumn(Frozen):
    """A column of the log and what it is read as: a name of ours, or none.

    `left_out` says that the settings or an empty name leave it out; else nobody knows it.
    """

    theirs: str
    ours: str | None
    left_out: bool = False


class CallLog(Frozen):
    """A call log that was read: where it lies, its rows in order, what is odd about the file.

    What is odd about a row stands in that row's own `problems`; `lines` are the rows' lines in
    the file. `lost` are the rows that cannot be told from others or not be read, each with its
    line: no history is complete without them.
    """

    path: str
    rows: tuple[CallMetadata, ...] = ()
    lost: tuple[Fault, ...] = ()
    problems: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    columns: tuple[LogColumn, ...] = ()

    @property
    def folder(self) -> Path:
        """Return the folder that the `recording` paths start from."""
        return Path(self.path).parent


def read_call_log(path: Path, *, settings: LogSettings | None = None) -> CallLog:
    """Read a call log in CSV, Excel, Parquet or JSON Lines.

    A fault of the file stops the run: an unknown column, a quote that is never closed. A row
    that cannot be taken apart, or whose id or recording an earlier row has, is lost and told
    in `lost`; the others are read. A bad cell costs its value alone: the row's `problems` say
    why. Without `settings`, `callaudit.toml` beside the log or in the working folder gives them.

    Raises:
        CallLogError: with every fault, each with file and row.
    """
    log, faults = survey_call_log(path, settings=settings)
    if faults:
        raise CallLogError(tuple(sorted((*faults, *log.lost), key=_line)))
    return log


def survey_call_log(
    path: Path, *, settings: LogSettings | None = None, tell: Tell | None = None
) -> tuple[CallLog, tuple[Fault, ...]]:
    """Read what can be read of a call log, and return the faults that refuse it beside it.

    A row is read without the columns that are unknown. `tell` hears how far the reading is.

    Raises:
        CallLogError: if the settings are wrong.
    """
    settings = settings if settings is not None else find_settings(path)
    with garbage_left_alone():
        table = read_table(path, known=(*KNOWN_NAMES, *(plain_name(n) for n in settings.columns)))
        names, faults = _names(table, path, settings)
        read, lost, of_rows = _read_rows(table, names, path=path, settings=settings, tell=tell)
        kept, repeated = _without_repeats(read, path)
    lost = sorted([*table.faults, *lost, *repeated], key=_line)
    faults = (*faults, *of_rows)
    if table.cut_short or not table.columns or (lost and not kept):
        faults, lost = (*faults, *lost), []
    log = CallLog.model_construct(
        path=str(path),
        rows=tuple(row for _, row in kept),
        lost=tuple(lost),
        problems=() if kept else (f"{path}: the call log has no rows",),
        lines=tuple(line for line, _ in kept),
        columns=tuple(
            LogColumn(theirs=theirs, ours=ours if ours in KNOWN_NAMES else None, left_out=not ours)
            for theirs, ours in names.items()
        ),
    )
    return log, tuple(sorted(faults, key=_line))


def _line(fault: Fault) -> int:
    return fault.line or 0


def _names(
    table: Table, path: Path, settings: LogSettings
) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """Map the log's column names to ours, with what is wrong about them."""
    mapping = {plain_name(theirs): ours for theirs, ours in settings.columns.items()}
    names: dict[str, str] = {}
    taken: set[str] = set()
    faults: list[Fault] = []
    for number, theirs in enumerate(table.columns, start=1):
        ours = mapping.get(plain_name(theirs), plain_name(theirs))
        if theirs == "" and all(map(is_blank, table.column("", table.rows))):
            ours = ""
        elif theirs == "":
            faults.append(_fault(path, None, f"column {number}", "has cells but no name"))
        elif ours and ours not in KNOWN_NAMES:
            near = column_suggestion(ours, BY_NAME)
            faults.append(_fault(path, None, theirs, f"there is no such column{near}"))
        elif ours and ours in taken:
            faults.append(_fault(path, None, theirs, f'a second column for "{ours}"'))
        names[theirs] = ours
        taken.add(ours)
    repeated = sorted(name for name, times in Counter(table.columns).items() if times > 1)
    faults += [_fault(path, None, name, "stands twice in the header") for name in repeated if name]
    if table.columns and not taken & _NAMING:
        faults.append(_fault(path, None, "", NAMELESS))
    return names, tuple(dict.fromkeys(faults))


def _read_rows(
    table: Table, names: dict[str, str], *, path: Path, settings: LogSettings, tell: Tell | None
) -> tuple[list[tuple[int, CallMetadata]], list[Fault], list[Fault]]:
    """Return the rows that were read, those that are lost, and the faults of the others."""
    known = {ours: theirs for theirs, ours in names.items() if ours in KNOWN_NAMES}
    nested = any(ours in GROUPS for ours in known)
    reader = ColumnReader(settings)
    rows: list[tuple[int, CallMetadata]] = []
    lost: list[Fault] = []
    faults: list[Fault] = []
    for start in range(0, len(table.rows), ROWS_A_NEWS):
        if tell is not None:
            tell(start, len(table.rows))
        piece = table.rows[start : start + ROWS_A_NEWS]
        told: Told = {}
        if nested:
            laid_out = [spread(_known(table.named(row), names)) for row in piece]
            faults += _strange_keys(path, piece, laid_out)
            cells = _as_columns(laid_out)
            told = {n: list(one.problems) for n, one in enumerate(laid_out) if one.problems}
        else:
            cells = {ours: table.column(theirs, piece) for ours, theirs in known.items()}
        read = reader.read(cells, rows=len(piece), told=told)
        rows += ((row.line, one) for row, one in zip(piece, read, strict=True) if one is not None)
        lost += (
            _fault(path, row.line, "call_id", "the row has neither call_id nor recording")
            for row, one in zip(piece, read, strict=True)
            if one is None
        )
    return rows, lost if known.keys() & _NAMING else [], faults


def _known(cells: dict[str, object], names: dict[str, str]) -> dict[str, object]:
    return {
        names[theirs]: cell for theirs, cell in cells.items() if names.get(theirs) in KNOWN_NAMES
    }


def _as_columns(rows: Sequence[Spread]) -> dict[str, list[object]]:
    names = dict.fromkeys(name for row in rows for name in row.cells)
    return {name: [row.cells.get(name) for row in rows] for name in names}


def _strange_keys(path: Path, piece: Sequence[Row], rows: Sequence[Spread]) -> list[Fault]:
    return [
        _fault(path, row.line, key, f"there is no such key{suggestion(key, KNOWN_KEYS)}")
        for row, laid_out in zip(piece, rows, strict=True)
        for key in laid_out.unknown
    ]


def _without_repeats(
    rows: list[tuple[int, CallMetadata]], path: Path
) -> tuple[list[tuple[int, CallMetadata]], list[Fault]]:
    """Keep the first row of each id and recording; which of them is right cannot be known."""
    kept: list[tuple[int, CallMetadata]] = []
    faults: list[Fault] = []
    ids: dict[str, int] = {}
    recordings: dict[str, int] = {}
    for line, row in rows:
        if row.call_id in ids:
            said = f'"{row.call_id}" is already the id of row {ids[row.call_id]}'
            faults.append(_fault(path, line, "call_id", said))
            continue
        if row.recording is not None and row.recording in recordings:
            said = f'"{row.recording}" already belongs to row {recordings[row.recording]}'
            faults.append(_fault(path, line, "recording", said))
            continue
        kept.append((line, row))
        ids[row.call_id] = line
        if row.recording is not None:
            recordings[row.recording] = line
    return kept, faults


def _fault(path: Path, line: int | None, field: str, message: str) -> Fault:
    return Fault(path=str(path), line=line, field=field, message=message)
