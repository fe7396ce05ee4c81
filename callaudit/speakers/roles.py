"""One channel with both speakers: who says what, from content alone.

A two-state sequence model with hand-set weights: each unit has evidence for collector or
other party (phrases, names, pronouns), each border has evidence for a change of speaker (a
question before it, an answer after it, a pause). Forward-backward gives each unit's
probability, and where that stays below `SURE` the speaker is unknown.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from callaudit.core.conversation import Speaker, Turn
from callaudit.speakers.cues import total
from callaudit.speakers.turns import Utterance, make_turns
from callaudit.speakers.units import Unit

SURE = 0.6
"""Least probability at which a unit gets a role."""

SAYS_OTHER = -1.6
"""Evidence of an answering person in one stretch."""

_TEMPER = 0.85
"""Shrinks all evidence of phrases: cues of one stretch are not independent."""

_FIRST_SPEAKER = -0.5
"""Log-odds that the collector speaks first when he dialled: the one called says hello."""

_CHANGE = -0.55
_GAPS = ((0.12, -0.8), (0.3, -0.3), (0.45, 0.3), (1.5, 0.8), (math.inf, 0.3))
_NO_SENTENCE = -0.7
_CLEAR_PAUSE_S = 0.2
_AFTER_QUESTION = 1.5
_ANSWER = 1.0
_ACKNOWLEDGES = 0.7
_CONTINUES = -0.7
"""Log-odds parts of a change of speaker at a border."""

_ANSWERS = frozenset({"yes", "yeah", "yep", "no", "nope", "sure", "oh", "well", "right", "correct"})
_ACKS = frozenset(
    {
        "okay",
        "got",
        "great",
        "perfect",
        "alright",
        "wonderful",
        "hello",
        "hi",
        "thanks",
        "thank",
        "good",
    }
)
_GOES_ON = frozenset({"and", "but", "so", "or", "because", "then", "also"})

_SELF = frozenset({"i", "my", "me", "mine"})
_FIRM = frozenset({"we", "our", "us"})
_YOU = frozenset({"you", "your"})
_SHORT_ANSWERS = frozenset(
    "yes yeah yep no nope correct right uh huh mhm okay sure i guess that is it fine good".split()
)


def evidence(unit: Unit) -> float:
    """Return the log-odds that the collector says this, from its words alone."""
    said = [word for word in unit.said if word not in ".?!"]
    weight = total(unit.cues)
    if not said:
        return weight - 0.3
    if not unit.cues and _SHORT_ANSWERS.issuperset(said):
        return -0.5
    share = {
        "self": sum(word in _SELF for word in said),
        "firm": sum(word in _FIRM for word in said),
        "you": sum(word in _YOU for word in said),
    }
    weight += (
        0.35 * min(2, share["you"]) + 0.4 * min(2, share["firm"]) - 0.4 * min(2, share["self"])
    )
    if unit.asks:
        weight += 0.3
    if len(said) >= 18:
        weight += 0.4
    return weight


def role_probabilities(
    units: Sequence[Unit], *, inbound: bool = False, voices: Sequence[float] = ()
) -> tuple[float, ...]:
    """Return for each unit the probability that the collector speaks.

    `voices` are the log-odds that the voice of each unit is the collector's; they are added to
    those of the words, so that where both disagree nobody is sure.
    """
    if not units:
        return ()
    heard = voices or (0.0,) * len(units)
    emissions = [
        _sigmoid(_TEMPER * evidence(unit) + voice) for unit, voice in zip(units, heard, strict=True)
    ]
    changes = [_sigmoid(change(a, b)) for a, b in pairwise(units)]
    start = _sigmoid(-_FIRST_SPEAKER if inbound else _FIRST_SPEAKER)
    forward = [_normal(start * emissions[0], (1 - start) * (1 - emissions[0]))]
    for emission, switch in zip(emissions[1:], changes, strict=True):
        agent, other = forward[-1]
        forward.append(
            _normal(
                emission * (agent * (1 - switch) + other * switch),
                (1 - emission) * (other * (1 - switch) + agent * switch),
            )
        )
    backward = [(0.5, 0.5)]
    for emission, switch in zip(reversed(emissions[1:]), reversed(changes), strict=True):
        agent, other = backward[-1][0] * emission, backward[-1][1] * (1 - emission)
        backward.append(
            _normal(
                agent * (1 - switch) + other * switch,
                other * (1 - switch) + agent * switch,
            )
        )
    backward.reverse()
    return tuple(
        _normal(f[0] * b[0], f[1] * b[1])[0] for f, b in zip(forward, backward, strict=True)
    )


def change(before: Unit, unit: Unit) -> float:
    """Return the log-odds that another speaker begins with this unit."""
    gap_s = unit.gap_s or 0.0
    weight = _CHANGE + next(part for limit_s, part in _GAPS if gap_s < limit_s)
    if not unit.sentence:
        weight += (
            _NO_SENTENCE / 2 if unit.opener == "i" and gap_s >= _CLEAR_PAUSE_S else _NO_SENTENCE
        )
    if before.asks:
        weight += 0.4 if unit.asks else _AFTER_QUESTION
    if unit.opener in _ANSWERS:
        weight += _ANSWER
    elif unit.opener in _ACKS:
        weight += _ACKNOWLEDGES
    elif unit.opener in _GOES_ON:
        weight += _CONTINUES
    return weight


def roles_of(units: Sequence[Unit], chances: Sequence[float]) -> tuple[Speaker, ...]:
    """Turn probabilities of the collector into roles: `unknown` below `SURE`.

    A stretch that only leans, and that goes on with the sentence of a neighbour who is sure
    and leans the same way, is the neighbour's.
    """
    speakers = [_role(chance, SURE) for chance in chances]
    steps = [(i, i - 1, i) for i in range(1, len(units))]
    steps += [(i, i + 1, i + 1) for i in range(len(units) - 2, -1, -1)]
    for index, neighbour, border in steps:
        if speakers[index] is not Speaker.UNKNOWN or units[border].sentence:
            continue
        if speakers[neighbour] is _role(chances[index], 0.5):
            speakers[index] = speakers[neighbour]
    return tuple(speakers)


def _role(chance: float, sure: float) -> Speaker:
    if max(chance, 1 - chance) < sure:
        return Speaker.UNKNOWN
    return Speaker.AGENT if chance > 0.5 else Speaker.CUSTOMER


def turns_of_units(
    units: Sequence[Unit], speakers: Sequence[Speaker], confidences: Sequence[float]
) -> tuple[Turn, ...]:
    """Join neighbouring units of one speaker; a turn's confidence is the words' mean."""
    runs: list[tuple[Speaker, list[int]]] = []
    for index, speaker in enumerate(speakers):
        if runs and runs[-1][0] is speaker and (units[index].gap_s or 0.0) < 3.0:
            runs[-1][1].append(index)
        else:
            runs.append((speaker, [index]))
    turns = make_turns(
        [Utterance(tuple(w for i in run for w in units[i].words)) for _, run in runs]
    )
    return tuple(
        turn.model_copy(
            update={
                "speaker": speaker,
                "speaker_confidence": _mean(run, units, confidences),
            }
        )
        for turn, (speaker, run) in zip(turns, runs, strict=True)
    )


def _mean(run: list[int], units: Sequence[Unit], confidences: Sequence[float]) -> float:
    words = sum(len(units[i].words) for i in run)
    return round(sum(len(units[i].words) * confidences[i] for i in run) / words, 3)


def _normal(agent: float, other: float) -> tuple[float, float]:
    both = agent + other
    return agent / both, other / both


def _sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
