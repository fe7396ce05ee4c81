"""What rows of a state table say of a call, read off the row day by day.

Slow on purpose, like `regulation_f`; of ours it takes only the numbers that stand in a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tests.oracle.clock import local

DAY = timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Dialled:
    """A call to a person: about which debt, on what line, and what came of it."""

    at: datetime
    debt: str
    result: str
    at_work: bool = False


@dataclass(frozen=True)
class Limit:
    """At most so many in so many days, of `calls` or `contacts`, on lines at work or elsewhere."""

    most: int
    days: int
    per_debt: bool
    contacts_only: bool
    where: str = "anywhere"


@dataclass(frozen=True)
class State:
    """The rows that bind a case."""

    limits: tuple[Limit, ...]
    start: time = time(0)
    end: time = time(23, 59, 59)
    blocked: tuple[str, ...] = ()


def state_allows(
    call: Dialled, earlier: Sequence[Dialled], zones: Sequence[str], state: State
) -> bool:
    """Tell whether a call is within the limits, the hours and the days of the state everywhere."""
    return (
        all(state.start <= local(call.at, zone).time() <= state.end for zone in zones)
        and not any(_is_blocked(local(call.at, zone), state) for zone in zones)
        and not any(
            _count(call, earlier, zone, limit) > limit.most
            for limit in state.limits
            for zone in zones
            if _counts(call, call, limit)
        )
    )


def _is_blocked(here: datetime, state: State) -> bool:
    names = (WEEKDAYS[here.weekday()], here.date().isoformat())
    return any(name in state.blocked for name in names)


def _count(call: Dialled, earlier: Sequence[Dialled], zone: str, limit: Limit) -> int:
    """Count this call and those of the days that end with its own."""
    count = 1
    for number in range(limit.days):
        day = local(call.at, zone).date() - number * DAY
        for other in earlier:
            same_day = local(other.at, zone).date() == day and other.at < call.at
            count += same_day and _counts(other, call, limit)
    return count


def _counts(other: Dialled, call: Dialled, limit: Limit) -> bool:
    if limit.per_debt and other.debt != call.debt:
        return False
    if limit.where != "anywhere" and other.at_work != (limit.where == "work"):
        return False
    reached = other.result in ("answered", "voicemail")
    return reached if limit.contacts_only else other.result != "busy"
