"""What is wrong with a script, with its place in the file."""

from callaudit.core.finding import Confidence, Severity
from callaudit.core.ids import RuleId
from callaudit.core.model import Frozen


class ScriptFix(Frozen):
    """An edit of a script that puts a finding right.

    `start` and `end` are offsets of the file's text in code points, without a byte order mark;
    lines and columns count from 1, the end is behind the last character. `text` goes there.
    `told` says the same in a sentence. Made by `pipeline.script_fix`.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    told: str


class ScriptFinding(Frozen):
    """One place of a script that breaks a rule, or one rule that the whole script breaks.

    Lines and columns count from 1 in code points; the end is behind the last character.
    `quote` is what stands there, empty where something is missing; `source_line` is the whole
    line. `suggestion` is what may be said instead; `fix` is an edit that a machine may make.
    `duty` is the duty of scripts that the rule belongs to, empty for the linter's own notes.
    Made by `pipeline.script_lint`.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule_id: RuleId
    title: str
    message: str
    severity: Severity
    confidence: Confidence
    category: str = ""
    citation: tuple[str, ...] = ()
    why: str = ""
    suggestion: str = ""
    fix: ScriptFix | None = None
    quote: str = ""
    source_line: str = ""
    script: str = ""
    duty: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, int, RuleId, str]:
        """Order by place, then severity, then rule: the same for every run."""
        return (self.path, self.line, self.column, self.severity.rank, self.rule_id, self.message)
