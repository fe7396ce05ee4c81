"""Text files of unknown encoding."""

from pathlib import Path

ENCODINGS = ("utf-8-sig", "cp1252")
"""Tried in this order: nearly no text in Windows-1252 is also valid UTF-8."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class NotTextError(ValueError):
    """The bytes are no text in any encoding that call logs and transcripts come in."""


class TooLargeError(ValueError):
    """The file is larger than any honest one."""


def read_text_file(path: Path, *, max_bytes: int) -> str:
    """Return a file's text, with line ends as they are.

    Raises:
        OSError: if the file cannot be read.
        TooLargeError: if it has more than `max_bytes`.
        NotTextError: if its bytes are no text.
    """
    with path.open("rb") as stream:
        data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise TooLargeError(f"the file is larger than {max_bytes >> 20} MiB")
    return decode(data)


def decode(data: bytes) -> str:
    """Return bytes as text: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises:
        NotTextError: if they are none of these.
    """
    encodings = ("utf-16",) if data.startswith(_UTF16_MARKS) else ENCODINGS
    if b"\0" in data and encodings is ENCODINGS:
        raise NotTextError("it is not text: it holds zero bytes")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotTextError("it is neither UTF-8 nor Windows-1252 text")
