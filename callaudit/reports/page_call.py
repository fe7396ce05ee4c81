"""One call as the report shows it."""

from collections.abc import Sequence

from callaudit.core.finding import Heard, Severity, Verdict
from callaudit.core.interval import clock
from callaudit.reports.facts import call_facts, call_warnings
from callaudit.reports.marks import Mark
from callaudit.reports.page_links import Links
from callaudit.reports.page_transcript import transcript_lines, turn_anchor
from callaudit.reports.rows import AuditRow, ElementRow, EvidenceRow, FindingRow, ReportCall
from callaudit.reports.views import (
    AreaView,
    CallView,
    Count,
    ElementView,
    ExcusedView,
    FindingView,
    QuoteView,
    RuleGroup,
    UnjudgedView,
)
from callaudit.reports.wording import CONFIDENCES, DETECTORS, SPEAKERS, plain_name

NO_LINKS = Links()
"""Those of a call that stands alone."""

_MUTE_PAD_S = 0.2
"""Word times of a recogniser are this far off at most times."""


def call_anchor(position: int) -> str:
    """Return the anchor of the call at a position, the first being 1."""
    return f"c{position}"


def call_view(
    call: ReportCall,
    *,
    position: int,
    audio: str | None,
    with_lines: bool = True,
    links: Links = NO_LINKS,
) -> CallView:
    """Show one call; `position` makes its anchors, `with_lines` False leaves out the transcript.

    `links` lead to the other calls that it cites, and to its case. By the findings of its case
    that name it it is found too, though they are shown with the case.
    """
    audit, anchor = call.audit, call_anchor(position)
    of_case = links.of_cases.get(audit.call_id, ())
    broken = [
        finding_view(row, number=number, anchor=anchor, links=links)
        for number, row in enumerate(audit.broken(), start=1)
    ]
    unjudged = _unjudged(audit.undetermined(), links, first=len(broken) + 1, anchor=anchor)
    numbered = (*broken, *(finding for group in unjudged for finding in group.findings))
    numbers = {finding.rule: finding.number for finding in numbered}
    card = audit.scorecard
    log = call.transcript.metadata if call.transcript else None
    return CallView(
        anchor=anchor,
        call_id=audit.call_id,
        state=call_state(audit),
        call_type=plain_name(audit.call_type) if audit.call_type else "",
        agent=(log.agent.name or "") if log else "",
        start=f"{log.start:%Y-%m-%d %H:%M}" if log and log.start else "",
        score=_points(card.total if card else None),
        failed_outright=bool(card and card.failed_outright),
        counts=tuple(
            Count(severity=severity.value, count=audit.count(severity))
            for severity in Severity
            if audit.count(severity)
        ),
        undetermined=len(audit.undetermined()),
        rules=tuple(dict.fromkeys((*(f.rule for f in numbered), *(row.rule for row in of_case)))),
        severities=tuple(
            severity.value
            for severity in Severity
            if audit.count(severity)
            or any(r.severity is severity and r.verdict is Verdict.BROKEN for r in of_case)
        ),
        facts=call_facts(call),
        warnings=call_warnings(audit),
        failure=audit.failure.message if audit.failure else "",
        elements=_elements(audit, anchor),
        findings=tuple(broken),
        unjudged=unjudged,
        excused=tuple(
            ExcusedView(
                rule=row.rule,
                reason=row.reason,
                quote=quote_view(row.evidence, anchor=anchor, links=links),
            )
            for row in audit.excused
        ),
        not_applicable=_grouped_reasons(audit),
        met=tuple(rule for rule, verdict in audit.verdicts.items() if verdict is Verdict.MET),
        areas=_areas(audit),
        lines=transcript_lines(call, anchor=anchor, marks=_marks(audit, numbers))
        if with_lines
        else (),
        lines_left_out=call.transcript is not None and not with_lines,
        audio=audio,
        mute=_mute(audit),
        case=links.cases.get(audit.call_id),
    )


def _mute(audit: AuditRow) -> str:
    """Write the seconds in which a player falls silent, as `12.5-14 20-21.25`."""
    return " ".join(
        f"{max(0.0, row.start_s - _MUTE_PAD_S):.2f}-{row.end_s + _MUTE_PAD_S:.2f}"
        for row in audit.masked
        if row.start_s is not None and row.end_s is not None
    )


def call_state(audit: AuditRow) -> str:
    """Return how a call stands: failed, findings, undetermined or clean.

    Advice alone (severity `coach`) leaves a call clean.
    """
    if audit.status == "failed":
        return "failed"
    if any(row.severity is not Severity.COACH for row in audit.broken()):
        return "findings"
    return "undetermined" if audit.undetermined() else "clean"


def _areas(audit: AuditRow) -> tuple[AreaView, ...]:
    """List the areas in which a rule applies."""
    areas = audit.scorecard.areas if audit.scorecard else ()
    return tuple(
        AreaView(
            name=plain_name(area.area),
            met=area.met,
            broken=area.broken,
            undetermined=area.undetermined,
            score=_points(area.score),
        )
        for area in areas
        if area.met + area.broken + area.undetermined
    )


def _points(score: float | None) -> str:
    """Write a score, a dash where nothing was judged."""
    return f"{score:g}" if score is not None else "–"


def finding_view(row: FindingRow, *, number: int, anchor: str, links: Links) -> FindingView:
    """Show one finding; `anchor` is that of its call, `number` the one it has there."""
    return FindingView(
        number=number,
        anchor=f"{anchor}-f{number}",
        severity=row.severity.value,
        rule=row.rule,
        title=row.title,
        category=plain_name(row.category),
        basis=row.basis.value,
        confidence=CONFIDENCES[row.confidence] + DETECTORS[row.detector],
        because=row.because,
        citation=row.citation,
        coaching=row.coaching,
        quotes=tuple(quote_view(one, anchor=anchor, links=links) for one in row.evidence),
    )


def _unjudged(
    rows: Sequence[FindingRow], links: Links, *, first: int, anchor: str
) -> tuple[UnjudgedView, ...]:
    """Group what could not be judged by its reason, numbered on from the broken rules."""
    grouped: dict[str, list[FindingView]] = {}
    reasons = list(dict.fromkeys(row.because for row in rows))
    in_order = sorted(rows, key=lambda row: reasons.index(row.because))
    for number, row in enumerate(in_order, start=first):
        view = finding_view(row, number=number, anchor=anchor, links=links)
        grouped.setdefault(row.because, []).append(view)
    return tuple(
        UnjudgedView(because=because, anchor=f"{anchor}-u{n}", findings=tuple(findings))
        for n, (because, findings) in enumerate(grouped.items(), start=1)
    )


def quote_view(evidence: EvidenceRow, *, anchor: str, links: Links) -> QuoteView:
    """Show a quote of the call at `anchor`, or of the other call that it names."""
    other = evidence.call_id
    return QuoteView(
        speaker=SPEAKERS[evidence.speaker],
        text=evidence.quote,
        turn_anchor=links.turn(other, evidence.turn)
        if other
        else turn_anchor(anchor, evidence.turn),
        clock=clock(evidence.start_s) if evidence.start_s is not None else "",
        start_s=evidence.start_s,
        call_id=other or "",
        again=_heard_again(evidence),
    )


def _heard_again(evidence: EvidenceRow) -> str:
    """Say what a second hearing of a quote gave; nothing where there was none."""
    hearing = evidence.second_hearing
    if hearing is None:
        return ""
    told = {
        Heard.CORROBORATED: "heard again, the same",
        Heard.CONTESTED: f"heard again: \u201c{hearing.text}\u201d",
        Heard.UNHEARD: "heard again, no words",
    }
    return told[hearing.result]


def _elements(audit: AuditRow, anchor: str) -> tuple[ElementView, ...]:
    """List what was found and what is missing; elements neither said nor required are left out."""
    names = dict.fromkeys((*audit.elements, *audit.missing_elements))
    views = (_element(name, audit, anchor) for name in names)
    return tuple(view for view in views if view.value is not None or view.missing)


def _element(name: str, audit: AuditRow, anchor: str) -> ElementView:
    found = audit.elements.get(name)
    return ElementView(
        name=plain_name(name),
        value=found.value if found else None,
        quote=_element_quote(found, anchor) if found else None,
        record={True: "agrees", False: "differs", None: "silent"}[
            found.matches_record if found else None
        ],
        missing=name in audit.missing_elements,
    )


def _element_quote(found: ElementRow, anchor: str) -> QuoteView:
    return QuoteView(
        speaker="",
        text=found.quote,
        turn_anchor=turn_anchor(anchor, found.turn),
        clock=clock(found.start_s) if found.start_s is not None else "",
        start_s=found.start_s,
    )


def _grouped_reasons(audit: AuditRow) -> tuple[RuleGroup, ...]:
    """Group the rules that do not apply by the reason why."""
    grouped: dict[str, list[str]] = {}
    for rule, verdict in audit.verdicts.items():
        if verdict is Verdict.NOT_APPLICABLE:
            grouped.setdefault(audit.reasons.get(rule, "no reason given"), []).append(rule)
    return tuple(
        RuleGroup(reason=reason, rules=tuple(rules)) for reason, rules in sorted(grouped.items())
    )


def _marks(audit: AuditRow, numbers: dict[str, int]) -> dict[int, list[Mark]]:
    """Return what is cited in each turn."""
    marks: dict[int, list[Mark]] = {}
    for row in audit.findings:
        for evidence in row.evidence:
            if evidence.call_id is not None:
                continue  # said in another call of the case
            mark = Mark(
                start_char=evidence.start_char,
                end_char=evidence.end_char,
                label=row.rule,
                number=numbers[row.rule],
                severity=row.severity if row.verdict is Verdict.BROKEN else None,
            )
            marks.setdefault(evidence.turn, []).append(mark)
    for name, element in audit.elements.items():
        if element is not None:
            mark = Mark(
                start_char=element.start_char, end_char=element.end_char, label=plain_name(name)
            )
            marks.setdefault(element.turn, []).append(mark)
    return marks
