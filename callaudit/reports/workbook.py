"""Tables as sheets of an Excel workbook: filters, frozen headers, links, and no cell that runs.

Text is always written as text, so that what somebody said can be no formula. Rows are written
one by one and not held, whatever their number.
"""

import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callaudit.reports.marks import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its header; further ones go to another sheet."""

MOST_LINKS = 65_530
"""Links that Excel allows in a sheet; further ones are written as text."""

MOST_LETTERS = 32_767
LONGEST_LINK = 2_079

_WIDTHS = {
    "call_id": 22, "link": 7, "title": 46, "because": 60, "quote": 60, "citation": 34,
    "coaching": 50, "rule": 26, "failure_message": 50, "source": 34, "agent": 20, "client": 22,
    "company": 22, "collector": 24, "compared": 26, "missing_elements": 28, "otherwise": 22,
    "what": 34, "category": 24, "finding_id": 19,
}  # fmt: skip
_WIDTH = 13
_WRAPPED = frozenset({"because", "quote", "coaching", "title"})
_DATE, _SHARE, _NUMBER = "yyyy-mm-dd", "0.0%", "0.0"


class Workbook:
    """A workbook under construction; see `workbook`."""

    def __init__(self, book: Any) -> None:
        """Prepare the formats of cells."""
        self._book = book
        self._head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._bold = book.add_format({"bold": True})
        self._link = book.get_default_url_format()
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._top = book.add_format({"valign": "top"})
        self._formats = {
            form: book.add_format({"num_format": form, "valign": "top"})
            for form in (_DATE, _SHARE, _NUMBER)
        }

    def lines(self, name: str, rows: Iterable[Sequence[str | int | float]], *, width: int) -> None:
        """Add a sheet of lines: names, values, sentences. A line of one text is a heading."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, width)
        sheet.set_column(1, 6, 24)
        for at, row in enumerate(rows):
            form = self._bold if len(row) == 1 else None
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(at, column, cell_text(value), form)
                else:
                    sheet.write_number(at, column, value)

    def table(self, name: str, frame: "pd.DataFrame", *, most_rows: int = MOST_ROWS) -> None:
        """Add a frame as a sheet, several where it has too many rows.

        The column `link` holds addresses relative to the workbook's folder.
        """
        for number, start in enumerate(range(0, max(len(frame), 1), most_rows), start=1):
            part = frame.iloc[start : start + most_rows]
            self._sheet(name if number == 1 else f"{name} {number}", part)

    def _sheet(self, name: str, frame: "pd.DataFrame") -> None:
        sheet = self._book.add_worksheet(name)
        columns = [str(column) for column in frame.columns]
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDTHS.get(column, _WIDTH))
            sheet.write_string(0, at, column.replace("_", " "), self._head)
        if len(frame):
            sheet.autofilter(0, 0, len(frame), len(columns) - 1)
        forms = [self._form(column) for column in columns]
        link_at = columns.index("link") if "link" in columns else -1
        links = 0
        for row, values in enumerate(zip(*(_plain(frame[c]) for c in columns), strict=True), 1):
            for at, value in enumerate(values):
                if at == link_at:
                    links += self._write_link(sheet, (row, at), value, links)
                else:
                    _write(sheet, (row, at), value, forms[at], self._formats[_DATE])

    def _form(self, column: str) -> Any:
        if "share" in column or column.startswith("measured"):
            return self._formats[_SHARE]
        if column.endswith("_s") or "score" in column:
            return self._formats[_NUMBER]
        return self._wrap if column in _WRAPPED else self._top

    def _write_link(self, sheet: Any, place: tuple[int, int], href: Any, written: int) -> bool:
        """Write a link as `open`, as plain text where Excel allows no more or none so long."""
        if not isinstance(href, str) or not href:
            return False
        if written >= MOST_LINKS or len(href) > LONGEST_LINK:
            sheet.write_string(*place, cell_text(href))
            return False
        address = href if href.startswith("file:") else f"external:{href}"
        sheet.write_url(*place, address, self._link, "open")
        return True


@contextmanager
def workbook(path: Path, *, title: str, made: datetime) -> "Iterator[Workbook]":
    """Open a workbook that takes the place of `path` when the block ends well.

    Raises:
        OSError: if the folder cannot be written.
    """
    import xlsxwriter

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    part.chmod(0o666 & ~_umask())
    try:
        book = xlsxwriter.Workbook(
            name,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": str(path.parent),
            },
        )
        book.set_properties({"title": cell_text(title), "created": made})
        yield Workbook(book)
        book.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def cell_text(text: str) -> str:
    """Return text as a cell shows it: what would steer it by its code, cut at Excel's limit."""
    shown = "\n".join(visible(line) for line in text.split("\n"))
    return shown if len(shown) <= MOST_LETTERS else f"{shown[: MOST_LETTERS - 1]}…"


def _write(sheet: Any, place: tuple[int, int], value: Any, form: Any, day: Any) -> None:
    """Write a value by its type; what is missing stays empty."""
    if isinstance(value, str):
        if value:
            sheet.write_string(*place, cell_text(value), form)
    elif value is None or value != value:
        return
    elif isinstance(value, bool):
        sheet.write_boolean(*place, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(*place, datetime(value.year, value.month, value.day), day)
    else:
        sheet.write_number(*place, value, form)


def _plain(column: "pd.Series[Any]") -> list[Any]:
    """Return a column as Python's own values, None where one is missing."""
    values: list[Any] = column.astype("object").tolist()
    missing = column.isna().tolist()
    return [None if gone else value for value, gone in zip(values, missing, strict=True)]


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
