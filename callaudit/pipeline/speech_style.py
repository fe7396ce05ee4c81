"""The same words as another writer would put them: how rules fare under recognised speech."""

import re
from enum import StrEnum

from callaudit.core.conversation import Conversation


class SpeechStyle(StrEnum):
    """How the words of gold are written before they are judged."""

    AS_WRITTEN = "as_written"
    LOWER = "lower"
    """Lower case without punctuation, as some recognisers write."""


_INSIDE_NUMBER = r"(?<=\d)[.,:/](?=\d)"
"""$1,249.50 and 3:30 keep their marks: without them they would be other numbers."""

_INSIDE_WORD = r"(?<=\w)['’\-*](?=[\w*])|(?<=\*)\*|(?<=\w)\*"
"""So do won't, twenty-five and a masked word."""

_KEPT = re.compile(rf"{_INSIDE_NUMBER}|{_INSIDE_WORD}|[\w\s$%#@&]|(?<=\w)[.](?=\w)")


def restyle(text: str, style: SpeechStyle) -> str:
    """Return a text in a style; the words stay, in their order.

    Example: `Well, John: you won't pay $1,249.50?` in lower is `well john you won't pay
    $1,249.50`.
    """
    if style is SpeechStyle.AS_WRITTEN:
        return text
    kept = "".join(character if _KEPT.match(text, at) else " " for at, character in enumerate(text))
    return " ".join(kept.split()).lower()


def restyled(conversation: Conversation, style: SpeechStyle) -> Conversation:
    """Return a conversation in a style; words with times of their own no longer fit and go."""
    if style is SpeechStyle.AS_WRITTEN:
        return conversation
    turns = tuple(
        turn.model_copy(update={"text": restyle(turn.text, style), "words": ()})
        for turn in conversation.turns
    )
    return conversation.model_copy(update={"turns": turns})
