"""Read a call log: every fault of the file at once, or its rows and which of them are lost."""

from pathlib import Path, PurePosixPath

from callaudit.calllog.coercion import is_blank, read_id, read_text
from callaudit.calllog.naming import plain_name, suggestion
from callaudit.calllog.schema import BY_NAME, KNOWN_NAMES, metadata_from, spread
from callaudit.calllog.settings import LogSettings, find_settings
from callaudit.calllog.tables import Row, Table, read_table
from callaudit.core.errors import CallLogError, Fault
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen


class CallLog(Frozen):
    """A call log that was read: where it lies, its rows in order, what is odd about the file.

    What is odd about a row stands in that row's own `problems`. `lost` are the rows that cannot
    be told from others or not be read, each with its line: no history is complete without them.
    """

    path: str
    rows: tuple[CallMetadata, ...] = ()
    lost: tuple[Fault, ...] = ()
    problems: tuple[str, ...] = ()

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
    settings = settings if settings is not None else find_settings(path)
    table = read_table(path, known=(*KNOWN_NAMES, *(plain_name(n) for n in settings.columns)))
    names, faults = _names(table, path, settings)
    if names is None:
        raise CallLogError((*table.faults, *faults))
    rows: list[tuple[int, CallMetadata]] = []
    lost = list(table.faults)
    for row in table.rows:
        metadata, row_faults = _row(row, names, path, settings)
        if metadata is not None:
            rows.append((row.line, metadata))
            faults = (*faults, *row_faults)
        else:
            lost.extend(row_faults)
    kept, repeated = _without_repeats(rows, path)
    lost = sorted([*lost, *repeated], key=_line)
    if faults or table.cut_short or (lost and not kept):
        raise CallLogError(tuple(sorted((*faults, *lost), key=_line)))
    problems = () if kept else (f"{path}: the call log has no rows",)
    return CallLog(path=str(path), rows=kept, lost=tuple(lost), problems=problems)


def _line(fault: Fault) -> int:
    return fault.line or 0


def _names(
    table: Table, path: Path, settings: LogSettings
) -> tuple[dict[str, str] | None, tuple[Fault, ...]]:
    """Map the log's column names to ours; None if a row cannot be read by them."""
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
    return (names if table.columns else None), tuple(faults)


def _row(
    row: Row, names: dict[str, str], path: Path, settings: LogSettings
) -> tuple[CallMetadata | None, tuple[Fault, ...]]:
    laid_out = spread(
        {names[theirs]: cell for theirs, cell in row.cells.items() if names.get(theirs)}
    )
    # Whole columns that are unknown were told once; here it is keys inside objects.
    inside = [key for key in laid_out.unknown if "." in key]
    known = [".".join(column.path) for column in BY_NAME.values()]
    faults = tuple(
        _fault(path, row.line, key, f"there is no such key{suggestion(key, known)}")
        for key in inside
    )
    fallback = _stem(laid_out.cells, settings)
    if fallback is None and not isinstance(
        read_id(laid_out.cells.get("call_id") or "", settings).value, str
    ):
        missing = _fault(path, row.line, "call_id", "the row has neither call_id nor recording")
        return None, (*faults, missing)
    metadata = metadata_from(
        laid_out.cells,
        settings=settings,
        fallback_id=fallback or "",
        problems=laid_out.problems,
    )
    return metadata, faults


def _stem(cells: dict[str, object], settings: LogSettings) -> str | None:
    recording = read_text(cells.get("recording") or "", settings).value
    if not isinstance(recording, str):
        return None
    return PurePosixPath(recording.replace("\\", "/")).stem or None


def _without_repeats(
    rows: list[tuple[int, CallMetadata]], path: Path
) -> tuple[tuple[CallMetadata, ...], list[Fault]]:
    """Keep the first row of each id and recording; which of them is right cannot be known."""
    kept: list[CallMetadata] = []
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
        kept.append(row)
        ids[row.call_id] = line
        if row.recording is not None:
            recordings[row.recording] = line
    return tuple(kept), faults


def _fault(path: Path, line: int | None, field: str, message: str) -> Fault:
    return Fault(path=str(path), line=line, field=field, message=message)
