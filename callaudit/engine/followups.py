"""Whether calls of a case were followed up in time: rules of kind `followup`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from callaudit.calllog import workdays
from callaudit.core.case import CaseCall, CaseFact, FactKind
from callaudit.core.finding import Confidence, Evidence, Verdict
from callaudit.core.ids import CallId
from callaudit.core.metadata import CallResult, CollectorParty
from callaudit.engine.compile import CompiledPack
from callaudit.engine.outcome import Outcome, met, not_applicable, undetermined
from callaudit.rulespec.checks import FollowUp

CLOSES = frozenset(
    {
        FactKind.STOP_CALLS,
        FactKind.STOP_NUMBER,
        FactKind.CEASE,
        FactKind.ATTORNEY,
        FactKind.DISPUTE,
        FactKind.BANKRUPTCY,
        FactKind.WRONG_NUMBER,
        FactKind.PAYMENT_SENT,
    }
)
"""Facts after which no further call is asked for."""

_AGREED_OTHERWISE = frozenset({FactKind.PROMISE, FactKind.CONSENT})
"""Facts of a conversation that set another day for the next call."""

_BY_MAIL = frozenset({"check", "cashier's check", "money order"})


@dataclass(frozen=True)
class CaseView:
    """A case as follow-up rules see it: its calls with a time, oldest first, and its facts.

    `until` is the last moment that a log covers, None without a log; `whole` tells whether no
    call of the case can be missing. `paid_on` is the last payment that the ledger knows;
    `begun_before` tells whether there were calls before the first of these, None where the log
    begins too late to know.
    """

    calls: tuple[CaseCall, ...]
    facts: tuple[CaseFact, ...]
    party: CollectorParty
    zone: str
    until: datetime | None
    whole: bool
    paid_on: date | None = None
    begun_before: bool | None = False

    def day(self, moment: datetime) -> date:
        """Return the consumer's day of a moment."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def after(self, call: CaseCall) -> tuple[CaseCall, ...]:
        """Return the calls behind one."""
        return self.calls[self.calls.index(call) + 1 :]


@dataclass(frozen=True)
class _Ask:
    """A call that asks for another one, the day to count from, and the words that fixed it.

    `sure` False where an earlier call, of which nobody knows, may have asked for it before.
    """

    call: CaseCall
    day: date
    told: str
    fact: CaseFact | None = None
    sure: bool = True


@dataclass(frozen=True)
class _Due:
    """The days within which a contact is due."""

    first: date
    last: date


def follow_ups(
    pack: CompiledPack, check: FollowUp, view: CaseView
) -> Iterator[tuple[CallId, Outcome]]:
    """Yield, for each call of a case that asks to be followed up, whether it was.

    A follow-up whose time is not over when the log ends is not missing; where a call may be
    missing from the log, none is missing for sure.
    """
    for ask in _ASKS[check.after](view):
        outcome = _judge(ask, _due(pack, check, ask, view), check, view)
        if outcome.verdict is Verdict.BROKEN and not ask.sure:
            told = "the log begins too late to know whether this was the first message"
            outcome = undetermined(f"{outcome.because}, but {told}")
        yield ask.call.call_id, outcome


def _judge(ask: _Ask, due: _Due, check: FollowUp, view: CaseView) -> Outcome:
    if reason := _excuse(ask, due, view):
        return not_applicable(reason)
    later = [(view.day(c.at), c) for c in view.after(ask.call) if c.at is not None]
    if early := _too_early(ask, due, later, check, view):
        return early
    if any(due.first <= day <= due.last for day, _ in later):
        return met(f"A contact followed {ask.told} in time")
    if any(day < due.first and (c.conversation or not c.outbound) for day, c in later):
        return not_applicable(f"The two spoke again before the time after {ask.told} was over")
    if view.until is None:
        return not_applicable(f"No log tells what followed {ask.told}")
    if not view.whole:
        return undetermined(f"Nothing follows {ask.told}, but a call may be missing from the log")
    late = next((c for day, c in later if day > due.last), None)
    if late is not None:
        return _late(ask, due, late, check, view)
    if view.day(view.until) <= due.last:
        return not_applicable(f"The time after {ask.told} is not over when the log ends")
    return _never(ask, due)


def _never(ask: _Ask, due: _Due) -> Outcome:
    because = f"No contact followed {ask.told} by {due.last}"
    if ask.fact is None:
        return Outcome(Verdict.BROKEN, because)
    unless = "not a fault only if the money came by then"
    return Outcome(
        Verdict.BROKEN,
        f"{because}: {unless}",
        evidence=_proof(ask),
        confidence=Confidence.CONDITIONAL,
    )


def _late(ask: _Ask, due: _Due, late: CaseCall, check: FollowUp, view: CaseView) -> Outcome:
    assert late.at is not None  # noqa: S101  only calls with a time are looked at
    told = f"{view.day(late.at)} (call {late.call_id})"
    if check.tells == "none":
        return met(f"A contact followed {ask.told}, on {told}")
    because = f"The next contact after {ask.told} came on {told}; it was due by {due.last}"
    return Outcome(Verdict.BROKEN, because, evidence=_proof(ask))


def _too_early(
    ask: _Ask, due: _Due, later: list[tuple[date, CaseCall]], check: FollowUp, view: CaseView
) -> Outcome | None:
    """Return a fault where the collector did not wait; for agencies Regulation F says so."""
    if check.tells == "none" or view.party is not CollectorParty.FIRST:
        return None
    for day, call in later:
        if day >= due.first:
            return None
        if not call.outbound:  # the consumer called: what was said then counts from then on
            return None
        if call.counts:
            told = f"{day} (call {call.call_id})"
            because = f"Called again on {told} after {ask.told}; it was due from {due.first}"
            return Outcome(Verdict.BROKEN, because, evidence=_proof(ask))
    return None


def _excuse(ask: _Ask, due: _Due, view: CaseView) -> str:
    for fact in view.facts:
        if fact.kind is FactKind.PAYMENT_SENT and ask.call.at and fact.at < ask.call.at:
            continue  # what was sent before did not settle it
        if fact.kind in CLOSES and view.day(fact.at) <= due.last:
            named = fact.kind.value.replace("_", " ")
            return f"Nothing is to follow {ask.told}: {named} on {view.day(fact.at)}"
    if ask.fact is not None and view.paid_on is not None:
        assert ask.call.at is not None  # noqa: S101  a promise has a time
        if view.paid_on >= view.day(ask.call.at):
            return f"The ledger has a payment on {view.paid_on}"
    return ""


def _due(pack: CompiledPack, check: FollowUp, ask: _Ask, view: CaseView) -> _Due:
    least, most = int(pack.value(check.at_least)), int(pack.value(check.at_most))
    mailed = ask.fact is not None and ask.fact.method in _BY_MAIL
    if mailed and check.at_most_by_mail is not None:
        most = max(most, int(pack.value(check.at_most_by_mail)))
    first, last = _later(ask.day, least, check.days), _later(ask.day, most, check.days)
    if check.days == "weekdays":  # nobody has to call on a Sunday on which payment was promised
        last = workdays.workday_from(last)
    if check.at_least_third is None or view.party is not CollectorParty.THIRD:
        return _Due(first, max(first, last))
    assert ask.call.at is not None  # noqa: S101  only calls with a time ask
    quiet = view.day(ask.call.at) + timedelta(days=int(pack.value(check.at_least_third)))
    # A promised day may lie in the days an agency has to wait; then its call may come after.
    return _Due(first if ask.fact else max(first, quiet), max(first, last, quiet))


def _later(day: date, number: int, sort: str) -> date:
    """Return the day so many days later."""
    return (
        day + timedelta(days=number) if sort == "calendar" else workdays.workdays_after(day, number)
    )


def _first_message(view: CaseView) -> Iterator[_Ask]:
    first = next(iter(view.calls), None)
    if first is None or first.at is None or view.begun_before or not first.outbound:
        return
    if first.result == CallResult.VOICEMAIL.value and not first.conversation:
        day = view.day(first.at)
        yield _Ask(first, day, f"the first message of {day}", sure=view.begun_before is False)


def _conversations(view: CaseView) -> Iterator[_Ask]:
    settled = {fact.call_id for fact in view.facts if fact.kind in _AGREED_OTHERWISE}
    for call in view.calls:
        if call.conversation and call.at is not None and call.call_id not in settled:
            day = view.day(call.at)
            yield _Ask(call, day, f"the conversation of {day}")


def _promises(view: CaseView) -> Iterator[_Ask]:
    """Yield each promise that no later call replaced before its day."""
    by_id = {call.call_id: call for call in view.calls}
    promises = [f for f in view.facts if f.kind is FactKind.PROMISE and f.due is not None]
    for number, fact in enumerate(promises):
        call = by_id.get(fact.call_id)
        if call is None or fact.due is None:
            continue
        later = (one for one in promises[number + 1 :] if one.call_id != fact.call_id)
        if any(view.day(other.at) <= fact.due for other in later):
            continue
        amount = f" of {fact.amount}" if fact.amount is not None else ""
        yield _Ask(call, fact.due, f"the promise{amount} for {fact.due}", fact)


_ASKS: dict[str, Callable[[CaseView], Iterator[_Ask]]] = {
    "voicemail": _first_message,
    "conversation": _conversations,
    "promise": _promises,
}


def _proof(ask: _Ask) -> tuple[Evidence, ...]:
    if ask.fact is None or ask.fact.evidence is None:
        return ()
    return (ask.fact.evidence.model_copy(update={"call_id": None}),)
