"""The measures that every call gets, whatever its rules ask: for scores over many calls."""

from itertools import pairwise
from statistics import median

from callaudit.core.call import Call
from callaudit.core.conversation import OTHER_PARTY, Speaker
from callaudit.core.measures import CallMeasures, TalkShare
from callaudit.core.metadata import Contact
from callaudit.engine.heard import HeardCall
from callaudit.engine.measure import Measure
from callaudit.engine.measures import (
    agent_talk_share,
    agent_words_per_minute,
    longest_silence_s,
    overlap_of,
    phone_digits_per_s,
    silences,
)
from callaudit.engine.measures_manner import longest_monologue_s, questions, talked_over
from callaudit.engine.spoken import PAUSE_S, are_timed, common, hold, seconds, stretches
from callaudit.rulespec.policy import Policy


def call_measures(heard: HeardCall, policy: Policy) -> CallMeasures | None:
    """Measure a call; None where nothing was said.

    Shares and rates are of the two parties' speech alone. `silence_s` adds up the times of two
    seconds and more in which nobody speaks and nothing plays, `hold_s` the music, which only a
    recording has. An interruption is what COND-02 counts. `number_words_per_second` is the pace
    of the callback number in a voicemail, each spoken digit being a word.
    """
    call = heard.call
    turns = call.conversation.turns
    if not turns:
        return None
    asked = questions(heard) if call.conversation.said_by(Speaker.AGENT) else None
    if not are_timed(turns):
        return CallMeasures(questions=asked)
    agent = stretches(call.conversation.said_by(Speaker.AGENT))
    other = stretches(call.conversation.said_by(*OTHER_PARTY))
    spoken = seconds(agent) + seconds(other)
    return CallMeasures(
        times_from="words" if _all_words(call) else "segments",
        talk_share=TalkShare(
            agent=_value(agent_talk_share(heard)),
            customer=round(seconds(other) / spoken, 2) if spoken else None,
        ),
        longest_monologue_s=_value(longest_monologue_s(heard)) if agent else None,
        silence_s=round(seconds(gap for gap in silences(heard) if _is_long(gap)), 1),
        longest_silence_s=_value(longest_silence_s(heard)),
        hold_s=round(seconds(hold(call)), 1) if call.recording else None,
        interruptions=len(talked_over(heard, overlap_of(policy))),
        overlap_s=round(common(agent, other), 1),
        words_per_minute=_value(agent_words_per_minute(heard)),
        number_words_per_second=_value(phone_digits_per_s(heard))
        if call.contact is Contact.VOICEMAIL
        else None,
        questions=asked,
        response_s=_response_s(call),
    )


def _response_s(call: Call) -> float | None:
    """Return the median time the agent takes to answer, nought where it cuts in; holds are none."""
    music = hold(call)
    times = [
        max(0.0, (agent.start_s or 0.0) - (other.end_s or 0.0))
        for other, agent in pairwise(call.conversation.turns)
        if other.speaker in OTHER_PARTY
        and agent.speaker is Speaker.AGENT
        and not any(
            start < (agent.start_s or 0.0) and end > (other.end_s or 0.0) for start, end in music
        )
    ]
    return round(median(times), 1) if times else None


def _all_words(call: Call) -> bool:
    return all(turn.words for turn in call.conversation.turns if turn.text)


def _is_long(gap: tuple[float, float]) -> bool:
    return gap[1] - gap[0] >= PAUSE_S


def _value(measure: Measure) -> float | None:
    return measure.value
