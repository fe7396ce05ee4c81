"""What has changed in linted scripts, for somebody who watches a terminal."""

from collections.abc import Sequence

from callaudit.core.script_finding import ScriptFinding
from callaudit.reports.lint_text import lines_of, summary


def as_changes(
    new: Sequence[ScriptFinding],
    gone: Sequence[ScriptFinding],
    *,
    now: Sequence[ScriptFinding],
    files: int,
) -> str:
    """Return new findings as always, a line for each that is gone, and a count of all there are."""
    parts = ["\n".join(lines_of(one)) for one in new]
    parts += [f"{one.path}: gone: {one.rule_id} {_what(one)}" for one in gone]
    return "\n".join([*parts, summary(now, files=files)]) + "\n"


def _what(one: ScriptFinding) -> str:
    return f"“{one.quote}”" if one.quote else one.message
