"""What a file's own bytes say about its length: the evidence that a recording is cut short.

Decoders hide truncation: a WAV whose header promises ten minutes and that holds two reads as a
valid file of two. So header and bytes are compared here, without decoding anything.
"""

import struct
from pathlib import Path
from typing import BinaryIO

from callaudit.core.errors import AudioError
from callaudit.core.model import Frozen

MISSING_TOLERANCE_S = 0.1
"""Seconds a header may promise in excess: some recorders count a padding byte or a last block."""

_UNKNOWN_SIZES = frozenset({0, 0x7FFFFFFF, 0x7FFFF000, 0xFFFFFFFF})
"""What recorders write as data length when they stream and never come back to the header."""


_FEWEST_BYTES_PER_S = 500
"""Byte rate below which a header's own figure is taken as wrong; GSM 06.10 has 1,625."""


class WaveLength(Frozen):
    """Bytes of sound a WAV header promises and the file really holds, and bytes for a second.

    `bytes_per_s` is None where the header gives no credible one.
    """

    promised_bytes: int
    present_bytes: int
    bytes_per_s: int | None

    @property
    def present_s(self) -> float | None:
        """Return the length of what is there, None without a byte rate."""
        return self.present_bytes / self.bytes_per_s if self.bytes_per_s else None

    @property
    def missing_s(self) -> float:
        """Return the length of what is not there; without a byte rate, as at 8 kB a second."""
        return (self.promised_bytes - self.present_bytes) / (self.bytes_per_s or 8_000)


def wave_length(path: Path) -> WaveLength | None:
    """Return what a RIFF or RF64 file promises and holds, None if it is no such file.

    A data length of 0 or of all ones means that the recorder streamed: then all bytes count.

    Raises:
        AudioError: `no_sound` where the file ends before any sound data.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(12)
        if len(head) < 12 or head[:4] not in (b"RIFF", b"RF64") or head[8:] != b"WAVE":
            return None
        return _scan_chunks(stream, size)


def _scan_chunks(stream: BinaryIO, size: int) -> WaveLength:
    """Walk the chunks up to the sound data."""
    bytes_per_s = 0
    long_data_size = 0
    while len(head := stream.read(8)) == 8:
        name, length = head[:4], struct.unpack("<I", head[4:])[0]
        at = stream.tell()
        if name == b"ds64":
            long_data_size = struct.unpack("<Q", stream.read(16)[8:16])[0]
        elif name == b"fmt ":
            bytes_per_s = struct.unpack("<I", stream.read(12)[8:12])[0]
        elif name == b"data":
            present = size - at
            promised = long_data_size or (present if length in _UNKNOWN_SIZES else length)
            return WaveLength(
                promised_bytes=promised,
                present_bytes=min(present, promised),
                bytes_per_s=bytes_per_s if bytes_per_s >= _FEWEST_BYTES_PER_S else None,
            )
        stream.seek(at + length + length % 2)
    raise AudioError("no_sound", "the file has a WAV header but no sound data")


def ends_inside_ogg_page(path: Path) -> bool:
    """Tell whether an Ogg file breaks off in the middle of a page.

    Source: RFC 3533, section 6: 27 bytes of header, a table of segment lengths, the segments.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        if stream.read(4) != b"OggS":
            return False
        tail_from = max(0, size - _OGG_PAGE_LIMIT_BYTES)
        stream.seek(tail_from)
        tail = stream.read()
    last = tail.rfind(b"OggS")
    if last < 0 or len(tail) < last + _OGG_HEADER_BYTES:
        return True
    segments = tail[last + 26]
    table = tail[last + _OGG_HEADER_BYTES : last + _OGG_HEADER_BYTES + segments]
    return len(table) < segments or last + _OGG_HEADER_BYTES + segments + sum(table) > len(tail)


_OGG_HEADER_BYTES = 27
_OGG_PAGE_LIMIT_BYTES = 27 + 255 + 255 * 255
"""The longest page that RFC 3533 allows."""


def lacks_mp4_index(path: Path) -> bool:
    """Tell whether an MP4 file has no `moov` box: its recorder was cut off before writing it."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        if stream.read(8)[4:] != b"ftyp":
            return False
        at = 0
        while at + 8 <= size:
            stream.seek(at)
            length, name = struct.unpack(">I4s", stream.read(8))
            if name == b"moov":
                return bool(at + length > size)
            if length == 1:
                length = struct.unpack(">Q", stream.read(8))[0]
            if length < 8:
                return True
            at += length
    return True


def states_its_length(path: Path) -> bool:
    """Tell whether a file's length is written in it, so that a shortfall proves a cut.

    An MP3 without a Xing or VBRI frame has only an estimate from its bit rate.
    """
    with path.open("rb") as stream:
        head = stream.read(10)
        if head[:3] == b"ID3":
            # Four bytes of seven bits each: ID3v2, section 3.1.
            tag = sum(
                (byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True)
            )
            stream.seek(10 + tag)
        else:
            stream.seek(0)
        start = stream.read(4096)
    is_mp3 = head[:3] == b"ID3" or (len(start) > 1 and start[0] == 0xFF and start[1] & 0xE0 == 0xE0)
    return not is_mp3 or any(mark in start for mark in (b"Xing", b"Info", b"VBRI"))
