"""What the calls of one consumer about one debt establish together."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from callaudit.core.day_hours import DayHours
from callaudit.core.finding import Evidence, Finding
from callaudit.core.ids import CallId
from callaudit.core.model import Frozen


class FactKind(StrEnum):
    """What a call may establish for those that follow."""

    STOP_CALLS = "stop_calls"
    STOP_NUMBER = "stop_number"
    STOP_OTHER = "stop_other"
    ATTORNEY = "attorney"
    DISPUTE = "dispute"
    BANKRUPTCY = "bankruptcy"
    WRONG_NUMBER = "wrong_number"
    WORK_PROHIBITED = "work_prohibited"
    INCONVENIENT = "inconvenient"
    PROMISE = "promise"
    PAYMENT_SENT = "payment_sent"
    REFUSAL = "refusal"
    CONSENT = "consent"
    HOURS_AGREED = "hours_agreed"
    CEASE = "cease"


class SaidFact(Frozen):
    """Something said in a call that binds later ones or is to be followed up, with its words.

    The fields are those of a `CaseFact`, which has a moment too; a call whose time nobody knows
    binds no later one, but what was said in it is said. `due_note` tells what leaves the day in
    doubt: `or 2026-11-20` where "next Friday" may mean that one, `about` for "the middle of the
    month". `party` is whom a `stop_other` is about ("sister"): it binds no call to the person who
    asked. Made by `pipeline`.
    """

    kind: FactKind
    evidence: Evidence
    phone: str | None = None
    amount: Decimal | None = None
    due: date | None = None
    due_note: str | None = None
    method: str | None = None
    hours: tuple[DayHours, ...] = ()
    of_line: bool = False
    party: str | None = None


class CaseFact(Frozen):
    """Something established at a moment of a case, with the words that did it.

    `source` tells whether it was said in the call, stands in the log, or in the collector's
    note; `evidence` is None unless it was said, `words` are those of a note. `phone` is the line
    it was said on. `amount`,
    `due` and `method` belong to promises and payments; `due` is also the last day of consent.
    `hours` are those in which a call is unwanted (`inconvenient`), or agreed to; without any, words
    that named no time bind no later call. `of_line`: the fact is of the line alone.

    Made by `pipeline`.
    """

    kind: FactKind
    at: datetime
    call_id: CallId
    source: Literal["said", "log", "note"]
    evidence: Evidence | None = None
    words: str = ""
    phone: str | None = None
    amount: Decimal | None = None
    due: date | None = None
    method: str | None = None
    hours: tuple[DayHours, ...] = ()
    of_line: bool = False

    @classmethod
    def of_said(cls, said: SaidFact, *, at: datetime, call_id: CallId) -> "CaseFact":
        """Return what was said in a call as a fact of its moment."""
        evidence = said.evidence.model_copy(update={"call_id": call_id})
        return cls(
            kind=said.kind,
            at=at,
            call_id=call_id,
            source="said",
            evidence=evidence,
            phone=said.phone,
            amount=said.amount,
            due=said.due,
            method=said.method,
            hours=said.hours,
            of_line=said.of_line,
        )


class CaseState(StrEnum):
    """How a case stands after its last call, the weightiest first."""

    BANKRUPT = "bankrupt"
    REPRESENTED = "represented"
    STOPPED = "stopped"
    WRONG_NUMBER = "wrong_number"
    DISPUTED = "disputed"
    PROMISE = "promise"
    OPEN = "open"


class CaseCall(Frozen):
    """One call of a case: when, with what result, and which rules it broke.

    `at` is None where the log has no time for it. `counts` tells whether Regulation F counts it
    as a call placed.
    """

    call_id: CallId
    at: datetime | None
    result: str
    outbound: bool
    conversation: bool
    counts: bool
    broken: tuple[str, ...] = ()


class NextCall(Frozen):
    """The first lawful minute for the next call, or why there is none.

    `at_utc` is None where none can be named; `local` is the same moment on the consumer's
    clock in `zone`, the westernmost of those that the consumer may be in.
    """

    at_utc: datetime | None
    local: str
    zone: str
    because: str


class CaseAudit(Frozen):
    """The calls of one consumer about one debt, and what they lack together.

    `findings` are those of the case itself, such as a promise nobody followed up; each names the
    call that asked for more. `as_of` is the last moment that the batch covers, None where no call
    has a time: nothing is missing before its time is over. Made by `pipeline.settle_cases`.
    """

    case_id: str
    consumer_id: str | None
    consumer_name: str | None
    debt_id: str | None
    party: str | None
    as_of: datetime | None
    calls: tuple[CaseCall, ...]
    facts: tuple[CaseFact, ...]
    attempts: int
    attempts_in_7: int
    conversations: int
    state: CaseState
    next_call: NextCall
    findings: tuple[Finding, ...] = ()
