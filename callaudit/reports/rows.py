"""The lines of audit.jsonl, cases.jsonl and transcripts.jsonl as types; strange keys pass."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from callaudit.core.case import CaseState, FactKind
from callaudit.core.conversation import Speaker
from callaudit.core.day_hours import DayHours
from callaudit.core.finding import Basis, Confidence, Detector, SecondHearing, Severity, Verdict
from callaudit.core.measures import CallMeasures
from callaudit.core.metadata import AnsweredBy, CallMetadata, CallType, Contact
from callaudit.core.recording import LineSound, Recording, RecordingQuality
from callaudit.core.scorecard import Scorecard
from callaudit.reports.row_parts import (
    CoverageRow,
    LogRow,
    MaskedRow,
    MomentRow,
    QuoteRow,
    Row,
    SaidRow,
    SpeakerRow,
)


class EvidenceRow(QuoteRow):
    """A quote that proves a finding, with what found it.

    `call_id` names another call of the case, where the quote stands in that one.
    """

    pattern: str = ""
    detector: Detector = Detector.PATTERN
    mean_probability: float | None = None
    call_id: str | None = None
    second_hearing: SecondHearing | None = None


class FindingRow(Row):
    """A broken or undetermined rule."""

    rule: str
    category: str
    severity: Severity
    basis: Basis
    verdict: Verdict
    confidence: Confidence
    because: str
    citation: tuple[str, ...]
    evidence: tuple[EvidenceRow, ...]
    coaching: str
    id: str
    title: str = ""

    @property
    def detector(self) -> Detector:
        """Return what the finding rests on: likeness only where no pattern spoke."""
        alike = self.evidence and all(e.detector is Detector.LIKE for e in self.evidence)
        return Detector.LIKE if alike else Detector.PATTERN


class ExcusedRow(Row):
    """A match that was set aside, and why."""

    rule: str
    reason: str
    evidence: EvidenceRow


class ElementRow(Row):
    """A required element as it was said; `matches_record` None where the log is silent."""

    value: str
    quote: str
    turn: int
    start_s: float | None
    end_s: float | None
    matches_record: bool | None
    start_char: int = 0
    end_char: int = 0


class FailureRow(Row):
    """Where and why a call could not be audited."""

    stage: str
    code: str
    message: str


class AuditRow(Row):
    """One line of `audit.jsonl`. Made by `from_audit.audit_row`, read by `as_json.read_audit`."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    call_id: str
    call_type: CallType | None
    status: Literal["audited", "failed"]
    failure: FailureRow | None = None
    elements: dict[str, ElementRow | None]
    missing_elements: tuple[str, ...]
    findings: tuple[FindingRow, ...]
    verdicts: dict[str, Verdict]
    scorecard: Scorecard | None
    models: dict[str, str]
    timings_s: dict[str, float]
    source: str = ""
    contact: Contact | None = None
    decided_by: tuple[str, ...] = ()
    answered_by: AnsweredBy | None = None
    reasons: dict[str, str] = {}
    excused: tuple[ExcusedRow, ...] = ()
    language: str | None = None
    coverage: CoverageRow | None = None
    recording: Recording | None = None
    quality: RecordingQuality | None = None
    speakers: dict[Speaker, SpeakerRow] = {}
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    masked: tuple[MaskedRow, ...] = ()
    line_sounds: tuple[LineSound, ...] = ()
    log: LogRow | None = None
    measures: CallMeasures | None = None
    moments: tuple[MomentRow, ...] = ()
    facts: tuple[SaidRow, ...] = ()

    def broken(self) -> tuple[FindingRow, ...]:
        """Return the broken rules, worst first."""
        return tuple(row for row in self.findings if row.verdict is Verdict.BROKEN)

    def undetermined(self) -> tuple[FindingRow, ...]:
        """Return the rules that could not be judged, gravest first."""
        return tuple(row for row in self.findings if row.verdict is Verdict.UNDETERMINED)

    def count(self, severity: Severity) -> int:
        """Count the broken rules of one severity."""
        return sum(row.severity is severity for row in self.broken())


class WordRow(Row):
    """One word of a call file."""

    text: str
    start: float
    end: float
    probability: float


class TurnRow(Row):
    """One turn of a call file."""

    speaker: Speaker
    text: str
    start: float | None = None
    end: float | None = None
    words: tuple[WordRow, ...] = ()
    channel: int | None = None


class TranscriptRow(Row):
    """One line of `transcripts.jsonl`: a call that `callaudit audit` can read again."""

    call_id: str
    metadata: CallMetadata
    turns: tuple[TurnRow, ...]


class CaseCallRow(Row):
    """One call of a case: when, with what result, whether it counts, which rules it broke."""

    call_id: str
    at: datetime | None
    result: str
    outbound: bool
    conversation: bool
    counts: bool
    broken: tuple[str, ...] = ()


class CaseFactRow(Row):
    """Something a call established for those after it, with the words that did it."""

    kind: FactKind
    at: datetime
    call_id: str
    source: Literal["said", "log", "note"]
    evidence: EvidenceRow | None = None
    words: str = ""
    phone: str | None = None
    amount: Decimal | None = None
    due: date | None = None
    method: str | None = None
    hours: tuple[DayHours, ...] = ()
    of_line: bool = False


class NextCallRow(Row):
    """The first lawful minute for the next call, or why there is none."""

    at_utc: datetime | None
    local: str
    zone: str
    because: str


class CaseFindingRow(Row):
    """A finding of the case itself, and the call that asked for what is missing."""

    call_id: str
    finding: FindingRow


class CaseRow(Row):
    """One line of `cases.jsonl`: the calls to one consumer about one debt.

    Made by `from_case.case_row`, read by `as_json.read_cases`.
    """

    schema_version: Literal[1] = Field(default=1, alias="schema")
    case_id: str
    consumer_id: str | None
    consumer_name: str | None
    debt_id: str | None
    party: str | None
    as_of: datetime | None
    calls: tuple[CaseCallRow, ...]
    facts: tuple[CaseFactRow, ...]
    attempts: int
    attempts_in_7: int
    conversations: int
    state: CaseState
    next_call: NextCallRow
    findings: tuple[CaseFindingRow, ...] = ()

    def promise(self) -> CaseFactRow | None:
        """Return the latest promise to pay, None if there was none."""
        return next((fact for fact in reversed(self.facts) if fact.kind is FactKind.PROMISE), None)


class ReportCall(Row):
    """One call of a report: its audit line, and its transcript unless it failed before that."""

    audit: AuditRow
    transcript: TranscriptRow | None = None
