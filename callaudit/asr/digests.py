"""Digests of model files, remembered so that weights are not read again at every start."""

import contextlib
import json
from pathlib import Path

from platformdirs import user_cache_path

from callaudit.core.ids import digest_file

PRIVATE = 0o700
"""Mode of the cache folders: what a user downloads or joins is nobody else's."""


def cache_folder() -> Path:
    """Return callaudit's folder in the user's cache; it need not exist yet."""
    return user_cache_path("callaudit", appauthor=False)


def private_folder(path: Path) -> Path:
    """Create a folder, and the missing ones above it, for this user alone."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=PRIVATE, exist_ok=True)
    return path


def file_sha256(path: Path, *, again: bool = False) -> str:
    """Return a file's SHA-256 in hex, from memory if size and time of change are as they were.

    `again` reads the file in any case.

    Raises:
        OSError: if the file cannot be read.
    """
    stat = path.stat()
    key, stamp = str(path.resolve()), [stat.st_size, stat.st_mtime_ns]
    known = _remembered()
    if not again and key in known and known[key][:2] == stamp:
        return str(known[key][2])
    digest = digest_file(path).removeprefix("sha256:")
    _remember(key, [*stamp, digest])
    return digest


def _memory() -> Path:
    return cache_folder() / "verified.json"


def _remembered() -> dict[str, list[int | str]]:
    try:
        content = json.loads(_memory().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _remember(key: str, entry: list[int | str]) -> None:
    """Write the memory anew and put it in place at once; several processes may do so."""
    import os

    # A cache that cannot be written costs time at the next start and nothing else.
    with contextlib.suppress(OSError):
        private_folder(cache_folder())
        fresh = _memory().with_suffix(f".{os.getpid()}.tmp")
        fresh.write_text(json.dumps({**_remembered(), key: entry}, indent=1), encoding="utf-8")
        fresh.replace(_memory())
