"""Read a call log: every fault of the file at once, or its rows and which of them are lost."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from callaudit.calllog.coercion import is_blank, read_id, read_text
from callaudit.calllog.naming import plain_name, suggestion
from callaudit.calllog.schema import (
    BY_NAME,
    GROUPS,
    KNOWN_NAMES,
    SeenCells,
    Spread,
    metadata_from,
    spread,
)
from callaudit.calllog.settings import LogSettings, find_settings
from callaudit.calllog.tables import Table, read_table
from callaudit.core.errors import CallLogError, Fault
from callaudit.core.garbage import garbage_left_alone
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen

KNOWN_KEYS = tuple(".".join(column.path) for column in BY_NAME.values())
"""Every key of a call's metadata with the objects it stands in."""

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
    faults: list[Fault] = []
    for number, theirs in enumerate(table.columns, start=1):
        ours = mapping.get(plain_name(theirs), plain_name(theirs))
        if theirs == "" and all(is_blank(row.cells.get("")) for row in table.rows):
            ours = ""
        elif theirs == "":
            faults.append(_fault(path, None, f"column {number}", "has cells but no name"))
        elif ours and ours not in KNOWN_NAMES:
            near = suggestion(ours, BY_NAME)
            faults.append(_fault(path, None, theirs, f"there is no such column{near}"))
        elif ours and ours in names.values():
            faults.append(_fault(path, None, theirs, f'a second column for "{ours}"'))
        names[theirs] = ours
    repeated = sorted({name for name in table.columns if table.columns.count(name) > 1})
    faults += [_fault(path, None, name, "stands twice in the header") for name in repeated if name]
    faults = list(dict.fromkeys(faults))
    return names, tuple(faults)


def _read_rows(
    table: Table, names: dict[str, str], *, path: Path, settings: LogSettings, tell: Tell | None
) -> tuple[list[tuple[int, CallMetadata]], list[Fault], list[Fault]]:
    """Return the rows that were read, those that are lost, and the faults of the others."""
    known = {theirs: ours for theirs, ours in names.items() if ours in KNOWN_NAMES}
    flat = not any(ours in GROUPS for ours in known.values())
    seen: SeenCells = {}
    rows: list[tuple[int, CallMetadata]] = []
    lost: list[Fault] = []
    faults: list[Fault] = []
    for number, row in enumerate(table.rows):
        if tell is not None and number % ROWS_A_NEWS == 0:
            tell(number, len(table.rows))
        cells = {known[theirs]: cell for theirs, cell in row.cells.items() if theirs in known}
        laid_out = Spread(cells, (), ()) if flat else spread(cells)
        faults += [
            _fault(path, row.line, key, f"there is no such key{suggestion(key, KNOWN_KEYS)}")
            for key in laid_out.unknown
        ]
        metadata = _metadata(laid_out, settings, seen)
        if metadata is not None:
            rows.append((row.line, metadata))
        else:
            told = "the row has neither call_id nor recording"
            lost.append(_fault(path, row.line, "call_id", told))
    return rows, lost, faults


def _metadata(laid_out: Spread, settings: LogSettings, seen: SeenCells) -> CallMetadata | None:
    """Return a row's metadata; None where neither an id nor a recording names the call."""
    named = read_id(laid_out.cells.get("call_id") or "", settings).value
    fallback = None if isinstance(named, str) else _stem(laid_out.cells, settings)
    if fallback is None and not isinstance(named, str):
        return None
    return metadata_from(
        laid_out.cells,
        settings=settings,
        fallback_id=fallback or "",
        problems=laid_out.problems,
        seen=seen,
    )


def _stem(cells: dict[str, object], settings: LogSettings) -> str | None:
    recording = read_text(cells.get("recording") or "", settings).value
    if not isinstance(recording, str):
        return None
    return PurePosixPath(recording.replace("\\", "/")).stem or None


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
