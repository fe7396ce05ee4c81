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

from callaudit.calllog.places import MOST_PEOPLE, states_of, zones_of
from callaudit.core.call import Call
from callaudit.core.finding import Finding
from callaudit.engine.compile import CompiledPack
from callaudit.engine.evaluate import listed_findings
from callaudit.engine.local_seconds import DAY_S, LocalSpan, local_span, seconds_of
from callaudit.engine.scope import applies, party_of
from callaudit.engine.state_rows import OVERRIDES
from callaudit.rulespec.checks import HistoryCheck, MetadataCheck
from callaudit.rulespec.jurisdictions import FrequencyRow, HoursRow, StateRow, Topic
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


class _Cap(NamedTuple):
    """Fewer earlier calls than this within so many days pass no limit of a state."""

    days: int
    calls: int
    of_person: bool


class _Place(NamedTuple):
    """Where a consumer may be: the zones, and what the states' rows there come to, on any day.

    `hours` are those that all rows allow, in seconds of the day; `caps` all limits on calls. None
    where nobody can tell which rows bind, or a row binds but a part of its state.
    """

    zones: tuple[str, ...]
    hours: tuple[int, int] | None
    caps: tuple[_Cap, ...] | None
    has_days: bool


class _Sums(NamedTuple):
    """A call whose time and place are known, and the clock at its start everywhere."""

    call: Call
    at: datetime
    place: _Place
    start: LocalSpan


class _Places:
    """The places of the consumers, each looked up once."""

    def __init__(self, pack: CompiledPack) -> None:
        self._policy = pack.policy
        self._table = pack.jurisdictions
        self._found: dict[Hashable, _Place] = {}

    def of(self, call: Call) -> _Place:
        """Return where the consumer of a call may be."""
        log, who = call.metadata, call.metadata.consumer
        told = (who.zip, who.state, log.phone, who.timezones, who.location_confirmed_tz)
        key = (told, log.collector_party)
        found = self._found.get(key)
        if found is None:
            found = self._place(call)
            if len(self._found) < MOST_PEOPLE:
                self._found[key] = found
        return found

    def _place(self, call: Call) -> _Place:
        return _Place(
            zones=zones_of(call.metadata).names,
            hours=_hours_of(self._rows("hours", call)),
            caps=_caps_of(self._rows("frequency", call)),
            has_days=self._rows("days", call) != (),
        )

    def _rows(self, topic: Topic, call: Call) -> tuple[StateRow, ...] | None:
        """Return every row on a topic that may bind the call; None where nobody can tell."""
        if not self._policy.setting(OVERRIDES) or not self._table.speaks_of(topic):
            return ()
        states, party = states_of(call.metadata), party_of(call, self._policy)
        rows = tuple(row for row in self._table.of(topic, states) if row.binds(party))
        return rows if states and not any(row.counties for row in rows) else None


def _hours_of(rows: tuple[StateRow, ...] | None) -> tuple[int, int] | None:
    if rows is None:
        return None
    windows = [row.value for row in rows if isinstance(row, HoursRow)]
    return (
        max((seconds_of(time.fromisoformat(one.start)) for one in windows), default=0),
        min((seconds_of(time.fromisoformat(one.end)) for one in windows), default=DAY_S),
    )


def _caps_of(rows: tuple[StateRow, ...] | None) -> tuple[_Cap, ...] | None:
    if rows is None:
        return None
    limits = [row.value for row in rows if isinstance(row, FrequencyRow)]
    return tuple(
        _Cap(one.days, min(n for n in (one.calls, one.conversations) if n), one.per == "consumer")
        for one in limits
        if one.calls or one.conversations
    )


class Sieve:
    """The rules of a pack on hours and counts, judged only where they may find something."""

    def __init__(self, pack: CompiledPack) -> None:
        """Look once at what each rule asks."""
        self.pack = pack
        self._places = _Places(pack)
        self._clears = {rule.id: _clears(rule, pack) for rule in pack.rules}
        self._flags = sorted(
            {name for rule in pack.rules for name in (*rule.scope.flags, *rule.scope.not_flags)}
        )
        self._by_key: dict[Hashable, tuple[Rule, ...]] = {}
        self.packs: dict[tuple[str, ...], CompiledPack] = {}

    def findings(self, call: Call) -> tuple[Finding, ...]:
        """Return what `listed_findings` returns for a call without words."""
        rules = self._that_apply(call)
        at = call.metadata.start
        if at is not None and not call.conversation.turns:
            place = self._places.of(call)
            if place.zones:
                sums = _Sums(call, at, place, local_span(at, place.zones))
                rules = tuple([rule for rule in rules if not self._clears[rule.id](sums)])
        return listed_findings(self._only(rules), call) if rules else ()

    def _that_apply(self, call: Call) -> tuple[Rule, ...]:
        """Return the rules whose scope fits, or of which that is not known."""
        log = call.metadata
        flags = tuple(map(log.flag, self._flags)) if self._flags else ()
        key = (_KEY(log), call.call_type, call.contact, flags)
        found = self._by_key.get(key)
        if found is None:
            found = tuple(rule for rule in self.pack.rules if self._may_apply(rule, call))
            self._by_key[key] = found
        return found

    def _may_apply(self, rule: Rule, call: Call) -> bool:
        narrowed = {name for name in Scope.model_fields if _narrows(rule.scope, name)}
        if not narrowed <= _NARROWED_BY_KEY:
            return True
        answer = applies(rule.scope, call, self.pack.policy, self.pack.jurisdictions)
        return answer.yes or not answer.known

    def _only(self, rules: tuple[Rule, ...]) -> CompiledPack:
        ids = tuple(rule.id for rule in rules)
        if ids not in self.packs:
            self.packs[ids] = replace(self.pack, rules=rules)
        return self.packs[ids]


def _narrows(scope: Scope, name: str) -> bool:
    return bool(getattr(scope, name) != Scope.model_fields[name].default)


def _never(_: _Sums) -> bool:
    return False


def _clears(rule: Rule, pack: CompiledPack) -> Clears:
    """Return the sums that clear a rule; those that never do where it asks for more."""
    check = rule.check
    if isinstance(check, HistoryCheck):
        return _within_state_caps if check.by_state else _clears_count(check, pack)
    if not isinstance(check, MetadataCheck):
        return _never
    if check.by_state == "hours" and check.fact == "local_start_time":
        return _within_state_hours
    if check.by_state == "days":
        return _never if pack.policy.setting(BLOCKED) else _on_a_free_day
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
    return local_span(sums.at + timedelta(seconds=lasted_s), sums.place.zones).within(first, last)


def _within_state_hours(sums: _Sums) -> bool:
    return sums.place.hours is not None and sums.start.within(*sums.place.hours)


def _on_a_free_day(sums: _Sums) -> bool:
    return not sums.place.has_days


def _clears_count(check: HistoryCheck, pack: CompiledPack) -> Clears:
    most, least = pack.value(check.at_most), pack.value(check.at_least)
    days = int(pack.value(check.window_days))
    if check.count == "calls_placed" and least is None and most is not None:
        return lambda sums: _reaches_back(sums, days) and _placed(sums, days) < int(most)
    if check.count == "days_since_conversation" and most is None and least is not None:
        return lambda sums: _reaches_back(sums, days) and not _talked(sums, int(least))
    return _never


def _within_state_caps(sums: _Sums) -> bool:
    caps = sums.place.caps
    return caps is not None and all(
        _reaches_back(sums, cap.days)
        and (not cap.of_person or sums.call.history.others_complete)
        and _placed(sums, cap.days, others=cap.of_person) < cap.calls
        for cap in caps
    )


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
