"""Rows of a log to metadata, a column at a time.

Most columns repeat a few values a thousand times, and most rows share their collector and their
consumer with others: each cell is read once, and each person is made once. Gives what
`schema.metadata_from` gives for each row alone.
"""

from collections.abc import Hashable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from callaudit.calllog.coercion import Coerced, is_blank, read_money, read_share, read_text
from callaudit.calllog.schema import BY_NAME, Column, consequence, put
from callaudit.calllog.settings import LogSettings
from callaudit.core.metadata import AccountFlags, Agent, CallMetadata, Consumer
from callaudit.core.model import Frozen

MOST_SEEN = 20_000
"""Cells that are remembered of a column; bounds the memory that telephones and names take."""

_NEVER_TWICE = frozenset({"call_id", "recording", "start", "notes", "history"})
"""Columns whose cells are not worth remembering."""

_GROUPS: dict[str, type[Frozen]] = {"agent": Agent, "consumer": Consumer, "flags": AccountFlags}

_DECIMALS = (read_money, read_share)

Values = list[Any]
"""What the cells of a column mean, row by row; None where a cell says nothing."""

Told = dict[int, list[str]]
"""By the number of the row, what is wrong with its cells, in the order of the columns."""


class ColumnReader:
    """Reads rows piece by piece; remembers cells and people between the pieces."""

    def __init__(self, settings: LogSettings) -> None:
        """Nothing was read yet."""
        self._settings = settings
        self._cells: dict[str, _Cells] = {}
        self._people: dict[tuple[str, ...], _People] = {}
        self._given: dict[tuple[str, ...], set[str]] = {}

    def read(
        self, columns: Mapping[str, list[object]], *, rows: int, told: Told | None = None
    ) -> list[CallMetadata | None]:
        """Read so many rows, given as the cells of each column of ours, in the file's order.

        None stands for a row that neither an id nor a recording names. `told` holds what is wrong
        with rows beside their cells.
        """
        told = {} if told is None else told
        values = {name: self._column(name).read(cells, told) for name, cells in columns.items()}
        top = {name: found for name, found in values.items() if len(BY_NAME[name].path) == 1}
        for group in _GROUPS:
            names = tuple(name for name in values if BY_NAME[name].path[0] == group)
            if names:
                top[group] = self._group(group, names).of([values[name] for name in names])
        top["call_id"] = self._named(values.get("call_id") or [None] * rows, columns)
        return [
            self._row(dict(zip(top, cells, strict=True)), told.get(number, ()))
            for number, cells in enumerate(zip(*top.values(), strict=True))
        ]

    def _column(self, name: str) -> "_Cells":
        if name not in self._cells:
            self._cells[name] = _Cells(BY_NAME[name], self._settings)
        return self._cells[name]

    def _group(self, group: str, names: tuple[str, ...]) -> "_People":
        if names not in self._people:
            self._people[names] = _People(_GROUPS[group], names)
        return self._people[names]

    def _row(self, cells: dict[str, Any], told: Sequence[str]) -> CallMetadata | None:
        if cells["call_id"] is None:
            return None
        values = {name: value for name, value in cells.items() if value is not None}
        if told:
            values["problems"] = tuple(dict.fromkeys(told))
        names = tuple(values)
        given = self._given.get(names)
        if given is None:
            given = self._given[names] = set(names)
        return CallMetadata.of_checked(values, given=given)

    def _named(self, ids: Values, columns: Mapping[str, list[object]]) -> Values:
        """Name the rows without an id after their recordings."""
        if None not in ids:
            return ids
        recordings = columns.get("recording") or [None] * len(ids)
        return [
            own if own is not None else _stem(recording, self._settings)
            for own, recording in zip(ids, recordings, strict=True)
        ]


def _stem(recording: object, settings: LogSettings) -> str | None:
    text = read_text(recording or "", settings).value
    if not isinstance(text, str):
        return None
    return PurePosixPath(text.replace("\\", "/")).stem or None


class _Seen(dict[object, Any]):
    """What the cells of a column mean: a cell that is met for the first time is read."""

    def __init__(self, column: Column, settings: LogSettings, problems: dict[object, str]) -> None:
        super().__init__()
        self._column = column
        self._settings = settings
        self._problems = problems

    def __missing__(self, cell: object) -> object:
        value, problem = _meant(self._column, cell, self._settings)
        # Texts alone: 1, 1.0 and True are one key. A problem is always remembered, for the
        # problems are looked up afterwards.
        if type(cell) is str and (problem or len(self) < MOST_SEEN):
            self[cell] = value
            if problem:
                self._problems[cell] = problem
        return value


class _Cells:
    """Reads the cells of one column."""

    def __init__(self, column: Column, settings: LogSettings) -> None:
        self._column = column
        self._settings = settings
        self._problems: dict[object, str] = {}
        self._seen = _Seen(column, settings, self._problems)

    def read(self, cells: list[object], told: Told) -> Values:
        """Return what the cells mean, and tell by row what is wrong with them."""
        if self._column.name in _NEVER_TWICE or set(map(type, cells)) != {str}:
            return self._one_by_one(cells, told)
        values = list(map(self._seen.__getitem__, cells))
        if self._problems:
            for number, cell in enumerate(cells):
                if cell in self._problems:
                    told.setdefault(number, []).append(self._problems[cell])
        return values

    def _one_by_one(self, cells: list[object], told: Told) -> Values:
        values = []
        for number, cell in enumerate(cells):
            value, problem = _meant(self._column, cell, self._settings)
            values.append(value)
            if problem:
                told.setdefault(number, []).append(problem)
        return values


def _meant(column: Column, cell: object, settings: LogSettings) -> Coerced:
    """Return a cell's value and the whole sentence on what is wrong with it."""
    if is_blank(cell):
        return Coerced(None)
    found = column.read(cell, settings)
    if not found.problem:
        return found
    told = f"{column.name}: {found.problem}{consequence(column.name, found.value)}"
    return Coerced(found.value, told)


class _People:
    """The collectors, or consumers, or flags of the rows: those who are alike are made once."""

    def __init__(self, kind: type[Frozen], names: Sequence[str]) -> None:
        self._kind = kind
        self._names = names
        self._made: dict[tuple[Hashable, ...], Frozen | None] = {}
        self._nests = any(len(BY_NAME[name].path) > 2 for name in names)
        self._given: dict[tuple[str, ...], set[str]] = {}

    def of(self, columns: Sequence[Values]) -> Values:
        """Return one record a row; None where no column of the group says anything."""
        # 60 and 60.0 are one key, but are written unlike.
        keys = [
            list(map(str, cells)) if BY_NAME[name].read in _DECIMALS else cells
            for name, cells in zip(self._names, columns, strict=True)
        ]
        made, known = self._made, []
        for number, key in enumerate(zip(*keys, strict=True)):
            found = made.get(key, made)
            if found is made:
                found = self._new([cells[number] for cells in columns])
                if len(made) < MOST_SEEN:
                    made[key] = found
            known.append(found)
        return known

    def _new(self, cells: Sequence[Any]) -> Frozen | None:
        nested: dict[str, object] = {}
        for name, cell in zip(self._names, cells, strict=True):
            if cell is not None:
                put(nested, BY_NAME[name].path[1:], cell)
        if not nested:
            return None
        if self._nests:
            return self._kind.model_validate(nested)
        names = tuple(nested)
        return self._kind.of_checked(nested, given=self._given.setdefault(names, set(names)))
