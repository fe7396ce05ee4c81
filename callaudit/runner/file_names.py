"""What the names of recordings can and cannot be used for."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path


def ids_from_names(recordings: Sequence[Path]) -> list[str]:
    """Return a call id for each recording: the shortest of its names that no other one has.

    `call.wav` is `call`; beside `call.mp3` it is `call.wav`. Diallers repeat file names from
    folder to folder: then the folder's name stands before it, or the path from the folder
    that holds all recordings.
    """
    if not recordings:
        return []
    top = os.path.commonpath([path.absolute().parent for path in recordings])
    inside = [path.absolute().relative_to(top) for path in recordings]
    ways = (
        [path.stem for path in inside],
        [f"{path.absolute().parent.name}/{path.stem}" for path in recordings],
        [path.name for path in inside],
        [path.with_suffix("").as_posix() for path in inside],
        [path.as_posix() for path in inside],
    )
    counts = [Counter(names) for names in ways]
    own = (
        next(
            (name for name, count in zip(names, counts, strict=True) if count[name] == 1), names[-1]
        )
        for names in zip(*ways, strict=True)
    )
    return [printable(name) for name in own]


def is_text(path: Path) -> bool:
    """Tell whether a path is valid text: file systems take any bytes for a name."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def printable(path: Path | str) -> str:
    """Return a path as one line of text; control characters and stray bytes become escapes."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(path))
