"""The same words as another writer would put them: how rules fare under recognised speech."""

import re
from collections.abc import Callable
from enum import StrEnum

from callaudit.core.conversation import Conversation
from callaudit.pipeline.speech_contractions import contracted, expanded
from callaudit.pipeline.speech_numbers import spoken_numbers, written_numbers
from callaudit.pipeline.speech_slips import with_fillers, with_homophone


class SpeechStyle(StrEnum):
    """How words are written before they are judged; nothing is drawn anew in a second run."""

    AS_WRITTEN = "as_written"
    LOWER = "lower"
    """Lower case without punctuation, as some recognisers write."""
    FILLERS = "fillers"
    """Um, uh, you know, I mean between the words."""
    EXPANDED = "expanded"
    """Every contraction said in full."""
    CONTRACTED = "contracted"
    """Run together wherever a speaker would."""
    SPOKEN_NUMBERS = "spoken_numbers"
    """Numbers in words."""
    WRITTEN_NUMBERS = "written_numbers"
    """Numbers in digits."""
    HOMOPHONES = "homophones"
    """One word a turn misheard as one that sounds alike."""


_INSIDE_NUMBER = r"(?<=\d)[.,:/](?=\d)"
"""$1,249.50 and 3:30 keep their marks: without them they would be other numbers."""

_INSIDE_WORD = r"(?<=\w)['’\-*](?=[\w*])|(?<=\*)\*|(?<=\w)\*"
"""So do won't, twenty-five and a masked word."""

_KEPT = re.compile(rf"{_INSIDE_NUMBER}|{_INSIDE_WORD}|[\w\s$%#@&]|(?<=\w)[.](?=\w)")


def lower(text: str) -> str:
    """Return a text in lower case without punctuation; the words stay, in their order.

    Example: `Well, John: you won't pay $1,249.50?` becomes `well john you won't pay $1,249.50`.
    """
    kept = "".join(character if _KEPT.match(text, at) else " " for at, character in enumerate(text))
    return " ".join(kept.split()).lower()


_STYLES: dict[SpeechStyle, Callable[[str], str]] = {
    SpeechStyle.AS_WRITTEN: str,
    SpeechStyle.LOWER: lower,
    SpeechStyle.FILLERS: with_fillers,
    SpeechStyle.EXPANDED: expanded,
    SpeechStyle.CONTRACTED: contracted,
    SpeechStyle.SPOKEN_NUMBERS: spoken_numbers,
    SpeechStyle.WRITTEN_NUMBERS: written_numbers,
    SpeechStyle.HOMOPHONES: with_homophone,
}


def restyle(text: str, style: SpeechStyle) -> str:
    """Return a text in a style."""
    return _STYLES[style](text)


def restyled(conversation: Conversation, style: SpeechStyle) -> Conversation:
    """Return a conversation in a style; words with times of their own no longer fit and go."""
    if style is SpeechStyle.AS_WRITTEN:
        return conversation
    turns = tuple(
        turn.model_copy(update={"text": restyle(turn.text, style), "words": ()})
        for turn in conversation.turns
    )
    return conversation.model_copy(update={"turns": turns})
