"""`history`: a rolling count over the attempts of this consumer and debt."""

from callaudit.core.finding import Verdict
from callaudit.engine import state_duties
from callaudit.engine.counts import COUNTS
from callaudit.engine.listen import Listener
from callaudit.engine.outcome import Outcome, met, not_applicable, undetermined
from callaudit.rulespec.checks import HistoryCheck


def check(listener: Listener, check: HistoryCheck) -> Outcome:
    """Compare a count with its bound; undetermined where the history starts too late."""
    if check.by_state is not None:
        return state_duties.frequency(listener)
    window_days = int(listener.pack.value(check.window_days))
    count = COUNTS[check.count](listener.call.call, window_days)
    if count.unknown:
        return undetermined(count.unknown)
    if count.value is None:
        return not_applicable(count.label)
    most, least = listener.pack.value(check.at_most), listener.pack.value(check.at_least)
    too_many = most is not None and count.value > int(most)
    too_few = least is not None and count.value < int(least)
    if too_many or too_few:
        word = "presumed violation" if check.presumption else f"allowed: {_bounds(least, most)}"
        counted = f"; counted: {', '.join(count.calls)}, and this one" if count.calls else ""
        return Outcome(Verdict.BROKEN, f"{count.label}: {word}{counted}")
    if not count.complete:
        return undetermined(f"{count.label}, but the history starts too late to be sure")
    return met(count.label)


def _bounds(least: object, most: object) -> str:
    named = (("at least", least), ("at most", most))
    return ", ".join(f"{word} {bound}" for word, bound in named if bound is not None)
