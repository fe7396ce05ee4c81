"""Listen again to quotes that were heard badly, before a finding rests on them."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.core.call import Call
from callaudit.core.conversation import Conversation, Turn
from callaudit.core.finding import Confidence, Evidence, Finding, Heard, SecondHearing, Verdict
from callaudit.core.interval import Interval
from callaudit.core.model import Frozen
from callaudit.core.transcript import SpanHearing, Word
from callaudit.engine import CompiledPack, evaluate
from callaudit.engine.evaluate import SURE_PROBABILITY
from callaudit.text.entities import find_entities
from callaudit.text.normalise import normal_words

if TYPE_CHECKING:
    from callaudit.core.recording import Recording
    from callaudit.pipeline.tools import AuditTools

MOST_SPANS = 8
"""Spans heard again in one call, the gravest findings first: each costs about two seconds."""

MARGIN_S = 0.8
"""Sound around a quote that is heard along with it: words begin before the recogniser says."""

SHORTEST_S = 3.0
LONGEST_S = 28.0
"""A span is widened to the first, for less is heard badly alone, and cut at the second."""

Place = tuple[int, int, int]
"""Turn, first character and character after the last: where a quote stands."""


class Doubt(Frozen):
    """A quote to be heard again: where it stands and the span of its channel around it."""

    place: Place
    channel: int
    span: Interval


def hear_again(
    findings: tuple[Finding, ...],
    call: Call,
    pack: CompiledPack,
    *,
    recording: "Recording",
    tools: "AuditTools",
) -> tuple[Finding, ...]:
    """Return the findings, those that rest on badly heard words judged by a second hearing.

    A broken rule all of whose quotes lie under the bound of `engine.evaluate` is heard again,
    the quote alone. Where it is corroborated the finding is as sure as `likely` at most; where
    it is contested a person must listen; where no word was heard it is undetermined.

    Raises:
        AudioError: if the recording can no longer be decoded.
        RecognitionError: if the recogniser gives up.
    """
    unsure = sorted((f for f in findings if is_unsure(f)), key=lambda f: f.sort_key)
    if not unsure:
        return findings
    doubts = tuple(dict.fromkeys(d for f in unsure for d in doubts_of(f, call)))
    heard = _heard(doubts[:MOST_SPANS], call, recording=recording, tools=tools)
    weighed = {
        finding.id: weigh(finding, call, pack, heard={d.place: h for d, h in heard.items()})
        for finding in unsure
    }
    return tuple(weighed.get(finding.id, finding) for finding in findings)


def is_unsure(finding: Finding) -> bool:
    """Tell whether a broken rule rests on nothing but words that were heard badly."""
    heard = [e.mean_probability for e in finding.evidence if e.mean_probability is not None]
    return finding.verdict is Verdict.BROKEN and bool(heard) and max(heard) < SURE_PROBABILITY


def doubts_of(finding: Finding, call: Call) -> tuple[Doubt, ...]:
    """Return the spans to be heard again for a finding, in the order of its quotes."""
    turns = {turn.index: turn for turn in call.conversation.turns}
    return tuple(
        Doubt(place=_place(e), channel=turns[e.turn].channel or 0, span=_around(e, call))
        for e in finding.evidence
        if e.call_id is None and e.start_s is not None and e.turn in turns
    )


def weigh(
    finding: Finding,
    call: Call,
    pack: CompiledPack,
    *,
    heard: dict[Place, tuple[SpanHearing, ...]],
) -> Finding:
    """Return a finding as the second hearings of its quotes leave it."""
    evidence = tuple(
        _with_hearing(e, finding, call, pack, heard[_place(e)])
        if e.call_id is None and heard.get(_place(e))
        else e
        for e in finding.evidence
    )
    found = [(e, e.second_hearing) for e in evidence if e.second_hearing is not None]
    if not found:
        told = f"{finding.because}; the words are unsure and were not heard again"
        return finding.model_copy(update={"because": f"{told}, because too many in this call are"})
    results = {hearing.result for _, hearing in found}
    because, verdict = finding.because, finding.verdict
    confidence = Confidence.NEEDS_REVIEW
    if Heard.CORROBORATED in results:
        confidence = _confidence_if_sure(finding, call, pack)
        because += "; heard again, it was the same"
    elif Heard.CONTESTED in results:
        other = next(h for _, h in found if h.result is Heard.CONTESTED)
        because += f'; heard again it was "{other.text}"'
    else:
        verdict = Verdict.UNDETERMINED
        because += "; heard again, there were no words"
    return finding.model_copy(
        update={
            "evidence": evidence,
            "verdict": verdict,
            "confidence": confidence,
            "because": because,
        }
    )


def judge_hearings(same: Sequence[bool], hearings: Sequence[SpanHearing]) -> SecondHearing:
    """Return what several hearings of one quote come to; `same` says which agree with it.

    Corroborated only if all that heard words agree; unheard only if none heard any.
    """
    spoke = [(agrees, one) for agrees, one in zip(same, hearings, strict=True) if one.text]
    if not spoke:
        result, text = Heard.UNHEARD, ""
    elif all(agrees for agrees, _ in spoke):
        result, text = Heard.CORROBORATED, spoke[0][1].text
    else:
        result = Heard.CONTESTED
        text = next(one.text for agrees, one in spoke if not agrees)
    return SecondHearing(result=result, text=text, heard_by=tuple(h.heard_by for h in hearings))


def _with_hearing(
    evidence: Evidence,
    finding: Finding,
    call: Call,
    pack: CompiledPack,
    hearings: tuple[SpanHearing, ...],
) -> Evidence:
    same = [
        bool(one.text)
        and (
            _has_words(one.text, evidence.quote)
            or _fires_again(finding, evidence, reheard(call, one, turn=evidence.turn), pack)
        )
        for one in hearings
    ]
    return evidence.model_copy(update={"second_hearing": judge_hearings(same, hearings)})


def _has_words(text: str, quote: str) -> bool:
    """Tell whether a quote's words stand in a row in another text."""
    return f" {' '.join(normal_words(quote))} " in f" {' '.join(normal_words(text))} "


def _fires_again(finding: Finding, evidence: Evidence, call: Call, pack: CompiledPack) -> bool:
    """Tell whether the rule is broken by the turn as it was heard the second time."""
    again = evaluate(pack, call, only={finding.rule_id})
    return any(
        one.verdict is Verdict.BROKEN and any(e.turn == evidence.turn for e in one.evidence)
        for one in again
    )


def reheard(call: Call, hearing: SpanHearing, *, turn: int) -> Call:
    """Return the call with a turn's words in the span replaced by those heard again."""
    first = next(t for t in call.conversation.turns if t.index == turn)
    before = tuple(w for w in first.words if _middle_s(w) < hearing.start_s)
    after = tuple(w for w in first.words if _middle_s(w) >= hearing.end_s)
    spoken = hearing.text.split()
    each_s = (hearing.end_s - hearing.start_s) / max(1, len(spoken))
    heard = tuple(
        Word(
            text=text,
            start_s=round(hearing.start_s + number * each_s, 2),
            end_s=round(hearing.start_s + (number + 1) * each_s, 2),
            channel=hearing.channel,
        )
        for number, text in enumerate(spoken)
    )
    words = (*before, *heard, *after)
    told = first.model_copy(update={"text": " ".join(w.text for w in words), "words": words})
    return _with_turn(call, told)


def _confidence_if_sure(finding: Finding, call: Call, pack: CompiledPack) -> Confidence:
    """Return what the finding's confidence would be had its words been clear, `likely` at most."""
    for index in {e.turn for e in finding.evidence if e.call_id is None}:
        turn = next(t for t in call.conversation.turns if t.index == index)
        words = tuple(w.model_copy(update={"probability": 1.0}) for w in turn.words)
        call = _with_turn(call, turn.model_copy(update={"words": words}))
    (clear,) = evaluate(pack, call, only={finding.rule_id})
    if clear.verdict is not Verdict.BROKEN:
        return finding.confidence
    certain = clear.confidence is Confidence.CERTAIN
    return Confidence.LIKELY if certain else clear.confidence


def _with_turn(call: Call, told: Turn) -> Call:
    turns = tuple(told if t.index == told.index else t for t in call.conversation.turns)
    conversation = Conversation(call_id=call.call_id, turns=turns)
    entities = find_entities(conversation, metadata=call.metadata)
    return call.model_copy(update={"conversation": conversation, "entities": entities})


def _heard(
    doubts: tuple[Doubt, ...], call: Call, *, recording: "Recording", tools: "AuditTools"
) -> dict[Doubt, tuple[SpanHearing, ...]]:
    """Hear the spans again; those that were kept with the words need no sound."""
    if call.transcript is None:
        return {}
    ear, settings = tools.transcriber.second_ear, tools.transcriber.settings
    kept = tools.cache.hearings(recording.sha256, settings)
    found = {d: _kept(d, kept, ear.manners) for d in doubts}
    missing = tuple(d for d, hearings in found.items() if not hearings)
    if not missing:
        return found
    from callaudit.audio.excerpt import excerpts

    pieces = excerpts(Path(recording.path), tuple((d.channel, d.span) for d in missing))
    for doubt, samples in zip(missing, pieces, strict=True):
        if call.quality is not None:
            samples *= 10 ** (call.quality.channels[doubt.channel].gain_db / 20)
        found[doubt] = ear.hear(
            samples, channel=doubt.channel, span=doubt.span, language=call.transcript.language
        )
    fresh = tuple(h for doubt in missing for h in found[doubt])
    with suppress(OSError):
        tools.cache.keep_hearings(recording.sha256, settings, (*kept, *fresh))
    return found


def _kept(
    doubt: Doubt, kept: Iterable[SpanHearing], manners: tuple[str, ...]
) -> tuple[SpanHearing, ...]:
    known = {
        one.heard_by: one
        for one in kept
        if (one.channel, one.start_s, one.end_s)
        == (doubt.channel, doubt.span.start_s, doubt.span.end_s)
    }
    return tuple(known[m] for m in manners) if all(m in known for m in manners) else ()


def _around(evidence: Evidence, call: Call) -> Interval:
    """Return the span of a quote with some sound around it, between the shortest and longest."""
    start_s = evidence.start_s or 0.0
    end_s = max(start_s, evidence.end_s if evidence.end_s is not None else start_s)
    missing_s = max(0.0, SHORTEST_S - (end_s - start_s)) / 2
    margin_s = max(MARGIN_S, missing_s)
    length_s = call.recording.duration_s if call.recording else end_s + margin_s
    first_s = max(0.0, start_s - margin_s)
    return Interval(
        start_s=round(first_s, 2),
        end_s=round(max(first_s, min(end_s + margin_s, first_s + LONGEST_S, length_s)), 2),
    )


def _place(evidence: Evidence) -> Place:
    return evidence.turn, evidence.start_char, evidence.end_char


def _middle_s(word: Word) -> float:
    return (word.start_s + word.end_s) / 2
