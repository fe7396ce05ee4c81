"""Bytes of a script file to text, and changed text back without touching any other byte."""

from collections.abc import Iterable
from dataclasses import dataclass

from callaudit.core.errors import UserError

MOST_CHARS = 2_000_000
"""Characters of one file; a script of a day's talk has a tenth of it."""

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)


@dataclass(frozen=True)
class Change:
    """Text to put in place of the characters `[start, end)`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Encoded:
    """A file's bytes, what encoding they are in, and the text without its byte order mark."""

    data: bytes
    text: str
    encoding: str
    mark: bytes

    def with_changes(self, changes: Iterable[Change]) -> bytes:
        """Return the bytes with changes that do not overlap; all others are as they were.

        Raises:
            UserError: if a change has a character that the file's encoding has not.
        """
        data = self.data
        for change in sorted(changes, key=lambda one: one.start, reverse=True):
            start, end = self._byte(change.start), self._byte(change.end)
            try:
                fresh = change.text.encode(self.encoding)
            except UnicodeEncodeError as error:
                raise UserError(f"cannot be written in {self.encoding}: {error}") from error
            data = data[:start] + fresh + data[end:]
        return data

    def _byte(self, char: int) -> int:
        """Return the offset of a character; in Western European each is one byte."""
        if self.encoding == "cp1252":
            return char
        return len(self.mark) + len(self.text[:char].encode(self.encoding))


def read_encoded(data: bytes) -> Encoded:
    """Return a file's text: UTF-8, or what its first bytes name, else Western European.

    Raises:
        UserError: if it is no text, or too long.
    """
    if len(data) > MOST_CHARS * 4:
        raise UserError(f"is larger than a script can be ({len(data) // 1_000_000} MB)")
    named = ((bom, name) for bom, name in _BOMS if data.startswith(bom))
    mark, encoding = next(named, (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or b"\x00" in data:
            raise UserError("is no text that can be read; save it as UTF-8") from error
        mark, encoding = b"", "cp1252"
        text = data.decode(encoding, errors="replace")
    if "\x00" in text:
        raise UserError("is no text: it holds null characters; save it as UTF-8 text")
    if len(text) > MOST_CHARS:
        raise UserError(f"has more than {MOST_CHARS} characters")
    return Encoded(data, text, encoding, mark)
