"""What sort of script it is, from the words of a heading or a file's name."""

import re
from enum import StrEnum


class ScriptType(StrEnum):
    """The sorts of scripts: which required elements and which rules apply."""

    VOICEMAIL = "voicemail"
    FIRST_CALL = "first_call"
    SECOND_ATTEMPT = "second_attempt"
    FOLLOW_UP_PROMISE = "follow_up_promise"
    THIRD_PARTY = "third_party"
    LETTER = "letter"


_SIGNS: tuple[tuple[str, ScriptType], ...] = (
    (
        r"voice ?mail|answering machine|\bvm\b|leav\w+ (?:a )?message|message script",
        ScriptType.VOICEMAIL,
    ),
    (
        r"third[ -]part(?:y|ies) (?:contact|answer\w*|picks up)|location call|someone else answers"
        r"|wrong person answers|roommate|spouse answers",
        ScriptType.THIRD_PARTY,
    ),
    (r"follow[ -]?up|promise|broken promise|promised", ScriptType.FOLLOW_UP_PROMISE),
    (
        r"(?:second|2nd|third|3rd|repeat|next|later) (?:attempt|call|contact)",
        ScriptType.SECOND_ATTEMPT,
    ),
    (
        r"(?:first|1st|initial|opening|intro\w*) (?:attempt|call|contact|conversation)|cold call",
        ScriptType.FIRST_CALL,
    ),
    (r"\bletters?\b|\be-?mail (?:template|script)|written notice", ScriptType.LETTER),
)

_ATTEMPTS = (
    (r"\b(?:second|2nd|repeat)\b", 2),
    (r"\b(?:third|3rd)\b(?! part)", 3),
    (r"\b(?:first|1st|initial)\b", 1),
)


def type_in(words: str) -> ScriptType | None:
    """Return the sort that a heading or a file's name tells of, None where it tells none."""
    plain = " ".join(re.split(r"[\s_\-./]+", words.casefold()))
    for sign, sort in _SIGNS:
        if re.search(sign, plain) or re.search(sign, words.casefold()):
            return sort
    return None


def attempt_in(words: str) -> int | None:
    """Return the attempt's number that a heading tells of, None where it tells none."""
    plain = " ".join(re.split(r"[\s_\-./]+", words.casefold()))
    numbered = re.search(r"\battempt (?:no |number )?#?(\d)\b", plain)
    if numbered and numbered[1] != "0":
        return int(numbered[1])
    return next((number for sign, number in _ATTEMPTS if re.search(sign, plain)), None)
