"""Which calls belong together, and the history that each gets."""

from datetime import date, timedelta

import pytest

from callaudit.calllog.cases import ALL_EARLIER, MOST_ATTEMPTS, CaseIndex, history_of
from callaudit.core.attempts import Attempt, CallHistory, HistoryEntry
from callaudit.core.metadata import CallMetadata, CallResult, Consumer, Direction
from tests.unit.calllog.november import at, attempt, history


def row(call_id: str, text: str | None, **more: object) -> CallMetadata:
    values: dict[str, object] = {
        "call_id": call_id,
        "start": at(text) if text else None,
        "result": CallResult.NO_ANSWER,
        "consumer": Consumer(id="p1"),
        "debt_id": "d1",
    }
    return CallMetadata.model_validate(values | more)


def test_the_history_comes_from_the_other_rows_of_the_case() -> None:
    rows = (
        row("late", "9 10:00"),
        row("talk", "4 10:00", result=CallResult.ANSWERED, direction=Direction.INBOUND),
        row("first", "3 10:00", result=CallResult.BUSY, phone="+13125550148"),
        row("other debt", "5 10:00", debt_id="d2"),
        row("other person", "2 10:00", consumer=Consumer(id="p2")),
        row("this", "6 10:00"),
    )
    assert history_of(rows[-1], rows) == CallHistory(
        attempts=(
            Attempt(
                at=at("3 10:00"),
                result="busy",
                conversation=False,
                connected=False,
                phone="+13125550148",
                call_id="first",
            ),
            Attempt(
                at=at("4 10:00"),
                result="answered",
                conversation=True,
                outbound=False,
                call_id="talk",
            ),
        ),
        complete_since=date(2025, 11, 2),
        others=(attempt("5 10:00", call_id="other debt"),),
    )


def test_calls_about_other_debts_go_back_as_far_and_need_an_id() -> None:
    rows = (
        row("long ago", "1 09:00", debt_id="d2", start=at("1 09:00") - timedelta(days=40)),
        row("other debt", "5 10:00", debt_id="d2"),
        row("third debt", "4 10:00", debt_id="d3"),
        row("later", "7 10:00", debt_id="d3"),
        row("this", "6 10:00"),
    )
    found = history_of(rows[-1], rows)
    assert [one.call_id for one in found.others] == ["third debt", "other debt"]
    assert found.others_complete
    by_name = [one.model_copy(update={"consumer": Consumer(name="Bram Teller")}) for one in rows]
    assert history_of(by_name[-1], by_name).others == ()


def test_a_call_about_another_debt_without_a_time_may_be_one_of_them() -> None:
    rows = (row("when?", None, debt_id="d2"), row("this", "6 10:00"))
    found = history_of(rows[-1], rows)
    assert (found.complete_since, found.others_complete) == (at("6 10:00").date(), False)


def test_two_numbers_of_one_person_are_one_case() -> None:
    rows = (row("a", "3 10:00", phone="+13125550148"), row("b", "4 10:00", phone="+13125550149"))
    assert len(history_of(rows[1], CaseIndex(rows)).attempts) == 1


def test_without_ids_name_and_debt_make_the_case() -> None:
    def known(call_id: str, text: str, name: str | None, invoice: str | None) -> CallMetadata:
        who = Consumer(name=name)
        return row(call_id, text, consumer=who, debt_id=None, invoice_number=invoice, phone="+1312")

    this = known("this", "6 10:00", "Bram Teller", "F-20")
    rows = (
        this,
        known("same", "3 10:00", "bram  teller", "F-20"),
        known("nameless", "4 10:00", None, "F-20"),
        known("other name", "4 11:00", "Ada Teller", "F-20"),
        known("no invoice", "5 10:00", "Bram Teller", None),
    )
    found = history_of(this, rows).attempts
    assert [attempt.call_id for attempt in found] == ["same", "nameless"]


def test_a_row_of_the_case_without_a_time_leaves_the_reach_unknown() -> None:
    rows = (row("this", "6 10:00"), row("when?", None), row("a", "3 10:00"))
    found = history_of(rows[0], rows)
    assert [attempt.call_id for attempt in found.attempts] == ["a"]
    assert found.complete_since is None


def test_a_call_without_a_time_has_no_history() -> None:
    rows = (row("this", None), row("a", "3 10:00"))
    assert history_of(rows[0], rows) == CallHistory()


def test_a_listed_history_goes_before_the_log() -> None:
    entries = (
        HistoryEntry(start=at("5 10:00"), result="voicemail", direction="outbound"),
        HistoryEntry(start=at("4 10:00"), result="conversation", consent_until=date(2025, 11, 6)),
        HistoryEntry(start=at("3 10:00"), result="answered", conversation=False),
        HistoryEntry(start=at("7 10:00"), result="voicemail"),
    )
    rows = (row("this", "6 10:00", history=entries), row("a", "3 10:00"))
    assert history_of(rows[0], rows) == CallHistory(
        attempts=(
            attempt("3 10:00", "answered", conversation=False),
            attempt("4 10:00", "conversation", conversation=True, consent_until=date(2025, 11, 6)),
            attempt("5 10:00", "voicemail"),
        ),
        complete_since=ALL_EARLIER,
    )


def test_an_empty_listed_history_says_that_there_was_none() -> None:
    assert history_of(row("this", "6 10:00", history=()), ()) == history()


@pytest.mark.parametrize(("attempt_number", "since"), [(2, ALL_EARLIER), (4, date(2025, 11, 3))])
def test_a_list_shorter_than_the_attempt_number_reaches_to_its_oldest_call(
    attempt_number: int, since: date
) -> None:
    entries = (HistoryEntry(start=at("3 10:00")),)
    this = row("this", "6 10:00", history=entries, attempt_number=attempt_number)
    assert history_of(this, ()).complete_since == since


def test_ten_thousand_rows_find_their_cases_quickly() -> None:
    rows = [
        row(f"k{number}", "3 10:00", consumer=Consumer(id=f"p{number % 2500}")).model_copy(
            update={"start": at("3 10:00") + timedelta(minutes=number)}
        )
        for number in range(10_000)
    ]
    rows = [one.model_copy(update={"debt_id": f"d-{one.consumer.id}"}) for one in rows]
    index = CaseIndex(rows)
    assert sum(len(history_of(one, index).attempts) for one in rows) == 2500 * (0 + 1 + 2 + 3)


def test_an_invoice_stands_for_its_debt() -> None:
    rows = (
        row("a", "3 10:00", invoice_number="F-20"),
        row("b", "4 10:00", debt_id=None, invoice_number="F-20"),
    )
    assert list(CaseIndex(rows).cases().values()) == [rows]


def test_a_history_reaches_back_forty_days_and_to_the_last_conversation() -> None:
    start = at("3 10:00")
    rows = [
        row("talk", None, result=CallResult.ANSWERED).model_copy(update={"start": start}),
        row("old", None).model_copy(update={"start": start + timedelta(days=2)}),
        row("new", None).model_copy(update={"start": start + timedelta(days=50)}),
        row("this", None).model_copy(update={"start": start + timedelta(days=60)}),
    ]
    found = history_of(rows[-1], rows)
    assert [attempt.call_id for attempt in found.attempts] == ["talk", "new"]
    assert found.complete_since == date(2025, 11, 6)


def test_a_case_of_many_thousand_calls_keeps_its_histories_short() -> None:
    rows = [
        row(f"k{number}", None).model_copy(
            update={"start": at("3 08:00") + timedelta(minutes=number)}
        )
        for number in range(5_000)
    ]
    index = CaseIndex(rows)
    histories = [history_of(one, index) for one in rows]
    assert max(len(history.attempts) for history in histories) == MOST_ATTEMPTS
    assert histories[-1].attempts[-1] is histories[-2].attempts[-1] or (
        histories[-1].attempts[-2] is histories[-2].attempts[-1]
    )
