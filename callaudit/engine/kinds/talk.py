"""`talk`: measures of timing against bounds."""

from callaudit.core.finding import NO_RECORDING, Evidence, Verdict
from callaudit.engine.listen import Listener
from callaudit.engine.measures import measured
from callaudit.engine.outcome import Outcome, met, undetermined
from callaudit.rulespec.checks import Talk


def check(listener: Listener, check: Talk) -> Outcome:
    """Broken where any bound is; undetermined where no measure can be taken."""
    wrong: list[str] = []
    right: list[str] = []
    proof: list[Evidence] = []
    for bound in check.bounds:
        measure = measured(bound.measure, listener.call, policy=listener.pack.policy)
        if measure.value is None:
            continue
        low, high = listener.pack.value(bound.at_least), listener.pack.value(bound.at_most)
        low_broken = low is not None and measure.value < float(low)
        high_broken = high is not None and measure.value > float(high)
        said = f"{measure.label} {measure.value:g}"
        if low_broken:
            wrong.append(f"{said} (at least {low:g})")
        elif high_broken:
            wrong.append(f"{said} (at most {high:g})")
        else:
            right.append(said)
            continue
        proof += measure.evidence
    if wrong:
        return Outcome(Verdict.BROKEN, "; ".join(wrong), evidence=tuple(dict.fromkeys(proof)))
    return met("; ".join(right)) if right else undetermined(_why_unmeasured(listener))


def _why_unmeasured(listener: Listener) -> str:
    heard = listener.call
    nothing_to_hear = heard.call.recording is None and not heard.turns
    return NO_RECORDING if nothing_to_hear else "It could not be measured on this call"
