"""Findings of scripts as a page in Markdown, for a comment on a change."""

import re
from collections.abc import Sequence
from itertools import groupby

from callaudit.core.script_finding import ScriptFinding
from callaudit.reports.lint_text import summary


def as_markdown(findings: Sequence[ScriptFinding], *, files: int) -> str:
    """Return one table a file."""
    parts = ["# Scripts", "", summary(findings, files=files), ""]
    for path, group in groupby(findings, key=lambda one: one.path):
        parts += [f"## {_cell(path)}", "", "| Place | Rule | Severity | What | Say instead |"]
        parts += ["| --- | --- | --- | --- | --- |"]
        parts += [
            f"| {one.line}:{one.column} | {one.rule_id} | {one.severity.value} | "
            f"{_cell(_what(one))} | {_cell(_instead(one))} |"
            for one in group
        ]
        parts.append("")
    return "\n".join(parts)


def _what(one: ScriptFinding) -> str:
    return f"{one.message} ({'; '.join(one.citation)})" if one.citation else one.message


def _instead(one: ScriptFinding) -> str:
    return f"{one.suggestion} (--fix: {one.fix.told})".strip() if one.fix else one.suggestion


def _cell(text: str) -> str:
    """Return text that neither ends a cell nor becomes a mark, a tag or a slot of its own."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
