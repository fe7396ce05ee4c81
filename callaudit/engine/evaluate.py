"""The rules of a pack against one call: exactly one finding per rule."""

from collections.abc import Collection
from dataclasses import replace

from callaudit.core.call import Call
from callaudit.core.conversation import Speaker
from callaudit.core.finding import Basis, Confidence, Finding, Verdict
from callaudit.core.ids import RuleId, finding_id
from callaudit.core.metadata import CallResult, DebtType
from callaudit.engine.compile import CompiledPack
from callaudit.engine.heard import HeardCall
from callaudit.engine.kinds import KINDS, SPOKEN_KINDS
from callaudit.engine.kinds.require import reads_note_alone
from callaudit.engine.listen import Listener, about_debt
from callaudit.engine.outcome import HEARD_PROBABILITY, Outcome, not_applicable, undetermined
from callaudit.engine.records import is_of_records
from callaudit.engine.scope import applies, debt_of, party_of
from callaudit.engine.state_rows import rows_of_call
from callaudit.rulespec.jurisdictions import Regime, StateRow
from callaudit.rulespec.policy import Policy
from callaudit.rulespec.rule import Adjust, Rule
from callaudit.text.language import PARSER_PACKAGE, has_parser

BELIEVED_PROBABILITY = 0.5
"""Mean probability of all words of a call below which nothing rests on what they do not say.

Telephone calls in English have 0.85 and more; Spanish or French written by an English-only
model 0.36 to 0.46.
"""

SURE_PROBABILITY = 0.65
"""Mean word probability below which a person should listen."""

NOBODY_ANSWERED = frozenset({CallResult.NO_ANSWER, CallResult.BUSY, CallResult.OUT_OF_SERVICE})
"""Results after which there is nothing to hear."""

_CONFIDENCE = {
    "high": Confidence.CERTAIN,
    "medium": Confidence.LIKELY,
    "low": Confidence.NEEDS_REVIEW,
}


def evaluate(
    pack: CompiledPack, call: Call | HeardCall, *, only: Collection[RuleId] | None = None
) -> tuple[Finding, ...]:
    """Judge a call: one finding for every rule in force, ordered by rule id.

    `only` narrows to some rules. A call that was made ready by `hear` is not made ready again.
    Reads no file and no clock, so the same call and pack give the same findings.
    """
    heard = call if isinstance(call, HeardCall) else hear(pack, call)
    rules = pack.rules if only is None else [rule for rule in pack.rules if rule.id in only]
    return tuple(_judge(pack, rule, heard) for rule in sorted(rules, key=lambda r: r.id))


def listed_findings(pack: CompiledPack, call: Call) -> tuple[Finding, ...]:
    """Judge a call, and return only the findings of rules that are broken or undetermined.

    For logs of a hundred thousand calls: to write findings that nobody reads costs a third of
    the judging.
    """
    heard = hear(pack, call)
    weighed = (
        (rule, _under(pack.policy, _weigh(_outcome(pack, rule, heard)))) for rule in pack.rules
    )
    return tuple(
        _finding(pack, rule, call, outcome)
        for rule, outcome in weighed
        if outcome.verdict in (Verdict.BROKEN, Verdict.UNDETERMINED)
    )


def hear(pack: CompiledPack, call: Call) -> HeardCall:
    """Return a call with its words made ready for the rules of a pack."""
    return HeardCall(call, mishearings=pack.ear.mishearings)


def finding_of(pack: CompiledPack, rule: Rule, call: Call, outcome: Outcome) -> Finding:
    """Return the finding of a rule whose outcome was reached outside one call."""
    return _finding(pack, rule, call, _under(pack.policy, _weigh(outcome)))


def _judge(pack: CompiledPack, rule: Rule, heard: HeardCall) -> Finding:
    outcome = _weigh(_outcome(pack, rule, heard))
    return _finding(pack, rule, heard.call, _under(pack.policy, outcome))


def _outcome(pack: CompiledPack, rule: Rule, heard: HeardCall) -> Outcome:
    answer = applies(rule.scope, heard.call, pack.policy, pack.jurisdictions)
    if not answer.yes:
        told = answer.reason[:1].upper() + answer.reason[1:]
        return not_applicable(told) if answer.known else undetermined(told)
    outcome = _checked(pack, rule, heard)
    if not answer.settled and outcome.verdict is Verdict.BROKEN:
        named = ", ".join(row.named for row in answer.rows)
        told = f"{outcome.because}; whether the state asks for it is not settled ({named})"
        return undetermined(told, evidence=outcome.evidence)
    return replace(outcome, rests_on=answer.rows) if answer.rows else outcome


def _checked(pack: CompiledPack, rule: Rule, heard: HeardCall) -> Outcome:
    if rule.scope.about_debt and heard.turns and not about_debt(pack, heard):
        return not_applicable("Neither the log nor anybody on the call speaks of a debt")
    if rule.check.kind not in SPOKEN_KINDS or reads_note_alone(rule.check):
        outcome = KINDS[rule.check.kind](Listener(pack, rule, heard), rule.check)
        return _silence_is_not_innocence(outcome, heard) if is_of_records(rule.check) else outcome
    if not heard.turns and heard.call.metadata.result in NOBODY_ANSWERED:
        return not_applicable("Nobody answered and nothing was said")
    if reason := _cannot_be_judged(rule, heard):
        return undetermined(reason)
    outcome = KINDS[rule.check.kind](Listener(pack, rule, heard), rule.check)
    if outcome.verdict is Verdict.MET and not has_parser() and pack.ear.needs_parser(rule):
        return undetermined(f"Part of this rule needs the spaCy model {PARSER_PACKAGE}")
    return _silence_is_not_innocence(outcome, heard)


def _cannot_be_judged(rule: Rule, heard: HeardCall) -> str | None:
    transcript = heard.call.transcript
    if transcript is not None and not transcript.language.startswith("en"):
        return f"The call is not in English ({transcript.language}); these rules are"
    if not heard.turns:
        return "There is no recording" if heard.call.recording is None else "No speech was heard"
    if rule.scope.speaker == Speaker.AGENT and not heard.said_by(Speaker.AGENT):
        if heard.unknown:
            return "It is not known which speaker is the agent"
        if transcript is not None:  # a dead channel, or a recording that was cut
            return "Nothing that the agent said was heard"
    return None


def _silence_is_not_innocence(outcome: Outcome, heard: HeardCall) -> Outcome:
    rests_on_silence = outcome.verdict is Verdict.MET and not outcome.evidence
    missing = outcome.verdict is Verdict.BROKEN and not outcome.evidence
    reason = _why_silence_proves_nothing(heard) if rests_on_silence or missing else None
    return outcome if reason is None else undetermined(reason)


def _why_silence_proves_nothing(heard: HeardCall) -> str | None:
    language = heard.call.metadata.language
    if language is not None and not language.casefold().startswith("en"):
        return f"The call log says that the call is not in English ({language}); these rules are"
    transcript = heard.call.transcript
    if transcript is None:
        return None
    words = [word for turn in heard.call.conversation.turns for word in turn.words]
    mean = sum(word.probability for word in words) / len(words) if words else 1.0
    if mean < BELIEVED_PROBABILITY:
        return f"The words were heard with probability {mean:.2f} only (not English?)"
    low = [cover for cover in transcript.coverage if cover.is_low]
    if not low:
        return None
    worst = min(low, key=lambda cover: cover.share)
    return (
        f"Only {worst.share:.0%} of the speech on channel {worst.channel} has words "
        f"({heard.unheard_s:.0f} s unheard)"
    )


def _weigh(outcome: Outcome) -> Outcome:
    """Lower the confidence, or take back the verdict, where the words were heard badly."""
    if outcome.verdict is not Verdict.BROKEN:
        return outcome
    heard = [e.mean_probability for e in outcome.evidence if e.mean_probability is not None]
    if not heard:
        return outcome
    best = max(heard)
    if best < HEARD_PROBABILITY:
        because = f"{outcome.because}; but these words were heard with probability {best:.2f} only"
        return undetermined(because, evidence=outcome.evidence)
    if best < SURE_PROBABILITY:
        return Outcome(
            outcome.verdict,
            outcome.because,
            outcome.evidence,
            outcome.excused,
            Confidence.NEEDS_REVIEW,
            outcome.category,
        )
    return outcome


def _under(policy: Policy, outcome: Outcome) -> Outcome:
    """Take back a verdict that hangs on an unknown flag, where the policy wants it so."""
    if outcome.confidence is not Confidence.CONDITIONAL:
        return outcome
    if policy.setting("unknown_flag") == "conditional":
        return outcome
    return replace(outcome, verdict=Verdict.UNDETERMINED, confidence=None)


def _finding(pack: CompiledPack, rule: Rule, call: Call, outcome: Outcome) -> Finding:
    adjust = _adjustment(pack, rule, call)
    basis, regime = _basis(pack, rule, call)
    rows = (*outcome.rests_on, *regime) if outcome.verdict is Verdict.BROKEN else ()
    unread = bool(rows) and any(row.checked is None for row in rows)
    return Finding(
        id=finding_id(call.call_id, rule.id, rule.digest),
        call_id=call.call_id,
        rule_id=rule.id,
        rule_digest=rule.digest,
        title=rule.title,
        category=outcome.category or (adjust and adjust.category) or rule.category,
        verdict=outcome.verdict,
        severity=(adjust and adjust.severity) or pack.severity(rule),
        basis=(adjust and adjust.basis) or basis,
        confidence=(Confidence.NEEDS_REVIEW if unread else outcome.confidence)
        or (adjust and adjust.confidence)
        or _CONFIDENCE[rule.confidence],
        because=_told(outcome.because, rows),
        citation=tuple([c.law for c in rule.citation] + [row.source for row in rows]),
        coaching=rule.coaching.say_instead or rule.coaching.why,
        evidence=outcome.evidence,
        excused=outcome.excused,
    )


def _adjustment(pack: CompiledPack, rule: Rule, call: Call) -> Adjust | None:
    if not rule.adjust:
        return None
    fitting = (
        adjust
        for adjust in rule.adjust
        if applies(adjust.when, call, pack.policy, pack.jurisdictions).yes
    )
    return next(fitting, None)


def _told(because: str, rows: tuple[StateRow, ...]) -> str:
    told = because[:1].upper() + because[1:]
    if not rows:
        return told
    return f"{told} (state rule: {', '.join(dict.fromkeys(row.named for row in rows))})"


def _basis(pack: CompiledPack, rule: Rule, call: Call) -> tuple[Basis, tuple[StateRow, ...]]:
    """Law binds whom it binds; for others the same duty is policy, unless a state binds them.

    Also returns the rows of the state that does.
    """
    if rule.basis is not Basis.LAW:
        return rule.basis, ()
    consumer_debt = debt_of(call, pack.policy) is not DebtType.COMMERCIAL
    party = party_of(call, pack.policy)
    if party in rule.law_binds and (consumer_debt or rule.law_binds_commercial):
        return Basis.LAW, ()
    if not consumer_debt:
        return Basis.POLICY, ()
    rows, _ = rows_of_call(
        pack.jurisdictions, call, pack.policy, topic="first_party_regime", party=party
    )
    binding = tuple(r for r in rows if isinstance(r.value, Regime) and r.value.covers(rule.id))
    return (Basis.LAW if binding else Basis.POLICY), binding
