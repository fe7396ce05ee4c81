"""What a check of one kind answers."""

from dataclasses import dataclass

from callaudit.core.finding import Confidence, Evidence, Excused, Verdict
from callaudit.rulespec.jurisdictions import StateRow

HEARD_PROBABILITY = 0.4
"""Mean word probability below which words cannot carry a verdict."""


@dataclass(frozen=True)
class Outcome:
    """A verdict with its proof; `confidence` lowers the rule's own, `category` overrides it.

    `rests_on`: the state rows without which the verdict would be another. `shown`: words with
    which a duty was kept; they prove nothing of what was not heard.
    """

    verdict: Verdict
    because: str
    evidence: tuple[Evidence, ...] = ()
    excused: tuple[Excused, ...] = ()
    confidence: Confidence | None = None
    category: str | None = None
    rests_on: tuple[StateRow, ...] = ()
    shown: tuple[Evidence, ...] = ()


def met(
    because: str, *, excused: tuple[Excused, ...] = (), shown: tuple[Evidence, ...] = ()
) -> Outcome:
    """Say that the duty was kept, and with which words."""
    return Outcome(Verdict.MET, because, excused=excused, shown=shown)


def not_applicable(because: str) -> Outcome:
    """Say that there was nothing to judge."""
    return Outcome(Verdict.NOT_APPLICABLE, because)


def undetermined(because: str, *, evidence: tuple[Evidence, ...] = ()) -> Outcome:
    """Say that it could not be judged; never a pass."""
    return Outcome(Verdict.UNDETERMINED, because, evidence=evidence)
