"""What 12 CFR 1006.6(b)(1)(i) and 1006.14(b) say of a call, read off the text day by day.

Slow on purpose: every day and every earlier call is looked at for every question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tests.oracle.clock import local

EARLIEST, LATEST = time(8, 0, 0), time(21, 0, 0)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Placed:
    """A call of the case. `consent_until`: the last day of consent that was given in it."""

    at: datetime
    outbound: bool = True
    connected: bool = True
    conversation: bool = False
    consent_until: date | None = None


def at_a_convenient_time(at: datetime, zones: Sequence[str]) -> bool:
    """Convenient in every place where the consumer may be: comment 6(b)(1)(i)-2."""
    for zone in zones:
        clock = local(at, zone).time()
        if clock < EARLIEST or clock > LATEST:
            return False
    return True


def more_than_seven(call: Placed, earlier: Sequence[Placed], zones: Sequence[str]) -> bool:
    """(b)(2)(ii)(A): more than seven calls placed within seven consecutive days."""
    return any(_placed_in_week(call, earlier, zone) > 7 for zone in zones)


def soon_after_a_conversation(
    call: Placed, earlier: Sequence[Placed], zones: Sequence[str]
) -> bool:
    """(b)(2)(ii)(B): within seven consecutive days, the day of the conversation the first."""
    for zone in zones:
        if _excluded(call, earlier, zone):
            continue
        today = local(call.at, zone).date()
        for talk in earlier:
            if not (talk.conversation and talk.at < call.at):
                continue
            first = local(talk.at, zone).date()
            if today in [first + number * DAY for number in range(7)]:
                return True
    return False


def _placed_in_week(call: Placed, earlier: Sequence[Placed], zone: str) -> int:
    if _excluded(call, earlier, zone):
        return 0  # a call that does not count cannot be the one too many
    last = local(call.at, zone).date()
    count = 1
    for number in range(7):
        day = last - number * DAY
        for other in earlier:
            on_that_day = local(other.at, zone).date() == day
            if on_that_day and other.at < call.at and not _excluded(other, earlier, zone):
                count += 1
    return count


def _excluded(call: Placed, others: Sequence[Placed], zone: str) -> bool:
    """(b)(3): with consent, or not connected to the dialed number; nor is it one they placed."""
    return not call.outbound or not call.connected or _consented(call, others, zone)


def _consented(call: Placed, others: Sequence[Placed], zone: str) -> bool:
    """(b)(3)(i): for seven days at most, until a conversation about the debt takes place."""
    for given in others:
        if not (given.conversation and given.consent_until and given.at < call.at):
            continue
        talked_since = any(other.conversation and given.at < other.at < call.at for other in others)
        if talked_since:
            continue
        first = local(given.at, zone).date()
        today = local(call.at, zone).date()
        for number in range(7):
            day = first + number * DAY
            if day == today and day <= given.consent_until:
                return True
    return False
