"""Examples that are several calls of a case: judged as a batch of them would be."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from callaudit.calllog.cases import CaseIndex, history_of
from callaudit.core.audit import CallAudit
from callaudit.core.call import Call
from callaudit.core.finding import Finding
from callaudit.core.metadata import CallMetadata, Consumer
from callaudit.engine import CompiledPack, evaluate, hear
from callaudit.likeness.likeness import Likeness
from callaudit.pipeline.cases import settle_cases
from callaudit.pipeline.facts_of_call import facts_of_call
from callaudit.pipeline.second_detector import VectorCache
from callaudit.rulespec.checks import FollowUp
from callaudit.rulespec.rule import Rule

PERSON, DEBT = "example-person", "example-debt"
"""Whose case the calls of an example are."""


@dataclass(frozen=True)
class _OnePack:
    """The tools of a batch in which one pack judges every call."""

    pack: CompiledPack
    likeness: Likeness | None = None
    vectors: VectorCache = field(default_factory=lambda: VectorCache(Path()))

    def pack_for(self, metadata: CallMetadata) -> CompiledPack:
        """Return the pack, whatever the call."""
        del metadata
        return self.pack


def finding_in_case(
    pack: CompiledPack, rule: Rule, calls: tuple[Call, ...], *, until: CallMetadata | None
) -> Finding:
    """Return what a rule says of the last call of a case, or of the case if it judges those.

    What the calls establish is heard by all rules of the pack. `until` is a call of another case
    that ends the log.
    """
    rows = [call.metadata for call in calls]
    others = [until] if until else []
    index = CaseIndex([*rows, *others], logged={row.call_id for row in (*rows, *others)})
    alone = replace(pack, rules=(rule,))
    audits = []
    for call in calls:
        known = call.model_copy(update={"history": history_of(call.metadata, index)})
        heard = hear(pack, known)
        audits.append(
            CallAudit(
                call_id=call.call_id,
                source="example",
                status="audited",
                call=known,
                findings=evaluate(alone, heard),
                established=facts_of_call(pack, heard),
            )
        )
    settled, cases = settle_cases(audits, _OnePack(alone), index=index)
    if isinstance(rule.check, FollowUp):
        told = [one for case in cases for one in case.findings]
        if told:
            return max(told, key=lambda one: one.verdict.value == "broken")
    return settled[-1].findings[0]


def end_of_log(start: CallMetadata) -> CallMetadata:
    """Return a call to somebody else at the moment at which a log ends."""
    other = Consumer(id="another-person")
    return start.model_copy(
        update={"call_id": "end of log", "consumer": other, "debt_id": "another-debt"}
    )
