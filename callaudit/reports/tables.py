"""Audits as pandas tables: one row a finding, one row a call."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from callaudit.core.finding import Severity
from callaudit.core.interval import clock
from callaudit.core.recording import PARTY_UNRECORDED
from callaudit.reports.rows import AuditRow, CaseRow, FindingRow, ReportCall

if TYPE_CHECKING:
    import pandas as pd

FINDING_COLUMNS: dict[str, str] = {
    "call_id": "string",
    "severity": "string",
    "rule": "string",
    "title": "string",
    "verdict": "string",
    "category": "string",
    "basis": "string",
    "confidence": "string",
    "detector": "string",
    "because": "string",
    "quote": "string",
    "speaker": "string",
    "at": "string",
    "start_s": "Float64",
    "end_s": "Float64",
    "turn": "Int64",
    "turns": "string",
    "quotes": "Int64",
    "other_calls": "string",
    "citation": "string",
    "coaching": "string",
    "agent": "string",
    "company": "string",
    "call_start": "string",
    "call_type": "string",
    "source": "string",
    "finding_id": "string",
}
"""Columns of `findings.csv` with their pandas type.

Quote, speaker, `at`, seconds and `turn` are those of the first quote; `quotes` counts all of them
and `turns` lists theirs. Quotes of earlier calls of the case stand in `audit.jsonl` alone;
`other_calls` names those calls.
"""

CALL_COLUMNS: dict[str, str] = {
    "call_id": "string",
    "status": "string",
    "failure_stage": "string",
    "failure": "string",
    "call_type": "string",
    "contact": "string",
    "agent": "string",
    "company": "string",
    "start": "string",
    "duration_s": "Float64",
    "score": "Float64",
    "failed_outright": "boolean",
    **{severity.value: "Int64" for severity in Severity},
    "undetermined": "Int64",
    "rules_judged_share": "Float64",
    "speech_s": "Float64",
    "speech_heard_share": "Float64",
    "listen_to": "string",
    "signal": "string",
    "missing_elements": "string",
    "invoice_number": "string",
    "amount": "string",
    "due_date": "string",
    "payment_date": "string",
    "contact_name": "string",
    "source": "string",
}
"""Columns of `calls.csv` with their pandas type; the severities count broken rules."""


CASE_COLUMNS: dict[str, str] = {
    "case_id": "string",
    "consumer_id": "string",
    "consumer_name": "string",
    "debt_id": "string",
    "party": "string",
    "state": "string",
    "calls": "Int64",
    "attempts": "Int64",
    "attempts_in_7_days": "Int64",
    "conversations": "Int64",
    "last_call": "string",
    "promise_date": "string",
    "promise_amount": "string",
    "next_call_utc": "string",
    "next_call_local": "string",
    "next_call_zone": "string",
    "next_call_because": "string",
    "findings": "Int64",
    "case_findings": "Int64",
    "as_of": "string",
}
"""Columns of `cases.csv` with their pandas type."""


def findings_frame(calls: Iterable[ReportCall], cases: Iterable[CaseRow] = ()) -> "pd.DataFrame":
    """Return one row a broken or undetermined finding, in the order of the calls.

    Findings of cases come last, each under the call that asked for what is missing.
    """
    by_id = {call.audit.call_id: call for call in calls}
    records = [_finding_record(c, row) for c in by_id.values() for row in c.audit.findings]
    records += [
        _finding_record(by_id[one.call_id], one.finding)
        for case in cases
        for one in case.findings
        if one.call_id in by_id
    ]
    return _frame(records, FINDING_COLUMNS)


def cases_frame(cases: Iterable[CaseRow]) -> "pd.DataFrame":
    """Return one row a consumer and debt."""
    return _frame([_case_record(case) for case in cases], CASE_COLUMNS)


def calls_frame(calls: Iterable[ReportCall]) -> "pd.DataFrame":
    """Return one row a call, failed ones included."""
    return _frame([_call_record(call) for call in calls], CALL_COLUMNS)


def _frame(records: Sequence[dict[str, Any]], columns: dict[str, str]) -> "pd.DataFrame":
    """Build a frame with exactly the named columns and types, also when it is empty."""
    import pandas as pd

    return pd.DataFrame.from_records(list(records), columns=list(columns)).astype(columns)


def _finding_record(call: ReportCall, row: FindingRow) -> dict[str, Any]:
    audit, own = call.audit, [e for e in row.evidence if e.call_id is None]
    first = own[0] if own else None
    at = first.start_s if first else None
    return {
        "call_id": audit.call_id,
        "severity": row.severity.value,
        "rule": row.rule,
        "title": row.title,
        "verdict": row.verdict.value,
        "category": row.category,
        "basis": row.basis.value,
        "confidence": row.confidence.value,
        "detector": row.detector.value,
        "because": row.because,
        "quote": first.quote if first else None,
        "speaker": first.speaker.value if first else None,
        "at": clock(at) if at is not None else None,
        "start_s": at,
        "end_s": first.end_s if first else None,
        "turn": first.turn if first else None,
        "turns": " ".join(str(turn) for turn in sorted({e.turn for e in own})),
        "quotes": len(own),
        "other_calls": " ".join(dict.fromkeys(e.call_id for e in row.evidence if e.call_id)),
        "citation": "; ".join(row.citation),
        "coaching": row.coaching,
        "call_type": audit.call_type.value if audit.call_type else None,
        "source": audit.source,
        "finding_id": row.id,
        **_log_facts(call),
    }


def listen_to(audit: AuditRow) -> str:
    """Return which channels a person must listen to and why; empty where none."""
    low = [
        f"channel {row.channel}: {row.share:.0%} of {row.speech_s:.0f} s of speech has words"
        for row in (audit.coverage.low() if audit.coverage else ())
    ]
    named = {row.channel for row in audit.coverage.low()} if audit.coverage else set()
    low += [
        f"channel {row.channel}: speech without words at {clock(row.start_s)} "
        f"({row.end_s - row.start_s:.0f} s)"
        for row in (audit.coverage.unheard if audit.coverage else ())
        if row.channel not in named
    ]
    faults = audit.quality.faults if audit.quality else ()
    return "; ".join([*low, *(one.told for one in faults if one.kind in PARTY_UNRECORDED)])


def _call_record(call: ReportCall) -> dict[str, Any]:
    audit = call.audit
    card, failure, facts = audit.scorecard, audit.failure, _log_facts(call)
    return {
        "call_id": audit.call_id,
        "status": audit.status,
        "failure_stage": failure.stage if failure else None,
        "failure": failure.message if failure else None,
        "call_type": audit.call_type.value if audit.call_type else None,
        "contact": audit.contact.value if audit.contact else None,
        "agent": facts["agent"],
        "company": facts["company"],
        "start": facts["call_start"],
        "duration_s": duration_s(call),
        "score": card.total if card else None,
        "failed_outright": card.failed_outright if card else None,
        # A call that nobody could judge has no count of nought.
        **{s.value: None if failure else audit.count(s) for s in Severity},
        "undetermined": None if failure else len(audit.undetermined()),
        "rules_judged_share": card.coverage if card else None,
        "speech_s": audit.coverage.speech_s if audit.coverage else None,
        "speech_heard_share": audit.coverage.share if audit.coverage else None,
        "listen_to": listen_to(audit) or None,
        "signal": "; ".join(audit.quality.warnings) if audit.quality else None,
        "missing_elements": " ".join(audit.missing_elements),
        **_element_values(audit),
        "source": audit.source,
    }


def _case_record(case: CaseRow) -> dict[str, Any]:
    promise, following = case.promise(), case.next_call
    times = [call.at for call in case.calls if call.at is not None]
    return {
        "case_id": case.case_id,
        "consumer_id": case.consumer_id,
        "consumer_name": case.consumer_name,
        "debt_id": case.debt_id,
        "party": case.party,
        "state": case.state.value,
        "calls": len(case.calls),
        "attempts": case.attempts,
        "attempts_in_7_days": case.attempts_in_7,
        "conversations": case.conversations,
        "last_call": times[-1].isoformat() if times else None,
        "promise_date": promise.due.isoformat() if promise and promise.due else None,
        "promise_amount": str(promise.amount) if promise and promise.amount is not None else None,
        "next_call_utc": _utc(following.at_utc),
        "next_call_local": following.local or None,
        "next_call_zone": following.zone or None,
        "next_call_because": following.because,
        "findings": len(case.findings) + sum(len(call.broken) for call in case.calls),
        "case_findings": len(case.findings),
        "as_of": case.as_of.isoformat() if case.as_of else None,
    }


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _log_facts(call: ReportCall) -> dict[str, str | None]:
    """Return what the call log says and a reader sorts by."""
    if call.transcript is None:
        return {"agent": None, "company": None, "call_start": None}
    log = call.transcript.metadata
    start = log.start.isoformat() if log.start else None
    return {"agent": log.agent.name, "company": log.agent.company, "call_start": start}


def duration_s(call: ReportCall) -> float | None:
    """Return how long a call took: the recording's length, else the log's, else the last turn's."""
    if call.audit.recording:
        return round(call.audit.recording.duration_s, 1)
    if call.transcript is None:
        return None
    ends = [turn.end for turn in call.transcript.turns if turn.end is not None]
    return call.transcript.metadata.duration_s or (max(ends) if ends else None)


def _element_values(audit: AuditRow) -> dict[str, str | None]:
    """Return the values of the five required elements."""
    names = ("invoice_number", "amount", "due_date", "payment_date", "contact_name")
    found = {name: audit.elements.get(name) for name in names}
    return {name: element.value if element else None for name, element in found.items()}
