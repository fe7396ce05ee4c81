"""One case summed up: its calls, its state, what nobody followed up, and when to call next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from callaudit.calllog import windows
from callaudit.calllog.cases import CaseKey
from callaudit.calllog.places import zones_of
from callaudit.core.attempts import Attempt, CallHistory
from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseAudit, CaseCall, CaseFact, CaseState, FactKind
from callaudit.core.finding import Finding, Verdict
from callaudit.core.ids import digest_parts
from callaudit.core.metadata import CallMetadata, CallResult, Direction
from callaudit.engine import CompiledPack
from callaudit.engine.evaluate import finding_of
from callaudit.engine.followups import CaseView, follow_ups
from callaudit.engine.scope import applies
from callaudit.pipeline.case_next import CaseEnd, next_call, westernmost
from callaudit.pipeline.case_tools import CaseTools
from callaudit.rulespec.checks import FollowUp

_STATES = (
    (FactKind.BANKRUPTCY, CaseState.BANKRUPT),
    (FactKind.ATTORNEY, CaseState.REPRESENTED),
    (FactKind.STOP_CALLS, CaseState.STOPPED),
    (FactKind.CEASE, CaseState.STOPPED),
    (FactKind.WRONG_NUMBER, CaseState.WRONG_NUMBER),
    (FactKind.DISPUTE, CaseState.DISPUTED),
)
"""What a fact makes of a case, the weightiest first."""

LONG_KNOWN = timedelta(days=30)
"""A log that reaches back so far before the first call of a case knows its beginning."""

_SOMEWHERE = "America/New_York"
"""Days of a case whose consumer's zone is not known are those of most of the country."""


@dataclass(frozen=True)
class CaseParts:
    """What a case is summed up from; `rows` and `attempts` in order of time.

    `standing` are the facts that still bind, `facts` all there were. `as_of` is the last moment
    of the batch; `logged` tells whether a log covers it, `since` from which day on no call of this
    case can be missing, None where one may be. `others` are recent calls about their other debts.
    """

    key: CaseKey
    rows: tuple[CallMetadata, ...]
    audits: dict[str, CallAudit]
    attempts: tuple[Attempt, ...]
    facts: tuple[CaseFact, ...]
    standing: tuple[CaseFact, ...]
    as_of: datetime | None
    logged: bool
    since: date | None
    others: tuple[Attempt, ...] = ()


def sum_up(parts: CaseParts, tools: CaseTools) -> CaseAudit:
    """Return what the calls of a case come to."""
    last = parts.rows[-1]
    pack = tools.pack_for(last)
    zones = _zones(parts)
    zone = westernmost(zones, parts.as_of) if zones and parts.as_of else _SOMEWHERE
    history = CallHistory.model_construct(
        attempts=parts.attempts, complete_since=None, facts=parts.standing, others=parts.others
    )
    calls = tuple(_calls(parts, {a.call_id for a in windows.counted(history, zone=zone)}))
    listed = [attempt for attempt in parts.attempts if attempt.call_id is None]
    state = _state(parts, zone)
    people = [row.consumer for row in reversed(parts.rows)]
    return CaseAudit(
        case_id=digest_parts(*parts.key).removeprefix("sha256:")[:12],
        consumer_id=next((one.id for one in people if one.id), None),
        consumer_name=next((one.name for one in people if one.name), None),
        debt_id=parts.key[1] or None,
        party=last.collector_party or pack.policy.assume_party,
        as_of=parts.as_of,
        calls=calls,
        facts=parts.facts,
        attempts=sum(call.outbound for call in calls) + sum(a.outbound for a in listed),
        attempts_in_7=_in_seven_days(history, parts.as_of, zone),
        conversations=sum(call.conversation for call in calls)
        + sum(a.conversation for a in listed),
        state=state,
        next_call=next_call(pack, CaseEnd(last, history, zones, parts.as_of, state)),
        findings=tuple(_follow_ups(parts, pack, calls, zone)),
    )


def _zones(parts: CaseParts) -> tuple[str, ...]:
    """Return the zones that the latest call with any tells."""
    for row in reversed(parts.rows):
        zones = {source.tz for source in zones_of(row).sources}
        if zones:
            return tuple(sorted(zones))
    return ()


def _calls(parts: CaseParts, counted: set[str | None]) -> Iterator[CaseCall]:
    by_id = {attempt.call_id: attempt for attempt in parts.attempts}
    for row in parts.rows:
        attempt, audit = by_id.get(row.call_id), parts.audits.get(row.call_id)
        findings = audit.findings if audit else ()
        yield CaseCall(
            call_id=row.call_id,
            at=row.start,
            result=attempt.result if attempt else row.result.value,
            outbound=row.direction is Direction.OUTBOUND,
            conversation=attempt.conversation if attempt else row.result is CallResult.ANSWERED,
            counts=row.call_id in counted,
            broken=tuple(f.rule_id for f in findings if f.verdict is Verdict.BROKEN),
        )


def _in_seven_days(history: CallHistory, as_of: datetime | None, zone: str) -> int:
    if as_of is None:
        return 0
    # The moment after the last call, so that this one is among them.
    return windows.calls_placed(history, at=as_of + timedelta(microseconds=1), zone=zone)


def _state(parts: CaseParts, zone: str) -> CaseState:
    line = parts.rows[-1].phone
    kinds = {
        fact.kind
        for fact in parts.standing
        if fact.kind is not FactKind.WRONG_NUMBER or fact.phone in (None, line)
    }
    state = next((state for kind, state in _STATES if kind in kinds), None)
    stopped = {fact.phone for fact in parts.standing if fact.kind is FactKind.STOP_NUMBER}
    if state is None and stopped and {row.phone for row in parts.rows} <= stopped:
        return CaseState.STOPPED
    promise = next((f for f in parts.standing if f.kind is FactKind.PROMISE), None)
    if state is not None or promise is None or promise.due is None or parts.as_of is None:
        return state or CaseState.OPEN
    open_still = parts.as_of.astimezone(ZoneInfo(zone)).date() <= promise.due
    return CaseState.PROMISE if open_still else CaseState.OPEN


def _follow_ups(
    parts: CaseParts, pack: CompiledPack, calls: tuple[CaseCall, ...], zone: str
) -> Iterator[Finding]:
    """Yield what the rules of kind `followup` find broken, or cannot judge."""
    paid = [row.flags.last_payment_date for row in parts.rows if row.flags.last_payment_date]
    timed = tuple(call for call in calls if call.at is not None)
    for rule in sorted(pack.rules, key=lambda rule: rule.id):
        if not isinstance(rule.check, FollowUp):
            continue
        for call_id, outcome in follow_ups(
            pack,
            rule.check,
            CaseView(
                calls=timed,
                facts=parts.facts,
                party=parts.rows[-1].collector_party or pack.policy.assume_party,
                zone=zone,
                until=parts.as_of if parts.logged else None,
                whole=parts.since is not None,
                paid_on=max(paid, default=None),
                begun_before=_begun_before(parts),
            ),
        ):
            audit = parts.audits.get(call_id)
            if audit is None or audit.call is None or outcome.verdict not in TOLD:
                continue
            if applies(rule.scope, audit.call, pack.policy, pack.jurisdictions).yes:
                yield finding_of(pack, rule, audit.call, outcome)


def _begun_before(parts: CaseParts) -> bool | None:
    """Tell whether a case had calls before the first one known, None where nobody can tell.

    The log counts attempts, or it begins so long before that an earlier call would have been one
    of another time.
    """
    first = next((row for row in parts.rows if row.start is not None), None)
    if parts.attempts and parts.attempts[0].call_id is None:
        return True
    if first is None or first.start is None or first.attempt_number is not None:
        return first is not None and (first.attempt_number or 1) > 1
    known_for = first.start.date() - parts.since if parts.since else timedelta(0)
    return False if known_for >= LONG_KNOWN else None


TOLD = frozenset({Verdict.BROKEN, Verdict.UNDETERMINED})
"""Verdicts on a case that are told of."""
