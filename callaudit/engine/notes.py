"""The collector's written note on a call, read for what it must hold."""

from collections.abc import Sequence

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.engine.heard import HeardTurn
from callaudit.engine.listen import Listener
from callaudit.rulespec.checks import RequiredPart
from callaudit.text.entities import find_entities


def missing_in_note(listener: Listener, parts: Sequence[RequiredPart], note: str) -> list[str]:
    """Return the names of the parts that a note does not hold.

    A note is read like speech, word by word; the exceptions of a part do not apply to it.
    """
    call = listener.call.call
    written = Conversation(
        call_id=call.call_id, turns=(Turn(index=0, speaker=Speaker.AGENT, text=note),)
    )
    heard = HeardTurn(written.turns[0], find_entities(written, metadata=call.metadata))
    return [part.name for part in parts if not _holds(listener, part, heard)]


def _holds(listener: Listener, part: RequiredPart, note: HeardTurn) -> bool:
    return any(
        listener.pack.ear.pattern(listener.rule, pattern).find(note)
        for pattern in part.patterns
        if listener.is_set(pattern.settings)
    )
