"""Files that are whole or not there."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def atomic_text(path: Path) -> Iterator[TextIO]:
    """Open a UTF-8 stream whose text takes the place of `path` when the block ends well.

    The text goes to a temporary file of the same folder, which is renamed at the end; on any
    error (a full disk, an interrupt) the old file stays and the temporary one is removed.

    Raises:
        OSError: if the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a whole text file atomically."""
    with atomic_text(path) as stream:
        stream.write(text)


def _umask() -> int:
    """Return the process's file mask: `mkstemp` makes files that only their owner may read."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
