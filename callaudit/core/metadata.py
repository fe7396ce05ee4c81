"""What the dialler and the ledger say about a call; the keys of docs/formats."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from callaudit.core.attempts import HistoryEntry
from callaudit.core.ids import CallId
from callaudit.core.model import Frozen


class Direction(StrEnum):
    """Who dialled."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class CallResult(StrEnum):
    """The dialler's disposition."""

    ANSWERED = "answered"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    OUT_OF_SERVICE = "out_of_service"
    UNKNOWN = "unknown"


class CollectorParty(StrEnum):
    """Whether the creditor itself collects, or an agency or debt buyer."""

    FIRST = "first"
    THIRD = "third"


class DebtType(StrEnum):
    """Consumer debt is for personal, family or household purposes: 15 U.S.C. 1692a(5)."""

    CONSUMER = "consumer"
    COMMERCIAL = "commercial"


class PhoneType(StrEnum):
    """What sort of line was dialled."""

    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    UNKNOWN = "unknown"


class CallType(StrEnum):
    """Which required elements apply: the closed list of the gold labels."""

    VOICEMAIL = "voicemail"
    FIRST_CALL = "first_call"
    SECOND_ATTEMPT = "second_attempt"
    FOLLOW_UP_PROMISE = "follow_up_promise"
    THIRD_PARTY = "third_party"
    INBOUND = "inbound"


class Contact(StrEnum):
    """Who or what took the call."""

    CONSUMER = "consumer"
    THIRD_PARTY = "third_party"
    VOICEMAIL = "voicemail"


class Answered(StrEnum):
    """What was at the other end of the line; `screened` where a machine asked who calls."""

    LIVE = "live"
    VOICEMAIL = "voicemail"
    SCREENED = "screened"


class AnsweredBy(Frozen):
    """Voicemail or live, how sure that is from 0.5 to 1, and the signs it rests on.

    The confidence is from weights, not a measured share. Made by `speakers.answered_by`.
    """

    what: Answered
    confidence: float
    signs: tuple[str, ...] = ()


class Agent(Frozen):
    """The collector on the line, as registered."""

    id: str | None = None
    name: str | None = None
    company: str | None = None
    aliases: tuple[str, ...] = ()
    company_name_reveals_collection: bool | None = None


class ZoneSource(Frozen):
    """One reason to think the consumer is in a time zone: `tz` is an IANA name."""

    source: str
    tz: str


class Consumer(Frozen):
    """The person who is said to owe, as the ledger knows them."""

    id: str | None = None
    name: str | None = None
    state: str | None = None
    zip: str | None = None
    timezones: tuple[ZoneSource, ...] = ()
    location_confirmed_tz: str | None = None


class SettlementAuthority(Frozen):
    """How far a collector may go: the smallest share to accept, and until when."""

    min_pct: Decimal | None = None
    expires: date | None = None


class ContractFee(Frozen):
    """A fee the contract allows."""

    type: str | None = None
    amount: Decimal | None = None


class Attorney(Frozen):
    """The consumer's attorney on file."""

    name: str | None = None
    phone: str | None = None
    responding: bool | None = None


class AccountFlags(Frozen):
    """Facts of the account that decide whether a statement is true; None is unknown."""

    legal_action_authorized: bool | None = None
    legal_action_intended: bool | None = None
    counsel_assigned: bool | None = None
    judgment_entered: bool | None = None
    garnishment_order: bool | None = None
    credit_reporting: bool | None = None
    credit_reported_before_contact_ok: bool | None = None
    referral_authorized: bool | None = None
    referral_date: date | None = None
    settlement_authority: SettlementAuthority | None = None
    contract_fee_authorized: ContractFee | None = None
    state_fee_permitted: bool | None = None
    time_barred: bool | None = None
    last_payment_date: date | None = None
    dispute_open: bool | None = None
    validation_notice_sent: bool | None = None
    cease_on_file: bool | None = None
    phone_stop_on_file: bool | None = None
    attorney: Attorney | None = None
    attorney_on_file: bool | None = None
    work_prohibited: bool | None = None
    bankruptcy: bool | None = None
    consent_window: str | None = None
    prior_express_consent: bool | None = None
    security_interest: bool | None = None


class CallMetadata(Frozen):
    """One row of the call log. Made by `calllog`.

    `start` is an aware time; None when the log gave none, or one without a zone
    (then `problems` says so). `problems` are sentences about what the row could not tell.
    """

    call_id: CallId
    recording: str | None = None
    start: datetime | None = None
    duration_s: float | None = None
    direction: Direction = Direction.OUTBOUND
    result: CallResult = CallResult.UNKNOWN
    collector_party: CollectorParty | None = None
    debt_type: DebtType | None = None
    language: str | None = None
    attempt_number: Annotated[int, Field(ge=1)] | None = None
    phone: str | None = None
    phone_type: PhoneType = PhoneType.UNKNOWN
    agent: Agent = Agent()
    consumer: Consumer = Consumer()
    debt_id: str | None = None
    creditor: str | None = None
    invoice_number: str | None = None
    amount: Decimal | None = None
    due_date: date | None = None
    days_past_due: int | None = None
    recording_notice_played: bool | None = None
    pause_resume_recording: bool | None = None
    prerecorded: bool | None = None
    voice_ai: bool | None = None
    history: tuple[HistoryEntry, ...] | None = None
    flags: AccountFlags = AccountFlags()
    disposition: str | None = None
    notes: str | None = None
    problems: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """What was written down of the call: its disposition code, then the note; may be empty."""
        return ". ".join(text for text in (self.disposition, self.notes) if text)

    def flag(self, name: str) -> bool | None:
        """Return what is known of a yes-or-no fact of the account, the recording or the collector.

        A fact that is a value (an attorney's name, a date) is true where it is given. None where
        nobody said. `FLAG_NAMES` lists the names.
        """
        if name in RECORDING_FLAGS:
            value = getattr(self, name)
        elif name == REVEALS_COLLECTION:
            value = self.agent.company_name_reveals_collection
        elif name == WORK_PHONE:
            known = self.phone_type is not PhoneType.UNKNOWN
            value = self.phone_type is PhoneType.WORK if known else None
        else:
            value = getattr(self.flags, name)
        return value if value is None or isinstance(value, bool) else True


RECORDING_FLAGS = (
    "recording_notice_played",
    "pause_resume_recording",
    "prerecorded",
    "voice_ai",
)
"""Yes-or-no facts of the recording."""

REVEALS_COLLECTION = "company_name_reveals_collection"
"""Yes-or-no fact of the collector."""

WORK_PHONE = "work_phone"
"""Whether the line that was dialled is one at work; from `phone_type`."""

FLAG_NAMES = frozenset(
    {*AccountFlags.model_fields, *RECORDING_FLAGS, REVEALS_COLLECTION, WORK_PHONE}
)
"""Every name that `CallMetadata.flag` and a rule's scope know."""
