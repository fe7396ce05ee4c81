"""Text that knows where in its file every character stands."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spelled:
    """Some text, and for each character the half-open span of the source it stands for.

    A slot's spoken value spans the slot's characters in the source.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __getitem__(self, part: slice) -> "Spelled":
        """Return a slice with its places."""
        return Spelled(self.text[part], self.starts[part], self.ends[part])

    def __bool__(self) -> bool:
        """Tell whether there is any text but blanks."""
        return bool(self.text.strip())

    def stripped(self) -> "Spelled":
        """Return the text without blanks at its ends."""
        begin = len(self.text) - len(self.text.lstrip())
        return self[begin : len(self.text.rstrip())] if self else self[0:0]

    def place(self, begin: int, end: int) -> tuple[int, int]:
        """Return the span of the source that the characters `[begin, end)` stand for."""
        if not self.starts:
            return 0, 0
        first = min(begin, len(self.starts) - 1)
        last = min(max(end - 1, first), len(self.ends) - 1)
        return self.starts[first], self.ends[last]


def spelled(text: str, at: int = 0) -> Spelled:
    """Return text that stands in the source just as it is, from the offset `at` on."""
    span = range(at, at + len(text))
    return Spelled(text, tuple(span), tuple(one + 1 for one in span))


def standing_for(text: str, start: int, end: int) -> Spelled:
    """Return text of which every character stands for the same span of the source."""
    return Spelled(text, (start,) * len(text), (end,) * len(text))


def joined(parts: Sequence[Spelled], *, between: str = "") -> Spelled:
    """Return texts in a row; what stands between two of them has the place where one ends."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for part in parts:
        if text and between:
            text.append(between)
            starts += [ends[-1]] * len(between)
            ends += [ends[-1]] * len(between)
        text.append(part.text)
        starts += part.starts
        ends += part.ends
    return Spelled("".join(text), tuple(starts), tuple(ends))


class Source:
    """A file's text, and the line and column of every offset, both from 1.

    Lines end where an editor ends them: after CR LF, LF or CR alone. A column counts code
    points; a tab is one.
    """

    def __init__(self, text: str) -> None:
        """Find where the lines begin."""
        self.text = text
        begins = [0]
        for at, char in enumerate(text):
            if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"):
                begins.append(at + 1)
        self._begins = begins

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        line = bisect_right(self._begins, offset)
        return line, offset - self._begins[line - 1] + 1

    def begin(self, number: int) -> int:
        """Return the offset at which a line begins."""
        return self._begins[number - 1]

    def line(self, number: int) -> str:
        """Return a line without its end."""
        begin = self._begins[number - 1]
        end = self._begins[number] if number < len(self._begins) else len(self.text)
        return self.text[begin:end].rstrip("\r\n")

    def lines(self) -> list[tuple[int, str]]:
        """Return the offset and the text of every line."""
        return [(begin, self.line(at)) for at, begin in enumerate(self._begins, start=1)]
