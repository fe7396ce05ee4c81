"""`order`: one thing only after another."""

from callaudit.core.conversation import Speaker
from callaudit.engine.kinds.answers import broken_by, quoted, said_by_whom
from callaudit.engine.listen import Listener
from callaudit.engine.outcome import Outcome, met, not_applicable
from callaudit.rulespec.checks import Order


def check(listener: Listener, check: Order) -> Outcome:
    """Broken where `before` was said and `first` had not come earlier."""
    before = listener.group(check.before)
    if not before.matches:
        unknown = listener.hear(check.before.patterns, check.before.unless, Speaker.UNKNOWN)
        return said_by_whom(unknown) if unknown.matches else not_applicable("It was never said")
    first = listener.group(check.first)
    earliest = before.matches[0]
    at = (earliest.heard.turn.index, earliest.span[0])
    if any((m.heard.turn.index, m.span[0]) < at for m in first.matches):
        return met(
            f"{quoted(first.matches[:1])} came before {quoted([earliest])}",
            shown=(first.matches[0].evidence(),),
        )
    before.matches = [earliest]
    return broken_by(before, f"{quoted([earliest])} was said with nothing of the kind before it")
