"""The first moment at which a case may be called again, for a dialler to use."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callaudit.calllog import windows
from callaudit.core.attempts import CallHistory
from callaudit.core.model import Frozen

_MINUTE = timedelta(minutes=1)

_MOST_STEPS = 500
"""Each step is a day or a zone; two zones without a common lawful minute never end otherwise."""


class DialLimits(Frozen):
    """What bounds the calls of a case: hours in every zone, calls a week, quiet days.

    `start` and `end` are the first and the last lawful minute of a day. `most_in_week` and
    `quiet_days` are None where Regulation F does not count (creditors that
    collect for themselves, commercial debt).
    """

    start: time = time(8)
    end: time = time(21)
    most_in_week: int | None = 7
    quiet_days: int | None = 7

    def is_quiet(self, history: CallHistory, *, at: datetime, zone: str) -> bool:
        """Tell whether a conversation is so fresh that `at` is too early."""
        return self.quiet_days is not None and windows.in_quiet_days(
            history, at=at, zone=zone, days=self.quiet_days
        )

    def is_full(self, history: CallHistory, *, at: datetime, zone: str) -> bool:
        """Tell whether the week that ends with the day of `at` has no room for a call."""
        return self.most_in_week is not None and (
            windows.calls_placed(history, at=at, zone=zone) >= self.most_in_week
        )


def earliest_next_call(
    history: CallHistory, *, after: datetime, zones: Sequence[str], limits: DialLimits
) -> datetime | None:
    """Return the first whole minute after `after` at which a call is lawful; None if there is none.

    Lawful is a minute within the hours of every zone the consumer may be in (12 CFR
    1006.6(b)(1)), outside the quiet days after a conversation and with room in the week that
    ends with its day (12 CFR 1006.14(b)(2)); consent lifts the latter two (b)(3). It is in UTC.
    None as well where no zone is known.
    """
    if not zones:
        return None
    moment = after.astimezone(UTC).replace(second=0, microsecond=0) + _MINUTE
    for _ in range(_MOST_STEPS):
        later = _in_hours(moment, zones, limits) or _in_frequency(moment, history, zones, limits)
        if later is None:
            return moment
        moment = later
    return None


def _in_hours(moment: datetime, zones: Sequence[str], limits: DialLimits) -> datetime | None:
    """Return the next opening in a zone where the moment is outside the hours, else None."""
    for zone in zones:
        local = moment.astimezone(ZoneInfo(zone))
        if local.time() < limits.start:
            return _opening(local, limits, days=0)
        if local.time() > limits.end:
            return _opening(local, limits, days=1)
    return None


def _in_frequency(
    moment: datetime, history: CallHistory, zones: Sequence[str], limits: DialLimits
) -> datetime | None:
    """Return the opening of the next day in a zone where the counts forbid a call, else None."""
    for zone in zones:
        if windows.under_consent(history, at=moment, zone=zone):
            continue
        quiet = limits.is_quiet(history, at=moment, zone=zone)
        if quiet or limits.is_full(history, at=moment, zone=zone):
            return _opening(moment.astimezone(ZoneInfo(zone)), limits, days=1)
    return None


def _opening(local: datetime, limits: DialLimits, *, days: int) -> datetime:
    """Return the first lawful minute of a local day, in UTC."""
    day = local.date() + timedelta(days=days)
    opened = datetime.combine(day, limits.start, tzinfo=local.tzinfo)
    return opened.astimezone(UTC)
