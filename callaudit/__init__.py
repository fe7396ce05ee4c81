"""Audit recorded collection calls: what was said, which rule it breaks, and when to listen.

from callaudit import audit, lint

result = audit("recordings/", log="call_log.csv", out="results")
for finding in result.findings:
    print(finding.call_id, finding.rule_id, finding.because)
result.to_frame("calls").groupby("agent")["score"].mean()

lint("scripts/").to_frame()

docs/python.md goes on from here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from callaudit.core.audit import AuditRun, CallAudit
    from callaudit.core.call import Call
    from callaudit.core.errors import CallauditError, UserError
    from callaudit.core.finding import Evidence, Finding, Severity, Verdict
    from callaudit.core.script_finding import ScriptFinding
    from callaudit.pipeline.one_call import audit_call
    from callaudit.pipeline.task import CallTask
    from callaudit.pipeline.tools import AuditSettings, AuditTools
    from callaudit.reports.archive import Archive, read_archive
    from callaudit.rulespec.loader import default_rules, load_pack
    from callaudit.rulespec.policy import load_policy
    from callaudit.rulespec.rule import RulePack
    from callaudit.runner.batch import BatchResult, BatchSettings, run_batch
    from callaudit.runner.python_api import AuditResult, LintResults, audit, lint, load_rules

__version__ = "0.1.0"

__all__ = [
    "Archive",
    "AuditResult",
    "AuditRun",
    "AuditSettings",
    "AuditTools",
    "BatchResult",
    "BatchSettings",
    "Call",
    "CallAudit",
    "CallTask",
    "CallauditError",
    "Evidence",
    "Finding",
    "LintResults",
    "RulePack",
    "ScriptFinding",
    "Severity",
    "UserError",
    "Verdict",
    "audit",
    "audit_call",
    "default_rules",
    "lint",
    "load_pack",
    "load_policy",
    "load_rules",
    "read_archive",
    "run_batch",
]

_HOMES = {
    "Archive": "reports.archive",
    "AuditResult": "runner.python_api",
    "AuditRun": "core.audit",
    "AuditSettings": "pipeline.tools",
    "AuditTools": "pipeline.tools",
    "BatchResult": "runner.batch",
    "BatchSettings": "runner.batch",
    "Call": "core.call",
    "CallAudit": "core.audit",
    "CallTask": "pipeline.task",
    "CallauditError": "core.errors",
    "Evidence": "core.finding",
    "Finding": "core.finding",
    "LintResults": "runner.python_api",
    "RulePack": "rulespec.rule",
    "ScriptFinding": "core.script_finding",
    "Severity": "core.finding",
    "UserError": "core.errors",
    "Verdict": "core.finding",
    "audit": "runner.python_api",
    "audit_call": "pipeline.one_call",
    "default_rules": "rulespec.loader",
    "lint": "runner.python_api",
    "load_pack": "rulespec.loader",
    "load_policy": "rulespec.policy",
    "load_rules": "runner.python_api",
    "read_archive": "reports.archive",
    "run_batch": "runner.batch",
}


def __getattr__(name: str) -> Any:
    """Import a public name at first use, so that `callaudit --help` starts at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'callaudit' has no attribute {name!r}")
    return getattr(import_module(f"callaudit.{_HOMES[name]}"), name)
