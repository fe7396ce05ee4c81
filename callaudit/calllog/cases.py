"""Which calls are about the same person and the same debt, and what came before each of them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from callaudit.calllog.windows import connected
from callaudit.core.attempts import Attempt, CallHistory, HistoryEntry
from callaudit.core.ids import CallId
from callaudit.core.metadata import CallMetadata, CallResult, Direction, PhoneType

ALL_EARLIER = date.min
"""`complete_since` of a history that the row itself lists in full."""

REACH = timedelta(days=40)
"""How far back a history goes: the longest window of any rule is 30 days."""

MOST_ATTEMPTS = 200
"""Longest history of a call: more calls in the reach than any limit allows change no verdict."""

_CONVERSATIONS = frozenset({CallResult.ANSWERED.value, "conversation"})

CaseKey = tuple[str, str]
"""The person and the debt that make a case."""


class _Case(NamedTuple):
    """The attempts of a case in order of time, and whether every row of it has a time."""

    attempts: list[Attempt]
    times: list[datetime]
    conversations: list[int]
    whole: bool


class CaseIndex:
    """A log's rows by case, so that each call finds what came before it at once.

    Time and memory grow with the rows alone: the attempts of a case are made once and shared
    by the histories of its calls.
    """

    def __init__(
        self, rows: Iterable[CallMetadata], *, logged: Collection[CallId] | None = None
    ) -> None:
        """Group the rows once; `logged` are those that stand in a log, without it all.

        A log holds all there is from the day of its first row on. Where a call of a case is in
        no log, nobody knows what else is missing.
        """
        kept = tuple(rows)
        self._logged = logged
        self._key_of = _keys_of(kept)
        by_case: dict[CaseKey, list[CallMetadata]] = defaultdict(list)
        for row in kept:
            by_case[self._key_of[row.call_id]].append(row)
        self._rows = dict(by_case)
        self._cases: dict[CaseKey, _Case] = {}
        in_log = [row for row in kept if logged is None or row.call_id in logged]
        times = [row.start for row in in_log if row.start is not None]
        self._since = min((start.date() for start in times), default=None)
        self.until = max(times, default=None)
        """The last moment that the log covers; None without a log."""
        moments = [row.start for row in kept if row.start is not None]
        self.last = max(moments, default=None)
        """The last call's moment, in a log or not."""

    def cases(self) -> dict[CaseKey, tuple[CallMetadata, ...]]:
        """Return the rows of each case, in the log's order."""
        return {key: tuple(rows) for key, rows in self._rows.items()}

    def attempts_of(self, key: CaseKey) -> tuple[Attempt, ...]:
        """Return every attempt of a case that has a time, oldest first."""
        return tuple(self._case(key).attempts)

    def _case(self, key: CaseKey) -> _Case:
        if key not in self._cases:
            self._cases[key] = _case(self._rows[key], logged=self._logged)
        return self._cases[key]

    def complete_since(self, key: CaseKey) -> date | None:
        """Return the day from which a case is known to be whole; None where nobody knows."""
        rows = self._rows[key]
        return self._since if _is_whole(rows, self._logged) else None

    def history_of(self, row: CallMetadata) -> CallHistory:
        """Return the attempts of the row's case before it, oldest first.

        Reaches back 40 days or 200 attempts, and further to the last conversation.
        `complete_since` is None where a row of the case has no known time.
        """
        key = self._key_of.get(row.call_id)
        if key is None or row.start is None:
            return CallHistory()
        case = self._case(key)
        end = bisect_left(case.times, row.start)
        start = max(bisect_left(case.times, row.start - REACH), end - MOST_ATTEMPTS)
        attempts = case.attempts[start:end]
        since = self._since
        if start > 0:  # from the day after the last attempt that was left out
            since = case.times[start - 1].date() + timedelta(days=1)
        talk = bisect_left(case.conversations, start) - 1
        if talk >= 0:
            attempts = [case.attempts[case.conversations[talk]], *attempts]
        return CallHistory.model_construct(
            attempts=tuple(attempts), complete_since=since if case.whole else None
        )


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
    return index.history_of(metadata)


class _People:
    """Who is meant by rows that do not all name the person in the same way.

    The first person with a name or a telephone about a debt keeps it: a row without id or name
    is theirs.
    """

    def __init__(self) -> None:
        self._by_trait: dict[tuple[str, str, str], str] = {}
        self._names: dict[str, str] = {}

    def keep(self, person: str, row: CallMetadata, debt: str) -> str:
        """Remember how a person is known."""
        name = _folded(row.consumer.name)
        if name:
            self._by_trait.setdefault((debt, "name", name), person)
            self._names.setdefault(person, name)
        if row.phone:
            self._by_trait.setdefault((debt, "phone", row.phone), person)
        return person

    def named(self, row: CallMetadata, debt: str) -> str | None:
        """Return the person of a row that has a name but no id."""
        name = _folded(row.consumer.name)
        known = self._by_trait.get((debt, "name", name or "")) if debt else None
        if known is not None:
            return known
        same_phone = self._by_trait.get((debt, "phone", row.phone or ""))
        return same_phone if self._names.get(same_phone or "", name) == name else None

    def at(self, row: CallMetadata, debt: str) -> str | None:
        """Return the person of a row that has a telephone alone."""
        return self._by_trait.get((debt, "phone", row.phone or ""))


def _keys_of(rows: Sequence[CallMetadata]) -> dict[str, CaseKey]:
    """Return each row's case: the person and the debt.

    The consumer's id decides who the person is. A row without one belongs to the person with
    the same debt and the same name, or the same telephone and no other name. Example: one
    consumer with two debts is two cases. Where no debt is named, a name needs its telephone.
    """
    debts = _debts(rows)
    people = _People()
    keys: dict[str, CaseKey] = {}
    with_id = [row for row in rows if row.consumer.id]
    with_name = [row for row in rows if not row.consumer.id and row.consumer.name]
    others = [row for row in rows if not row.consumer.id and not row.consumer.name]
    for row in with_id:
        debt = debts[row.call_id]
        keys[row.call_id] = people.keep(f"id {row.consumer.id}", row, debt), debt
    for row in with_name:
        debt = debts[row.call_id]
        own = f"name {_folded(row.consumer.name)}" + ("" if debt else f" {row.phone}")
        if not debt and not row.phone:  # two people may have one name
            own = f"call {row.call_id}"
        keys[row.call_id] = people.keep(people.named(row, debt) or own, row, debt), debt
    for row in others:
        debt = debts[row.call_id]
        own = f"phone {row.phone}" if row.phone else f"call {row.call_id}"
        keys[row.call_id] = people.keep(people.at(row, debt) or own, row, debt), debt
    return keys


def _debts(rows: Sequence[CallMetadata]) -> dict[str, str]:
    """Return the debt of each row: its id, or that which other rows give to its invoice."""
    by_invoice: dict[str, str] = {}
    for row in rows:
        if row.debt_id and row.invoice_number:
            by_invoice.setdefault(row.invoice_number, row.debt_id)
    return {
        row.call_id: row.debt_id
        or by_invoice.get(row.invoice_number or "", "")
        or (f"invoice {row.invoice_number}" if row.invoice_number else "")
        for row in rows
    }


def _is_whole(rows: Sequence[CallMetadata], logged: Collection[CallId] | None) -> bool:
    return all(row.start is not None and (logged is None or row.call_id in logged) for row in rows)


def _case(rows: Sequence[CallMetadata], *, logged: Collection[CallId] | None) -> _Case:
    attorneys = {row.flags.attorney.phone for row in rows if row.flags.attorney is not None}
    attempts = [
        _from_row(row, row.start, attorneys=attorneys) for row in rows if row.start is not None
    ]
    known = {attempt.at for attempt in attempts}
    for row in rows:  # what a row lists and no other row is
        listed = [entry for entry in row.history or () if entry.start not in known]
        known.update(entry.start for entry in listed)
        attempts += [_from_entry(entry, attorneys=attorneys) for entry in listed]
    attempts.sort(key=lambda attempt: (attempt.at, attempt.call_id or ""))
    return _Case(
        attempts=attempts,
        times=[attempt.at for attempt in attempts],
        conversations=[n for n, attempt in enumerate(attempts) if attempt.conversation],
        whole=_is_whole(rows, logged),
    )


def _listed(metadata: CallMetadata, entries: tuple[HistoryEntry, ...]) -> CallHistory:
    attorneys = {metadata.flags.attorney.phone} if metadata.flags.attorney else set()
    attempts = [_from_entry(entry, attorneys=attorneys) for entry in entries]
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


def _from_entry(entry: HistoryEntry, *, attorneys: Collection[str | None]) -> Attempt:
    spoken = entry.result in _CONVERSATIONS if entry.conversation is None else entry.conversation
    to_consumer = entry.phone is None or entry.phone not in attorneys
    return Attempt(
        at=entry.start,
        result=entry.result,
        conversation=spoken and to_consumer,
        to_consumer=to_consumer,
        connected=connected(entry.result),
        outbound=entry.direction != Direction.INBOUND,
        phone=entry.phone,
        phone_type=entry.phone_type,
        consent_until=entry.consent_until,
    )


def _from_row(row: CallMetadata, at: datetime, *, attorneys: Collection[str | None]) -> Attempt:
    known = row.phone_type is not PhoneType.UNKNOWN
    to_consumer = row.phone is None or row.phone not in attorneys
    return Attempt(
        at=at,
        result=row.result,
        conversation=row.result is CallResult.ANSWERED and to_consumer,
        connected=connected(row.result),
        outbound=row.direction is Direction.OUTBOUND,
        phone=row.phone,
        phone_type=row.phone_type if known else None,
        to_consumer=to_consumer,
        call_id=row.call_id,
    )


def _before(attempts: list[Attempt], start: datetime) -> tuple[Attempt, ...]:
    earlier = [attempt for attempt in attempts if attempt.at < start]
    return tuple(sorted(earlier, key=lambda attempt: (attempt.at, attempt.call_id or "")))


def _folded(name: str | None) -> str | None:
    return " ".join(name.casefold().split()) if name else None
