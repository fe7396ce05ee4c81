"""Findings of scripts for people and for programs that read lines."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from callaudit.core.finding import Severity
from callaudit.core.script_finding import ScriptFinding, ScriptFix

SCHEMA = 1
"""Version of the JSON."""

_GITHUB = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning"}


def as_text(findings: Sequence[ScriptFinding], *, files: int) -> str:
    """Return each finding with its source line and a caret, and a count at the end."""
    parts = ["\n".join(lines_of(one)) for one in findings]
    return "\n".join([*parts, summary(findings, files=files)]) + "\n"


def summary(findings: Sequence[ScriptFinding], *, files: int) -> str:
    """Return one sentence: how much was found in how much."""
    named = f"{files} file{'' if files == 1 else 's'}"
    if not findings:
        return f"Nothing found in {named}."
    counts = [
        f"{count} {severity.value}"
        for severity in Severity
        if (count := sum(one.severity is severity for one in findings))
    ]
    total = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    return f"Found {total} in {named}: {', '.join(counts)}."


def lines_of(one: ScriptFinding) -> Iterable[str]:
    """Yield the lines that show one finding, an empty one last."""
    yield f"{one.path}:{one.line}:{one.column}: {one.rule_id} [{one.severity.value}] {one.message}"
    number = str(one.line)
    blank = " " * len(number)
    yield f"{blank} |"
    yield f"{number} | {one.source_line.expandtabs(4)}"
    yield f"{blank} | {_caret(one)}"
    if one.citation or one.duty:
        yield f"{blank} = {'; '.join(filter(None, [*one.citation, one.duty]))}"
    if one.suggestion:
        yield (
            f"{blank} = say instead: {one.suggestion}"
            if one.quote
            else f"{blank} = {one.suggestion}"
        )
    if one.fix:
        yield f"{blank} = --fix: {one.fix.told}"
    yield ""


def _caret(one: ScriptFinding) -> str:
    """Return blanks and carets under the finding, as wide as a terminal shows the line."""
    before = one.source_line[: one.column - 1]
    end = one.end_column - 1 if one.end_line == one.line else len(one.source_line)
    under = one.source_line[: max(end, one.column)]
    begin, stop = width(before.expandtabs(4)), width(under.expandtabs(4))
    return " " * begin + "^" * max(1, stop - begin)


def width(text: str) -> int:
    """Return the columns of a terminal that a text takes: two for wide signs, none for marks."""
    return sum(
        0
        if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def as_json(findings: Sequence[ScriptFinding], *, files: int) -> str:
    """Return one JSON object for a program."""
    whole = {"schema": SCHEMA, "files": files, "findings": [_record(one) for one in findings]}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _record(one: ScriptFinding) -> dict[str, Any]:
    return {
        "path": one.path,
        "line": one.line,
        "column": one.column,
        "end_line": one.end_line,
        "end_column": one.end_column,
        "rule": one.rule_id,
        "duty": one.duty,
        "category": one.category,
        "severity": one.severity.value,
        "confidence": one.confidence.value,
        "message": one.message,
        "quote": one.quote,
        "citation": list(one.citation),
        "why": one.why,
        "suggestion": one.suggestion,
        "replacement": one.fix.text if one.fix else None,
        "fix": _fix(one.fix) if one.fix else None,
        "script": one.script,
    }


def _fix(fix: ScriptFix) -> dict[str, Any]:
    return {
        "line": fix.line,
        "column": fix.column,
        "end_line": fix.end_line,
        "end_column": fix.end_column,
        "text": fix.text,
        "told": fix.told,
    }


def as_github(findings: Sequence[ScriptFinding], *, files: int) -> str:
    """Return workflow commands that GitHub shows as annotations beside the lines."""
    del files
    return "".join(
        f"::{_GITHUB.get(one.severity, 'notice')} file={_property(one.path)},line={one.line},"
        f"endLine={one.end_line},col={one.column},endColumn={one.end_column},"
        f"title={_property(one.rule_id)}::{_data(_told(one))}\n"
        for one in findings
    )


def _told(one: ScriptFinding) -> str:
    cited = f" ({'; '.join(one.citation)})" if one.citation else ""
    fix = f"--fix: {one.fix.told}" if one.fix else ""
    return "\n".join(filter(None, [f"{one.message}{cited}", one.suggestion, fix]))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
