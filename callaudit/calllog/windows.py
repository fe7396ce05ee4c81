"""Earlier calls of a case, and how many of them count in a rolling week.

Days are calendar days in the consumer's zone; the day of a conversation or of consent is
day one. Source of all counting: 12 CFR 1006.14(b)(2) and (3).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from callaudit.core.attempts import Attempt, CallHistory, HistoryEntry
from callaudit.core.metadata import CallMetadata, CallResult, Direction, PhoneType

CONSENT_DAYS = 7
"""Longest reach of consent to more calls, the day it was given included."""

ALL_EARLIER = date.min
"""`complete_since` of a history that the row itself lists in full."""

_NOT_CONNECTED = frozenset({CallResult.BUSY.value, CallResult.OUT_OF_SERVICE.value})
_CONVERSATIONS = frozenset({CallResult.ANSWERED.value, "conversation"})


class CaseIndex:
    """A log's rows by consumer, debt and phone, so that each call finds its case at once."""

    def __init__(self, rows: Iterable[CallMetadata]) -> None:
        """Group the rows once."""
        self._groups: dict[tuple[str, str], list[CallMetadata]] = defaultdict(list)
        self.first_day: date | None = None
        for row in rows:
            for key in _keys(row):
                self._groups[key].append(row)
            if row.start is not None and (
                self.first_day is None or row.start.date() < self.first_day
            ):
                self.first_day = row.start.date()

    def same_case(self, metadata: CallMetadata) -> tuple[CallMetadata, ...]:
        """Return the other rows of the same consumer and debt, in the log's order."""
        found: dict[str, CallMetadata] = {}
        for key in _keys(metadata):
            for row in self._groups.get(key, ()):
                if row.call_id != metadata.call_id and same_case(metadata, row):
                    found[row.call_id] = row
        return tuple(found.values())


def same_case(one: CallMetadata, other: CallMetadata) -> bool:
    """Tell whether two rows are about the same person and the same debt.

    The consumer's id decides where both rows have one. Without it the same named debt and
    the same name or phone do; where no debt is named, the same phone and no other name.
    Example: one consumer with two debts is two cases.
    """
    people = _same(one.consumer.id, other.consumer.id)
    if people is False:
        return False
    debts = _same_debt(one, other)
    if debts is False:
        return False
    if people:
        return True
    names = _same(_folded(one.consumer.name), _folded(other.consumer.name))
    phones = _same(one.phone, other.phone)
    if debts:
        return names is True or (phones is True and names is not False)
    return phones is True and names is not False


def history_of(metadata: CallMetadata, rows: CaseIndex | Iterable[CallMetadata]) -> CallHistory:
    """Return the calls of the same case before this one, oldest first.

    From the row's own `history` where it has one, else from the log's other rows. A list
    that is shorter than `attempt_number` says reaches back only to its oldest entry.
    `complete_since` is None where an earlier call may be missing: this call or one of its
    case has no known time.
    """
    if metadata.history is not None:
        return _listed(metadata, metadata.history)
    index = rows if isinstance(rows, CaseIndex) else CaseIndex(rows)
    if metadata.start is None:
        return CallHistory()
    case = index.same_case(metadata)
    attempts = [_from_row(row, row.start) for row in case if row.start is not None]
    return CallHistory(
        attempts=_before(attempts, metadata.start),
        complete_since=None if len(attempts) < len(case) else index.first_day,
    )


def connected(result: str) -> bool:
    """Tell whether a call with this result reached the dialed number.

    Source: 12 CFR 1006.14(b)(3)(ii): busy and out of service do not count.
    """
    return result not in _NOT_CONNECTED


def calls_placed(history: CallHistory, *, at: datetime, zone: str, days: int = 7) -> int:
    """Count the earlier calls that count in the `days` ending with the day of `at`.

    The call at `at` is not among them: more than seven are placed when this gives seven and
    that call counts too. Left out are calls from the consumer, calls that did not connect
    (busy, out of service) and calls under consent.

    Source: 12 CFR 1006.14(b)(2)(i)(A), (b)(3).
    """
    last = at.astimezone(ZoneInfo(zone)).date()
    first = last - timedelta(days=days - 1)
    return sum(
        first <= _day(attempt.at, zone) <= last
        and attempt.at < at
        and attempt.outbound
        and attempt.connected
        and not _excused(attempt, history, zone)
        for attempt in history.attempts
    )


def last_conversation(history: CallHistory, *, before: datetime) -> Attempt | None:
    """Return the latest earlier conversation, whoever dialled; None if there was none."""
    talks = [a for a in history.attempts if a.conversation and a.at < before]
    return max(talks, key=lambda attempt: attempt.at, default=None)


def days_since_conversation(history: CallHistory, *, at: datetime, zone: str) -> int | None:
    """Return the calendar days from the last conversation to `at`; None without one.

    Example: talk on Monday the 3rd, call on Sunday the 9th: 6.
    """
    talk = last_conversation(history, before=at)
    return None if talk is None else (_day(at, zone) - _day(talk.at, zone)).days


def in_quiet_days(history: CallHistory, *, at: datetime, zone: str, days: int = 7) -> bool:
    """Tell whether `at` falls in the quiet days that begin with a conversation's own day.

    Example: talk on Monday the 3rd; Sunday the 9th is quiet, Monday the 10th is free.
    A call under consent is for `under_consent` to tell.

    Source: 12 CFR 1006.14(b)(2)(i)(B).
    """
    passed = days_since_conversation(history, at=at, zone=zone)
    return passed is not None and passed < days


def under_consent(history: CallHistory, *, at: datetime, zone: str) -> bool:
    """Tell whether the consumer had agreed to a call at `at`.

    Consent given in a conversation reaches at most seven days, its own day included, ends
    by its terms, and ends with the next conversation about the debt.

    Source: 12 CFR 1006.14(b)(3)(i).
    """
    talk = last_conversation(history, before=at)
    if talk is None or talk.consent_until is None:
        return False
    given = _day(talk.at, zone)
    end = min(talk.consent_until, given + timedelta(days=CONSENT_DAYS - 1))
    return given <= _day(at, zone) <= end


def _excused(attempt: Attempt, history: CallHistory, zone: str) -> bool:
    if under_consent(history, at=attempt.at, zone=zone):
        return True
    # Nobody can agree to anything in a call nobody answered: here `consent_until` says that
    # the call itself was placed under consent.
    until = None if attempt.conversation else attempt.consent_until
    return until is not None and _day(attempt.at, zone) <= until


def _listed(metadata: CallMetadata, entries: tuple[HistoryEntry, ...]) -> CallHistory:
    attempts = [_from_entry(entry) for entry in entries]
    if metadata.start is not None:
        kept = _before(attempts, metadata.start)
    else:
        kept = tuple(sorted(attempts, key=lambda attempt: attempt.at))
    since: date | None = ALL_EARLIER
    if metadata.attempt_number is not None and metadata.attempt_number - 1 > len(kept):
        since = kept[0].at.date() if kept else None
    if any(problem.startswith("history:") for problem in metadata.problems):
        since = None
    return CallHistory(attempts=kept, complete_since=since)


def _from_entry(entry: HistoryEntry) -> Attempt:
    spoken = entry.conversation
    return Attempt(
        at=entry.start,
        result=entry.result,
        conversation=entry.result in _CONVERSATIONS if spoken is None else spoken,
        connected=connected(entry.result),
        outbound=entry.direction != Direction.INBOUND,
        phone=entry.phone,
        phone_type=entry.phone_type,
        consent_until=entry.consent_until,
    )


def _from_row(row: CallMetadata, at: datetime) -> Attempt:
    known = row.phone_type is not PhoneType.UNKNOWN
    return Attempt(
        at=at,
        result=row.result,
        conversation=row.result is CallResult.ANSWERED,
        connected=connected(row.result),
        outbound=row.direction is Direction.OUTBOUND,
        phone=row.phone,
        phone_type=row.phone_type if known else None,
        call_id=row.call_id,
    )


def _before(attempts: list[Attempt], start: datetime) -> tuple[Attempt, ...]:
    earlier = [attempt for attempt in attempts if attempt.at < start]
    return tuple(sorted(earlier, key=lambda attempt: (attempt.at, attempt.call_id or "")))


def _keys(row: CallMetadata) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("consumer", row.consumer.id),
        ("debt", row.debt_id),
        ("invoice", row.invoice_number),
        ("phone", row.phone),
    )
    return tuple((sort, value) for sort, value in pairs if value)


def _same_debt(one: CallMetadata, other: CallMetadata) -> bool | None:
    """Tell whether both rows name the same debt; None where neither names one."""
    by_id = _same(one.debt_id, other.debt_id)
    if by_id is not None:
        return by_id
    by_invoice = _same(one.invoice_number, other.invoice_number)
    if by_invoice is not None:
        return by_invoice
    named = [row for row in (one, other) if row.debt_id or row.invoice_number]
    return False if named else None


def _same(one: str | None, other: str | None) -> bool | None:
    return one == other if one and other else None


def _folded(name: str | None) -> str | None:
    return " ".join(name.casefold().split()) if name else None


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
