"""The first sheet of an Excel file as rows of cells."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

MOST_UNPACKED_BYTES = 4 << 30
"""A sheet of a million calls unpacks to 2 GiB; what is larger is a trap."""


def sheet_lines(path: Path) -> Iterator[Sequence[object]]:
    """Yield the first sheet's rows from its top: cells as Excel holds them, empty ones blank.

    Raises:
        ValueError: if the file is no workbook, or holds no sheet.
        OSError: if it cannot be read.
        zipfile.BadZipFile: if it is no archive.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED_BYTES:
            raise ValueError(f"it unpacks to more than {MOST_UNPACKED_BYTES >> 30} GiB")
    try:
        with CalamineWorkbook.from_path(path) as book:
            if not book.sheet_names:
                raise ValueError("the workbook has no sheet")
            yield from book.get_sheet_by_index(0).iter_rows()
    except CalamineError as error:
        raise ValueError(str(error)) from error
