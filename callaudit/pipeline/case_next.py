"""The first lawful minute for the next call of a case, as its rules have it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callaudit.calllog import windows
from callaudit.calllog.cases import MOST_ATTEMPTS
from callaudit.calllog.next_call import DialLimits, earliest_next_call
from callaudit.core.attempts import CallHistory
from callaudit.core.call import Call
from callaudit.core.case import CaseState, FactKind, NextCall
from callaudit.core.conversation import Conversation
from callaudit.core.finding import Finding, Verdict
from callaudit.core.metadata import CallMetadata, CallResult, CallType, Contact, Direction
from callaudit.engine import CompiledPack, evaluate
from callaudit.engine.scope import applies
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
    until they allow it. A call is taken to be
    answered. Where the facts of the case forbid any, or no zone is known, there is none.
    """
    if end.state in _NEVER:
        return _none(_NEVER[end.state])
    if end.as_of is None:
        return _none("no call of the case has a time")
    if not end.zones:
        return _none("the consumer's time zone is not known")
    recent = end.history.model_copy(update={"attempts": end.history.attempts[-MOST_ATTEMPTS:]})
    limits = _limits(pack, _call(end, end.as_of, recent))
    asked = {rule.id: rule for rule in pack.rules if _is_by_state(rule) or _is_of_hours(rule)}
    after, why = end.as_of, ""
    for _ in range(MOST_STEPS):
        moment = earliest_next_call(recent, after=after, zones=end.zones, limits=limits)
        if moment is None:
            return _none("no minute is lawful in every zone the consumer may be in")
        wrong = _broken(pack, _call(end, moment, recent), asked)
        if wrong is None:
            return _found(moment, why or _because(recent, end, limits), end)
        after, why = _past(moment, asked[wrong.rule_id], end), f"not before: {wrong.because}"
    return _none(f"no day is free: {why}")


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
    return Call(
        metadata=metadata,
        conversation=Conversation(call_id=metadata.call_id),
        call_type=CallType.SECOND_ATTEMPT,
        contact=Contact.CONSUMER,
        history=history,
    )


def _limits(pack: CompiledPack, call: Call) -> DialLimits:
    """Return the bounds that the rules in force set for calls of this case."""
    limits = DialLimits(most_in_week=None, quiet_days=None)
    for rule in _that_apply(pack, call):
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
            first, last = (time.fromisoformat(str(pack.value(b))) for b in check.between)
            hours = {"start": max(limits.start, first), "end": min(limits.end, last)}
            limits = limits.model_copy(update=hours)
    return limits


def _that_apply(pack: CompiledPack, call: Call) -> Iterator[Rule]:
    for rule in pack.rules:
        on_time = isinstance(rule.check, HistoryCheck | MetadataCheck)
        if on_time and applies(rule.scope, call, pack.policy, pack.jurisdictions).yes:
            yield rule


def _is_by_state(rule: Rule) -> bool:
    check = rule.check
    return isinstance(check, HistoryCheck | MetadataCheck) and check.by_state is not None


def _is_of_hours(rule: Rule) -> bool:
    return isinstance(rule.check, MetadataCheck) and rule.check.fact == "unwanted_hours"


def _broken(pack: CompiledPack, call: Call, rules: Collection[str]) -> Finding | None:
    findings = evaluate(pack, call, only=rules)
    return next((one for one in findings if one.verdict is Verdict.BROKEN), None)


def _past(moment: datetime, wrong: Rule, end: CaseEnd) -> datetime:
    """Return the last moment for which the same rule would say the same.

    Counts and days hold until midnight, hours that the consumer named until their end; other
    hours are tried again half an hour later.
    """
    check = wrong.check
    if _is_of_hours(wrong):
        return _unwanted_until(moment, end) - timedelta(minutes=1)
    if isinstance(check, MetadataCheck) and check.fact == "local_start_time":
        return moment + timedelta(minutes=29)
    local = moment.astimezone(ZoneInfo(westernmost(end.zones, moment)))
    midnight = datetime.combine(local.date() + timedelta(days=1), time(0), tzinfo=local.tzinfo)
    return midnight.astimezone(UTC) - timedelta(minutes=1)


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
