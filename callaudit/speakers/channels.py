"""Two channels: which of them is the collector, from content and metadata."""

import math
from collections.abc import Sequence

from callaudit.core.conversation import Turn
from callaudit.core.model import Frozen
from callaudit.speakers.cues import CueHit, find_cues
from callaudit.speakers.machines import Machine, opening_machine
from callaudit.speakers.names import NameBook
from callaudit.speakers.speech import Speech, read_text

_LEFT_IS_AGENT = 0.2
"""Most recorders put the collector left; any cue outweighs it."""

_SAYS_HELLO_FIRST = 2.0
"""The one who is called answers "hello" before the caller speaks."""

_GREETS_BY_MACHINE = 5.0
_LEAVES_MESSAGE = 2.0
"""On voicemail the longest speech is more often the message than the greeting."""

_STYLE_WORDS = 20
_STYLE = 12.0
"""Points for a channel all of whose words were "you" or questions; a tenth is usual."""

_SHARE = 0.8
"""Weak: the collector of a call says more."""

_TEMPER = 0.7
_HELLO = frozenset({"hello", "hi", "hey", "yes", "yeah", "yep"})


class ChannelRoles(Frozen):
    """Which channel is the collector's, how sure that is, and why.

    `agent` is None where nothing tells. `reasons` are short sentences, strongest first.
    """

    agent: int | None
    confidence: float
    reasons: tuple[str, ...] = ()


def agent_channel(
    turns: Sequence[Turn], book: NameBook, *, inbound: bool = False, voicemail: bool = False
) -> ChannelRoles:
    """Find the collector's channel among the turns of two channels.

    Compares what each channel says: self-introduction, company, reason for calling against
    "hello", "this is she", "who is this". A machine's greeting makes its channel the other's.
    """
    channels = sorted({turn.channel for turn in turns if turn.channel is not None})
    if not channels:
        return ChannelRoles(agent=None, confidence=0.0)
    left, right = (0, 1) if set(channels) <= {0, 1} else (channels[0], channels[-1])
    parts = {channel: _score(turns, channel, book, inbound) for channel in (left, right)}
    if voicemail:
        message = max(turns, key=lambda turn: len(turn.words)).channel
        parts = {
            c: (w + (_LEAVES_MESSAGE if c == message else 0.0), h) for c, (w, h) in parts.items()
        }
    words = {c: sum(len(u.words) for u in turns if u.channel == c) for c in (left, right)}
    logit = parts[left][0] - parts[right][0] + _LEFT_IS_AGENT
    logit += _SHARE * (words[left] - words[right]) / max(1, words[left] + words[right])
    logit += _first_hello(turns, left, inbound)
    probability = 1 / (1 + math.exp(-_TEMPER * max(-12.0, min(12.0, logit))))
    agent = left if probability >= 0.5 else right
    other = right if agent == left else left
    return ChannelRoles(
        agent=agent,
        confidence=round(max(probability, 1 - probability), 3),
        reasons=_reasons(parts[agent][1], parts[other][1], agent, other),
    )


def lone_evidence(turns: Sequence[Turn], book: NameBook, *, inbound: bool = False) -> float:
    """Return the log-odds that a channel is the collector's where the other one is silent.

    From what is said on it alone: how much it talks tells nothing without the other.
    """
    channel = next((turn.channel for turn in turns if turn.channel is not None), None)
    if channel is None:
        return 0.0
    opener = [word.text.lower().strip(" .,?!") for word in turns[0].words[:2]]
    answers = bool(opener) and opener[0] in _HELLO and turns[0].words[0].text.endswith((".", "?"))
    hello = _SAYS_HELLO_FIRST if inbound else -_SAYS_HELLO_FIRST
    return _score(turns, channel, book, inbound)[0] + (hello if answers else 0.0)


def channel_speech(turns: Sequence[Turn], channel: int, book: NameBook) -> list[Speech]:
    """Return the canonical speech of one channel's turns, in order."""
    return [read_text(u.text, book) for u in turns if u.channel == channel]


def _score(
    turns: Sequence[Turn], channel: int, book: NameBook, inbound: bool
) -> tuple[float, tuple[CueHit, ...]]:
    speeches = channel_speech(turns, channel, book)
    begun = ["<company>" in speech.words for speech in speeches]
    machine_count, machine = opening_machine([speech.text for speech in speeches], stops=begun)
    hits = tuple(
        hit
        for speech in speeches[machine_count:]
        for hit in find_cues(speech.text, speech.offsets, inbound=inbound)
    )
    weight = _damped(hits) + _style(speeches[machine_count:])
    if machine in {Machine.GREETING, Machine.SCREENING} and not inbound:
        weight -= _GREETS_BY_MACHINE
        hits = (
            *hits,
            CueHit(name="a machine answers", weight=-_GREETS_BY_MACHINE, first=0, last=1),
        )
    return weight, hits


def _style(speeches: Sequence[Speech]) -> float:
    """Weigh how a channel talks: the collector says "you" and asks, the other says "I"."""
    said = [word for speech in speeches for word in speech.words]
    if len(said) < _STYLE_WORDS:
        return 0.0
    yours = sum(word in {"you", "your"} for word in said)
    mine = sum(word in {"i", "my", "me"} for word in said)
    asked = sum(word == "?" for word in said)
    return _STYLE * (yours + asked - mine) / len(said)


def _damped(hits: tuple[CueHit, ...]) -> float:
    seen: dict[str, int] = {}
    weight = 0.0
    for hit in hits:
        weight += hit.weight / (1 + seen.get(hit.name, 0))
        seen[hit.name] = seen.get(hit.name, 0) + 1
    return weight


def _first_hello(turns: Sequence[Turn], left: int, inbound: bool) -> float:
    if len({u.channel for u in turns}) < 2:
        return 0.0
    first = turns[0]
    opener = first.words[0].text.lower().strip(" .,?!")
    if opener not in _HELLO or len(first.words) > 4:
        return 0.0
    weight = _SAYS_HELLO_FIRST if inbound else -_SAYS_HELLO_FIRST
    return weight if first.channel == left else -weight


def _reasons(
    agent_hits: tuple[CueHit, ...], other_hits: tuple[CueHit, ...], agent: int, other: int
) -> tuple[str, ...]:
    said = {h.name: h.weight for h in agent_hits if h.weight > 0}
    heard = {h.name: -h.weight for h in other_hits if h.weight < 0}
    ranked = [(w, f"channel {agent} {name}") for name, w in said.items()]
    ranked += [(w, f"channel {other} {name}") for name, w in heard.items()]
    return tuple(text for _, text in sorted(ranked, key=lambda r: (-r[0], r[1]))[:5])
