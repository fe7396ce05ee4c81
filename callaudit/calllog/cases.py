"""The calls of each case, and what came before each of them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from callaudit.calllog.persons import WITH_ID, keys_of
from callaudit.calllog.persons import CaseKey as CaseKey  # cases are asked for by their keys
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


class _Case(NamedTuple):
    """The attempts of a case in order of time, and whether every row of it has a time."""

    attempts: list[Attempt]
    times: list[datetime]
    conversations: list[int]
    whole: bool


class _Person(NamedTuple):
    """Every attempt to reach a person with several debts in order of time, each with its case."""

    times: list[datetime]
    attempts: list[tuple[Attempt, CaseKey]]
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
        self._key_of = keys_of(kept)
        by_case: dict[CaseKey, list[CallMetadata]] = defaultdict(list)
        for row in kept:
            by_case[self._key_of[row.call_id]].append(row)
        self._rows = dict(by_case)
        self._cases: dict[CaseKey, _Case] = {}
        self._debts_of = _debts_of(self._rows)
        self._people: dict[str, _Person] = {}
        in_log = [row for row in kept if logged is None or row.call_id in logged]
        times = [row.start for row in in_log if row.start is not None]
        self._since = min((start.date() for start in times), default=None)
        self.until = max(times, default=None)
        """The last moment that the log covers; None without a log."""
        moments = [row.start for row in kept if row.start is not None]
        self.last = max(moments, default=None)
        """The last call's moment, in a log or not."""

    @property
    def next_moment(self) -> datetime | None:
        """Return the first moment after all calls."""
        return None if self.last is None else self.last + timedelta(microseconds=1)

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

    def others_of(
        self, key: CaseKey, *, before: datetime | None
    ) -> tuple[tuple[Attempt, ...], bool]:
        """Return the attempts to reach the person about other debts, and whether none is missing.

        Oldest first, in the 40 days before that moment.
        """
        if before is None or len(self._debts_of.get(key[0], ())) < 2:
            return (), True
        person = self._person(key[0])
        end = bisect_left(person.times, before)
        start = max(bisect_left(person.times, before - REACH), end - MOST_ATTEMPTS)
        others = (one for one, debt in person.attempts[start:end] if debt != key)
        return tuple(others), person.whole

    def _person(self, name: str) -> _Person:
        if name not in self._people:
            cases = {key: self._case(key) for key in self._debts_of[name]}
            attempts = [(one, key) for key, case in cases.items() for one in case.attempts]
            attempts.sort(key=lambda one: (one[0].at, one[0].call_id or ""))
            self._people[name] = _Person(
                times=[one.at for one, _ in attempts],
                attempts=attempts,
                whole=all(case.whole for case in cases.values()),
            )
        return self._people[name]

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
        others, others_complete = self.others_of(key, before=row.start)
        return CallHistory.of_checked(
            {
                "attempts": tuple(attempts),
                "complete_since": since if case.whole else None,
                "others": others,
                "others_complete": others_complete,
            }
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


def _debts_of(cases: Iterable[CaseKey]) -> dict[str, list[CaseKey]]:
    """Return the cases of each person whom an id names."""
    found: dict[str, list[CaseKey]] = defaultdict(list)
    for key in cases:
        if key[0].startswith(WITH_ID):
            found[key[0]].append(key)
    return dict(found)


def _is_whole(rows: Sequence[CallMetadata], logged: Collection[CallId] | None) -> bool:
    return all(row.start is not None and (logged is None or row.call_id in logged) for row in rows)


def _case(rows: Sequence[CallMetadata], *, logged: Collection[CallId] | None) -> _Case:
    attorneys = {row.flags.attorney.phone for row in rows if row.flags.attorney is not None}
    attempts = [
        _from_row(row, row.start, attorneys=attorneys) for row in rows if row.start is not None
    ]
    if any(row.history for row in rows):
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
    return Attempt.of_checked(  # the row was checked as it was read
        {
            "at": at,
            "result": _WORDS[row.result],
            "conversation": row.result is CallResult.ANSWERED and to_consumer,
            "connected": row.result not in _NOT_CONNECTED,
            "outbound": row.direction is Direction.OUTBOUND,
            "phone": row.phone,
            "phone_type": _WORDS[row.phone_type] if known else None,
            "to_consumer": to_consumer,
            "call_id": row.call_id,
        },
        given=_OF_ROW,
    )


_WORDS: dict[StrEnum, str] = {one: one.value for one in (*CallResult, *PhoneType)}
_NOT_CONNECTED = frozenset(result for result in CallResult if not connected(result.value))
_OF_ROW = set(
    "at result conversation connected outbound phone phone_type to_consumer call_id".split()
)


def _before(attempts: list[Attempt], start: datetime) -> tuple[Attempt, ...]:
    earlier = [attempt for attempt in attempts if attempt.at < start]
    return tuple(sorted(earlier, key=lambda attempt: (attempt.at, attempt.call_id or "")))
