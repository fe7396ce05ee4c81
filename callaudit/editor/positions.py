"""Places in a text, as an editor counts them and as we do."""

from lsprotocol import types

from callaudit.scripts.spelled import Source

_BYTES = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
}


class Ruler:
    """Measures one text in the units that the editor asked for; UTF-16 where it asked for none.

    An editor counts lines and units from 0, we count lines and code points from 1. Lines end
    after CR LF, LF or CR alone and nowhere else: other signs that Python splits at do not count.
    """

    def __init__(self, text: str, encoding: str = types.PositionEncodingKind.Utf16) -> None:
        """Find where the lines begin."""
        self._source = Source(text)
        self._lines = self._source.lines()
        self._encoding = _BYTES.get(types.PositionEncodingKind(encoding))

    def position(self, line: int, column: int) -> types.Position:
        """Return where an editor sees a line and column of ours."""
        text = self._lines[line - 1][1] if 0 < line <= len(self._lines) else ""
        return types.Position(line=max(0, line - 1), character=self._units(text[: column - 1]))

    def end_of(self, line: int) -> types.Position:
        """Return where a line ends."""
        text = self._lines[line - 1][1] if 0 < line <= len(self._lines) else ""
        return self.position(line, len(text) + 1)

    def at(self, offset: int) -> types.Position:
        """Return where an editor sees an offset of the text."""
        return self.position(*self._source.place(offset))

    def range(self, start: int, end: int) -> types.Range:
        """Return where an editor sees a span of the text."""
        return types.Range(start=self.at(start), end=self.at(end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a place; behind the end of a line or text it is that end.

        A place inside a character is the character's beginning.
        """
        if position.line >= len(self._lines):
            return len(self._source.text)
        begin, text = self._lines[position.line]
        left = position.character
        for at, char in enumerate(text):
            left -= self._units(char)
            if left < 0:
                return begin + at
        return begin + len(text)

    def _units(self, text: str) -> int:
        if self._encoding is None:
            return len(text)
        name, size = self._encoding
        return len(text.encode(name, errors="surrogatepass")) // size
