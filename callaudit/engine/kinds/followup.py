"""`followup`: a contact in time after another one; judged over a case by `engine.followups`."""

from callaudit.engine.listen import Listener
from callaudit.engine.outcome import Outcome, not_applicable
from callaudit.rulespec.checks import FollowUp


def check(listener: Listener, check: FollowUp) -> Outcome:
    """Say that one call alone cannot show what followed it."""
    del listener, check
    return not_applicable("Judged over the calls of a case, not on one of them")
