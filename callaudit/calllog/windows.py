"""How many of a case's earlier calls count in a rolling week.

Days are calendar days in the consumer's zone; the day of a conversation or of consent is
day one. Source of all counting: 12 CFR 1006.14(b)(2) and (3).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from callaudit.core.attempts import Attempt, CallHistory
from callaudit.core.metadata import CallResult

CONSENT_DAYS = 7
"""Longest reach of consent to more calls, the day it was given included."""

_NOT_CONNECTED = frozenset({CallResult.BUSY.value, CallResult.OUT_OF_SERVICE.value})


def connected(result: str) -> bool:
    """Tell whether a call with this result reached the dialed number.

    Source: 12 CFR 1006.14(b)(3)(ii): busy and out of service do not count.
    """
    return result not in _NOT_CONNECTED


def calls_placed(history: CallHistory, *, at: datetime, zone: str, days: int = 7) -> int:
    """Count the earlier calls that count in the `days` ending with the day of `at`.

    The call at `at` is not among them: more than seven are placed when this gives seven and
    that call counts too. Left out are calls from the consumer, calls that did not connect
    (busy, out of service), calls to the consumer's attorney and calls under consent.

    Source: 12 CFR 1006.14(b)(2)(i)(A), (b)(3).
    """
    return len(calls_in_days(history, at=at, zone=zone, days=days))


def calls_in_days(
    history: CallHistory, *, at: datetime, zone: str, days: int = 7
) -> tuple[Attempt, ...]:
    """Return the calls that `calls_placed` counts, oldest first."""
    last = at.astimezone(ZoneInfo(zone)).date()
    first = last - timedelta(days=days - 1)
    return tuple(
        attempt
        for attempt in counted(history, zone=zone)
        if attempt.at < at and first <= _day(attempt.at, zone) <= last
    )


def counted(history: CallHistory, *, zone: str) -> tuple[Attempt, ...]:
    """Return the attempts that count as calls placed, oldest first, in one pass.

    Source: 12 CFR 1006.14(b)(3).
    """
    kept: list[Attempt] = []
    talk: Attempt | None = None
    for attempt in history.attempts:
        excused = _agreed(talk, at=attempt.at, zone=zone) or _agreed_itself(attempt, zone)
        if attempt.outbound and attempt.connected and attempt.to_consumer and not excused:
            kept.append(attempt)
        talk = attempt if attempt.conversation else talk
    return tuple(kept)


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
    return _agreed(last_conversation(history, before=at), at=at, zone=zone)


def _agreed(talk: Attempt | None, *, at: datetime, zone: str) -> bool:
    """Tell whether consent given in the last conversation reaches to `at`."""
    if talk is None or talk.consent_until is None or talk.at >= at:
        return False
    given = _day(talk.at, zone)
    end = min(talk.consent_until, given + timedelta(days=CONSENT_DAYS - 1))
    return max(given, talk.consent_from or given) <= _day(at, zone) <= end


def _agreed_itself(attempt: Attempt, zone: str) -> bool:
    # Nobody can agree to anything in a call nobody answered: here `consent_until` says that
    # the call itself was placed under consent.
    until = None if attempt.conversation else attempt.consent_until
    return until is not None and _day(attempt.at, zone) <= until


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
