"""One case as the row that every report is made from."""

from callaudit.core.case import CaseAudit, CaseCall, CaseFact
from callaudit.reports.from_audit import evidence_row, finding_row
from callaudit.reports.rows import CaseCallRow, CaseFactRow, CaseFindingRow, CaseRow, NextCallRow


def case_row(case: CaseAudit) -> CaseRow:
    """Turn one case into its row, its findings by severity."""
    findings = sorted(case.findings, key=lambda one: (one.severity.rank, one.call_id, one.rule_id))
    return CaseRow(
        case_id=case.case_id,
        consumer_id=case.consumer_id,
        consumer_name=case.consumer_name,
        debt_id=case.debt_id,
        party=case.party,
        as_of=case.as_of,
        calls=tuple(_call(call) for call in case.calls),
        facts=tuple(_fact(fact) for fact in case.facts),
        attempts=case.attempts,
        attempts_in_7=case.attempts_in_7,
        conversations=case.conversations,
        state=case.state,
        next_call=NextCallRow(**case.next_call.model_dump()),
        findings=tuple(
            CaseFindingRow(call_id=one.call_id, finding=finding_row(one)) for one in findings
        ),
    )


def _call(call: CaseCall) -> CaseCallRow:
    return CaseCallRow(**call.model_dump())


def _fact(fact: CaseFact) -> CaseFactRow:
    own = fact.model_dump(exclude={"evidence"})
    return CaseFactRow(**own, evidence=evidence_row(fact.evidence) if fact.evidence else None)
