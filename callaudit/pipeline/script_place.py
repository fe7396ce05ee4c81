"""Where something stands in a script, as a finding tells it."""

import re
from typing import Any

from callaudit.scripts.script import Script, ScriptFile
from callaudit.scripts.spelled import Source


def place_of(source: Source, span: tuple[int, int]) -> dict[str, Any]:
    """Return line, column, end and source line of a span, by the names of a finding's fields."""
    start, end = span
    line, column = source.place(start)
    end_line, end_column = source.place(max(start, end - 1))
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column + 1,
        "source_line": source.line(line),
    }


def first_line_of(file: ScriptFile, script: Script) -> tuple[int, int]:
    """Return the span of a script's first line: where something is missing has no place."""
    line, column = file.source.place(script.start)
    return script.start, script.start + len(file.source.line(line).rstrip()) - column + 1


def line_of_key(file: ScriptFile, key: str) -> int | None:
    """Return the line on which front matter, or the head of a prompt, names a key."""
    found = re.search(rf"^[ \t\"'{{]*{key}[\"']?[ \t]*:", file.source.text, re.MULTILINE)
    return file.source.place(found.end() - 1)[0] if found else None
