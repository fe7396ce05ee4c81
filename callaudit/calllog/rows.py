"""Rows of cells as a file holds them, before anything is read into them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from callaudit.core.errors import Fault


class Row(NamedTuple):
    """One row as it stands: its line (or row) in the file, and its cells.

    The cells stand in the order of the columns, or, where rows name them, under their names.
    """

    line: int
    cells: Sequence[object] | Mapping[str, object]


class Table(NamedTuple):
    """All rows of a file, its column names in order, and what could not be read.

    `cut_short` says that from the last fault on the file could not be taken apart.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    cut_short: bool = False

    def column(self, name: str, rows: Sequence[Row]) -> list[object]:
        """Return the cells of these rows in a column; None where a row has none.

        Of two columns with one name it is the last.
        """
        if rows and isinstance(rows[0].cells, Mapping):
            return [row.cells.get(name) for row in rows]  # type: ignore[union-attr]
        place = len(self.columns) - 1 - self.columns[::-1].index(name)
        return [row.cells[place] for row in rows]  # type: ignore[index]

    def named(self, row: Row) -> dict[str, object]:
        """Return a row's cells by the names of their columns."""
        if isinstance(row.cells, Mapping):
            return dict(row.cells)
        return dict(zip(self.columns, row.cells, strict=True))
