"""Calls of which no word is known: what the rules on words say of one, they say of all like it.

A log of a hundred thousand calls has a handful of sorts of call for such a rule. Each sort is
judged once, and the findings are shared: they would fill the memory otherwise.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache, partial
from typing import Any

from callaudit.calllog.places import county_of, states_of
from callaudit.core.call import Call
from callaudit.core.finding import NO_RECORDING, Basis, Finding, Verdict
from callaudit.engine.compile import CompiledPack
from callaudit.engine.evaluate import evaluate, hear
from callaudit.engine.heard import HeardCall
from callaudit.engine.kinds import SPOKEN_KINDS
from callaudit.engine.kinds.require import reads_note_alone
from callaudit.engine.scope import attempt_of
from callaudit.rulespec.rule import Rule, Scope

NOBODYS = ""
"""Call id of a finding that many calls share."""

Reader = Callable[[Call], Hashable]
"""Reads of a call what a scope can ask about."""


def judge(pack: CompiledPack, call: Call | HeardCall) -> tuple[Finding, ...]:
    """Return what `evaluate` returns; of a call without sound or words many findings are shared.

    Shared are those of rules on words or sound, and those that are not applicable: they are no
    call's own (`NOBODYS`), and alike in all else.
    """
    heard = call if isinstance(call, HeardCall) else hear(pack, call)
    if heard.turns or heard.call.recording is not None:
        return evaluate(pack, heard)
    return _unheard(pack).findings(heard)


@lru_cache(maxsize=8)
def _unheard(pack: CompiledPack) -> "_Unheard":
    return _Unheard(pack)


class _Unheard:
    def __init__(self, pack: CompiledPack) -> None:
        self._pack = pack
        spoken = [rule for rule in pack.rules if _needs_words(rule)]
        self._others = frozenset(rule.id for rule in pack.rules) - {rule.id for rule in spoken}
        self._readers = _readers(pack)
        self._groups: dict[tuple[str, ...], list[str]] = {}
        for rule in spoken:
            self._groups.setdefault(tuple(sorted(set(_read_by(rule)))), []).append(rule.id)
        self._known: dict[Hashable, tuple[Finding, ...]] = {}
        self._same: dict[Hashable, Finding] = {}

    def findings(self, heard: HeardCall) -> tuple[Finding, ...]:
        """Return one finding for every rule in force, ordered by rule id."""
        call = heard.call
        log = call.metadata
        key = (log.direction, log.result, log.collector_party, log.debt_type)
        sort = (*key, call.contact, call.call_type, log.language)
        found = [self._once(one) for one in evaluate(self._pack, heard, only=self._others)]
        for names, rules in self._groups.items():
            told = (sort, names, *(self._readers[name](call) for name in names))
            shared = self._known.get(told)
            if shared is None:
                judged = evaluate(self._pack, heard, only=frozenset(rules))
                shared = tuple(one.model_copy(update=_OF_NOBODY) for one in judged)
                self._known[told] = shared
            found += shared
        return tuple(sorted(found, key=lambda one: one.rule_id))

    def _once(self, own: Finding) -> Finding:
        """Return the same finding for all calls that a rule has nothing to do with, or to hear."""
        of_nobody = own.verdict is Verdict.NOT_APPLICABLE or own.because == NO_RECORDING
        if not of_nobody or own.excused:
            return own
        told = (own.rule_id, own.because, own.severity, own.basis, own.confidence, own.category)
        known = self._same.get(told)
        if known is None:
            known = self._same[told] = own.model_copy(update=_OF_NOBODY)
        return known


_OF_NOBODY = {"id": NOBODYS, "call_id": NOBODYS}


def _needs_words(rule: Rule) -> bool:
    return rule.check.kind in SPOKEN_KINDS and not reads_note_alone(rule.check)


def _read_by(rule: Rule) -> Iterator[str]:
    """Yield what a rule reads of a call beside its sort: in its scope, for its weight and basis."""
    if rule.basis is Basis.LAW:  # a state may make a duty law for others than it binds
        yield "regime"
    for scope in (rule.scope, *(adjust.when for adjust in rule.adjust)):
        if scope.state_rows is not None:
            yield "states"
        if scope.attempts != "any":
            yield "attempt"
        if scope.states:
            yield "state"
        if scope.min_duration_s is not None:
            yield "duration"
        yield from (f"flag {name}" for name in (*scope.flags, *scope.not_flags))


def _readers(pack: CompiledPack) -> dict[str, Reader]:
    """Return how each of these is read."""
    scopes = [s for rule in pack.rules for s in (rule.scope, *(a.when for a in rule.adjust))]
    flags = {name for scope in scopes for name in (*scope.flags, *scope.not_flags)}
    return {
        "regime": _regime_reader(pack),
        "states": lambda call: states_of(call.metadata),
        "attempt": attempt_of,
        "state": lambda call: call.metadata.consumer.state,
        "duration": partial(_short, most=_longest(scopes)),
        **{f"flag {name}": partial(_flag, name=name) for name in flags},
    }


def _regime_reader(pack: CompiledPack) -> Reader:
    """Return what tells which state's statute binds a creditor: states, county and day."""
    rows = [row for row in pack.jurisdictions.rows if row.topic == "first_party_regime"]
    days = sorted({day for row in rows for day in (row.begins, row.ends) if day is not None})
    named = {row.state for row in rows}
    by_county = any(row.counties for row in rows)

    def read(call: Call) -> Hashable:
        log = call.metadata
        states = states_of(log)
        here = tuple(state for state in states if state in named)
        county = county_of(log.consumer.zip) if by_county else None
        # The last day of a row is law still, the day after is not.
        day = None if log.start is None or not days else log.start.date()
        part = None if day is None else (bisect_right(days, day), day in days)
        return bool(states), here, county, part

    return read


def _longest(scopes: list[Scope]) -> float:
    return max((scope.min_duration_s or 0.0 for scope in scopes), default=0.0)


def _short(call: Call, *, most: float) -> float | None:
    lasted_s = call.metadata.duration_s
    return lasted_s if lasted_s is not None and lasted_s < most else None


def _flag(call: Call, *, name: str) -> Any:
    return call.metadata.flag(name)
