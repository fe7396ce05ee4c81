"""`forbid`: no pattern may be said and meant by the scoped speaker."""

from callaudit.engine.kinds.answers import broken_by, quoted, said_by_whom
from callaudit.engine.listen import Listener
from callaudit.engine.outcome import Outcome, met
from callaudit.rulespec.checks import Forbid


def check(listener: Listener, check: Forbid) -> Outcome:
    """Broken by any match not excused; undetermined where only an unknown speaker said it."""
    heard = listener.hear(check.patterns, check.unless, listener.call.said_by(listener.speaker))
    if heard.matches:
        return broken_by(heard, f"The {_who(listener)} said {quoted(heard.matches)}")
    if listener.speaker != "any":
        unknown = listener.hear(check.patterns, check.unless, listener.call.unknown)
        if unknown.matches:
            return said_by_whom(unknown)
    return met("Nothing of the kind was said", excused=tuple(heard.excused))


def _who(listener: Listener) -> str:
    names = {"other": "other party", "any": "speaker", "third_party": "third party"}
    return names.get(listener.speaker, str(listener.speaker))
