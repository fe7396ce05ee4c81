"""The first lawful minute for the next call of a case, as its rules have it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from callaudit.calllog import windows
from callaudit.calllog.cases import MOST_ATTEMPTS
from callaudit.calllog.next_call import DialLimits, earliest_next_call
from callaudit.calllog.places import states_of
from callaudit.core.attempts import CallHistory
from callaudit.core.call import Call
from callaudit.core.case import CaseState, FactKind, NextCall
from callaudit.core.conversation import Conversation
from callaudit.core.finding import Finding, Verdict
from callaudit.core.metadata import CallMetadata, CallResult, CallType, Contact, Direction
from callaudit.engine import CompiledPack
from callaudit.engine.scope import applies
from callaudit.engine.sieve import Sieve
from callaudit.rulespec.checks import HistoryCheck, MetadataCheck
from callaudit.rulespec.rule import Rule

MOST_STEPS = 90
"""Days and half hours that are tried for one that a state allows; its longest span is 30 days."""

_NEVER = {
    CaseState.BANKRUPT: "a bankruptcy is known: no call to collect is lawful",
    CaseState.REPRESENTED: "the consumer has an attorney: call the attorney",
    CaseState.STOPPED: "the consumer asked for no more calls",
    CaseState.WRONG_NUMBER: "the number is not the consumer's",
}


@dataclass(frozen=True)
class CaseEnd:
    """How a case stands after its last call; `zones` are those the consumer may be in."""

    last: CallMetadata
    history: CallHistory
    zones: tuple[str, ...]
    as_of: datetime | None
    state: CaseState


def next_call(pack: CompiledPack, end: CaseEnd) -> NextCall:
    """Return the first minute after the log's end at which a call breaks no rule on time.

    Hours and counts of the federal rules are those of the policy; those of a state, blocked days,
    and hours in which the consumer wants no calls, are asked of their rules for the minute found,
    until they allow it. A call is taken to be answered. Where the facts of the case forbid any, or
    no zone is known, there is none.
    """
    if end.state in _NEVER:
        return _none(_NEVER[end.state])
    if end.as_of is None:
        return _none("no call of the case has a time")
    if not end.zones:
        return _none("the consumer's time zone is not known")
    recent = end.history.model_copy(update={"attempts": end.history.attempts[-MOST_ATTEMPTS:]})
    asked = _asked(pack)
    limits = asked.limits(_call(end, end.as_of, recent))
    after, why = end.as_of, ""
    for _ in range(MOST_STEPS):
        moment = earliest_next_call(recent, after=after, zones=end.zones, limits=limits)
        if moment is None:
            return _none("no minute is lawful in every zone the consumer may be in")
        wrong = asked.broken(_call(end, moment, recent))
        if wrong is None:
            return _found(moment, why or _because(recent, end, limits), end)
        after = _past(moment, asked.rules[wrong.rule_id], end, pack)
        why = f"not before: {wrong.because}"
    return _none(f"no day is free: {why}")


class _Asked:
    """The rules of a pack that bound the next call: some set limits, others are asked each time."""

    def __init__(self, pack: CompiledPack) -> None:
        self._pack = pack
        self._on_time = [r for r in pack.rules if isinstance(r.check, HistoryCheck | MetadataCheck)]
        self._limits: dict[tuple[str, ...], DialLimits] = {}
        asked = tuple(rule for rule in pack.rules if _is_by_state(rule) or _is_of_hours(rule))
        self.rules = {rule.id: rule for rule in asked}
        self._sieve = Sieve(replace(pack, rules=tuple(sorted(asked, key=lambda rule: rule.id))))

    def limits(self, call: Call) -> DialLimits:
        """Return the bounds that the rules in force set for calls of this case."""
        policy, table = self._pack.policy, self._pack.jurisdictions
        fitting = [r for r in self._on_time if applies(r.scope, call, policy, table).yes]
        ids = tuple(rule.id for rule in fitting)
        if ids not in self._limits:
            self._limits[ids] = _limits(self._pack, fitting)
        return self._limits[ids]

    def broken(self, call: Call) -> Finding | None:
        """Return what a state, or the consumer, says against a call at that moment."""
        findings = self._sieve.findings(call)
        return next((one for one in findings if one.verdict is Verdict.BROKEN), None)


@lru_cache(maxsize=8)
def _asked(pack: CompiledPack) -> _Asked:
    return _Asked(pack)


def westernmost(zones: tuple[str, ...], at: datetime) -> str:
    """Return the zone whose clock is furthest behind."""
    return min(zones, key=lambda zone: (at.astimezone(ZoneInfo(zone)).utcoffset(), zone))


def _none(because: str) -> NextCall:
    return NextCall(at_utc=None, local="", zone="", because=because)


def _found(moment: datetime, because: str, end: CaseEnd) -> NextCall:
    zone = westernmost(end.zones, moment)
    local = moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
    if end.state is CaseState.DISPUTED:
        because = f"{because}; the debt is disputed: after a dispute in writing, verify first"
    return NextCall(at_utc=moment, local=local, zone=zone, because=because)


def _because(history: CallHistory, end: CaseEnd, limits: DialLimits) -> str:
    assert end.as_of is not None  # noqa: S101  asked before
    at = end.as_of + timedelta(minutes=1)
    zone = westernmost(end.zones, at)
    talk = windows.last_conversation(history, before=at)
    if windows.under_consent(history, at=at, zone=zone):
        return "the consumer agreed to a call"
    if talk is not None and limits.is_quiet(history, at=at, zone=zone):
        day = talk.at.astimezone(ZoneInfo(zone)).date()
        return f"after the {limits.quiet_days} days from the conversation of {day}"
    if limits.is_full(history, at=at, zone=zone):
        return f"when fewer than {limits.most_in_week} calls were placed in seven days"
    return f"within {limits.start:%H:%M} to {limits.end:%H:%M} in {', '.join(end.zones)}"


def _call(end: CaseEnd, at: datetime, history: CallHistory) -> Call:
    """Return the next call as the rules would see it, answered and without a word."""
    update = {"start": at, "direction": Direction.OUTBOUND, "result": CallResult.ANSWERED}
    metadata = end.last.model_copy(update={**update, "history": None})
    return Call.of_checked(
        {
            "metadata": metadata,
            "conversation": _WORDLESS,
            "call_type": CallType.SECOND_ATTEMPT,
            "contact": Contact.CONSUMER,
            "history": history,
        }
    )


_WORDLESS = Conversation(call_id="")


def _limits(pack: CompiledPack, rules: Iterable[Rule]) -> DialLimits:
    limits = DialLimits(most_in_week=None, quiet_days=None)
    for rule in rules:
        check = rule.check
        if isinstance(check, HistoryCheck) and check.by_state is None:
            if check.count == "calls_placed" and check.at_most is not None:
                most = int(pack.value(check.at_most))
                limits = limits.model_copy(update={"most_in_week": most})
            if check.count == "days_since_conversation" and check.at_least is not None:
                least = int(pack.value(check.at_least))
                limits = limits.model_copy(update={"quiet_days": least})
        elif isinstance(check, MetadataCheck) and check.fact == "local_start_time":
            if check.between is None or check.by_state is not None:
                continue
            first, last = _minutes(check, pack)
            hours = {"start": max(limits.start, first), "end": min(limits.end, last)}
            limits = limits.model_copy(update=hours)
    return limits


def _minutes(check: MetadataCheck, pack: CompiledPack) -> tuple[time, time]:
    """Return the first and the last whole minute within a check's bounds."""
    assert check.between is not None  # noqa: S101  asked before
    first, last = (time.fromisoformat(str(pack.value(bound))) for bound in check.between)
    if pack.value(check.boundary) == "exclusive":
        day = datetime(2000, 1, 1)
        first = (datetime.combine(day, first) + timedelta(minutes=1)).time()
        last = (datetime.combine(day, last) - timedelta(minutes=1)).time()
    return first, last


def _is_by_state(rule: Rule) -> bool:
    check = rule.check
    return isinstance(check, HistoryCheck | MetadataCheck) and check.by_state is not None


def _is_of_hours(rule: Rule) -> bool:
    return isinstance(rule.check, MetadataCheck) and rule.check.fact == "unwanted_hours"


def _past(moment: datetime, wrong: Rule, end: CaseEnd, pack: CompiledPack) -> datetime:
    """Return the last moment for which the same rule would say the same.

    Counts and days hold until a midnight, hours that the consumer named until their end, those of
    a state until its day begins.
    """
    check = wrong.check
    if _is_of_hours(wrong):
        return _unwanted_until(moment, end) - timedelta(minutes=1)
    openings = {time(0)}
    if isinstance(check, MetadataCheck) and check.fact == "local_start_time":
        rows = pack.jurisdictions.of("hours", states_of(end.last))
        openings |= {time.fromisoformat(row.value.start) for row in rows}
    return min(_next(openings, moment, end.zones)) - timedelta(minutes=1)


def _next(clocks: Iterable[time], moment: datetime, zones: Iterable[str]) -> Iterator[datetime]:
    """Yield when the clocks of some zones show certain times next, in UTC."""
    for zone in zones:
        local = moment.astimezone(ZoneInfo(zone))
        for clock in clocks:
            day = local.date() + timedelta(days=local.time() >= clock)
            yield datetime.combine(day, clock, tzinfo=local.tzinfo).astimezone(UTC)


def _unwanted_until(moment: datetime, end: CaseEnd) -> datetime:
    """Return when the hours that the consumer wants no call in, in any zone, are over."""
    clocks = [moment.astimezone(ZoneInfo(zone)) for zone in end.zones]
    unwanted = [
        hours
        for fact in end.history.facts
        if fact.kind is FactKind.INCONVENIENT
        for hours in fact.hours
    ]
    over = [h.over_at(local) for local in clocks for h in unwanted if h.holds(local)]
    return min(over, default=moment + timedelta(minutes=30)).astimezone(UTC)
