"""The rules of a pack against one call: exactly one finding per rule."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from callaudit.core.call import Call
from callaudit.core.finding import Confidence, Finding, Verdict
from callaudit.core.ids import RuleId
from callaudit.engine.compile import CompiledPack
from callaudit.engine.findings import FindingsOfCall
from callaudit.engine.heard import HeardCall
from callaudit.engine.listen import about_debt
from callaudit.engine.outcome import HEARD_PROBABILITY, Outcome, not_applicable, undetermined
from callaudit.engine.ready import ReadyRule, agenda_of, outside
from callaudit.engine.scope import Asked, answer_all, shape_of
from callaudit.engine.unworded import doubted_by_unworded
from callaudit.rulespec.policy import Policy
from callaudit.rulespec.rule import Rule
from callaudit.text.language import PARSER_PACKAGE, has_parser

SURE_PROBABILITY = 0.65
"""Mean word probability below which a person should listen."""


def evaluate(
    pack: CompiledPack, call: Call | HeardCall, *, only: Collection[RuleId] | None = None
) -> tuple[Finding, ...]:
    """Judge a call: one finding for every rule in force, ordered by rule id.

    `only` narrows to some rules. A call that was made ready by `hear` is not made ready again.
    Reads no file and no clock, so the same call and pack give the same findings.
    """
    heard = call if isinstance(call, HeardCall) else hear(pack, call)
    findings = FindingsOfCall(pack, heard.call)
    return tuple(
        [findings.finding(ready, outcome) for ready, outcome in _outcomes(pack, heard, only=only)]
    )


def listed_findings(pack: CompiledPack, call: Call) -> tuple[Finding, ...]:
    """Judge a call, and return only the findings of rules that are broken or undetermined.

    In the order of the pack's rules. For logs of a hundred thousand calls: to write findings
    that nobody reads costs a third of the judging.
    """
    findings = FindingsOfCall(pack, call)
    listed = [
        findings.finding(ready, outcome)
        for ready, outcome in _outcomes(pack, hear(pack, call))
        if outcome.verdict in (Verdict.BROKEN, Verdict.UNDETERMINED)
    ]
    return tuple(sorted(listed, key=lambda finding: pack.positions[finding.rule_id]))


def hear(pack: CompiledPack, call: Call) -> HeardCall:
    """Return a call with its words made ready for the rules of a pack."""
    return HeardCall(call, mishearings=pack.ear.mishearings)


def finding_of(pack: CompiledPack, rule: Rule, call: Call, outcome: Outcome) -> Finding:
    """Return the finding of a rule whose outcome was reached outside one call."""
    weighed = _under(pack.policy, _weigh(outcome))
    return FindingsOfCall(pack, call).finding(ReadyRule(pack, rule), weighed)


def _outcomes(
    pack: CompiledPack, heard: HeardCall, *, only: Collection[RuleId] | None = None
) -> Iterator[tuple[ReadyRule, Outcome]]:
    for ready, answer in agenda_of(pack, shape_of(heard.call, pack.policy)):
        if only is None or ready.rule.id in only:
            yield ready, answer or _under(pack.policy, _weigh(_outcome(ready, heard)))


def _outcome(ready: ReadyRule, heard: HeardCall) -> Outcome:
    if not ready.questions:
        return _checked(ready, heard)
    asked = Asked(heard.call, ready.pack.policy, ready.pack.jurisdictions)
    answer = answer_all(ready.questions, ready.rule.scope, asked)
    if not answer.yes:
        return outside(answer)
    outcome = _checked(ready, heard)
    if not answer.settled and outcome.verdict is Verdict.BROKEN:
        named = ", ".join(row.named for row in answer.rows)
        told = f"{outcome.because}; whether the state asks for it is not settled ({named})"
        return undetermined(told, evidence=outcome.evidence)
    return replace(outcome, rests_on=answer.rows) if answer.rows else outcome


def _checked(ready: ReadyRule, heard: HeardCall) -> Outcome:
    rule, audible = ready.rule, heard.audible
    if rule.scope.about_debt and heard.turns and not about_debt(ready.pack, heard):
        told = audible.unrecorded.told
        nobody = "Neither the log nor anybody on the call speaks of a debt"
        return not_applicable(nobody) if told is None else undetermined(told)
    if not ready.needs_words:
        outcome = audible.unrecorded.without(ready.check(heard), ready)
        return _silence_is_not_innocence(outcome, heard) if ready.is_of_records else outcome
    if audible.nothing_to_hear:
        return not_applicable("Nobody answered and nothing was said")
    if reason := audible.cannot_be_judged(rule.scope.speaker):
        return undetermined(reason)
    outcome = _answer_to_silence(ready, heard) or ready.check(heard)
    outcome = doubted_by_unworded(audible.unrecorded.without(outcome, ready), ready, heard)
    if outcome.verdict is Verdict.MET and not has_parser() and ready.needs_parser:
        return undetermined(f"Part of this rule needs the spaCy model {PARSER_PACKAGE}")
    return _silence_is_not_innocence(outcome, heard)


def _answer_to_silence(ready: ReadyRule, heard: HeardCall) -> Outcome | None:
    """Return a rule's answer where nothing that it listens for can stand in the call's words."""
    return None if ready.rule.id in heard.places(ready.pack) else ready.outcome_of_silence


def _silence_is_not_innocence(outcome: Outcome, heard: HeardCall) -> Outcome:
    reason = heard.audible.why_silence_proves_nothing
    if reason is None or outcome.evidence:
        return outcome
    return undetermined(reason) if outcome.verdict in (Verdict.MET, Verdict.BROKEN) else outcome


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
