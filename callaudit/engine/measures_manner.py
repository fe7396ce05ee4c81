"""Measures of manner: who cuts in, who speaks for long, who asks."""

import re
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from statistics import median

from callaudit.core.conversation import OTHER_PARTY, Speaker, Turn
from callaudit.core.finding import Evidence
from callaudit.engine.heard import HeardCall
from callaudit.engine.measure import Measure
from callaudit.engine.spoken import are_timed, hold


@dataclass(frozen=True)
class Overlap:
    """From what on talking over somebody is an interruption.

    A shorter overlap is the delay of the line, fewer words are a nod. Source: rule COND-02.
    """

    least_s: float = 0.3
    least_words: int = 2


USUAL = Overlap()

STOPS_WITHIN_S = 1.0
"""So soon the other party gives way, if it was cut off; else both go on talking."""

LEAST_MEASURED_S = 60.0
"""A rate a minute says nothing on shorter calls."""

SHOUTING_DB = 10.0
"""So far over one's own median level a voice is raised, not merely nearer to the microphone."""

LEAST_COMPARED_S = 20.0
"""Speech of the agent that is needed to know what is usual for this voice and line."""

QUIETEST_DBFS = -60.0
"""Steps below are pauses."""

_BACKCHANNEL = frozenset(
    "yeah yes yep yup no okay ok right sure huh uh um mm hm mhm mmhm mmhmm uhhuh oh ah i see "
    "alright got it good great sorry understood absolutely exactly correct true well of course "
    "thanks thank you".split()
)
_BROKEN_OFF = re.compile(r"(?:—|–|--|\w-)\s*[\"”']?$")
_WEIGHTY = re.compile(
    r"\b(?:lost my|laid off|hospital|cancer|surgery|disab\w+|died|passed away|funeral|divorce\w*|"
    r"unemploy\w+|can't (?:afford|pay)|cannot (?:afford|pay)|(?:already|never|didn't|don't) "
    r"(?:paid|order\w*|owe|receive\w*)|dispute|stop calling|(?:don't|quit) call\w*|"
    r"(?:my|an|a) (?:lawyer|attorney)|bankruptcy)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:(?:do|did|does|is|was|are|were|can|could|would|will|have|has|had|may|should|isn't|"
    r"didn't|don't|won't|wouldn't) (?:you|your|y'all|i|we|it|that|this|there|they|he|she|the|"
    r"any\w*|some\w*)|(?:what|when|where|which|who|whose|how|why)(?:'s|'re|'d)? "
    r"(?:is|was|are|were|do|did|does|can|could|would|will|have|has|had|many|much|about|soon|long|"
    r"day|date|time|address|email|number|kind|method|the|your|you|that|this)|how's|"
    r"what's)\b",
    re.IGNORECASE,
)


def interruptions_per_minute(call: HeardCall, overlap: Overlap = USUAL) -> Measure:
    """Return how often a minute the agent talks over the other party, who gives way.

    Counted is a start so long before the other's end, with so many words that are no mere
    "mm-hm", after which the other stops within a second. None below a minute of call.
    """
    label = "interruptions a minute"
    minutes = _minutes(call)
    if minutes is None:
        return Measure(label, None)
    cut = talked_over(call, overlap)
    proof = tuple(_whole(turn) for _, turn in cut)
    return Measure(label, round(len(cut) / minutes, 1), proof)


def weighty_interruptions(call: HeardCall, overlap: Overlap = USUAL) -> Measure:
    """Return how often the agent talks over hardship, a dispute or a request to stop."""
    label = "interruptions of hardship, a dispute or a stop request"
    if not _timed(call):
        return Measure(label, None)
    over = talked_over(call, overlap)
    cut = [(other, turn) for other, turn in over if _WEIGHTY.search(other.text)]
    return Measure(label, len(cut), tuple(_whole(turn) for _, turn in cut))


def written_cut_offs(call: HeardCall) -> Measure:
    """Return how often the other party's words are written as broken off, and the agent speaks.

    For calls in words: a turn that ends in a dash. A recogniser's dashes are not evidence, so
    a recording gives None.
    """
    label = "sentences the agent cut off"
    if call.call.transcript is not None:
        return Measure(label, None)
    cut = [
        agent
        for other, agent in _takeovers(call, USUAL.least_words)
        if _BROKEN_OFF.search(other.text)
    ]
    return Measure(label, len(cut), tuple(_whole(turn) for turn in cut))


def longest_monologue_s(call: HeardCall) -> Measure:
    """Return the longest time the agent speaks without a word of anybody else, in seconds.

    Music on hold ends it.
    """
    label = "longest monologue (s)"
    if not _timed(call):
        return Measure(label, None)
    longest, first = 0.0, None
    run: list[Turn] = []
    music = hold(call.call)
    for turn in call.call.conversation.turns:
        if run and any(a < (turn.start_s or 0.0) and b > (run[-1].end_s or 0.0) for a, b in music):
            run = []
        run = [*run, turn] if turn.speaker is Speaker.AGENT else []
        length = (run[-1].end_s or 0.0) - (run[0].start_s or 0.0) if run else 0.0
        if length > longest:
            longest, first = length, run[0]
    return Measure(label, round(longest, 1), (_whole(first),) if first else ())


def longest_shouting_s(call: HeardCall) -> Measure:
    """Return the longest time the agent is far louder than usual, in seconds.

    Counted are steps of at least 10 dB over the median level of the agent's own speech in this
    call, in a row. None without sound, or with
    less than 20 s of the agent's speech to compare with.

    Source: guide 004 (stay calm); the bound is callaudit's own.
    """
    label = "longest shouting (s)"
    steps = _agent_levels(call)
    if len(steps) * _step_s(call) < LEAST_COMPARED_S:
        return Measure(label, None)
    usual = median(level for _, level in steps)
    longest: list[Turn] = []
    run: list[Turn] = []
    for turn, level in steps:
        loud = level >= usual + SHOUTING_DB
        run = [*run, turn] if loud else []
        longest = max(longest, run, key=len)
    proof = tuple(_whole(turn) for turn in dict.fromkeys(longest))
    return Measure(label, round(len(longest) * _step_s(call), 1), proof)


def _agent_levels(call: HeardCall) -> list[tuple[Turn, float]]:
    """Return the level of each step that lies within a turn of the agent, on its channel."""
    tracks = {track.channel: track for track in call.call.loudness}
    steps: list[tuple[Turn, float]] = []
    for turn in call.call.conversation.said_by(Speaker.AGENT):
        track = tracks.get(turn.channel or 0)
        if track is None or turn.start_s is None or turn.end_s is None:
            continue
        first = ceil(turn.start_s / track.step_s)
        last = int(turn.end_s / track.step_s)
        steps += [(turn, level) for level in track.levels_dbfs[first:last]]
    return [(turn, level) for turn, level in steps if level > QUIETEST_DBFS]


def _step_s(call: HeardCall) -> float:
    return call.call.loudness[0].step_s if call.call.loudness else 0.0


def agent_questions(call: HeardCall) -> Measure:
    """Return how many questions the agent asks, in calls of a minute or more.

    Counted by question mark, and by the usual openings where a recogniser writes none; the
    higher number stands.
    """
    label = "questions asked"
    return Measure(label, None if _minutes(call) is None else questions(call))


def questions(call: HeardCall) -> int:
    """Count the agent's questions, however short the call."""
    turns = call.call.conversation.said_by(Speaker.AGENT)
    marks = sum(turn.text.count("?") for turn in turns)
    openings = sum(len(_ASKED.findall(turn.text)) for turn in turns)
    return max(marks, openings)


def talked_over(call: HeardCall, overlap: Overlap) -> list[tuple[Turn, Turn]]:
    """Return each turn of the other party that the agent talks over, with the agent's."""
    return [
        (other, agent)
        for other, agent in _takeovers(call, overlap.least_words)
        if _overlaps(other, agent, overlap.least_s)
    ]


def _overlaps(other: Turn, agent: Turn, least_s: float) -> bool:
    if other.end_s is None or agent.start_s is None:
        return False
    return least_s <= round(other.end_s - agent.start_s, 2) <= STOPS_WITHIN_S


def _takeovers(call: HeardCall, least_words: int) -> list[tuple[Turn, Turn]]:
    """Return each turn of the other party with the agent's next, where that takes the turn."""
    return [
        (other, agent)
        for other, agent in pairwise(call.call.conversation.turns)
        if other.speaker in OTHER_PARTY
        and agent.speaker is Speaker.AGENT
        and _takes(agent, least_words)
    ]


def _takes(turn: Turn, least_words: int) -> bool:
    said = re.findall(r"[a-z']+", turn.text.lower().replace("-", ""))
    return len(said) >= least_words and not _BACKCHANNEL.issuperset(said)


def _timed(call: HeardCall) -> bool:
    turns = call.call.conversation.turns
    return bool(turns) and are_timed(turns)


def _minutes(call: HeardCall) -> float | None:
    """Minutes from the first word to the last, None below a minute or without times."""
    if not _timed(call):
        return None
    turns = call.call.conversation.turns
    seconds = max(t.end_s or 0.0 for t in turns) - (turns[0].start_s or 0.0)
    return seconds / 60 if seconds >= LEAST_MEASURED_S else None


def _whole(turn: Turn) -> Evidence:
    return Evidence.of_checked(
        {
            "turn": turn.index,
            "speaker": turn.speaker,
            "quote": turn.text,
            "start_char": 0,
            "end_char": len(turn.text),
            "start_s": turn.start_s,
            "end_s": turn.end_s,
            "pattern": "turn",
            "mean_probability": turn.mean_probability(0, len(turn.text)),
        }
    )
