"""Hours, days and frequency as the consumer's state allows them."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from callaudit.calllog.places import states_of
from callaudit.core.call import Call
from callaudit.core.finding import Confidence, Verdict
from callaudit.core.metadata import PhoneType
from callaudit.engine.counts import Count, within_cap
from callaudit.engine.listen import Listener
from callaudit.engine.outcome import Outcome, met, not_applicable, undetermined
from callaudit.engine.reading import Fact, Reading
from callaudit.engine.scope import party_of
from callaudit.engine.state_rows import rows_of_call
from callaudit.rulespec.jurisdictions import FrequencyRow, HoursRow, Topic

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def hours(listener: Listener, fact: Fact) -> Outcome:
    """Broken where a reading of the time is outside the hours of a state that binds the call."""
    rows, unknown = _rows(listener, "hours")
    if not rows:
        return _no_rows(unknown, "No state row narrows the federal hours here")
    wrong = [
        (row, reading) for row in rows for reading in fact.readings if not _lawful(row, reading)
    ]
    if not wrong:
        return met(f"{_labels(fact.readings)}: within the hours of {_places(rows)}")
    broken = tuple(dict.fromkeys(row for row, _ in wrong))
    allowed = ", ".join(dict.fromkeys(f"{r.value.start} to {r.value.end}" for r in broken))
    because = f"{_labels(reading for _, reading in wrong)} (allowed: {allowed})"
    return Outcome(Verdict.BROKEN, because, rests_on=broken)


def days(listener: Listener, fact: Fact) -> Outcome:
    """Broken on a day that the policy blocks, or a row of a state that binds the call."""
    rows, unknown = _rows(listener, "days")
    blocked = listener.pack.policy.setting("days.blocked")
    if not rows and not blocked:
        return _no_rows("", "No day is blocked here")
    here = states_of(listener.call.call.metadata)
    house = [
        (state, reading)
        for state, day in map(_entry, blocked)
        for reading in fact.readings
        if _is_day(reading.value, day)
    ]
    hit = [reading for state, reading in house if not state or state in here]
    by_law = [
        (row, r)
        for row in rows
        for r in fact.readings
        if any(_is_day(r.value, d) for d in row.value)
    ]
    if by_law:
        broken = tuple(dict.fromkeys(row for row, _ in by_law))
        return Outcome(Verdict.BROKEN, f"{_labels(r for _, r in by_law)}", rests_on=broken)
    if hit:
        return Outcome(Verdict.BROKEN, f"{_labels(hit)}, a day the policy blocks")
    if not here and house:
        return undetermined("The consumer's state is not known, and a day is blocked by state")
    return undetermined(unknown) if unknown else met(f"{_labels(fact.readings)}, which is free")


def frequency(listener: Listener) -> Outcome:
    """Broken where the calls up to this one are more than a state that binds the call allows."""
    call = listener.call.call
    rows, unknown = _rows(listener, "frequency")
    fitting = [row for row in rows if _on_that_line(row, call)]
    counted = [(row, count) for row in fitting for count in _counts(row, call)]
    over = [(row, count) for row, count in counted if count.value is not None and count.over]
    if over:
        broken = tuple(dict.fromkeys(row for row, _ in over))
        because = "; ".join(dict.fromkeys(f"{c.label} (allowed: {c.cap})" for _, c in over))
        return Outcome(
            Verdict.BROKEN,
            because,
            confidence=None if all(c.certain for _, c in over) else Confidence.NEEDS_REVIEW,
            rests_on=broken,
        )
    if unknown or not fitting:
        return _no_rows(unknown, "No state row narrows the federal limits here")
    if all(count.value is None and not count.unknown for _, count in counted):
        return not_applicable(counted[0][1].label)
    doubt = next((c for _, c in counted if c.unknown or not c.complete), None)
    if doubt is not None:
        late = f"{doubt.label}, but the history starts too late to be sure"
        return undetermined(doubt.unknown or late)
    return met("; ".join(dict.fromkeys(count.label for _, count in counted)))


def _rows(listener: Listener, topic: Topic) -> tuple[tuple[Any, ...], str]:
    pack, call = listener.pack, listener.call.call
    party = party_of(call, pack.policy)
    return rows_of_call(pack.jurisdictions, call, pack.policy, topic=topic, party=party)


def _no_rows(unknown: str, none: str) -> Outcome:
    return undetermined(unknown) if unknown else not_applicable(none)


def _lawful(row: HoursRow, reading: Reading) -> bool:
    start, end = time.fromisoformat(row.value.start), time.fromisoformat(row.value.end)
    return bool(start <= reading.value <= end)


def _entry(text: str) -> tuple[str, str]:
    """Split `FL:2026-09-01` into a state and a day; without a state it holds everywhere."""
    state, colon, day = text.partition(":")
    return (state.strip().upper(), day.strip()) if colon else ("", text.strip())


def _is_day(day: date, named: str) -> bool:
    known = (WEEKDAYS[day.weekday()], f"{day:%m-%d}", day.isoformat())
    return named.lower() in known


def _on_that_line(row: FrequencyRow, call: Call) -> bool:
    """Tell whether a row's sort of line fits; a line of unknown sort is none at work."""
    at_work = call.metadata.phone_type is PhoneType.WORK
    return {"work": at_work, "not_work": not at_work, "anywhere": True}[row.value.where]


def _counts(row: FrequencyRow, call: Call) -> Iterable[Count]:
    value = row.value
    if value.calls is not None:
        yield within_cap(call, value, sort=value.counts, most=value.calls)
    if value.conversations is not None:
        yield within_cap(call, value, sort="conversations", most=value.conversations)


def _labels(readings: Iterable[Reading]) -> str:
    return ", ".join(dict.fromkeys(reading.label for reading in readings))


def _places(rows: Iterable[Any]) -> str:
    return ", ".join(dict.fromkeys(row.place or row.state for row in rows))
