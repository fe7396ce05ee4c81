"""Who speaks a line of a script."""

import re

from callaudit.core.conversation import Speaker
from callaudit.scripts.spelled import Spelled

_LABEL = re.compile(
    r"\s*(?P<label>[^\W\d_][\w.'’/ \-]{0,40}?)\s*(?:\([^)\n]{0,40}\))?\s*:(?!//)\s*"
)

_WORDS = {
    Speaker.AGENT: "agent|collector|rep|representative|you|operator|associate|adviser|advisor"
    "|caller|bot|assistant"
    "|say|script|opening|greeting|closing|close|message|body|voicemail|virtual agent|voice bot"
    "|ask|introduction|intro"
    "|recap|ai agent|you say|agent says|model|response",
    Speaker.CUSTOMER: "customer|consumer|debtor|client|borrower|contact|user|them|they|customer "
    "says|cust|human",
    Speaker.THIRD_PARTY: "third party|other person|spouse|roommate|receptionist|relative"
    "|gatekeeper|other party|person answering",
    Speaker.SYSTEM: "system|ivr|note|notes|tip|greeting machine|narrator|developer|instructions"
    "|beep",
}
_SPEAKERS = {word: speaker for speaker, words in _WORDS.items() for word in words.split("|")}


def speaker_named(label: str) -> Speaker | None:
    """Return whom a label or role means; None where it is no speaker."""
    plain = " ".join(re.findall(r"[a-z]+", label.casefold()))
    plain = re.sub(r"^the ", "", plain)
    return _SPEAKERS.get(plain)


def split_speaker(words: Spelled, *, role: str = "") -> tuple[Speaker | None, Spelled]:
    """Split `Agent: Hello.` into speaker and words; None where no speaker stands before."""
    if role:
        named = speaker_named(role)
        if named is not None:
            return named, words
    found = _LABEL.match(words.text[:80])
    if found is None:
        return None, words
    speaker = speaker_named(found["label"])
    return (None, words) if speaker is None else (speaker, words[found.end() :])
