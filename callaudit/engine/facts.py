"""Named facts of a call that no word is needed for."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from callaudit.calllog.places import zones_of
from callaudit.core.call import Call
from callaudit.core.conversation import Speaker
from callaudit.core.metadata import CallResult
from callaudit.engine.reading import Fact, Reading
from callaudit.engine.told_before import (
    agreed_day,
    agreed_to,
    attempt_without_words,
    told_wrong_number,
    unwanted_hours,
)


def local_start_time(call: Call) -> Fact:
    """Return the time of day the call was placed, in every zone the consumer may be in.

    Source: 12 CFR 1006.6(b)(1)(i) and its interpretation on conflicting locations: the time
    must be convenient in all of the locations that the information indicates.
    """
    return _local(call, timedelta(0), "placed")


def local_end_time(call: Call) -> Fact:
    """Return the time of day the call ended, in every zone the consumer may be in."""
    duration_s = call.recording.duration_s if call.recording else call.metadata.duration_s
    if duration_s is None:
        return Fact(unknown="the log gives no duration and there is no recording")
    return _local(call, timedelta(seconds=duration_s), "ended")


def local_day(call: Call) -> Fact:
    """Return the day on which the call was placed, in every zone the consumer may be in."""
    start = call.metadata.start
    if start is None:
        return Fact(unknown="the log gives no start time with a zone for this call")
    zones = zones_of(call.metadata).sources_in_words
    if not zones:
        return Fact(unknown="the consumer's time zone is not known")
    days = dict.fromkeys(
        start.astimezone(ZoneInfo(tz)).date() for tz in zones if not agreed_day(call, start, tz)
    )
    if not days:
        return Fact(none="the consumer had agreed to a call on that day")
    return Fact(tuple(map(_of_day, days)))


@lru_cache(maxsize=1024)
def _of_day(day: date) -> Reading:
    return Reading(day, f"placed on {day:%A, %B} {day.day}")


def validation_notice_days(call: Call) -> Fact:
    """Return the days from the first conversation of the case to this call, without a notice.

    Source: 15 U.S.C. 1692g(a): the notice is sent within five days after the initial
    communication, unless it was part of that.
    """
    first = next((attempt for attempt in call.history.attempts if attempt.conversation), None)
    if call.metadata.flags.validation_notice_sent:
        return Fact(none="the validation notice was sent")
    if first is None or call.metadata.start is None:
        return Fact(none="the log has no earlier conversation with this consumer")
    if call.metadata.flags.validation_notice_sent is None:
        return Fact(unknown="it is not known whether the validation notice was sent")
    days = (call.metadata.start - first.at).days
    label = f"no validation notice {days} days after the first conversation"
    return Fact((Reading(days, label),))


def contact_without_words(call: Call) -> Fact:
    """Tell whether somebody was reached on a call of which nothing of the agent was heard.

    For calls of the log alone: where there are words, they decide.
    """
    if call.conversation.said_by(Speaker.AGENT):
        return Fact(none="what the agent said decides")
    result = call.metadata.result
    if result is CallResult.UNKNOWN:
        return Fact(unknown="the log does not say how the call ended")
    reached = result in (CallResult.ANSWERED, CallResult.VOICEMAIL)
    told = "a message was left" if result is CallResult.VOICEMAIL else "the call was answered"
    return Fact((Reading(reached, told if reached else "nobody was reached"),))


def artificial_voice_consent(call: Call) -> Fact:
    """Tell whether a prerecorded or artificial voice had prior express consent.

    Source: 47 U.S.C. 227(b); 47 CFR 64.1200(a)(1), (3).
    """
    metadata = call.metadata
    if not metadata.prerecorded and not metadata.voice_ai:
        return Fact(none="no prerecorded or artificial voice was used")
    consent = metadata.flags.prior_express_consent
    if consent is None:
        return Fact(unknown="it is not known whether the consumer consented to an artificial voice")
    return Fact((Reading(consent, "consent is on file" if consent else "no consent is on file"),))


FACTS: dict[str, Callable[[Call], Fact]] = {
    "local_start_time": local_start_time,
    "local_end_time": local_end_time,
    "local_day": local_day,
    "validation_notice_days": validation_notice_days,
    "contact_without_words": contact_without_words,
    "artificial_voice_consent": artificial_voice_consent,
    "unwanted_hours": unwanted_hours,
    "told_wrong_number": told_wrong_number,
    "attempt_without_words": attempt_without_words,
}
"""Every fact a `metadata` check may name."""


def _local(call: Call, after: timedelta, verb: str) -> Fact:
    start = call.metadata.start
    if start is None:
        return Fact(unknown="the log gives no start time with a zone for this call")
    zones = zones_of(call.metadata)
    if not zones.sources:
        return Fact(unknown="the consumer's time zone is not known")
    moment = start + after
    readings = tuple(
        _in_zone(moment, tz, words, verb)
        for tz, words in zones.sources_in_words.items()
        if not agreed_to(call, moment, tz)
    )
    return (
        Fact(readings) if readings else Fact(none="the consumer had agreed to calls at this hour")
    )


def _in_zone(moment: datetime, tz: str, sources: str, verb: str) -> Reading:
    clock = moment.astimezone(ZoneInfo(tz)).time()
    return Reading(clock, f"{verb} at {clock.isoformat('seconds')} in {tz} ({sources})")
