"""From a rule's outcome on a call to the finding that is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from callaudit.core.call import Call
from callaudit.core.finding import Basis, Confidence, Finding, Verdict
from callaudit.core.ids import coded, id_of_coded
from callaudit.core.metadata import DebtType
from callaudit.engine.compile import CompiledPack
from callaudit.engine.outcome import Outcome
from callaudit.engine.ready import ReadyRule
from callaudit.engine.scope import Shape, applies_beyond_shape, shape_of
from callaudit.engine.state_rows import rows_of_call
from callaudit.rulespec.jurisdictions import Regime, StateRow
from callaudit.rulespec.rule import Rule

_FIELDS = set(Finding.model_fields)

_ADJUSTABLE = ("category", "severity", "basis", "confidence")


@dataclass(frozen=True)
class FindingsOfCall:
    """Makes the findings of one call under one policy; what they share is found out once."""

    pack: CompiledPack
    call: Call

    def finding(self, ready: ReadyRule, outcome: Outcome) -> Finding:
        """Return the finding of a rule, by what came out.

        It is not checked once more: its parts come from records that were.
        """
        rule = ready.rule
        told = ready.finding_fields.copy()
        told["id"] = id_of_coded(self._coded_id, ready.coded_name)
        told["call_id"] = self.call.call_id
        told["verdict"] = outcome.verdict
        told["because"] = outcome.because[:1].upper() + outcome.because[1:]
        told["evidence"] = outcome.evidence or outcome.shown
        told["excused"] = outcome.excused
        rows = outcome.rests_on
        if rule.basis is Basis.LAW:
            told["basis"], regime = self._basis(rule)
            rows += regime
        if rule.adjust:
            told.update(self._adjustment(ready))
        if outcome.category:
            told["category"] = outcome.category
        if outcome.confidence:
            told["confidence"] = outcome.confidence
        if rows and outcome.verdict is Verdict.BROKEN:
            told.update(_resting_on(rows, told))
        return Finding.of_whole(told, given=_FIELDS)

    @cached_property
    def _coded_id(self) -> bytes:
        return coded(self.call.call_id)

    def _adjustment(self, ready: ReadyRule) -> Mapping[str, Any]:
        """Return the fields that the first fitting adjustment of a rule changes."""
        pack = self.pack
        for adjust in ready.adjusts_of(self._shape):
            if applies_beyond_shape(adjust.when, self.call, pack.policy, pack.jurisdictions).yes:
                changes = {name: getattr(adjust, name) for name in _ADJUSTABLE}
                return {name: value for name, value in changes.items() if value}
        return {}

    def _basis(self, rule: Rule) -> tuple[Basis, tuple[StateRow, ...]]:
        """Law binds whom it binds; for others the duty is policy, unless a state binds them.

        Also returns the rows of the state that does.
        """
        commercial = self._shape.debt is DebtType.COMMERCIAL
        if self._shape.party in rule.law_binds and (not commercial or rule.law_binds_commercial):
            return Basis.LAW, ()
        if commercial:
            return Basis.POLICY, ()
        binding = tuple([row for row in self._regimes if _covers(row, rule)])
        return (Basis.LAW if binding else Basis.POLICY), binding

    @cached_property
    def _shape(self) -> Shape:
        return shape_of(self.call, self.pack.policy)

    @cached_property
    def _regimes(self) -> tuple[StateRow, ...]:
        rows, _ = rows_of_call(
            self.pack.jurisdictions,
            self.call,
            self.pack.policy,
            topic="first_party_regime",
            party=self._shape.party,
        )
        return rows


def _covers(row: StateRow, rule: Rule) -> bool:
    return isinstance(row.value, Regime) and row.value.covers(rule.id)


def _resting_on(rows: tuple[StateRow, ...], told: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a finding that name the state rows it rests on."""
    named = ", ".join(dict.fromkeys(row.named for row in rows))
    yield "because", f"{told['because']} (state rule: {named})"
    yield "citation", (*told["citation"], *(row.source for row in rows))
    if any(row.checked is None for row in rows):
        yield "confidence", Confidence.NEEDS_REVIEW
