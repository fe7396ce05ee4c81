"""Rolling counts over a case's earlier calls, in every zone the consumer may be in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from callaudit.calllog import windows
from callaudit.calllog.places import zones_of
from callaudit.calllog.workdays import is_workday
from callaudit.core.attempts import Attempt, CallHistory
from callaudit.core.call import Call
from callaudit.core.metadata import CallResult, PhoneType
from callaudit.rulespec.jurisdictions import Frequency


@dataclass(frozen=True)
class Count:
    """A count and its sentence; `complete` False where an earlier call may be missing.

    `value` None means that there was nothing to count from; `unknown` that nobody can tell.
    `cap` is the most that is allowed, where the count has one; `certain` False where the result
    of a counted call is not known. `calls` are the counted ones, told by their local times.
    """

    value: int | None
    label: str
    complete: bool = True
    unknown: str = ""
    cap: int | None = None
    certain: bool = True
    counted: tuple[Attempt, ...] = ()
    zone: str = ""

    @property
    def calls(self) -> tuple[str, ...]:
        """Return the earlier calls that were counted, as a person reads them."""
        return tuple(_told(attempt, self.zone) for attempt in self.counted)

    @property
    def over(self) -> bool:
        """Tell whether more was counted than is allowed."""
        return self.value is not None and self.cap is not None and self.value > self.cap


_NOT_CONNECTED = "This call did not connect to the number, so it does not count"

_TO_ATTORNEY = "This call went to the consumer's attorney, so it does not count"

_AGREED = "The consumer had agreed to this call"


def calls_placed(call: Call, window_days: int) -> Count:
    """Count this call and the counted calls of the days before it, in the strictest zone.

    A call that does not count itself, for want of a connection or by consent, cannot be the
    one too many.

    Source: 12 CFR 1006.14(b)(2)(i)(A), (b)(3).
    """
    start = call.metadata.start
    if start is None or not _zones(call):
        return Count(None, "", unknown=_unknown(call))
    if not_counted := _not_counted(call):
        return Count(None, not_counted)
    by_zone = {
        zone: windows.calls_in_days(call.history, at=start, zone=zone, days=window_days)
        for zone in _zones(call)
        if not windows.under_consent(call.history, at=start, zone=zone)
    }
    if not by_zone:
        return Count(None, _AGREED)
    zone, earlier = max(by_zone.items(), key=lambda one: len(one[1]))
    placed = 1 + len(earlier)
    first = start.date() - timedelta(days=window_days)
    calls = "1 call" if placed == 1 else f"{placed} calls"
    return Count(
        placed,
        f"{calls} placed in {window_days} days",
        _complete(call, first),
        counted=earlier,
        zone=zone,
    )


def days_since_conversation(call: Call, window_days: int) -> Count:
    """Count the days from the last conversation; the day of the conversation gives 0.

    Source: 12 CFR 1006.14(b)(2)(i)(B).
    """
    start = call.metadata.start
    if start is None or not _zones(call):
        return Count(None, "", unknown=_unknown(call))
    if not_counted := _not_counted(call):
        return Count(None, not_counted)
    zones = [
        zone
        for zone in _zones(call)
        if not windows.under_consent(call.history, at=start, zone=zone)
    ]
    if not zones:
        return Count(None, _AGREED)
    passed = [windows.days_since_conversation(call.history, at=start, zone=zone) for zone in zones]
    known = [days for days in passed if days is not None]
    complete = _complete(call, start.date() - timedelta(days=window_days))
    if not known:
        if not complete:
            return Count(None, "", unknown="The history starts too late to know of a conversation")
        return Count(None, "There was no earlier conversation")
    days = min(known)
    told = "1 day" if days == 1 else f"{days} days"
    talk = windows.last_conversation(call.history, before=start)
    when = f" of {_told(talk, zones[passed.index(days)])}" if talk else ""
    return Count(days, f"{told} after the conversation{when}", complete)


def weekdays_since_first_message(call: Call, window_days: int) -> Count:
    """Count the working days from an unanswered first message to this second attempt.

    Nothing is counted where anything but that message came before.
    """
    start = call.metadata.start
    if start is None or not _zones(call):
        return Count(None, "", unknown=_unknown(call))
    attempts = call.history.attempts
    if len(attempts) != 1 or attempts[0].result != CallResult.VOICEMAIL.value:
        return Count(None, "This is not the first call after a single message")
    if not _complete(call, start.date() - timedelta(days=window_days)):
        return Count(None, "", unknown="The history starts too late to know of other calls")
    zone = ZoneInfo(_zones(call)[0])
    first, last = attempts[0].at.astimezone(zone).date(), start.astimezone(zone).date()
    days = sum(is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    told = "1 working day" if days == 1 else f"{days} working days"
    return Count(days, f"{told} after the first message")


def within_cap(call: Call, limit: Frequency, *, sort: str, most: int) -> Count:
    """Count this call and the earlier ones that a state's limit counts.

    `sort`: `calls` that were placed and connected, `contacts` that were answered or left a
    message, or `conversations`. A call of unknown result counts, with less certainty. Where the
    limit is the consumer's and not the debt's, calls about their other debts count too.
    """
    start = call.metadata.start
    if start is None or not _zones(call):
        return Count(None, "", unknown=_unknown(call))
    if not_counted := _not_counted(call):
        return Count(None, not_counted)
    if all(windows.under_consent(call.history, at=start, zone=zone) for zone in _zones(call)):
        return Count(None, _AGREED)
    kept = _counting(call.history, limit, sort=sort)
    this = _counts_as(call.metadata.result.value, sort)
    placed = max(
        windows.calls_placed(
            call.history.model_copy(update={"attempts": tuple(kept)}),
            at=start,
            zone=zone,
            days=limit.days,
        )
        for zone in _zones(call)
    )
    count = placed + this
    word = sort[:-1] if count == 1 else sort
    return Count(
        count if this else None,
        f"{count} {word} in {limit.days} days{_about(call, limit)}"
        if this
        else f"This call is none of the {sort}",
        _complete(call, start.date() - timedelta(days=limit.days))
        and (limit.per == "debt" or call.history.others_complete),
        cap=most,
        certain=CallResult.UNKNOWN.value not in {call.metadata.result, *(a.result for a in kept)},
    )


def _counting(history: CallHistory, limit: Frequency, *, sort: str) -> list[Attempt]:
    """Return the earlier calls of the sort and the line that a limit is about, oldest first."""
    earlier: Sequence[Attempt] = history.attempts
    if limit.per == "consumer" and history.others:
        earlier = sorted((*earlier, *history.others), key=lambda a: (a.at, a.call_id or ""))
    return [one for one in earlier if _on_line(one, limit) and _counts_as(one.result, sort)]


def _about(call: Call, limit: Frequency) -> str:
    return " about all debts" if limit.per == "consumer" and call.history.others else ""


def _not_counted(call: Call) -> str:
    """Say why a call does not count; empty where it does. Source: 12 CFR 1006.14(b)(3)."""
    if not windows.connected(call.metadata.result):
        return _NOT_CONNECTED
    attorney = call.metadata.flags.attorney
    known = call.metadata.phone is not None and attorney is not None
    return _TO_ATTORNEY if known and attorney and call.metadata.phone == attorney.phone else ""


def _told(attempt: Attempt, zone: str) -> str:
    """Name a call by its local time and, where it has one, its id."""
    local = f"{attempt.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    return f"{local} (call {attempt.call_id})" if attempt.call_id else local


def _on_line(attempt: Attempt, limit: Frequency) -> bool:
    at_work = attempt.phone_type == PhoneType.WORK.value
    return limit.where == "anywhere" or at_work == (limit.where == "work")


def _counts_as(result: str, sort: str) -> bool:
    talked = result in (CallResult.ANSWERED.value, "conversation")
    if sort == "conversations":
        return talked
    if sort == "contacts":
        return talked or result in (CallResult.VOICEMAIL.value, CallResult.UNKNOWN.value)
    return True


COUNTS: dict[str, Callable[[Call, int], Count]] = {
    "calls_placed": calls_placed,
    "days_since_conversation": days_since_conversation,
    "weekdays_since_first_message": weekdays_since_first_message,
}
"""Every count a `history` check may name."""


def _unknown(call: Call) -> str:
    if call.metadata.start is None:
        return "The log gives no start time with a zone for this call"
    return "The consumer's time zone is not known"


def _zones(call: Call) -> tuple[str, ...]:
    return zones_of(call.metadata).names


def _complete(call: Call, first: date) -> bool:
    since = call.history.complete_since
    return since is not None and since <= first
