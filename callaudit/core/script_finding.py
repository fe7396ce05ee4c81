"""What is wrong with a script, with its place in the file."""

from callaudit.core.finding import Confidence, Severity
from callaudit.core.ids import RuleId
from callaudit.core.model import Frozen


class ScriptFinding(Frozen):
    """One place of a script that breaks a rule, or one rule that the whole script breaks.

    Lines and columns count from 1 in code points; the end is behind the last character.
    `quote` is what stands there, empty where something is missing; `source_line` is the whole
    line. `suggestion` is what may be said instead, `replacement` a safe rewording of the quote.
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
    replacement: str | None = None
    quote: str = ""
    source_line: str = ""
    script: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, int, RuleId, str]:
        """Order by place, then severity, then rule: the same for every run."""
        return (self.path, self.line, self.column, self.severity.rank, self.rule_id, self.message)
