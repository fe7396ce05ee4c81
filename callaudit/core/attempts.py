"""Earlier calls of the same case."""

from datetime import date, datetime

from callaudit.core.case import CaseFact
from callaudit.core.model import Frozen


class HistoryEntry(Frozen):
    """An earlier call as the log's `history` key lists it.

    `result` is a disposition, or `conversation`; `conversation` None means that `result` tells.
    """

    start: datetime
    result: str = "unknown"
    conversation: bool | None = None
    direction: str | None = None
    phone: str | None = None
    phone_type: str | None = None
    consent_until: date | None = None
    prerecorded: bool | None = None


class Attempt(Frozen):
    """One earlier call of a case, ready to be counted.

    `connected` is False for busy and out of service, which 12 CFR 1006.14(b)(3)(ii) excludes;
    `to_consumer` for a call to the consumer's attorney, which (iii) does. Consent given in it
    reaches from `consent_from`, else its own day, to `consent_until`. Made by `calllog`.
    """

    at: datetime
    result: str
    conversation: bool
    connected: bool = True
    outbound: bool = True
    phone: str | None = None
    phone_type: str | None = None
    consent_from: date | None = None
    consent_until: date | None = None
    to_consumer: bool = True
    call_id: str | None = None


class CallHistory(Frozen):
    """The attempts before this call, oldest first, and what they established.

    `complete_since` None means that nobody knows how far back the list reaches. `others` are the
    calls to the same person about other debts, which some states count too; `others_complete`
    False where one of those may be missing.
    """

    attempts: tuple[Attempt, ...] = ()
    complete_since: date | None = None
    facts: tuple[CaseFact, ...] = ()
    others: tuple[Attempt, ...] = ()
    others_complete: bool = True
