"""Calls of the log alone: a line each where something was found, a number for the others.

They have no sound and no words. A log has them by the thousand, so that what their rules say
stands once for all of them, and the worst are shown.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from callaudit.core.finding import Severity
from callaudit.reports.page_call import call_state, quote_view
from callaudit.reports.page_links import Links
from callaudit.reports.page_views import LogCallsView, LogCallView, RuleView, ToldView
from callaudit.reports.rows import AuditRow, FindingRow, ReportCall
from callaudit.reports.views import LinkView
from callaudit.reports.wording import plain_name

MANY_LOG_CALLS = 5000
"""Reports with findings in more calls of the log show the worst; `findings.csv` has all."""


def of_log_alone(call: ReportCall) -> bool:
    """Whether a call was judged without a recording and without words."""
    audit, transcript = call.audit, call.transcript
    silent = audit.recording is None and transcript is not None and not transcript.turns
    return silent and audit.status == "audited"


def told_of_log(calls: Iterable[ReportCall]) -> tuple[ReportCall, ...]:
    """Return the calls of the log alone that the page shows, in the order given.

    Those are the first `MANY_LOG_CALLS` in which a rule is broken or left open.
    """
    told = [call for call in calls if call.audit.findings and of_log_alone(call)]
    return tuple(told[:MANY_LOG_CALLS])


def log_calls(
    calls: Sequence[ReportCall], shown: Sequence[ReportCall], *, links: Links
) -> LogCallsView:
    """Show the calls of the log alone among all calls; `shown` are those of `told_of_log`."""
    silent = [call for call in calls if of_log_alone(call)]
    found = sum(bool(call.audit.findings) for call in silent)
    rules = _rules(row for call in shown for row in call.audit.findings)
    anchors = {rule.rule: rule.anchor for rule in rules}
    return LogCallsView(
        calls=tuple(_log_call(call, anchors, links) for call in shown),
        rules=rules,
        left_out=found - len(shown),
        without_findings=len(silent) - found,
    )


def _rules(rows: Iterable[FindingRow]) -> tuple[RuleView, ...]:
    first: dict[str, FindingRow] = {}
    for row in rows:
        first.setdefault(row.rule, row)
    return tuple(
        RuleView(
            anchor=f"r{number}",
            rule=rule,
            title=first[rule].title or plain_name(first[rule].category),
            basis=first[rule].basis.value,
            citation=first[rule].citation,
            coaching=first[rule].coaching,
        )
        for number, rule in enumerate(sorted(first), start=1)
    )


def _log_call(call: ReportCall, rules: dict[str, str], links: Links) -> LogCallView:
    audit = call.audit
    log = call.transcript.metadata if call.transcript else None
    agent = (log.agent.name or "") if log else ""
    what = (
        f"{log.start:%Y-%m-%d %H:%M} (UTC{log.start.isoformat()[-6:]})"
        if log and log.start
        else "",
        plain_name(audit.call_type) if audit.call_type else "",
        agent,
        (log.consumer.name or "") if log else "",
    )
    of_case = links.of_cases.get(audit.call_id, ())
    return LogCallView(
        anchor=links.call(audit.call_id).anchor,
        call_id=audit.call_id,
        state=call_state(audit),
        what=tuple(part for part in what if part),
        agent=agent,
        rules=tuple(dict.fromkeys(row.rule for row in (*audit.findings, *of_case))),
        severities=tuple(one.value for one in Severity if audit.count(one)),
        told=(*_broken(audit, rules, links), *_left_open(audit, rules)),
        warnings=audit.problems,
        case=links.cases.get(audit.call_id),
    )


def _moment(start: datetime) -> str:
    """Write the start as the log has it, with its distance from UTC."""
    return f"{start:%Y-%m-%d %H:%M} (UTC{start.isoformat()[-6:]})"


def _broken(audit: AuditRow, rules: dict[str, str], links: Links) -> Iterable[ToldView]:
    for row in audit.broken():
        yield ToldView(
            severity=row.severity.value,
            undetermined=False,
            rules=(LinkView(anchor=rules[row.rule], text=row.rule),),
            because=row.because,
            quotes=tuple(quote_view(one, anchor="", links=links) for one in row.evidence),
        )


def _left_open(audit: AuditRow, rules: dict[str, str]) -> Iterable[ToldView]:
    """Give the rules left open, a line for each reason."""
    grouped: dict[str, list[FindingRow]] = {}
    for row in audit.undetermined():
        grouped.setdefault(row.because, []).append(row)
    for because, rows in grouped.items():
        yield ToldView(
            severity=rows[0].severity.value,
            undetermined=True,
            rules=tuple(LinkView(anchor=rules[row.rule], text=row.rule) for row in rows),
            because=because,
            quotes=(),
        )
