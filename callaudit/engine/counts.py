"""Rolling counts over a case's earlier calls, in every zone the consumer may be in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from callaudit.calllog import windows
from callaudit.calllog.places import zones_of
from callaudit.core.call import Call


@dataclass(frozen=True)
class Count:
    """A count and its sentence; `complete` False where an earlier call may be missing.

    `value` None means that there was nothing to count from; `unknown` that nobody can tell.
    """

    value: int | None
    label: str
    complete: bool = True
    unknown: str = ""


def calls_placed(call: Call, window_days: int) -> Count:
    """Count this call and the counted calls of the days before it, in the strictest zone.

    Source: 12 CFR 1006.14(b)(2)(i)(A), (b)(3).
    """
    start = call.metadata.start
    if start is None or not _zones(call):
        return Count(None, "", unknown=_unknown(call))
    placed = 1 + max(
        windows.calls_placed(call.history, at=start, zone=zone, days=window_days)
        for zone in _zones(call)
    )
    first = start.date() - timedelta(days=window_days)
    calls = "1 call" if placed == 1 else f"{placed} calls"
    return Count(placed, f"{calls} placed in {window_days} days", _complete(call, first))


def days_since_conversation(call: Call, window_days: int) -> Count:
    """Count the days from the last conversation; the day of the conversation gives 0.

    Source: 12 CFR 1006.14(b)(2)(i)(B).
    """
    start = call.metadata.start
    if start is None or not _zones(call):
        return Count(None, "", unknown=_unknown(call))
    zones = _zones(call)
    if all(windows.under_consent(call.history, at=start, zone=zone) for zone in zones):
        return Count(None, "The consumer had agreed to this call")
    passed = [windows.days_since_conversation(call.history, at=start, zone=zone) for zone in zones]
    known = [days for days in passed if days is not None]
    if not known:
        first = start.date() - timedelta(days=window_days)
        if not _complete(call, first):
            return Count(None, "", unknown="The history starts too late to know of a conversation")
        return Count(None, "There was no earlier conversation")
    days = min(known)
    told = "1 day" if days == 1 else f"{days} days"
    return Count(days, f"{told} after a conversation")


COUNTS: dict[str, Callable[[Call, int], Count]] = {
    "calls_placed": calls_placed,
    "days_since_conversation": days_since_conversation,
}
"""Every count a `history` check may name."""


def _unknown(call: Call) -> str:
    if call.metadata.start is None:
        return "The log gives no start time with a zone for this call"
    return "The consumer's time zone is not known"


def _zones(call: Call) -> tuple[str, ...]:
    return tuple(sorted({source.tz for source in zones_of(call.metadata).sources}))


def _complete(call: Call, first: date) -> bool:
    since = call.history.complete_since
    return since is not None and since <= first
