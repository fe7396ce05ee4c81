"""The calls of a batch as cases: what one establishes binds the next, and what is missing."""

from collections.abc import Sequence

from callaudit.calllog.cases import CaseIndex
from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseAudit, CaseFact, FactKind
from callaudit.core.finding import Confidence, Evidence, Finding, Verdict
from callaudit.core.ids import RuleId
from callaudit.core.metadata import CallMetadata
from callaudit.engine import CompiledPack, evaluate
from callaudit.engine.account import rules_by_flag, rules_on_history
from callaudit.pipeline.case_attempts import Heard, as_heard, with_heard
from callaudit.pipeline.case_facts import Known, told
from callaudit.pipeline.case_sum import CaseParts, sum_up
from callaudit.pipeline.case_tools import CaseTools
from callaudit.pipeline.one_call import missing
from callaudit.pipeline.second_detector import remembering
from callaudit.scoring.score import score

NOBODY_KNOWN = "call "
"""How the person of a call begins whose consumer is not known; such a call is no case."""


def settle_cases(
    audits: Sequence[CallAudit], tools: CaseTools, *, index: CaseIndex
) -> tuple[tuple[CallAudit, ...], tuple[CaseAudit, ...]]:
    """Judge each call again by what the earlier calls of its case established; sum up each case.

    Calls are taken in order of time. Only rules that read a flag which an earlier call set, or
    that count calls which were heard otherwise than the log has them, are judged again; a
    finding that rests on an earlier call cites it. Audits come back in the order given, cases
    by person and debt, whatever the order of the calls. `index` holds every call of the batch.
    """
    by_id = {audit.call_id: audit for audit in audits}
    judge = _Judge(tools)
    cases = []
    for key, rows in sorted(index.cases().items()):
        if key[0].startswith(NOBODY_KNOWN):
            continue
        ordered = sorted(rows, key=lambda row: (row.start is None, row.start or 0, row.call_id))
        attempts = index.attempts_of(key)
        heard = as_heard(attempts, by_id)
        known = Known()
        for row in ordered:
            known.read_log(row)
            audit = by_id.get(row.call_id)
            if audit is None or audit.call is None:
                continue
            by_id[row.call_id] = judge.again(audit, known, heard)
            known.hear(audit)
        parts = CaseParts(
            key=key,
            rows=tuple(ordered),
            audits={row.call_id: by_id[row.call_id] for row in ordered if row.call_id in by_id},
            attempts=tuple(heard.get(one.call_id or "", one) for one in attempts),
            facts=tuple(known.all),
            standing=known.latest,
            as_of=index.until or index.last,
            logged=index.until is not None,
            whole=index.complete_since(key) is not None,
        )
        cases.append(sum_up(parts, tools))
    return tuple(by_id[audit.call_id] for audit in audits), tuple(cases)


class _Judge:
    """Judges calls again; which rules read what is looked up once a pack."""

    def __init__(self, tools: CaseTools) -> None:
        self._tools = tools
        self._readers: dict[str, tuple[dict[str, frozenset[RuleId]], frozenset[RuleId]]] = {}

    def again(self, audit: CallAudit, known: Known, heard: Heard) -> CallAudit:
        """Return the audit as the earlier calls of its case make it."""
        assert audit.call is not None  # noqa: S101  failed calls are left alone
        call = audit.call
        bound = known.flags_for(call.metadata)
        history = with_heard(call.history, heard)
        if not bound and history is call.history:
            return audit
        pack = self._tools.pack_for(call.metadata)
        by_flag, counting = self._readers_of(pack)
        only = {rule for flag in bound for rule in by_flag.get(flag, ())}
        only |= counting if history is not call.history else set()
        if not only:
            return audit
        flags = call.metadata.flags.model_copy(update=dict.fromkeys(bound, True))
        now = call.model_copy(
            update={
                "metadata": call.metadata.model_copy(update={"flags": flags}),
                "history": history.model_copy(update={"facts": tuple(bound.values())}),
            }
        )
        with remembering(self._tools.likeness, self._tools.vectors, now):
            fresh = {finding.rule_id: finding for finding in evaluate(pack, now, only=only)}
        findings = tuple(
            _cited(fresh[old.rule_id], _rests_on(pack, old.rule_id, bound), call.metadata)
            if old.rule_id in fresh
            else old
            for old in audit.findings
        )
        policy = pack.policy
        return audit.model_copy(
            update={
                "call": call.model_copy(update={"history": now.history}),
                "findings": findings,
                "missing_elements": missing(now),
                "scorecard": score(findings, policy_name=policy.name, policy_digest=policy.digest),
            }
        )

    def _readers_of(
        self, pack: CompiledPack
    ) -> tuple[dict[str, frozenset[RuleId]], frozenset[RuleId]]:
        name = pack.policy.name
        if name not in self._readers:
            self._readers[name] = rules_by_flag(pack), rules_on_history(pack)
        return self._readers[name]


def _rests_on(
    pack: CompiledPack, rule_id: RuleId, bound: dict[str, CaseFact]
) -> dict[str, CaseFact]:
    """Return the facts without which a rule would not apply."""
    rule = next(rule for rule in pack.rules if rule.id == rule_id)
    return {flag: fact for flag, fact in bound.items() if flag in rule.scope.flags}


def _cited(fresh: Finding, rests_on: dict[str, CaseFact], row: CallMetadata) -> Finding:
    """Return a finding with the earlier calls that it rests on, quoted and named."""
    if fresh.verdict not in (Verdict.BROKEN, Verdict.UNDETERMINED) or not rests_on:
        return fresh
    proof: tuple[Evidence, ...] = tuple(
        fact.evidence for fact in rests_on.values() if fact.evidence is not None
    )
    reasons = "; ".join(told(fact, row, flag) for flag, fact in rests_on.items())
    sure = min(
        (_confidence(fact, row, flag, fresh.confidence) for flag, fact in rests_on.items()),
        key=list(Confidence).index,
        default=fresh.confidence,
    )
    return fresh.model_copy(
        update={
            "because": f"{fresh.because}; {reasons}",
            "evidence": (*fresh.evidence, *proof),
            "confidence": sure,
        }
    )


def _confidence(fact: CaseFact, row: CallMetadata, flag: str, sure: Confidence) -> Confidence:
    """Words on tape are likely; against the log, and for a dispute in words, a person decides.

    Only a dispute in writing pauses collection: 15 U.S.C. 1692g(b).
    """
    if fact.source == "log":
        return sure
    if fact.kind is FactKind.DISPUTE or row.flag(flag) is False:
        return Confidence.NEEDS_REVIEW
    return Confidence.LIKELY if sure is Confidence.CERTAIN else sure
