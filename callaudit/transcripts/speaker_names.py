"""Who a transcript's speaker labels mean."""

import re

from callaudit.calllog.naming import plain_name
from callaudit.core.conversation import Speaker
from callaudit.core.metadata import CallMetadata

_WORDS = {
    Speaker.AGENT: "agent collector rep representative operator advisor adviser caseworker"
    " associate call_center_agent debt_collector account_representative supervisor manager",
    Speaker.CUSTOMER: "customer consumer debtor caller client borrower cardholder user"
    " account_holder payer",
    Speaker.THIRD_PARTY: "third_party thirdparty other other_party third roommate room_mate spouse"
    " wife husband mother father parent son daughter brother sister child relative neighbor"
    " neighbour coworker co_worker colleague employer receptionist bystander",
    Speaker.SYSTEM: "system ivr greeting voicemail voice_mail answering_machine machine recording"
    " automated auto_attendant prompt bot tone beep",
    Speaker.UNKNOWN: "unknown unidentified speaker",
}

LABELS = {word: speaker for speaker, words in _WORDS.items() for word in words.split()}
"""A label in our spelling to the speaker it means."""

LABEL_CHARS = 100
"""Characters of a label that are looked at."""

_NUMBERED = re.compile(r"(.+?)_?\d{1,3}")
_ANONYMOUS = re.compile(r"(?:speaker|spk|channel|voice|person|s|spkr)_?[\da-z]{0,3}|[a-d]")


def speaker_of(label: str, *, metadata: CallMetadata | None = None) -> Speaker:
    """Return the speaker a label means; `unknown` where nobody can tell.

    Known words first (`Collector 2` is the agent), then the names the metadata gives: a
    label that is the agent's name or a part of it is the agent, likewise the consumer.
    """
    name = plain_name(label[:LABEL_CHARS])
    numbered = _NUMBERED.fullmatch(name)
    for word in (name, numbered.group(1) if numbered else name):
        if word in LABELS:
            return LABELS[word]
    if metadata is None:
        return Speaker.UNKNOWN
    agent = (metadata.agent.name, *metadata.agent.aliases)
    if any(_is_part(name, full) for full in agent):
        return Speaker.AGENT
    if _is_part(name, metadata.consumer.name):
        return Speaker.CUSTOMER
    return Speaker.UNKNOWN


def is_speaker_label(label: str) -> bool:
    """Tell whether a word before a colon is surely a speaker: `Agent`, `Speaker 2`, `B`."""
    name = plain_name(label)
    numbered = _NUMBERED.fullmatch(name)
    known = name in LABELS or (numbered is not None and numbered.group(1) in LABELS)
    return known or bool(_ANONYMOUS.fullmatch(name))


def _is_part(name: str, full: str | None) -> bool:
    if not full:
        return False
    own = plain_name(full)
    return name == own or name in own.split("_")
