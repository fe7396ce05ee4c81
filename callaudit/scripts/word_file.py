"""Word files to blocks: a paragraph is a line."""

import io
import re
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from callaudit.core.errors import UserError
from callaudit.scripts.block import Block, BlockKind
from callaudit.scripts.encoded import MOST_CHARS
from callaudit.scripts.spelled import Source, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVEL = re.compile(r"(?:heading|überschrift) ?(\d)", re.IGNORECASE)

MOST_BYTES = 100_000_000
"""Unpacked size of a Word file, pictures included."""

COLUMNS_OF_A_TAB_STOP = 360
"""Twentieths of a point of left indent that count as one step in."""


def read_word(data: bytes) -> tuple[Source, tuple[Block, ...]]:
    """Return the text of a .docx, one paragraph or row a line, and its blocks.

    Struck (deleted) and hidden text is left out, text inserted under review is read.

    Raises:
        UserError: if the bytes are no Word file.
    """
    rows = _rows_of(data)
    text = "\n".join(row[0] for row in rows)
    if len(text) > MOST_CHARS:
        raise UserError(f"has more than {MOST_CHARS} characters")
    blocks: list[Block] = []
    at, gap = 0, True
    for said, kind in rows:
        if said.strip():
            words = spelled(said, at).stripped()
            blocks.append(Block(**{"kind": BlockKind.TEXT, "gap": True, **kind}, words=words))
        at += len(said) + 1
        gap = not said.strip()
    del gap
    return Source(text), tuple(blocks)


def _rows_of(data: bytes) -> "list[tuple[str, dict[str, Any]]]":
    from docx import Document

    try:
        _refuse_huge(data)
        return list(_rows(Document(io.BytesIO(data))))
    except UserError:
        raise
    except Exception as error:  # a damaged file makes python-docx and lxml raise nearly anything
        told = (str(error) or type(error).__name__).splitlines()[0]
        raise UserError(f"is no Word file that can be read: {told}") from error


def _refuse_huge(data: bytes) -> None:
    with ZipFile(io.BytesIO(data)) as packed:
        size = sum(part.file_size for part in packed.infolist())
    if size > MOST_BYTES:
        raise UserError(f"is larger than a script can be ({size // 1_000_000} MB unpacked)")


def _rows(document: Any) -> "Iterator[tuple[str, dict[str, Any]]]":
    from docx.table import Table

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                cells = [" ".join(_text(p) for p in c.paragraphs).strip() for c in _cells(row)]
                cells = [" ".join(cell.split()) for cell in cells if cell]
                if len(cells) == 2:
                    yield f"{cells[0].rstrip(':')}: {cells[1]}", {"item": True}
                elif cells:
                    yield cells[-1], {"item": True}
        else:
            yield _text(part), _kind(part)


def _cells(row: Any) -> list[Any]:
    """Return a row's cells; one that spans several columns once."""
    return list({id(cell._tc): cell for cell in row.cells}.values())


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    for run in paragraph._p.iter(f"{_W}r"):
        properties = run.find(f"{_W}rPr")
        if properties is not None and properties.find(f"{_W}vanish") is not None:
            continue
        for child in run:
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                parts.append(" ")
    return "".join(parts).replace("\n", " ").replace("\r", " ")


def _kind(paragraph: Any) -> dict[str, Any]:
    style = str(getattr(paragraph.style, "name", "") or "")
    level = _LEVEL.match(style)
    if level or style == "Title":
        return {"kind": BlockKind.HEADING, "level": int(level[1]) if level else 1}
    if style.lower().startswith(("comment", "annotation")):
        return {"kind": BlockKind.COMMENT}
    numbered = paragraph._p.find(f"{_W}pPr/{_W}numPr")
    item = style.startswith("List") or numbered is not None
    depth = re.search(r"(\d)$", style)
    steps = (int(depth[1]) if depth else 1) if item else 0
    if numbered is not None and (deep := numbered.find(f"{_W}ilvl")) is not None:
        steps = max(steps, int(deep.get(f"{_W}val") or 0) + 1)
    left = paragraph.paragraph_format.left_indent
    steps = max(steps, int(left / 635 / COLUMNS_OF_A_TAB_STOP)) if left else steps
    return {"item": item, "indent": 4 * steps, "quoted": "quote" in style.lower()}
