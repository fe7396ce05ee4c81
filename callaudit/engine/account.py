"""Which rules read the account's flags or the case's history: what earlier calls can change."""

from callaudit.core.case import FactKind
from callaudit.core.ids import RuleId
from callaudit.engine.compile import CompiledPack
from callaudit.rulespec.checks import ElementCheck, HistoryCheck, MetadataCheck
from callaudit.rulespec.pattern import LawfulIf
from callaudit.rulespec.rule import Rule
from callaudit.rulespec.walk import records_of
from callaudit.text.required import load_required, required_path

_OF_HISTORY = frozenset({"validation_notice_days"})
"""Facts of a `metadata` check that are counted from earlier calls."""

_TIMES = ("local_start_time", "local_end_time", "local_day")
_READS: dict[FactKind, tuple[str, ...]] = {
    FactKind.INCONVENIENT: ("unwanted_hours",),
    FactKind.HOURS_AGREED: _TIMES,
    FactKind.WRONG_NUMBER: ("told_wrong_number",),
}
"""Facts of a `metadata` check that rest on what earlier calls established."""


def flags_read(rule: Rule) -> frozenset[str]:
    """Return the account flags that a rule's verdict may hang on, waivers of elements included."""
    scopes = (rule.scope, *(adjust.when for adjust in rule.adjust))
    named = {name for scope in scopes for name in (*scope.flags, *scope.not_flags)}
    for condition in records_of(rule.check, LawfulIf):
        named |= {*condition.flags, *condition.not_flags}
    if isinstance(rule.check, ElementCheck):
        named |= {waiver.flag for waiver in load_required(required_path()).waivers if waiver.flag}
    return frozenset(named)


def rules_by_flag(pack: CompiledPack) -> dict[str, frozenset[RuleId]]:
    """Return, for each flag, the rules that read it."""
    found: dict[str, set[RuleId]] = {}
    for rule in pack.rules:
        for name in flags_read(rule):
            found.setdefault(name, set()).add(rule.id)
    return {name: frozenset(ids) for name, ids in found.items()}


def rules_by_fact(pack: CompiledPack) -> dict[FactKind, frozenset[RuleId]]:
    """Return, for each fact of earlier calls that is read as it is, the rules that read it."""
    return {
        kind: frozenset(
            rule.id
            for rule in pack.rules
            if isinstance(rule.check, MetadataCheck) and rule.check.fact in names
        )
        for kind, names in _READS.items()
    }


def rules_on_history(pack: CompiledPack) -> frozenset[RuleId]:
    """Return the rules that count earlier calls."""
    return frozenset(
        rule.id
        for rule in pack.rules
        if isinstance(rule.check, HistoryCheck)
        or rule.scope.attempts != "any"
        or (isinstance(rule.check, MetadataCheck) and rule.check.fact in _OF_HISTORY)
    )
