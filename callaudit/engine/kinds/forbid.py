"""`forbid`: no pattern may be said and meant by the scoped speaker."""

from callaudit.core.conversation import Speaker
from callaudit.core.finding import Confidence
from callaudit.engine.kinds.answers import broken_by, quoted, said_by_whom
from callaudit.engine.listen import Heard, Listener
from callaudit.engine.outcome import Outcome, met
from callaudit.rulespec.checks import Forbid


def check(listener: Listener, check: Forbid) -> Outcome:
    """Broken by any match not excused; undetermined where only an unknown speaker said it.

    `like` patterns are asked last, and only where all others are silent.
    """
    turns = listener.call.said_by(listener.speaker)
    heard = listener.hear(check.patterns, check.unless, listener.speaker)
    if heard.matches:
        return broken_by(heard, f"The {_who(listener)} said {quoted(heard.matches)}")
    if listener.speaker != "any":
        unknown = listener.hear(check.patterns, check.unless, Speaker.UNKNOWN)
        if unknown.matches:
            return said_by_whom(unknown)
    alike = listener.hear_alike(check.patterns, check.unless, turns, judged=heard.excused)
    excused = Heard(excused=[*heard.excused, *alike.excused])
    if alike.matches:
        said = f"The {_who(listener)} said {quoted(alike.matches)}, which is like what is forbidden"
        told = Heard(alike.matches, excused.excused, alike.conditions)
        return broken_by(told, said, confidence=_confidence(listener, alike))
    return met("Nothing of the kind was said", excused=tuple(excused.excused))


def _confidence(listener: Listener, alike: Heard) -> Confidence | None:
    """A head is likely, sentences alone want a person; a condition or the rule may say less."""
    trained = any(match.trained for match in alike.matches)
    if not trained or listener.rule.confidence == "low":
        return Confidence.NEEDS_REVIEW
    return None if alike.conditions else Confidence.LIKELY


def _who(listener: Listener) -> str:
    names = {"other": "other party", "any": "speaker", "third_party": "third party"}
    return names.get(listener.speaker, str(listener.speaker))
