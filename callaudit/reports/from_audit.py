"""One audit as the rows that every report is made from."""

from collections.abc import Iterable, Iterator, Mapping

from callaudit.core.audit import CallAudit
from callaudit.core.case import SaidFact
from callaudit.core.conversation import Conversation, Speaker
from callaudit.core.entity import Element
from callaudit.core.finding import NO_RECORDING, Evidence, Finding, Verdict
from callaudit.core.metadata import CallMetadata
from callaudit.core.transcript import Transcript
from callaudit.reports.row_parts import (
    ChannelCoverageRow,
    CoverageRow,
    LogRow,
    MaskedRow,
    MomentRow,
    QuoteRow,
    SaidRow,
    SpeakerRow,
    UnheardRow,
)
from callaudit.reports.rows import (
    AuditRow,
    ElementRow,
    EvidenceRow,
    ExcusedRow,
    FailureRow,
    FindingRow,
    ReportCall,
    TranscriptRow,
    TurnRow,
    WordRow,
)

REQUIRED_ELEMENTS = ("invoice_number", "amount", "due_date", "payment_date", "contact_name")
"""The elements that every line names, null where absent."""

MOMENTS_A_RULE = 2
"""How many places a line names where a rule was kept."""

_TOLD = frozenset({Verdict.BROKEN, Verdict.UNDETERMINED})


def report_call(audit: CallAudit, *, models: Mapping[str, str] | None = None) -> ReportCall:
    """Return a call as a report sees it: the same as written to files and read back."""
    return ReportCall(audit=audit_row(audit, models=models), transcript=transcript_row(audit))


def audit_row(audit: CallAudit, *, models: Mapping[str, str] | None = None) -> AuditRow:
    """Turn one audit into its row: told findings sorted, every rule's verdict once.

    That rules on words cannot judge a call of the log alone is no finding: it stands in the
    verdicts, once a rule, and the call's notes say why.
    """
    call = audit.call
    told = [one for one in audit.findings if one.verdict in _TOLD and one.because != NO_RECORDING]
    findings = sorted(told, key=lambda finding: finding.sort_key)
    by_rule = sorted(audit.findings, key=lambda finding: finding.rule_id)
    transcript = call.transcript if call else None
    failure = audit.failure
    return AuditRow(
        call_id=audit.call_id,
        call_type=call.call_type if call else None,
        status=audit.status,
        failure=FailureRow(stage=failure.stage, code=failure.code, message=failure.message)
        if failure
        else None,
        elements=_elements(call.elements if call else ()),
        missing_elements=audit.missing_elements,
        findings=tuple(map(finding_row, findings)),
        verdicts={f.rule_id: f.verdict for f in by_rule},
        scorecard=audit.scorecard,
        models=dict(models) if models is not None else _recogniser(transcript),
        timings_s=audit.timings_s,
        source=audit.source,
        contact=call.contact if call else None,
        decided_by=call.decided_by if call else (),
        answered_by=call.answered_by if call else None,
        reasons={f.rule_id: f.because for f in by_rule if f.verdict not in _TOLD and f.because},
        excused=tuple(_excused_rows(by_rule)),
        language=_language(audit),
        coverage=_coverage(transcript),
        recording=call.recording if call else None,
        quality=call.quality if call else None,
        speakers=_speakers(call.conversation) if call else {},
        problems=call.metadata.problems if call else (),
        notes=audit.notes,
        masked=_masked(audit),
        line_sounds=call.line_sounds if call else (),
        log=_log(call.metadata if call else audit.log_row),
        measures=audit.measures,
        moments=tuple(_moments(by_rule)),
        facts=tuple(map(_said, audit.said)),
    )


def transcript_row(audit: CallAudit) -> TranscriptRow | None:
    """Turn one audit's conversation into its row, None where the call failed before it."""
    if audit.call is None:
        return None
    turns = tuple(
        TurnRow(
            speaker=turn.speaker,
            text=turn.text,
            start=turn.start_s,
            end=turn.end_s,
            words=tuple(
                WordRow(text=w.text, start=w.start_s, end=w.end_s, probability=w.probability)
                for w in turn.words
            ),
            channel=turn.channel,
        )
        for turn in audit.call.conversation.turns
    )
    return TranscriptRow(call_id=audit.call_id, metadata=audit.call.metadata, turns=turns)


def finding_row(finding: Finding) -> FindingRow:
    """Return a finding of a call, or of a case, as a row."""
    return FindingRow(
        rule=finding.rule_id,
        category=finding.category,
        severity=finding.severity,
        basis=finding.basis,
        verdict=finding.verdict,
        confidence=finding.confidence,
        because=finding.because,
        citation=finding.citation,
        evidence=tuple(evidence_row(evidence) for evidence in finding.evidence),
        coaching=finding.coaching,
        id=finding.id,
        title=finding.title,
    )


def evidence_row(evidence: Evidence) -> EvidenceRow:
    """Return a quote as a row."""
    return EvidenceRow.model_validate(evidence.model_dump())


def _excused_rows(findings: Iterable[Finding]) -> Iterator[ExcusedRow]:
    """Give what was matched and set aside, by rule, in the order of the call."""
    for finding in findings:
        for excused in sorted(
            finding.excused, key=lambda one: (one.evidence.turn, one.evidence.start_char)
        ):
            yield ExcusedRow(
                rule=finding.rule_id,
                reason=excused.reason,
                evidence=evidence_row(excused.evidence),
            )


def _moments(findings: Iterable[Finding]) -> Iterator[MomentRow]:
    """Give the first words with which each rule was kept, by rule."""
    for finding in findings:
        if finding.verdict is not Verdict.MET:
            continue
        own = [evidence for evidence in finding.evidence if evidence.call_id is None]
        for evidence in own[:MOMENTS_A_RULE]:
            yield MomentRow(rule=finding.rule_id, evidence=_quote(evidence))


def _said(fact: SaidFact) -> SaidRow:
    own = {name: getattr(fact, name) for name in SaidRow.model_fields if name != "evidence"}
    return SaidRow(**own, evidence=_quote(fact.evidence))


def _quote(evidence: Evidence) -> QuoteRow:
    return QuoteRow.model_validate(evidence.model_dump(include=set(QuoteRow.model_fields)))


def _log(row: CallMetadata | None) -> LogRow | None:
    """Give what the log says of a call, failed ones included; None where there was no row."""
    if row is None:
        return None
    same = {name: getattr(row, name) for name in LogRow.model_fields if hasattr(row, name)}
    return LogRow(
        **same,
        agent_id=row.agent.id,
        agent_name=row.agent.name,
        company=row.agent.company,
        consumer_id=row.consumer.id,
        consumer_name=row.consumer.name,
    )


def _elements(elements: tuple[Element, ...]) -> dict[str, ElementRow | None]:
    """Give the five required elements first, null where absent, then the others by name."""
    said = {
        element.name: ElementRow.model_validate(element.model_dump(exclude={"name"}))
        for element in reversed(elements)
    }
    extras = sorted(set(said) - set(REQUIRED_ELEMENTS))
    return {name: said.get(name) for name in (*REQUIRED_ELEMENTS, *extras)}


def _recogniser(transcript: Transcript | None) -> dict[str, str]:
    if transcript is None:
        return {}
    settings = transcript.settings
    digest = settings.model_sha256.removeprefix("sha256:")[:12]
    return {"asr": f"{settings.model}@{digest}" if digest else settings.model}


def _language(audit: CallAudit) -> str | None:
    """Return the language heard; for a written call the one its log names."""
    if audit.call is None:
        return None
    heard = audit.call.transcript
    return heard.language if heard else audit.call.metadata.language


def _coverage(transcript: Transcript | None) -> CoverageRow | None:
    if transcript is None or not transcript.coverage:
        return None
    speech_s = sum(channel.speech_s for channel in transcript.coverage)
    worded_s = sum(min(channel.worded_s, channel.speech_s) for channel in transcript.coverage)
    unheard = [
        UnheardRow(channel=channel.channel, start_s=span.start_s, end_s=span.end_s)
        for channel in transcript.coverage
        for span in channel.unheard
    ]
    return CoverageRow(
        speech_s=round(speech_s, 2),
        worded_s=round(worded_s, 2),
        share=round(worded_s / speech_s, 3) if speech_s > 0 else 1.0,
        unheard=tuple(sorted(unheard, key=lambda row: (row.start_s, row.channel))),
        by_channel=tuple(
            ChannelCoverageRow(
                channel=one.channel,
                speech_s=one.speech_s,
                worded_s=one.worded_s,
                share=round(one.share, 3),
                voiced_s=one.voiced_s,
                other_s=one.other_s,
                low=one.is_low,
            )
            for one in transcript.coverage
        ),
    )


def _masked(audit: CallAudit) -> tuple[MaskedRow, ...]:
    turns = {turn.index: turn for turn in audit.call.conversation.turns} if audit.call else {}
    rows = []
    for span in audit.masked:
        start_s, end_s = turns[span.turn].seconds_of(span.start_char, span.end_char)
        rows.append(MaskedRow(**span.model_dump(), start_s=start_s, end_s=end_s))
    return tuple(rows)


def _speakers(conversation: Conversation) -> dict[Speaker, SpeakerRow]:
    """Say how much each speaker spoke; the time is None where turns have none."""
    rows: dict[Speaker, SpeakerRow] = {}
    for speaker in Speaker:
        turns = conversation.said_by(speaker)
        if not turns:
            continue
        times = [
            t.end_s - t.start_s for t in turns if t.start_s is not None and t.end_s is not None
        ]
        rows[speaker] = SpeakerRow(
            turns=len(turns),
            talk_s=round(sum(times), 1) if len(times) == len(turns) else None,
            confidence=round(sum(t.speaker_confidence for t in turns) / len(turns), 2),
        )
    return rows
