"""Findings and faults as the marks that an editor draws under words."""

from lsprotocol import types

from callaudit.core.errors import Fault
from callaudit.core.finding import Severity
from callaudit.core.script_finding import ScriptFinding
from callaudit.editor.judge import Judge, Judged
from callaudit.editor.positions import Ruler

SOURCE = "callaudit"
"""What an editor shows as the origin of a mark."""

LEVELS = {
    Severity.CRITICAL: types.DiagnosticSeverity.Error,
    Severity.MAJOR: types.DiagnosticSeverity.Error,
    Severity.MINOR: types.DiagnosticSeverity.Warning,
    Severity.COACH: types.DiagnosticSeverity.Information,
}


def diagnostics_of(judged: Judged, judge: Judge, ruler: Ruler) -> list[types.Diagnostic]:
    """Return a mark for each fault and finding, in the order of their places."""
    return [
        *(_of_fault(fault, judged, ruler) for fault in judged.faults),
        *(_of_finding(finding, judge, ruler) for finding in judged.findings),
    ]


def range_of(finding: ScriptFinding, ruler: Ruler) -> types.Range:
    """Return where an editor sees a finding."""
    return types.Range(
        start=ruler.position(finding.line, finding.column),
        end=ruler.position(finding.end_line, finding.end_column),
    )


def _of_finding(finding: ScriptFinding, judge: Judge, ruler: Ruler) -> types.Diagnostic:
    rule = judge.rule(finding.rule_id)
    url = rule.citation[0].url if rule and rule.citation else None
    return types.Diagnostic(
        range=range_of(finding, ruler),
        message=finding.message,
        severity=LEVELS[finding.severity],
        code=finding.rule_id,
        code_description=types.CodeDescription(href=url) if url else None,
        source=SOURCE,
    )


def _of_fault(fault: Fault, judged: Judged, ruler: Ruler) -> types.Diagnostic:
    """Mark the line that a fault names, or the first where it lies in another file."""
    own = fault.path == judged.document.name
    line = fault.line if own and fault.line else 1
    told = f"{fault.field}: {fault.message}" if own and fault.field else fault.message
    return types.Diagnostic(
        range=types.Range(start=ruler.position(line, 1), end=ruler.end_of(line)),
        message=told if own else str(fault),
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
    )
