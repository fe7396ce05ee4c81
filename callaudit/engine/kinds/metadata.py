"""`metadata`: a fact of the call against a bound."""

from collections.abc import Iterable
from datetime import time
from functools import lru_cache
from typing import Any

from callaudit.core.finding import Verdict
from callaudit.engine import state_duties
from callaudit.engine.facts import FACTS
from callaudit.engine.listen import Listener
from callaudit.engine.outcome import Outcome, met, not_applicable, undetermined
from callaudit.engine.reading import Reading
from callaudit.engine.records import RECORDS
from callaudit.rulespec.checks import MetadataCheck


def check(listener: Listener, check: MetadataCheck) -> Outcome:
    """Broken if any reading of the fact is out of bounds: every possible zone must be lawful."""
    record = RECORDS.get(check.fact)
    fact = record(listener) if record else FACTS[check.fact](listener.call.call)
    if fact.unknown:
        return undetermined(fact.unknown)
    if not fact.readings:
        return not_applicable(fact.none or "The fact does not arise on this call")
    if check.by_state is not None:
        return _BY_STATE[check.by_state](listener, fact)
    wrong = [r for r in fact.readings if not _within(r.value, check, listener)]
    if not wrong:
        return met(_listed(fact.readings))
    right = [r for r in fact.readings if r not in wrong]
    because = _listed(wrong) + (f"; in bounds: {_listed(right)}" if right else "")
    proof = tuple(dict.fromkeys(one for reading in wrong for one in reading.proof))
    told = because if fact.plain else f"{because} ({_bounds(check, listener)})"
    return Outcome(Verdict.BROKEN, told, evidence=proof)


_BY_STATE = {"hours": state_duties.hours, "days": state_duties.days}


def _within(value: Any, check: MetadataCheck, listener: Listener) -> bool:
    low, high = check.between or (check.at_least, check.at_most)
    low, high = listener.pack.value(low), listener.pack.value(high)
    open_ends = listener.pack.value(check.boundary) == "exclusive"
    if low is not None and not _from(value, _like(value, low), open_ends):
        return False
    if high is not None and not _from(_like(value, high), value, open_ends):
        return False
    return check.equals is None or value == listener.pack.value(check.equals)


def _from(later: Any, earlier: Any, open_end: bool) -> bool:
    return bool(later > earlier if open_end else later >= earlier)


def _like(value: Any, bound: Any) -> Any:
    return _clock(bound) if isinstance(value, time) else type(value)(bound)


@lru_cache(maxsize=64)
def _clock(text: str) -> time:
    return time.fromisoformat(text)


def _bounds(check: MetadataCheck, listener: Listener) -> str:
    if check.between:
        low, high = (listener.pack.value(b) for b in check.between)
        return f"allowed: {low} to {high}"
    if check.equals is not None:
        return f"must be {listener.pack.value(check.equals)}"
    limits = (("at least", check.at_least), ("at most", check.at_most))
    return "allowed: " + ", ".join(
        f"{w} {listener.pack.value(b)}" for w, b in limits if b is not None
    )


def _listed(readings: Iterable[Reading]) -> str:
    return ", ".join(reading.label for reading in readings)
