"""Audit recorded collection calls: what was said, which rule it breaks, and when to listen.

from pathlib import Path
from callaudit import AuditSettings, BatchSettings, default_rules, run_batch

result = run_batch(
    BatchSettings(
        inputs=(Path("recordings"),),
        out=Path("results"),
        audit=AuditSettings(rules=default_rules(), cache=Path("cache")),
    )
)
for audit in result.audits:
    print(audit.call_id, [finding.rule_id for finding in audit.findings])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from callaudit.core.audit import AuditRun, CallAudit
    from callaudit.core.call import Call
    from callaudit.core.errors import CallauditError, UserError
    from callaudit.core.finding import Evidence, Finding, Severity, Verdict
    from callaudit.pipeline.one_call import audit_call
    from callaudit.pipeline.task import CallTask
    from callaudit.pipeline.tools import AuditSettings, AuditTools
    from callaudit.rulespec.loader import default_rules, load_pack
    from callaudit.rulespec.policy import load_policy
    from callaudit.runner.batch import BatchResult, BatchSettings, run_batch

__version__ = "0.1.0"

__all__ = [
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
    "Severity",
    "UserError",
    "Verdict",
    "audit_call",
    "default_rules",
    "load_pack",
    "load_policy",
    "run_batch",
]

_HOMES = {
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
    "Severity": "core.finding",
    "UserError": "core.errors",
    "Verdict": "core.finding",
    "audit_call": "pipeline.one_call",
    "default_rules": "rulespec.loader",
    "load_pack": "rulespec.loader",
    "load_policy": "rulespec.policy",
    "run_batch": "runner.batch",
}


def __getattr__(name: str) -> Any:
    """Import a public name at first use, so that `callaudit --help` starts at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'callaudit' has no attribute {name!r}")
    return getattr(import_module(f"callaudit.{_HOMES[name]}"), name)
