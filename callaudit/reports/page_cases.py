"""Cases as the report shows them: the calls to one consumer about one debt, side by side."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from zoneinfo import ZoneInfo

from callaudit.calllog.places import zones_of
from callaudit.core.finding import Severity, Verdict
from callaudit.reports.case_timeline import case_timeline
from callaudit.reports.case_words import (
    case_title,
    fact_in_words,
    gravest,
    local_time,
    result_kind,
    said,
)
from callaudit.reports.page_call import finding_view, quote_view
from callaudit.reports.page_links import Links
from callaudit.reports.rows import CaseCallRow, CaseFactRow, CaseRow, FindingRow, ReportCall
from callaudit.reports.views import (
    CaseCallView,
    CaseFindingView,
    CaseView,
    EstablishedView,
    Fact,
    LinkView,
)
from callaudit.reports.wording import CALL_SHAPES, FACT_SOURCES, STATES, count_of

MANY_CASES = 200
"""Reports of more cases show the worst; all of them stand in `cases.csv`."""


def shown_cases(
    cases: Sequence[CaseRow], calls: Mapping[str, ReportCall]
) -> tuple[tuple[CaseRow, ...], int]:
    """Return the cases worth a look, worst first, and how many more there are.

    A case is worth a look with two calls or more, or with a finding of its own.
    """
    worth = [case for case in cases if len(case.calls) > 1 or case.findings]
    ordered = sorted(worth, key=lambda case: (*_gravity(case, calls), case_title(case)))
    return tuple(ordered[:MANY_CASES]), max(0, len(ordered) - MANY_CASES)


def findings_of_cases(cases: Sequence[CaseRow]) -> dict[str, tuple[FindingRow, ...]]:
    """Return the findings of all cases by the call that each names."""
    found: dict[str, tuple[FindingRow, ...]] = {}
    for case in cases:
        for one in case.findings:
            found[one.call_id] = (*found.get(one.call_id, ()), one.finding)
    return found


def case_anchor(position: int) -> str:
    """Return the anchor of the case at a position, the first being 1."""
    return f"k{position}"


def case_links(cases: Sequence[CaseRow]) -> dict[str, LinkView]:
    """Return the link from each call to its case, by call id."""
    return {
        call.call_id: LinkView(
            anchor=case_anchor(position),
            text=f"{case_title(case)}: {count_of(len(case.calls), 'call')}",
        )
        for position, case in enumerate(cases, start=1)
        for call in case.calls
    }


def case_view(
    case: CaseRow, *, position: int, calls: Mapping[str, ReportCall], links: Links
) -> CaseView:
    """Show one case; `calls` are those of the page by call id."""
    anchor, zone = case_anchor(position), _zone(case, calls)
    broken = {call.call_id: broken_of(call, case, calls) for call in case.calls}
    every = [row for rows in broken.values() for row in rows]
    return CaseView(
        anchor=anchor,
        title=case_title(case),
        debt=f"debt {case.debt_id}" if case.debt_id else "",
        state=STATES[case.state],
        calls=count_of(len(case.calls), "call"),
        severity=gravest(every),
        broken=len(every),
        rules=tuple(sorted({row.rule for row in every})),
        severities=tuple(sorted({row.severity.value for row in every})),
        facts=_facts(case, zone),
        established=tuple(_established(fact, zone, links) for fact in case.facts),
        findings=tuple(
            CaseFindingView(
                call=links.call(one.call_id),
                undetermined=one.finding.verdict is Verdict.UNDETERMINED,
                finding=finding_view(
                    _cited_from(one.finding, one.call_id), number=n, anchor=anchor, links=links
                ),
            )
            for n, one in enumerate(case.findings, start=1)
        ),
        lines=tuple(_line(call, broken[call.call_id], zone, links) for call in case.calls),
        timeline=case_timeline(case, zone=zone, broken=broken, links=links),
    )


def broken_of(
    call: CaseCallRow, case: CaseRow, calls: Mapping[str, ReportCall]
) -> tuple[FindingRow, ...]:
    """Return the rules that a call broke, and the findings of the case that name it."""
    told = calls.get(call.call_id)
    return (
        *(told.audit.broken() if told else ()),
        *(
            one.finding
            for one in case.findings
            if one.call_id == call.call_id and one.finding.verdict is Verdict.BROKEN
        ),
    )


def _gravity(case: CaseRow, calls: Mapping[str, ReportCall]) -> tuple[int, ...]:
    rows = [row for call in case.calls for row in broken_of(call, case, calls)]
    return tuple(-sum(row.severity is severity for row in rows) for severity in Severity)


def _cited_from(row: FindingRow, call_id: str) -> FindingRow:
    """Let the quotes of a finding name the call they were said in."""
    evidence = tuple(
        one if one.call_id else one.model_copy(update={"call_id": call_id}) for one in row.evidence
    )
    return row.model_copy(update={"evidence": evidence})


def _zone(case: CaseRow, calls: Mapping[str, ReportCall]) -> str | None:
    """Return the zone on whose clock a case is shown, None to show times as they were logged.

    It is that of the next lawful call, else the westernmost zone of the consumer's last call.
    """
    if case.next_call.zone:
        return case.next_call.zone
    for call in reversed(case.calls):
        told, at = calls.get(call.call_id), call.at
        if told is None or told.transcript is None or at is None:
            continue
        if names := zones_of(told.transcript.metadata).names:
            return min(names, key=lambda name: (at.astimezone(ZoneInfo(name)).utcoffset(), name))
    return None


def _facts(case: CaseRow, zone: str | None) -> tuple[Fact, ...]:
    party = {"first": "collected by the creditor", "third": "collected by a third party"}
    held = (
        f"{count_of(case.attempts, 'call')} placed, {case.attempts_in_7} in the last seven days; "
        f"{count_of(case.conversations, 'conversation')}"
    )
    return (
        Fact(
            name="Consumer",
            value=case_title(case),
            hint=case.consumer_id if case.consumer_name and case.consumer_id else "",
        ),
        Fact(name="Debt", value=case.debt_id or "not named", hint=party.get(case.party or "", "")),
        Fact(
            name="State",
            value=STATES[case.state],
            hint=f"as of {said(case.as_of)}" if case.as_of else "",
        ),
        Fact(name="Calls", value=held, hint=f"times in {zone}" if zone else "times as logged"),
        _next_call(case),
    )


def _next_call(case: CaseRow) -> Fact:
    following = case.next_call
    if following.at_utc is None:
        return Fact(name="Next lawful call", value="none", hint=following.because)
    local = local_time(following.at_utc, following.zone or None)
    return Fact(
        name="Next lawful call",
        value=f"{said(local)} {following.zone}".rstrip(),
        hint=f"{following.at_utc.astimezone(UTC):%Y-%m-%d %H:%M} UTC; {following.because}",
    )


def _established(fact: CaseFactRow, zone: str | None, links: Links) -> EstablishedView:
    proof = fact.evidence
    if proof is not None and not proof.call_id:
        proof = proof.model_copy(update={"call_id": fact.call_id})
    return EstablishedView(
        when=said(local_time(fact.at, zone)),
        what=fact_in_words(fact),
        call=links.call(fact.call_id),
        source=f"{FACT_SOURCES[fact.source]}{f': “{fact.words}”' if fact.words else ''}",
        quote=quote_view(proof, anchor="", links=links) if proof else None,
    )


def _line(
    call: CaseCallRow, broken: Sequence[FindingRow], zone: str | None, links: Links
) -> CaseCallView:
    result = CALL_SHAPES[result_kind(call)]
    return CaseCallView(
        when=said(local_time(call.at, zone)) if call.at else "time not known",
        call=links.call(call.call_id),
        result=result if call.outbound else f"from the consumer: {result}",
        severity=gravest(broken),
        counts=call.counts,
        rules=tuple(row.rule for row in broken),
    )
