"""How the report says things to a person."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callaudit.calllog.places import zones_of
from callaudit.core.accuracy import Share
from callaudit.core.case import CaseState, FactKind
from callaudit.core.conversation import Speaker
from callaudit.core.finding import Confidence, Detector
from callaudit.core.metadata import CallMetadata

SPEAKERS: dict[Speaker, str] = {
    Speaker.AGENT: "Collector",
    Speaker.CUSTOMER: "Customer",
    Speaker.THIRD_PARTY: "Third party",
    Speaker.SYSTEM: "System",
    Speaker.UNKNOWN: "Unknown speaker",
}
"""What a voice is called on the page."""

CONFIDENCES: dict[Confidence, str] = {
    Confidence.CERTAIN: "certain",
    Confidence.LIKELY: "likely",
    Confidence.CONDITIONAL: "conditional: hangs on an account fact that the call log does not give",
    Confidence.NEEDS_REVIEW: "needs a listener",
}
"""How sure a finding is, in words."""

DETECTORS: dict[Detector, str] = {
    Detector.PATTERN: "",
    Detector.LIKE: "; found by likeness to other sentences, not by its words",
}
"""What is added where the second detector found it."""


FACTS: dict[FactKind, str] = {
    FactKind.STOP_CALLS: "asks for no more calls",
    FactKind.STOP_NUMBER: "asks for no calls on this number",
    FactKind.STOP_OTHER: "asks for no calls to somebody else",
    FactKind.ATTORNEY: "has an attorney",
    FactKind.DISPUTE: "disputes the debt",
    FactKind.BANKRUPTCY: "is bankrupt",
    FactKind.WRONG_NUMBER: "wrong number",
    FactKind.WORK_PROHIBITED: "no calls at work",
    FactKind.INCONVENIENT: "wants no calls",
    FactKind.PROMISE: "promises to pay",
    FactKind.PAYMENT_SENT: "has sent a payment",
    FactKind.REFUSAL: "refuses to pay",
    FactKind.CONSENT: "agrees to a call",
    FactKind.HOURS_AGREED: "agrees to calls",
    FactKind.CEASE: "asks in writing for no more contact",
}
"""What a consumer did when a call established a fact."""

BAD_MOMENT = "bad moment (names no hours, binds no later call)"
"""An inconvenient time of which nobody can tell the hours."""

FACT_SOURCES: dict[str, str] = {
    "said": "",
    "log": "from the call log",
    "note": "from the collector's note",
}
"""Where a fact was learnt, unless it was said."""

STATES: dict[CaseState, str] = {
    CaseState.BANKRUPT: "bankruptcy",
    CaseState.REPRESENTED: "attorney",
    CaseState.STOPPED: "no more calls",
    CaseState.WRONG_NUMBER: "wrong number",
    CaseState.DISPUTED: "disputed",
    CaseState.PROMISE: "promise to pay",
    CaseState.OPEN: "open",
}
"""How a case stands, in a word or two."""

CALL_SHAPES: dict[str, str] = {
    "conversation": "conversation with the consumer",
    "answered": "answered, no conversation",
    "voicemail": "voicemail",
    "no_answer": "no answer",
    "not_connected": "not connected",
    "unknown": "result not known",
}
"""The shapes of calls on a timeline, and what each means."""


TWO_MEASURES = (
    "The share of calls with a critical or major finding and the mean score are two measures: "
    "the one may show a difference where the other shows none."
)
"""Stands wherever collectors are compared, so that two pages do not seem to contradict."""


STAGES: dict[str, str] = {
    "read": "the file could not be read",
    "transcribe": "the sound could not be turned into words",
}
"""At which stage a call failed, in words."""


def plain_name(key: str) -> str:
    """Turn a key into words: `follow_up_promise` into `follow-up promise`."""
    return key.replace("follow_up", "follow-up").replace("_", " ")


def count_of(number: int, noun: str) -> str:
    """Say a number with its noun: `1 call`, `2 calls`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def in_percent(share: Share) -> str:
    """Say a share with its 95 % interval: `8 %, between 3 and 20 %`; nothing of no cases."""
    one = share.estimate
    if one.value is None or one.low is None or one.high is None:
        return ""
    said = f"{one.value:.0%}, between {100 * one.low:.0f} and {one.high:.0%}"
    return said.replace("%", "\u00a0%")  # a number and its sign stay on one line


_TIME = re.compile(r"\b([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\b")


def plain_times(text: str) -> str:
    """Write times of day in a text as people say them: `21:45:00` as `9:45 pm`."""
    return _TIME.sub(lambda one: _plain_time(*map(int, one.groups())), text)


def _plain_time(hour: int, minute: int, second: int) -> str:
    told = f":{second:02}" if second else ""
    return f"{hour % 12 or 12}:{minute:02}{told} {'pm' if hour >= 12 else 'am'}"


def length(seconds: float) -> str:
    """Say a length of audio: `48 s`, `24 min`, `3.2 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def local_times(log: CallMetadata) -> str:
    """Say when the call began wherever the customer may be, with the reasons for each place."""
    if log.start is None:
        return ""
    reasons: dict[str, list[str]] = {}
    for zone in zones_of(log).sources:
        reasons.setdefault(zone.tz, []).append(plain_name(zone.source))
    return "; ".join(
        _time_in(log.start, tz, tuple(sources)) for tz, sources in sorted(reasons.items())
    )


def _time_in(start: datetime, tz: str, sources: tuple[str, ...]) -> str:
    try:
        local = start.astimezone(ZoneInfo(tz))
    except (ZoneInfoNotFoundError, ValueError):
        return f"{tz}: unknown zone ({', '.join(sources)})"
    return f"{local:%a %H:%M} {tz} ({', '.join(sources)})"
