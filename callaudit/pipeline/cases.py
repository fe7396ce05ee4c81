"""The calls of a batch as cases: what one establishes binds the next, and what is missing."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from callaudit.calllog.cases import CaseIndex, CaseKey
from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseAudit, CaseFact, FactKind
from callaudit.core.finding import Confidence, Evidence, Finding, Verdict
from callaudit.core.ids import CallId, RuleId
from callaudit.core.metadata import WORK_PHONE, CallMetadata, PhoneType
from callaudit.engine import CompiledPack, evaluate
from callaudit.engine.account import rules_by_fact, rules_by_flag, rules_on_history
from callaudit.pipeline.case_attempts import Heard, as_heard, with_heard
from callaudit.pipeline.case_facts import BINDS_PERSON, Known, told
from callaudit.pipeline.case_sum import CaseParts, sum_up
from callaudit.pipeline.case_tools import CaseTools
from callaudit.pipeline.facts_of_note import facts_of_note
from callaudit.pipeline.one_call import missing
from callaudit.pipeline.second_detector import remembering
from callaudit.scoring.score import score

NOBODY_KNOWN = "call "
"""How the person of a call begins whose consumer is not known; such a call is no case."""

WITH_ID = "id "
"""How the person of a call begins whose consumer has an id."""


def settle_cases(
    audits: Sequence[CallAudit], tools: CaseTools, *, index: CaseIndex
) -> tuple[tuple[CallAudit, ...], tuple[CaseAudit, ...]]:
    """Judge each call again by what the earlier calls of its case established; sum up each case.

    Calls are taken in order of time. Only rules that read a flag which an earlier call set, or
    that count calls which were heard otherwise than the log has them, are judged again; a
    finding that rests on an earlier call cites it. Audits come back in the order given, cases
    by person and debt, whatever the order of the calls. `index` holds every call of the batch.
    What a person said of calls as such binds the calls about their other debts too.
    """
    by_id = {audit.call_id: audit for audit in audits}
    judge = _Judge(tools)
    cases: list[CaseAudit] = []
    for of_person in _by_person(index):
        settled = _settle(of_person, by_id, judge, index)
        cases += (sum_up(parts, tools) for parts in settled)
    return tuple(by_id[audit.call_id] for audit in audits), tuple(cases)


Rows = tuple[CallMetadata, ...]


def _by_person(index: CaseIndex) -> Iterator[dict[CaseKey, Rows]]:
    """Yield the cases of each person, their rows in order of time.

    Only an id tells for sure that the consumers of two debts are one person.
    """
    ordered = {
        key: tuple(sorted(rows, key=lambda row: (row.start is None, row.start or 0, row.call_id)))
        for key, rows in sorted(index.cases().items())
        if not key[0].startswith(NOBODY_KNOWN)
    }
    for person, keys in groupby(ordered, key=lambda key: key[0]):
        if person.startswith(WITH_ID):
            yield {key: ordered[key] for key in keys}
        else:
            yield from ({key: ordered[key]} for key in keys)


def _settle(
    cases: dict[CaseKey, Rows],
    by_id: dict[CallId, CallAudit],
    judge: "_Judge",
    index: CaseIndex,
) -> Iterator[CaseParts]:
    """Judge the calls of one person again in order of time; yield the parts of their cases."""
    known = {key: Known() for key in cases}
    attempts = {key: index.attempts_of(key) for key in cases}
    heard = {key: as_heard(attempts[key], by_id) for key in cases}
    calls = ((row, key) for key, rows in cases.items() for row in rows)
    for row, key in sorted(
        calls, key=lambda one: (one[0].start is None, one[0].start or 0, one[0].call_id)
    ):
        fresh = [*known[key].read_log(row)]
        audit = by_id.get(row.call_id)
        if audit is not None and audit.call is not None:
            by_id[row.call_id] = audit = judge.again(audit, known[key], heard[key])
            fresh += known[key].hear(audit)
        fresh += known[key].read_note(facts_of_note(row, audit))
        for other in known.keys() - {key}:
            for fact in fresh:
                if fact.kind in BINDS_PERSON:
                    known[other].add(fact)
    for key, rows in cases.items():
        yield CaseParts(
            key=key,
            rows=rows,
            audits={row.call_id: by_id[row.call_id] for row in rows if row.call_id in by_id},
            attempts=tuple(heard[key].get(one.call_id or "", one) for one in attempts[key]),
            facts=tuple(known[key].all),
            standing=known[key].latest,
            as_of=index.until or index.last,
            logged=index.until is not None,
            since=index.complete_since(key),
            others=index.others_of(key, before=index.next_moment)[0],
        )


class _Judge:
    """Judges calls again; which rules read what is looked up once a pack."""

    def __init__(self, tools: CaseTools) -> None:
        self._tools = tools
        self._readers: dict[str, _Readers] = {}

    def again(self, audit: CallAudit, known: Known, heard: Heard) -> CallAudit:
        """Return the audit as the earlier calls of its case make it."""
        assert audit.call is not None  # noqa: S101  failed calls are left alone
        call = audit.call
        bound, read = known.flags_for(call.metadata), known.read_by_rules(call.metadata)
        history = with_heard(call.history, heard)
        if not bound and not read and history is call.history:
            return audit
        pack = self._tools.pack_for(call.metadata)
        readers = self._readers_of(pack)
        only = {rule for flag in bound for rule in readers.by_flag.get(flag, ())}
        only |= {rule for fact in read for rule in readers.by_fact.get(fact.kind, ())}
        only |= readers.counting if history is not call.history else set()
        if not only:
            return audit
        facts = tuple(dict.fromkeys((*bound.values(), *read)))
        now = call.model_copy(
            update={
                "metadata": _with_flags(call.metadata, bound),
                "history": history.model_copy(update={"facts": facts}),
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

    def _readers_of(self, pack: CompiledPack) -> "_Readers":
        name = pack.policy.name
        if name not in self._readers:
            self._readers[name] = _Readers(
                rules_by_flag(pack), rules_by_fact(pack), rules_on_history(pack)
            )
        return self._readers[name]


class _Readers(NamedTuple):
    """The rules that read each flag, each fact of earlier calls, and their number."""

    by_flag: dict[str, frozenset[RuleId]]
    by_fact: dict[FactKind, frozenset[RuleId]]
    counting: frozenset[RuleId]


def _with_flags(row: CallMetadata, bound: dict[str, CaseFact]) -> CallMetadata:
    """Return a row with the flags that earlier calls set; `work_phone` is a sort of line."""
    flags = row.flags.model_copy(update=dict.fromkeys(bound.keys() - {WORK_PHONE}, True))
    line = {"phone_type": PhoneType.WORK} if WORK_PHONE in bound else {}
    return row.model_copy(update={"flags": flags, **line})


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
