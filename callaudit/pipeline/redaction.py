"""Private data out of an audit, once, before any report sees a word."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseAudit, CaseFact
from callaudit.core.conversation import Conversation, Turn
from callaudit.core.finding import Evidence, Excused, Finding, SecondHearing
from callaudit.core.ids import CallId
from callaudit.core.metadata import CallMetadata
from callaudit.core.private import MASK, PrivateSpan
from callaudit.text.entities import find_entities
from callaudit.text.private import find_private

Turns = Mapping[int, Turn]
Spans = Mapping[int, tuple[PrivateSpan, ...]]


def redact_all(
    audits: Sequence[CallAudit], cases: Sequence[CaseAudit]
) -> tuple[tuple[CallAudit, ...], tuple[CaseAudit, ...]]:
    """Mask private data in audits and cases, also where one call cites another."""
    own = {audit.call_id: redact(audit) for audit in audits}
    turns = {
        call_id: {turn.index: turn for turn in audit.call.conversation.turns}
        for call_id, audit in own.items()
        if audit.call is not None and audit.masked
    }
    return (
        tuple(_citing(own[audit.call_id], turns) for audit in audits),
        tuple(_case(case, turns) for case in cases),
    )


def redact(audit: CallAudit) -> CallAudit:
    """Return the audit with private data masked in turns, words, quotes and sentences.

    Quotes of other calls are left to `redact_all`.

    Rules judge what was said; this comes after them. Each masked letter and digit becomes
    one sign, so that every place and time stays true and a quote is still the slice of its
    turn. What the recogniser wrote (`Call.transcript`) keeps its measures and loses its words.
    """
    if audit.call is None:
        return audit
    spans = _by_turn(find_private(audit.call.conversation, audit.call.entities))
    if not spans and not any(e.second_hearing for f in audit.findings for e in f.evidence):
        return audit
    turns = {turn.index: _turn(turn, spans) for turn in audit.call.conversation.turns}
    heard = audit.call.transcript
    call = audit.call.model_copy(
        update={
            "conversation": Conversation(call_id=audit.call.call_id, turns=tuple(turns.values())),
            "entities": tuple(
                entity.model_copy(update={"text": masked, "value": masked})
                if (masked := turns[entity.turn].text[entity.start_char : entity.end_char])
                != entity.text
                else entity
                for entity in audit.call.entities
            ),
            "elements": tuple(
                element.model_copy(update={"quote": masked})
                if (masked := turns[element.turn].text[element.start_char : element.end_char])
                != element.quote
                else element
                for element in audit.call.elements
            ),
            "transcript": heard.model_copy(update={"segments": ()}) if heard else None,
        }
    )
    return audit.model_copy(
        update={
            "call": call,
            "findings": tuple(_finding(finding, turns) for finding in audit.findings),
            "said": tuple(
                fact.model_copy(update={"evidence": _masked(fact.evidence, turns)})
                for fact in audit.said
            ),
            "established": tuple(_fact(fact, {audit.call_id: turns}) for fact in audit.established),
            "masked": tuple(span for of_turn in spans.values() for span in of_turn),
        }
    )


def _citing(audit: CallAudit, turns: Mapping[CallId, Turns]) -> CallAudit:
    """Mask the quotes that an audit takes from other calls, also in what it knew of them."""
    if audit.call is not None and any(f.call_id in turns for f in audit.call.history.facts):
        facts = tuple(_fact(fact, turns) for fact in audit.call.history.facts)
        history = audit.call.history.model_copy(update={"facts": facts})
        call = audit.call.model_copy(update={"history": history})
        audit = audit.model_copy(update={"call": call})
    if not any(e.call_id in turns for f in audit.findings for e in f.evidence):
        return audit
    findings = tuple(
        finding.model_copy(update={"evidence": tuple(_cited(e, turns) for e in finding.evidence)})
        for finding in audit.findings
    )
    return audit.model_copy(update={"findings": findings})


def _cited(evidence: Evidence, turns: Mapping[CallId, Turns]) -> Evidence:
    known = turns.get(evidence.call_id or "")
    return _masked(evidence, known) if known else evidence


def _fact(fact: CaseFact, turns: Mapping[CallId, Turns]) -> CaseFact:
    if fact.evidence is None or fact.call_id not in turns:
        return fact
    return fact.model_copy(update={"evidence": _cited(fact.evidence, turns)})


def _case(case: CaseAudit, turns: Mapping[CallId, Turns]) -> CaseAudit:
    return case.model_copy(
        update={
            "facts": tuple(_fact(fact, turns) for fact in case.facts),
            "findings": tuple(
                _finding(finding, turns[finding.call_id]) if finding.call_id in turns else finding
                for finding in case.findings
            ),
        }
    )


def _by_turn(spans: tuple[PrivateSpan, ...]) -> Spans:
    found: defaultdict[int, tuple[PrivateSpan, ...]] = defaultdict(tuple)
    for span in spans:
        found[span.turn] += (span,)
    return dict(found)


def _turn(turn: Turn, spans: Spans) -> Turn:
    if turn.index not in spans:
        return turn
    text = turn.text
    for span in spans[turn.index]:
        hidden = "".join(
            MASK if sign.isalnum() else sign for sign in text[span.start_char : span.end_char]
        )
        text = text[: span.start_char] + hidden + text[span.end_char :]
    words = tuple(
        word.model_copy(update={"text": text[start:end]})
        for word, (start, end) in zip(turn.words, turn.word_spans(), strict=True)
    )
    return turn.model_copy(update={"text": text, "words": words})


def _finding(finding: Finding, turns: Turns) -> Finding:
    evidence = tuple(_own(one, turns) for one in finding.evidence)
    excused = tuple(
        Excused(evidence=_own(one.evidence, turns), reason=one.reason) for one in finding.excused
    )
    said = (*finding.evidence, *(one.evidence for one in finding.excused))
    told = (*evidence, *(one.evidence for one in excused))
    because = finding.because
    for plain, masked in zip(said, told, strict=True):
        because = because.replace(plain.quote, masked.quote)
        if plain.second_hearing is not None and masked.second_hearing is not None:
            because = because.replace(plain.second_hearing.text, masked.second_hearing.text)
    return finding.model_copy(update={"because": because, "evidence": evidence, "excused": excused})


def _own(evidence: Evidence, turns: Turns) -> Evidence:
    """Mask a quote of the call itself; one of another call is left as it is."""
    return evidence if evidence.call_id is not None else _masked(evidence, turns)


def _masked(evidence: Evidence, turns: Turns) -> Evidence:
    masked = turns[evidence.turn].text
    quote = masked[evidence.start_char : evidence.end_char]
    again = _again(evidence, masks=MASK in masked)
    if quote == evidence.quote and again is evidence.second_hearing:
        return evidence
    return evidence.model_copy(update={"quote": quote, "second_hearing": again})


def _again(evidence: Evidence, *, masks: bool) -> SecondHearing | None:
    """Mask what was heard again: all its digits too where the turn holds anything private.

    What was heard the second time may be another number, and was asked for in another turn.
    """
    again = evidence.second_hearing
    if again is None or not again.text:
        return again
    turn = Turn(index=0, speaker=evidence.speaker, text=again.text)
    alone = Conversation(call_id="", turns=(turn,))
    spans = _by_turn(find_private(alone, find_entities(alone, metadata=CallMetadata(call_id=""))))
    text = _turn(turn, spans).text
    if masks:
        text = "".join(MASK if sign.isdigit() else sign for sign in text)
    return again if text == again.text else again.model_copy(update={"text": text})
