"""Parts of a line of audit.jsonl as types: quotes, the log, masks, coverage, speakers."""

from datetime import date, datetime
from decimal import Decimal

from pydantic import ConfigDict

from callaudit.core.case import FactKind
from callaudit.core.conversation import Speaker
from callaudit.core.day_hours import DayHours
from callaudit.core.metadata import CallResult, CollectorParty, DebtType, Direction
from callaudit.core.model import Frozen
from callaudit.core.private import PrivateKind


class Row(Frozen):
    """Base of the lines' parts: frozen, and deaf to keys of a later version."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)


class QuoteRow(Row):
    """A verbatim quote: speaker, turn, seconds of the recording, characters of the turn."""

    turn: int
    speaker: Speaker
    quote: str
    start_s: float | None
    end_s: float | None
    start_char: int
    end_char: int


class MomentRow(Row):
    """Words with which a rule was kept."""

    rule: str
    evidence: QuoteRow


class LogRow(Row):
    """What the call log says of a call and reports sort by; None where it says nothing."""

    start: datetime | None = None
    duration_s: float | None = None
    direction: Direction | None = None
    result: CallResult | None = None
    collector_party: CollectorParty | None = None
    debt_type: DebtType | None = None
    language: str | None = None
    agent_id: str | None = None
    agent_name: str | None = None
    company: str | None = None
    creditor: str | None = None
    consumer_id: str | None = None
    consumer_name: str | None = None
    debt_id: str | None = None
    invoice_number: str | None = None
    phone: str | None = None
    recording: str | None = None


class SaidRow(Row):
    """Something said that binds later calls or is to be followed up, with its words."""

    kind: FactKind
    evidence: QuoteRow
    phone: str | None = None
    amount: Decimal | None = None
    due: date | None = None
    due_note: str | None = None
    method: str | None = None
    hours: tuple[DayHours, ...] = ()
    of_line: bool = False
    party: str | None = None


class UnheardRow(Row):
    """A stretch of a channel that carries speech but no word."""

    channel: int
    start_s: float
    end_s: float


class MaskedRow(Row):
    """A stretch whose letters and digits are masked: what it held, its place and its seconds."""

    kind: PrivateKind
    turn: int
    start_char: int
    end_char: int
    start_s: float | None
    end_s: float | None


class ChannelCoverageRow(Row):
    """How much of one channel's speech has words; `low` where a person must listen."""

    channel: int
    speech_s: float
    worded_s: float
    share: float
    voiced_s: float = 0.0
    other_s: float = 0.0
    low: bool = False


class CoverageRow(Row):
    """How much of the speech has words, over all channels and of each."""

    speech_s: float
    worded_s: float
    share: float
    unheard: tuple[UnheardRow, ...] = ()
    by_channel: tuple[ChannelCoverageRow, ...] = ()

    def low(self) -> tuple[ChannelCoverageRow, ...]:
        """Return the channels that a person must listen to."""
        return tuple(row for row in self.by_channel if row.low)


class SpeakerRow(Row):
    """How much one speaker said, and how sure the assignment is on average."""

    turns: int
    talk_s: float | None
    confidence: float
