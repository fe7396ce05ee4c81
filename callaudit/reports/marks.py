"""A turn's text cut where evidence begins and ends, so that overlapping quotes can be marked."""

import itertools
import unicodedata
from collections.abc import Sequence

from callaudit.core.finding import Severity
from callaudit.core.model import Frozen


class Mark(Frozen):
    """Characters `[start_char, end_char)` of a turn that something cites.

    `number` is the finding's number on the page, None for an element, whose name is `label`.
    """

    start_char: int
    end_char: int
    label: str
    number: int | None = None
    severity: Severity | None = None


class Piece(Frozen):
    """A stretch of text with everything that cites it.

    `tone` is the gravest severity, or `undetermined`, `element` or empty; `ends` are the numbers
    of the findings whose quote ends with this piece, where their number is shown once.
    """

    text: str
    tone: str = ""
    numbers: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    ends: tuple[int, ...] = ()


def cut_text(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Cut a text at every border of a mark; the pieces joined give the text again.

    Marks that reach beyond the text are cut off at its end, empty ones are left out.
    """
    inside = [mark for mark in (_clip(mark, len(text)) for mark in marks) if mark is not None]
    borders = sorted({0, len(text)} | {m.start_char for m in inside} | {m.end_char for m in inside})
    pieces = []
    for start, end in itertools.pairwise(borders):
        over = [mark for mark in inside if mark.start_char <= start and mark.end_char >= end]
        pieces.append(_piece(text[start:end], over, end))
    return tuple(pieces)


def visible(text: str) -> str:
    """Return text with characters that would steer the page shown by their code.

    Direction overrides could make a quote read backwards; controls and zero-width characters
    could hide a part of it. Line ends and tabs become blanks.
    """
    if text.isascii() and text.isprintable():  # as nearly all of a page is
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\n\r\t":
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char != "\u00ad":
        return f"[U+{ord(char):04X}]"
    return char


def _clip(mark: Mark, length: int) -> Mark | None:
    """Cut a mark to the text; None where nothing is left."""
    start, end = max(0, mark.start_char), min(length, mark.end_char)
    if start >= end:
        return None
    return mark.model_copy(update={"start_char": start, "end_char": end})


def _piece(text: str, over: Sequence[Mark], end: int) -> Piece:
    """Describe one piece by the marks that lie over it."""
    severities = [mark.severity for mark in over if mark.severity]
    if severities:
        tone = min(severities, key=lambda severity: severity.rank).value
    elif any(mark.number is not None for mark in over):
        tone = "undetermined"
    else:
        tone = "element" if over else ""
    return Piece(
        text=text,
        tone=tone,
        numbers=_numbers(over),
        labels=tuple(dict.fromkeys(mark.label for mark in over)),
        ends=_numbers([mark for mark in over if mark.end_char == end]),
    )


def _numbers(marks: Sequence[Mark]) -> tuple[int, ...]:
    return tuple(sorted({mark.number for mark in marks if mark.number is not None}))
