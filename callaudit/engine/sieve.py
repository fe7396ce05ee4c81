"""Which rules on hours and counts can find anything on a call, told by plain arithmetic.

For logs of a hundred thousand calls, most of which break nothing: a rule is judged only where a
few sums over the clock and the earlier calls do not clear it. They never clear a call that the
rule would find broken or undetermined; where they are in doubt, the rule is judged.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime, time, timedelta
from operator import attrgetter
from typing import NamedTuple

from callaudit.calllog.places import states_of, zones_of
from callaudit.core.call import Call
from callaudit.core.finding import Finding
from callaudit.engine.compile import CompiledPack
from callaudit.engine.evaluate import listed_findings
from callaudit.engine.local_seconds import LocalSpan, local_span, seconds_of
from callaudit.engine.scope import applies, party_of
from callaudit.engine.state_rows import OVERRIDES
from callaudit.rulespec.checks import HistoryCheck, MetadataCheck
from callaudit.rulespec.jurisdictions import Frequency, FrequencyRow, HoursRow, StateRow, Topic
from callaudit.rulespec.rule import Rule, Scope

_KEY = attrgetter("direction", "result", "collector_party", "debt_type")
_NARROWED_BY_KEY = frozenset(
    "speaker directions results contacts call_types parties debt_types flags not_flags "
    "settings about_debt".split()
)
"""Fields of a scope that the key of a call decides; a call without words is about its debt."""

BLOCKED = "days.blocked"

Clears = Callable[["_Sums"], bool]
"""Tells for sure that a rule finds nothing; False where it is not sure."""


class _Sums(NamedTuple):
    """A call whose time and place are known, and the clock at its start everywhere."""

    call: Call
    at: datetime
    zones: tuple[str, ...]
    start: LocalSpan


class _StateRows:
    """The rows of the state table that may bind a call, on whatever day it is placed."""

    def __init__(self, pack: CompiledPack) -> None:
        self._policy = pack.policy
        self._table = pack.jurisdictions if pack.policy.setting(OVERRIDES) else None
        self._found: dict[Hashable, tuple[StateRow, ...]] = {}

    def of(self, topic: Topic, call: Call) -> tuple[StateRow, ...] | None:
        """Return the rows on a topic; None where nobody can tell."""
        if self._table is None or not self._table.speaks_of(topic):
            return ()
        states, party = states_of(call.metadata), party_of(call, self._policy)
        if not states:
            return None
        key = (topic, states, party)
        if key not in self._found:
            rows = self._table.of(topic, states)
            self._found[key] = tuple(row for row in rows if row.binds(party))
        return self._found[key]


class Sieve:
    """The rules of a pack on hours and counts, judged only where they may find something."""

    def __init__(self, pack: CompiledPack) -> None:
        """Look once at what each rule asks."""
        self._pack = pack
        rows = _StateRows(pack)
        self._clears = {rule.id: _clears(rule, pack, rows) for rule in pack.rules}
        self._flags = sorted(
            {name for rule in pack.rules for name in (*rule.scope.flags, *rule.scope.not_flags)}
        )
        self._by_key: dict[Hashable, tuple[Rule, ...]] = {}
        self._packs: dict[tuple[str, ...], CompiledPack] = {}

    def findings(self, call: Call) -> tuple[Finding, ...]:
        """Return what `listed_findings` returns for a call without words."""
        rules = self._that_apply(call)
        at = call.metadata.start
        if at is not None and not call.conversation.turns:
            zones = zones_of(call.metadata).names
            if zones:
                sums = _Sums(call, at, zones, local_span(at, zones))
                rules = tuple([rule for rule in rules if not self._clears[rule.id](sums)])
        return listed_findings(self._only(rules), call) if rules else ()

    def _that_apply(self, call: Call) -> tuple[Rule, ...]:
        """Return the rules whose scope fits, or of which that is not known."""
        log = call.metadata
        flags = tuple(map(log.flag, self._flags)) if self._flags else ()
        key = (_KEY(log), call.call_type, call.contact, flags)
        found = self._by_key.get(key)
        if found is None:
            found = tuple(rule for rule in self._pack.rules if self._may_apply(rule, call))
            self._by_key[key] = found
        return found

    def _may_apply(self, rule: Rule, call: Call) -> bool:
        narrowed = {name for name in Scope.model_fields if _narrows(rule.scope, name)}
        if not narrowed <= _NARROWED_BY_KEY:
            return True
        answer = applies(rule.scope, call, self._pack.policy, self._pack.jurisdictions)
        return answer.yes or not answer.known

    def _only(self, rules: tuple[Rule, ...]) -> CompiledPack:
        ids = tuple(rule.id for rule in rules)
        if ids not in self._packs:
            self._packs[ids] = replace(self._pack, rules=rules)
        return self._packs[ids]


def _narrows(scope: Scope, name: str) -> bool:
    return bool(getattr(scope, name) != Scope.model_fields[name].default)


def _never(_: _Sums) -> bool:
    return False


def _clears(rule: Rule, pack: CompiledPack, rows: _StateRows) -> Clears:
    """Return the sums that clear a rule; those that never do where it asks for more."""
    check = rule.check
    if isinstance(check, HistoryCheck):
        return _clears_count(check, pack, rows)
    if not isinstance(check, MetadataCheck):
        return _never
    if check.by_state == "hours" and check.fact == "local_start_time":
        return lambda sums: _within_state_hours(sums, rows)
    if check.by_state == "days":
        free = not pack.policy.setting(BLOCKED)
        return lambda sums: free and rows.of("days", sums.call) == ()
    return _never if check.by_state else _clears_hours(check, pack)


def _clears_hours(check: MetadataCheck, pack: CompiledPack) -> Clears:
    if check.between is None or {check.at_least, check.at_most, check.equals} != {None}:
        return _never
    if check.fact not in ("local_start_time", "local_end_time"):
        return _never
    first, last = (time.fromisoformat(str(pack.value(bound))) for bound in check.between)
    if first.microsecond or last.microsecond:
        return _never
    inside = 0 if pack.value(check.boundary) == "inclusive" else 1
    earliest, latest = seconds_of(first) + inside, seconds_of(last) - inside
    if check.fact == "local_start_time":
        return lambda sums: sums.start.within(earliest, latest)
    return lambda sums: _ends_within(sums, earliest, latest)


def _ends_within(sums: _Sums, first: int, last: int) -> bool:
    call = sums.call
    lasted_s = call.recording.duration_s if call.recording else call.metadata.duration_s
    if lasted_s is None:
        return False
    return local_span(sums.at + timedelta(seconds=lasted_s), sums.zones).within(first, last)


def _within_state_hours(sums: _Sums, rows: _StateRows) -> bool:
    binding = rows.of("hours", sums.call)
    return binding is not None and all(
        isinstance(row, HoursRow)
        and not row.counties
        and sums.start.within(
            seconds_of(time.fromisoformat(row.value.start)),
            seconds_of(time.fromisoformat(row.value.end)),
        )
        for row in binding
    )


def _clears_count(check: HistoryCheck, pack: CompiledPack, rows: _StateRows) -> Clears:
    if check.by_state is not None:
        return lambda sums: _within_state_caps(sums, rows)
    most, least = pack.value(check.at_most), pack.value(check.at_least)
    days = int(pack.value(check.window_days))
    if check.count == "calls_placed" and least is None and most is not None:
        return lambda sums: _reaches_back(sums, days) and _placed(sums, days) < int(most)
    if check.count == "days_since_conversation" and most is None and least is not None:
        return lambda sums: _reaches_back(sums, days) and not _talked(sums, int(least))
    return _never


def _within_state_caps(sums: _Sums, rows: _StateRows) -> bool:
    binding = rows.of("frequency", sums.call)
    return binding is not None and all(
        isinstance(row, FrequencyRow)
        and not row.counties
        and _reaches_back(sums, row.value.days)
        and _within_cap(sums, row.value)
        for row in binding
    )


def _within_cap(sums: _Sums, limit: Frequency) -> bool:
    of_person = limit.per == "consumer"
    if of_person and not sums.call.history.others_complete:
        return False
    caps = [cap for cap in (limit.calls, limit.conversations) if cap is not None]
    return _placed(sums, limit.days, others=of_person) < min(caps, default=0)


def _reaches_back(sums: _Sums, days: int) -> bool:
    since = sums.call.history.complete_since
    return since is not None and since <= sums.at.date() - timedelta(days=days)


def _placed(sums: _Sums, days: int, *, others: bool = False) -> int:
    """Count all earlier calls that may lie in so many days, and some before."""
    history, first = sums.call.history, sums.at - timedelta(days=days + 1)
    placed = sum([one.at > first for one in history.attempts])
    return placed + sum([one.at > first for one in history.others]) if others else placed


def _talked(sums: _Sums, days: int) -> bool:
    """Tell whether a conversation may lie within so many days before the call."""
    first = sums.at - timedelta(days=days + 1)
    return any(one.conversation and one.at > first for one in sums.call.history.attempts)
