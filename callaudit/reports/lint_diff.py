"""Fixes of scripts as a unified diff, for people and for `patch`."""

import re
from difflib import unified_diff

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def as_diff(path: str, before: str, after: str) -> str:
    """Return what changes in one file; empty where nothing does."""
    name = path.removeprefix("./")
    lines = unified_diff(
        _LINES.findall(before),
        _LINES.findall(after),
        fromfile=f"a/{name}",
        tofile=f"b/{name}",
    )
    return "".join(_ended(line) for line in lines)


def _ended(line: str) -> str:
    """Say of a last line that nothing ends it, as `diff` does."""
    return line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"
