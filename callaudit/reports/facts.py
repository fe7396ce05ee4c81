"""What a reader wants to know about a call before its findings."""

from callaudit.core.conversation import Speaker
from callaudit.core.metadata import CallMetadata
from callaudit.reports.rows import AuditRow, ReportCall
from callaudit.reports.tables import duration_s
from callaudit.reports.views import Fact
from callaudit.reports.wording import SPEAKERS, count_of, length, local_times, plain_name

_SURE_SPEAKERS = 0.8
"""Mean confidence of the speakers below which the report warns; a matter of presentation only."""

_WELL_HEARD = 0.9
"""Share of speech with words below which the report warns; pauses at the rims of words count as
speech, so a call that was heard whole seldom reaches 1."""


def call_facts(call: ReportCall) -> tuple[Fact, ...]:
    """List what is known of a call: its type and why, the people, the time, the recording."""
    audit = call.audit
    log = call.transcript.metadata if call.transcript else None
    facts = (
        Fact(
            name="Type",
            value=plain_name(audit.call_type) if audit.call_type else "",
            hint=" ".join(audit.decided_by),
        ),
        Fact(name="Reached", value=plain_name(audit.contact) if audit.contact else ""),
        *(_log_facts(log) if log else ()),
        Fact(name="Length", value=_length(call)),
        Fact(name="Speakers", value=_speakers(audit)),
        Fact(name="Score", value=_score(audit)),
        Fact(name="Recording", value=_recording(audit), hint=_digest(audit)),
        Fact(name="Source", value=audit.source),
    )
    return tuple(fact for fact in facts if fact.value)


def call_warnings(audit: AuditRow) -> tuple[str, ...]:
    """List what weakens the judgement of a call, each as a sentence."""
    heard = audit.coverage
    unsure = [row for row in audit.speakers.values() if row.confidence < _SURE_SPEAKERS]
    return (
        *(audit.quality.warnings if audit.quality else ()),
        *(
            (f"Only {heard.share:.0%} of the speech has words.",)
            if heard and heard.share < _WELL_HEARD
            else ()
        ),
        *(("Who speaks is not sure in this call.",) if unsure else ()),
        *audit.problems,
        *audit.notes,
    )


def _log_facts(log: CallMetadata) -> tuple[Fact, ...]:
    """List what the call log says."""
    debt = [
        f"{plain_name(log.debt_type)} debt" if log.debt_type else "",
        f"collected by a {log.collector_party} party" if log.collector_party else "",
        f"creditor {log.creditor}" if log.creditor else "",
    ]
    attempt = f", attempt {log.attempt_number}" if log.attempt_number else ""
    start = (
        f"{log.start:%a %Y-%m-%d %H:%M} (UTC{log.start.isoformat()[-6:]})"
        if log.start
        else "not known"
    )
    return (
        Fact(name="Collector", value=_joined(log.agent.name, log.agent.company)),
        Fact(name="Customer", value=_joined(log.consumer.name, log.phone)),
        Fact(name="Started", value=start, hint=f"{plain_name(log.direction)}{attempt}"),
        Fact(name="Local time", value=local_times(log) or "time zone not known"),
        Fact(name="Debt", value=", ".join(part for part in debt if part)),
        Fact(name="Ledger", value=_ledger(log)),
    )


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _ledger(log: CallMetadata) -> str:
    """Say what the ledger has of the debt."""
    return _joined(
        f"invoice {log.invoice_number}" if log.invoice_number else None,
        f"amount {log.amount}" if log.amount is not None else None,
        f"due {log.due_date.isoformat()}" if log.due_date else None,
        f"{count_of(log.days_past_due, 'day')} past due" if log.days_past_due else None,
    )


def _length(call: ReportCall) -> str:
    seconds = duration_s(call)
    return length(seconds) if seconds else ""


def _speakers(audit: AuditRow) -> str:
    """Say who spoke how often, and how sure that is."""
    return ", ".join(
        f"{SPEAKERS[speaker]} {count_of(row.turns, 'turn')}"
        + (f" (sure {row.confidence:.0%})" if row.confidence < 1 else "")
        for speaker, row in audit.speakers.items()
        if speaker in Speaker
    )


def _score(audit: AuditRow) -> str:
    """Say the score with the share of rules it stands on."""
    card = audit.scorecard
    if card is None:
        return ""
    if card.total is None:
        return "nothing could be judged"
    verdict = ", failed outright" if card.failed_outright else ""
    return (
        f"{card.total:g} of 100{verdict}; {card.coverage:.0%} of the rules that apply were judged"
    )


def _recording(audit: AuditRow) -> str:
    sound = audit.recording
    if sound is None:
        return ""
    channels = {1: "mono", 2: "stereo"}.get(sound.channels, f"{sound.channels} channels")
    return f"{sound.codec}, {sound.sample_rate_hz / 1000:g} kHz, {channels}"


def _digest(audit: AuditRow) -> str:
    return (
        f"sha256 {audit.recording.sha256.removeprefix('sha256:')[:16]}" if audit.recording else ""
    )
