"""What a program or a notebook calls: audits and lints, with results as objects and as frames."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from callaudit.asr.digests import cache_folder
from callaudit.core.audit import AuditRun, CallAudit
from callaudit.core.case import CaseAudit
from callaudit.core.errors import Fault
from callaudit.core.finding import Finding, Verdict
from callaudit.core.model import Frozen
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_files import lint_paths
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.pipeline.tools import AuditSettings
from callaudit.reports.from_audit import report_call
from callaudit.reports.from_case import case_row
from callaudit.reports.tables import calls_frame, cases_frame, findings_frame
from callaudit.rulespec.loader import default_rules, load_pack
from callaudit.rulespec.policy import AUTO
from callaudit.rulespec.rule import RulePack
from callaudit.runner.batch import BatchSettings, run_batch

if TYPE_CHECKING:
    import pandas as pd

AnyPath = str | os.PathLike[str]
Paths = AnyPath | Sequence[AnyPath]

LINT_COLUMNS: dict[str, str] = {
    "path": "string",
    "line": "Int64",
    "column": "Int64",
    "severity": "string",
    "rule": "string",
    "title": "string",
    "message": "string",
    "category": "string",
    "confidence": "string",
    "quote": "string",
    "suggestion": "string",
    "why": "string",
    "citation": "string",
    "script": "string",
}
"""Columns of `LintResults.to_frame` with their pandas type."""


class AuditResult(Frozen):
    """What an audit found. `out` is the folder of its files, None where none was asked for."""

    run: AuditRun
    calls: tuple[CallAudit, ...]
    cases: tuple[CaseAudit, ...]
    notes: tuple[str, ...]
    out: Path | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the broken rules of all calls, each call's worst first; then those of cases."""
        own = (sorted(call.findings, key=lambda one: one.sort_key) for call in self.calls)
        found = chain(*own, *(case.findings for case in self.cases))
        return tuple(one for one in found if one.verdict is Verdict.BROKEN)

    def to_frame(self, of: Literal["findings", "calls", "cases"] = "findings") -> "pd.DataFrame":
        """Return one row a finding, call or case: the columns of the CSV file of that name.

        Findings are broken and undetermined ones, as in `findings.csv`.
        """
        cases = [case_row(case) for case in self.cases]
        if of == "cases":
            return cases_frame(cases)
        rows = [report_call(call) for call in self.calls]
        return calls_frame(rows) if of == "calls" else findings_frame(rows, cases)


class LintResults(Frozen):
    """What is wrong with scripts, by place; `faults` are files that could not be read."""

    findings: tuple[ScriptFinding, ...]
    faults: tuple[Fault, ...]
    files: int
    scripts: int

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a finding, with the columns of `LINT_COLUMNS`."""
        import pandas as pd

        records = [
            {
                **one.model_dump(mode="json"),
                "rule": one.rule_id,
                "citation": "; ".join(one.citation),
            }
            for one in self.findings
        ]
        return pd.DataFrame.from_records(records, columns=list(LINT_COLUMNS)).astype(LINT_COLUMNS)


def audit(
    inputs: Paths,
    *,
    log: AnyPath | None = None,
    policy: str = AUTO,
    rules: AnyPath | None = None,
    out: AnyPath | None = None,
) -> AuditResult:
    """Audit recordings or calls in words, as `callaudit audit` does with its defaults.

    Without `out` nothing is left on disk but what was heard, in the user's cache. For more
    settings, and for several processes, see `run_batch`.

    Raises:
        UserError: if inputs, log, rules, policy or model are wrong.
        OSError: if the results cannot be written.
    """
    settings = AuditSettings(rules=_rules(rules), cache=_cache(), policy=policy)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()) if out is None else out)
        folder.mkdir(parents=True, exist_ok=True)
        done = run_batch(
            BatchSettings(
                inputs=_paths(inputs),
                out=folder,
                audit=settings,
                log=None if log is None else Path(log),
            )
        )
    return AuditResult(
        run=done.run,
        calls=done.audits,
        cases=done.cases,
        notes=done.notes,
        out=None if out is None else Path(out),
    )


def lint(
    paths: Paths,
    *,
    policy: str = AUTO,
    rules: AnyPath | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> LintResults:
    """Judge scripts, or folders of them, as `callaudit lint` does; nothing is changed.

    Raises:
        UserError: if rules or policy are wrong. A script that cannot be read is a fault of the
            result.
    """
    settings = LintSettings(
        rules=_rules(rules),
        policy=policy,
        cache=_cache(),
        today=date.today(),
        select=tuple(select),
        ignore=tuple(ignore),
    )
    found = lint_paths(ScriptLinter(settings), _paths(paths))
    return LintResults(
        findings=found.findings, faults=found.faults, files=found.files, scripts=found.scripts
    )


def load_rules(folder: AnyPath | None = None) -> RulePack:
    """Read and check a folder of rules, those that come with callaudit by default.

    Raises:
        RulePackError: with all faults at once, each with file and line.
    """
    return load_pack(_rules(folder))


def _rules(folder: AnyPath | None) -> Path:
    return default_rules() if folder is None else Path(folder)


def _paths(paths: Paths) -> tuple[Path, ...]:
    several = (paths,) if isinstance(paths, str | os.PathLike) else paths
    return tuple(Path(path) for path in several)


def _cache() -> Path:
    named = os.environ.get("CALLAUDIT_CACHE")
    return Path(named) if named else cache_folder()
