"""Samples of long recordings: kept in a file without a name, and in memory while looked at."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

LONG_SAMPLES = 1 << 25
"""Samples of all channels from which a recording is long: 35 minutes of mono at 16 kHz, 134 MB."""


def room_for(channels: int, length: int) -> np.ndarray:
    """Return an array for the samples of a recording, its content undefined.

    That of a long recording lies in a temporary file that no other program can open; the system
    removes it with the array. Three hours of stereo would be 1.4 GB of memory otherwise.
    """
    import tempfile

    import numpy as np

    if channels * length < LONG_SAMPLES:
        return np.empty((channels, length), np.float32)
    with tempfile.TemporaryFile(prefix="callaudit-") as file:
        return np.memmap(file, np.float32, mode="w+", shape=(channels, length))


def let_go(samples: np.ndarray) -> None:
    """Give the memory of a long recording back; what is read again comes back from its file."""
    mapped = getattr(samples, "_mmap", None)
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def one_by_one(samples: tuple[np.ndarray, ...]) -> Iterator[np.ndarray]:
    """Yield the channels of a recording; the memory of each is given back before the next."""
    for channel in samples:
        yield channel
        let_go(channel)
