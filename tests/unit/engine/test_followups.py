"""Follow-ups that came in time, too early, too late or never, as far as a log can tell."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from callaudit.calllog import workdays
from callaudit.core.case import CaseCall, CaseFact, FactKind
from callaudit.core.finding import Verdict
from callaudit.core.metadata import CollectorParty
from callaudit.engine import CompiledPack
from callaudit.engine.followups import CaseView, follow_ups
from callaudit.rulespec.checks import FollowUp

WEEK = FollowUp(kind="followup", after="conversation", at_least=5, at_most=9)
RETRY = FollowUp(
    kind="followup", after="voicemail", days="weekdays", at_least=2, at_most=4, tells="none"
)
PROMISE = FollowUp(
    kind="followup",
    after="promise",
    days="weekdays",
    at_least_third=7,
    at_most=2,
    at_most_by_mail=5,
)


def at(day: int) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day:02d}T10:00:00-05:00")


def called(day: int, result: str = "no_answer", *, outbound: bool = True) -> CaseCall:
    talk = result == "answered"
    return CaseCall(
        call_id=f"c{day}",
        at=at(day),
        result=result,
        outbound=outbound,
        conversation=talk,
        counts=outbound,
    )


def fact(kind: FactKind, day: int, due: int | None = None, method: str | None = None) -> CaseFact:
    return CaseFact(
        kind=kind,
        at=at(day),
        call_id=f"c{day}",
        source="said",
        due=date(2026, 3, due) if due else None,
        method=method,
    )


def verdicts(
    pack: CompiledPack, check: FollowUp, *calls: CaseCall, **more: Any
) -> dict[str, Verdict]:
    view = CaseView(
        calls=calls,
        facts=(),
        party=CollectorParty.FIRST,
        zone="America/New_York",
        until=at(31),
        whole=True,
    )
    outcomes = follow_ups(pack, check, replace(view, **more))
    return {call_id: outcome.verdict for call_id, outcome in outcomes}


@pytest.mark.parametrize(
    ("second", "verdict"),
    [(7, Verdict.MET), (6, Verdict.BROKEN), (11, Verdict.MET), (12, Verdict.BROKEN)],
)
def test_a_creditor_calls_in_the_week_after_a_conversation(pack, second, verdict) -> None:
    found = verdicts(pack, WEEK, called(2, "answered"), called(second))
    assert found == {"c2": verdict}


def test_who_calls_in_need_not_be_called(pack) -> None:
    found = verdicts(pack, WEEK, called(2, "answered"), called(4, outbound=False))
    assert found == {"c2": Verdict.NOT_APPLICABLE}


def test_a_conversation_with_a_day_agreed_on_is_left_to_that_day(pack) -> None:
    promise = fact(FactKind.PROMISE, 2, due=6)
    assert verdicts(pack, WEEK, called(2, "answered"), facts=(promise,)) == {}


@pytest.mark.parametrize("kind", [FactKind.STOP_CALLS, FactKind.ATTORNEY, FactKind.DISPUTE])
def test_nobody_is_called_again_after_a_stop_an_attorney_or_a_dispute(pack, kind) -> None:
    found = verdicts(pack, WEEK, called(2, "answered"), facts=(fact(kind, 2),))
    assert found == {"c2": Verdict.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("until", "whole", "verdict"),
    [
        (at(31), True, Verdict.BROKEN),
        (at(6), True, Verdict.NOT_APPLICABLE),
        (None, True, Verdict.NOT_APPLICABLE),
        (at(31), False, Verdict.UNDETERMINED),
    ],
)
def test_what_a_log_does_not_cover_is_not_missing(pack, until, whole, verdict) -> None:
    first = called(2, "voicemail")
    assert verdicts(pack, RETRY, first, until=until, whole=whole) == {"c2": verdict}


def test_only_a_first_call_is_a_first_message(pack) -> None:
    assert verdicts(pack, RETRY, called(2), called(3, "voicemail")) == {}


@pytest.mark.parametrize(
    ("method", "party", "second", "verdict"),
    [
        ("card", CollectorParty.FIRST, 6, Verdict.MET),
        ("card", CollectorParty.FIRST, 10, Verdict.MET),
        ("card", CollectorParty.FIRST, 11, Verdict.BROKEN),
        ("card", CollectorParty.FIRST, 5, Verdict.BROKEN),
        ("check", CollectorParty.FIRST, 13, Verdict.MET),
        ("check", CollectorParty.FIRST, 16, Verdict.BROKEN),
        ("card", CollectorParty.THIRD, 10, Verdict.MET),
    ],
)
def test_a_promise_for_friday_the_6th_is_asked_after(pack, method, party, second, verdict) -> None:
    promise = fact(FactKind.PROMISE, 3, due=6, method=method)
    talk, later = called(3, "answered"), called(second)
    found = verdicts(pack, PROMISE, talk, later, facts=(promise,), party=party)
    assert found == {"c3": verdict}


def test_a_payment_in_the_ledger_answers_a_promise(pack) -> None:
    promise = fact(FactKind.PROMISE, 3, due=6)
    found = verdicts(
        pack, PROMISE, called(3, "answered"), facts=(promise,), paid_on=date(2026, 3, 6)
    )
    assert found == {"c3": Verdict.NOT_APPLICABLE}


def test_a_new_promise_before_the_day_takes_the_place_of_the_old_one(pack) -> None:
    promises = (fact(FactKind.PROMISE, 3, due=20), fact(FactKind.PROMISE, 12, due=27))
    calls = (called(3, "answered"), called(12, "answered"), called(27))
    found = verdicts(pack, PROMISE, *calls, facts=promises)
    assert found == {"c12": Verdict.MET}


@pytest.mark.parametrize(
    ("promised", "second", "verdict"),
    [
        (6, 6, Verdict.MET),  # a Friday: on the day
        (6, 10, Verdict.MET),  # the second working day
        (6, 11, Verdict.BROKEN),
        (7, 10, Verdict.MET),  # a Saturday
        (8, 10, Verdict.MET),  # a Sunday
        (8, 11, Verdict.BROKEN),
    ],
)
def test_weekends_are_no_working_days_after_a_promise(pack, promised, second, verdict) -> None:
    said = (fact(FactKind.PROMISE, 3, promised),)
    found = verdicts(pack, PROMISE, called(3, "answered"), called(second), facts=said)
    assert found == {"c3": verdict}


def test_nobody_has_to_call_on_the_sunday_on_which_payment_was_promised(pack) -> None:
    on_the_day = PROMISE.model_copy(update={"at_most": 0})
    said = (fact(FactKind.PROMISE, 3, 8),)
    found = verdicts(pack, on_the_day, called(3, "answered"), called(9), facts=said)
    assert found == {"c3": Verdict.MET}


def test_a_holiday_is_no_working_day() -> None:
    """Labor Day 2026 is September 7; a promise for Friday the 4th is asked after by the 9th."""
    assert workdays.workdays_after(date(2026, 9, 4), 2) == date(2026, 9, 9)


@pytest.mark.parametrize(
    ("begun_before", "found"),
    [(False, {"c2": Verdict.BROKEN}), (None, {"c2": Verdict.UNDETERMINED}), (True, {})],
)
def test_a_log_that_begins_too_late_cannot_tell_the_first_message(
    pack, begun_before, found
) -> None:
    assert verdicts(pack, RETRY, called(2, "voicemail"), begun_before=begun_before) == found
