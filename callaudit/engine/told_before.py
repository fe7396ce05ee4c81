"""Facts of a call that rest on what the consumer said, or somebody noted, on earlier calls."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from callaudit.calllog.places import zones_of
from callaudit.core.call import Call
from callaudit.core.case import CaseFact, FactKind
from callaudit.core.conversation import Speaker
from callaudit.core.day_hours import DayHours
from callaudit.core.finding import Evidence
from callaudit.core.metadata import Direction
from callaudit.engine.reading import Fact, Reading

_SPAN = re.compile(r"(\d{1,2}:\d\d)\s*(?:-|–|to|until)\s*(\d{1,2}:\d\d)")
_END = re.compile(r"(?:until|till|to|up to|before)\s*(\d{1,2}:\d\d)")
_BEGIN = re.compile(r"(?:from|after)\s*(\d{1,2}:\d\d)")
_NOON = time(12)


def unwanted_hours(call: Call) -> Fact:
    """Tell whether the call falls in hours in which the consumer had said to want none.

    Words that named no hours ("this is a bad time", "I'm busy") bind no later call: they speak of
    the call on which they are said. Source: 12 CFR 1006.6(b)(1)(i) and comment 6(b)(1)-1.
    """
    facts = [f for f in _facts(call, FactKind.INCONVENIENT) if f.hours]
    if not facts:
        return Fact(none="The consumer named no inconvenient hours on an earlier call")
    start = call.metadata.start
    if start is None:
        return Fact(unknown="the log gives no start time with a zone for this call")
    zones = zones_of(call.metadata).sources_in_words
    if not zones:
        return Fact(unknown="the consumer's time zone is not known")
    return Fact(tuple(_unwanted(start, tz, why, facts) for tz, why in zones.items()), plain=True)


def _unwanted(start: datetime, tz: str, sources: str, facts: Iterable[CaseFact]) -> Reading:
    local = start.astimezone(ZoneInfo(tz))
    placed = f"placed on {local:%A} at {local:%H:%M:%S} in {tz} ({sources})"
    hit = [(fact, hours) for fact in facts for hours in fact.hours if hours.holds(local)]
    if not hit:
        return Reading(False, placed)
    told = "; ".join(
        dict.fromkeys(
            f"the consumer wanted no calls {hours.in_words()}, {_since(fact)}"
            for fact, hours in hit
        )
    )
    return Reading(True, f"{placed}; {told}", _proof(fact for fact, _ in hit))


def told_wrong_number(call: Call) -> Fact:
    """Tell whether the number that was dialled is known to be somebody else's.

    By number: a wrong number says nothing of another one.
    """
    facts = _facts(call, FactKind.WRONG_NUMBER)
    if not facts:
        return Fact(none="Nobody had said that a number is wrong")
    phone = call.metadata.phone
    if phone is None or any(fact.phone is None for fact in facts):
        return Fact(unknown="a number is wrong, and the log does not say which was dialled")
    here = [fact for fact in facts if fact.phone == phone]
    if not here:
        return Fact((Reading(False, "another number was wrong, not this one"),), plain=True)
    label = f"this number was known to be wrong, {_since(here[0])}"
    return Fact((Reading(True, label, _proof(here)),), plain=True)


def attempt_without_words(call: Call) -> Fact:
    """Tell that a call was placed of which nothing of the agent was heard.

    For calls of the log alone: where there are words, they decide. A call that nobody answers is
    an attempt all the same: 12 CFR 1006.2(b).
    """
    if call.conversation.said_by(Speaker.AGENT):
        return Fact(none="what the agent said decides")
    if call.metadata.direction is not Direction.OUTBOUND:
        return Fact(none="the consumer called")
    result = call.metadata.result.value.replace("_", " ")
    ended = "" if result == "unknown" else f", with the result {result}"
    return Fact((Reading(True, f"a call was placed{ended}"),), plain=True)


def agreed_to(call: Call, moment: datetime, tz: str) -> bool:
    """Tell whether the consumer had agreed to a call at a moment, by the log or on tape.

    A window of the log that is no hours ("Sunday afternoon") is taken at the log's word. Source:
    15 U.S.C. 1692c(a), prior consent given directly to the collector.
    """
    if call.metadata.flags.consent_window is None and not call.history.facts:
        return False
    local = moment.astimezone(ZoneInfo(tz))
    window = call.metadata.flags.consent_window
    if window is not None and hours_of_log(window).holds(local):
        return True
    agreed = _facts(call, FactKind.HOURS_AGREED)
    return any(hours.holds(local) for fact in agreed for hours in fact.hours)


def agreed_day(call: Call, moment: datetime, tz: str) -> bool:
    """Tell whether the consumer had agreed to a call on a day of the week."""
    if call.metadata.flags.consent_window is not None:
        return True
    if not call.history.facts:
        return False
    local = moment.astimezone(ZoneInfo(tz))
    agreed = [h for f in _facts(call, FactKind.HOURS_AGREED) for h in f.hours if h.days]
    return any(hours.holds(local) for hours in agreed)


def hours_of_log(window: str) -> DayHours:
    """Return the hours of a log's consent window: `21:00-22:00`, `until 22:00`, or any words."""
    if found := _SPAN.search(window):
        return DayHours(start=_time(found[1]), end=_time(found[2]))
    if found := _END.search(window):
        return DayHours(start=_NOON, end=_time(found[1]))
    if found := _BEGIN.search(window):
        start = _time(found[1])
        return DayHours(start=start, end=_NOON if start and start < _NOON else None)
    return DayHours()


def _time(text: str) -> time | None:
    hour, minute = (int(part) for part in text.split(":"))
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _facts(call: Call, kind: FactKind) -> list[CaseFact]:
    return [fact for fact in call.history.facts if fact.kind is kind]


def _since(fact: CaseFact) -> str:
    how = {"said": "said", "note": "noted", "log": "in the log"}[fact.source]
    return f"{how} on {fact.at:%Y-%m-%d} (call {fact.call_id})"


def _proof(facts: Iterable[CaseFact]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(f.evidence for f in facts if f.evidence is not None))
