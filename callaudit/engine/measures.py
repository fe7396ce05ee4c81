"""Measures of timing over a call, from word and turn times."""

from collections.abc import Callable

from callaudit.core.conversation import OTHER_PARTY, Speaker, Turn
from callaudit.core.entity import Entity, EntityKind
from callaudit.core.finding import Evidence
from callaudit.engine.cite import cite
from callaudit.engine.heard import HeardCall
from callaudit.engine.measure import Measure
from callaudit.engine.measures_manner import (
    Overlap,
    agent_questions,
    interruptions_per_minute,
    longest_monologue_s,
    longest_shouting_s,
    weighty_interruptions,
    written_cut_offs,
)
from callaudit.engine.measures_prep import search_s, wrong_facts
from callaudit.engine.spoken import Stretch, are_timed, gaps, hold, joined, seconds, stretches
from callaudit.rulespec.policy import Policy


def agent_talk_share(call: HeardCall) -> Measure:
    """Return the agent's share of the two parties' speech time, 0 to 1."""
    agent = _speech_s(call.call.conversation.said_by(Speaker.AGENT))
    other = _speech_s(call.call.conversation.said_by(*OTHER_PARTY))
    if agent is None or other is None or agent + other == 0:
        return Measure("agent's talk share", None)
    return Measure("agent's talk share", round(agent / (agent + other), 2))


def longest_silence_s(call: HeardCall) -> Measure:
    """Return the longest time in which nobody speaks and no music plays, in seconds."""
    label = "longest silence (s)"
    turns = call.call.conversation.turns
    if not turns or not are_timed(turns):
        return Measure(label, None)
    return Measure(label, round(max((end - start for start, end in silences(call)), default=0), 1))


def silences(call: HeardCall) -> list[Stretch]:
    """Return the times between first word and last in which nobody speaks and no music plays."""
    spoken = stretches(call.call.conversation.turns)
    return gaps(joined([*spoken, *hold(call.call)]))


def agent_words_per_minute(call: HeardCall) -> Measure:
    """Return the agent's speaking rate, pauses between turns left out."""
    turns = call.call.conversation.said_by(Speaker.AGENT)
    seconds = _speech_s(turns)
    words = sum(len(turn.text.split()) for turn in turns)
    return Measure("agent's words a minute", round(60 * words / seconds) if seconds else None)


def message_s(call: HeardCall) -> Measure:
    """Return the length of a voicemail message, from the agent's first word to the last."""
    turns = [t for t in call.call.conversation.said_by(Speaker.AGENT) if t.start_s is not None]
    if not turns or turns[-1].end_s is None:
        return Measure("message length (s)", None)
    return Measure("message length (s)", round(turns[-1].end_s - (turns[0].start_s or 0.0), 1))


def message_words(call: HeardCall) -> Measure:
    """Return the words of a voicemail message; digits of phone numbers are not counted."""
    turns = call.call.conversation.said_by(Speaker.AGENT)
    if not turns:
        return Measure("words in the message", None)
    words = sum(len(turn.text.split()) for turn in turns)
    digits = sum(len(phone.text.split()) for phone in _phones(call))
    return Measure("words in the message", words - digits)


def phone_times_said(call: HeardCall) -> Measure:
    """Return how often the callback number was said; not measured where it never was."""
    phones = _phones(call)
    if not phones:
        return Measure("times the phone number was said", None)
    most = max(sum(_same(a, b) for b in phones) for a in phones)
    return Measure("times the phone number was said", most, (_proof(call, phones[0]),))


def phone_digits_per_s(call: HeardCall) -> Measure:
    """Return how fast the number was first said, in digits a second."""
    return _pace(call, first=True)


def phone_repeat_digits_per_s(call: HeardCall) -> Measure:
    """Return how fast the number was said the last time, where it was repeated."""
    return _pace(call, first=False)


MEASURES: dict[str, Callable[[HeardCall], Measure]] = {
    "agent_talk_share": agent_talk_share,
    "longest_silence_s": longest_silence_s,
    "agent_words_per_minute": agent_words_per_minute,
    "longest_monologue_s": longest_monologue_s,
    "longest_shouting_s": longest_shouting_s,
    "agent_questions": agent_questions,
    "interruptions_per_minute": interruptions_per_minute,
    "weighty_interruptions": weighty_interruptions,
    "written_cut_offs": written_cut_offs,
    "wrong_facts": wrong_facts,
    "search_s": search_s,
    "message_s": message_s,
    "message_words": message_words,
    "phone_times_said": phone_times_said,
    "phone_digits_per_s": phone_digits_per_s,
    "phone_repeat_digits_per_s": phone_repeat_digits_per_s,
}
"""Every measure a `talk` check may name."""

_BY_OVERLAP: dict[str, Callable[[HeardCall, Overlap], Measure]] = {
    "interruptions_per_minute": interruptions_per_minute,
    "weighty_interruptions": weighty_interruptions,
}


def measured(name: str, call: HeardCall, *, policy: Policy) -> Measure:
    """Take a measure; what counts as an interruption is the policy's choice."""
    if name not in _BY_OVERLAP:
        return MEASURES[name](call)
    return _BY_OVERLAP[name](call, overlap_of(policy))


def overlap_of(policy: Policy) -> Overlap:
    """Return from what on talking over somebody is an interruption under a policy."""
    return Overlap(
        least_s=policy.setting("interruption.overlap_s"),
        least_words=policy.setting("interruption.min_words"),
    )


def _phones(call: HeardCall) -> list[Entity]:
    agent = {t.index for t in call.call.conversation.said_by(Speaker.AGENT)}
    return [e for e in call.call.entities if e.kind is EntityKind.PHONE and e.turn in agent]


def _same(a: Entity, b: Entity) -> bool:
    """A number said again without its area code is the same number."""
    return a.value.endswith(b.value) or b.value.endswith(a.value)


def _pace(call: HeardCall, *, first: bool) -> Measure:
    label = "phone digits a second" + ("" if first else " (repeat)")
    phones = _phones(call)
    if not phones or (not first and len(phones) < 2):
        return Measure(label, None)
    phone = phones[0] if first else phones[-1]
    proof = _proof(call, phone)
    if proof.start_s is None or proof.end_s is None or proof.end_s <= proof.start_s:
        return Measure(label, None)
    digits = sum(c.isdigit() for c in phone.value)
    return Measure(label, round(digits / (proof.end_s - proof.start_s), 1), (proof,))


def _proof(call: HeardCall, entity: Entity) -> Evidence:
    turn = call.call.conversation.turns[entity.turn]
    return cite(turn, entity.start_char, entity.end_char, pattern=str(entity.kind))


def _speech_s(turns: tuple[Turn, ...]) -> float | None:
    return seconds(stretches(turns)) if are_timed(turns) else None
