"""Speech without words: what may have been said in it was not "never said"."""

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from callaudit.core.finding import Confidence, Verdict
from callaudit.core.interval import Interval, clock
from callaudit.engine.attention import VOICES
from callaudit.engine.heard import HeardCall
from callaudit.engine.outcome import Outcome, undetermined
from callaudit.engine.unrecorded import AGENTS_OWN
from callaudit.rulespec.checks import AnySpeaker, ElementCheck, Order, Require, Respond

if TYPE_CHECKING:
    from callaudit.engine.ready import ReadyRule

HOLDS_A_SENTENCE_S = 3.0
"""Speech without words from which a whole disclosure may stand in it: ten words and more.

Less leaves a breach to a person's review, as much leaves it open.
"""


def doubted_by_unworded(outcome: Outcome, ready: "ReadyRule", heard: HeardCall) -> Outcome:
    """Return the outcome, less sure where what was not heard may have been said.

    Only of rules broken by what is missing (`require`, `element`, `order`, and `respond` that
    asks for an answer), and only for stretches on the channel of the one who should have said
    it, where it would have been in time.
    """
    if outcome.verdict is not Verdict.BROKEN or heard.call.transcript is None:
        return outcome
    spans = _in_place(outcome, ready, heard)
    if not spans:
        return outcome
    lasted_s = sum(span.duration_s for span in spans)
    where = ", ".join(f"{clock(span.start_s)} to {clock(span.end_s)}" for span in spans)
    told = f"{outcome.because}; but {lasted_s:.0f} s of speech there have no words ({where})"
    if lasted_s >= HOLDS_A_SENTENCE_S:
        return undetermined(told, evidence=outcome.evidence)
    return replace(outcome, because=told, confidence=Confidence.NEEDS_REVIEW)


def _in_place(outcome: Outcome, ready: "ReadyRule", heard: HeardCall) -> list[Interval]:
    """Return the stretches without words in which the missing words would have been in time."""
    check = ready.rule.check
    speaker: AnySpeaker = ready.rule.scope.speaker
    begin_s, end_s = 0.0, math.inf
    if isinstance(check, Require) and check.where == "speech":
        end_s = _due_s(check, outcome, ready, heard)
    elif isinstance(check, Order):
        speaker = check.first.speaker or speaker
        end_s = _first_quote_s(outcome, otherwise=math.inf)
    elif isinstance(check, Respond) and check.must == "happen":
        speaker = check.answer.speaker or speaker
        begin_s = _first_quote_s(outcome, otherwise=0.0)
    elif isinstance(check, ElementCheck) and check.must == "present":
        speaker = speaker if check.element in AGENTS_OWN else "any"
    else:
        return []
    channels = _channels(speaker, heard)
    return [
        span
        for cover in (heard.call.transcript.coverage if heard.call.transcript else ())
        for span in cover.unheard
        if cover.channel in channels and span.end_s > begin_s and span.start_s < end_s
    ]


def _due_s(check: Require, outcome: Outcome, ready: "ReadyRule", heard: HeardCall) -> float:
    """Return until when the words had to be said; the end of the call where nothing says."""
    due_s = math.inf
    if check.before is not None:
        due_s = _first_quote_s(outcome, otherwise=math.inf)
    turns = heard.said_by(ready.rule.scope.speaker)
    if check.within is None or not turns:
        return due_s
    if check.within.seconds is not None:
        due_s = min(due_s, heard.moment(turns[0], 0) + check.within.seconds)
    most = ready.pack.value(check.within.turns)
    ends = turns[: int(most)][-1].turn.end_s if most else None
    return due_s if ends is None or len(turns) <= int(most) else min(due_s, ends)


def _first_quote_s(outcome: Outcome, *, otherwise: float) -> float:
    start_s = outcome.evidence[0].start_s if outcome.evidence else None
    return otherwise if start_s is None else start_s


def _channels(speaker: AnySpeaker, heard: HeardCall) -> frozenset[int | None]:
    """Return the channels that a speaker talks on; all that have words if none is known."""
    turns = heard.call.conversation.turns
    own = {turn.channel for turn in turns if turn.speaker in VOICES[speaker]}
    return frozenset(own or {turn.channel for turn in turns})
