from datetime import date, datetime, timedelta

import pytest

from callaudit.calllog.windows import (
    ALL_EARLIER,
    CaseIndex,
    calls_placed,
    days_since_conversation,
    history_of,
    in_quiet_days,
    last_conversation,
    under_consent,
)
from callaudit.core.attempts import Attempt, CallHistory, HistoryEntry
from callaudit.core.metadata import CallMetadata, CallResult, Consumer, Direction

EAST = "America/New_York"


def at(text: str) -> datetime:
    """A moment of November 2025 in Eastern time: "3 10:00" is Monday the 3rd."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2025-11-{int(day):02d}T{clock}:00-05:00")


def attempt(text: str, result: str = "no_answer", **more: object) -> Attempt:
    values = {
        "at": at(text),
        "result": result,
        "conversation": result == "answered",
        "connected": result not in {"busy", "out_of_service"},
    }
    return Attempt.model_validate(values | more)


def history(*attempts: Attempt) -> CallHistory:
    return CallHistory(attempts=attempts, complete_since=ALL_EARLIER)


def row(call_id: str, text: str | None, **more: object) -> CallMetadata:
    values: dict[str, object] = {
        "call_id": call_id,
        "start": at(text) if text else None,
        "result": CallResult.NO_ANSWER,
        "consumer": Consumer(id="p1"),
        "debt_id": "d1",
    }
    return CallMetadata.model_validate(values | more)


def test_seven_calls_in_seven_days_are_placed_before_the_eighth() -> None:
    calls = history(*(attempt(f"{day} 10:00") for day in range(3, 10)))
    assert calls_placed(calls, at=at("9 15:00"), zone=EAST) == 7
    assert calls_placed(calls, at=at("10 10:00"), zone=EAST) == 6


def test_two_of_eight_that_were_busy_do_not_count() -> None:
    ringing = [attempt(f"{day} 10:00") for day in range(3, 9)]
    calls = history(*ringing, attempt("8 11:00", "busy"), attempt("8 12:00", "out_of_service"))
    assert calls_placed(calls, at=at("9 10:00"), zone=EAST) == 6


def test_voicemail_and_unanswered_ringing_count_and_the_consumers_calls_do_not() -> None:
    calls = history(
        attempt("3 10:00", "voicemail"),
        attempt("4 10:00", "no_answer"),
        attempt("5 10:00", "answered", outbound=False),
    )
    assert calls_placed(calls, at=at("6 10:00"), zone=EAST) == 2


def test_the_week_is_counted_in_the_consumers_days() -> None:
    late = history(attempt("3 00:30"))
    assert calls_placed(late, at=at("9 10:00"), zone=EAST) == 1
    # Half past midnight in the East is still Sunday the 2nd in the West.
    assert calls_placed(late, at=at("9 10:00"), zone="America/Los_Angeles") == 0


def test_a_call_at_the_same_moment_or_later_is_not_earlier() -> None:
    calls = history(attempt("3 10:00"), attempt("3 10:01"))
    assert calls_placed(calls, at=at("3 10:00"), zone=EAST) == 0


@pytest.mark.parametrize(
    ("moment", "days", "quiet"),
    [
        ("3 17:00", 0, True),
        ("9 20:59", 6, True),
        ("10 08:00", 7, False),
    ],
)
def test_talk_on_monday_the_third_leaves_monday_the_tenth_free(
    moment: str, days: int, quiet: bool
) -> None:
    calls = history(attempt("3 10:00", "answered"))
    assert days_since_conversation(calls, at=at(moment), zone=EAST) == days
    assert in_quiet_days(calls, at=at(moment), zone=EAST) is quiet


def test_a_conversation_counts_whoever_dialled() -> None:
    talk = attempt("3 10:00", "answered", outbound=False)
    calls = history(talk, attempt("4 10:00", "voicemail"))
    assert last_conversation(calls, before=at("5 10:00")) == talk
    assert in_quiet_days(calls, at=at("5 10:00"), zone=EAST)


def test_without_a_conversation_nothing_is_quiet() -> None:
    calls = history(attempt("3 10:00", "voicemail"))
    assert days_since_conversation(calls, at=at("4 10:00"), zone=EAST) is None
    assert not in_quiet_days(calls, at=at("4 10:00"), zone=EAST)


def test_calls_under_consent_do_not_count_until_it_ends_by_its_terms() -> None:
    talk = attempt("3 10:00", "answered", consent_until=date(2025, 11, 5))
    calls = history(talk, attempt("4 10:00"), attempt("5 10:00"), attempt("6 10:00"))
    assert calls_placed(calls, at=at("7 10:00"), zone=EAST) == 2
    assert under_consent(calls, at=at("5 20:00"), zone=EAST)
    assert not under_consent(calls, at=at("6 10:00"), zone=EAST)


def test_consent_reaches_seven_days_at_most() -> None:
    calls = history(attempt("3 10:00", "answered", consent_until=date(2025, 12, 31)))
    assert under_consent(calls, at=at("9 10:00"), zone=EAST)
    assert not under_consent(calls, at=at("10 10:00"), zone=EAST)


def test_the_next_conversation_ends_consent() -> None:
    given = attempt("3 10:00", "answered", consent_until=date(2025, 11, 9))
    calls = history(given, attempt("5 10:00", "answered"), attempt("6 10:00"))
    assert not under_consent(calls, at=at("6 10:00"), zone=EAST)
    # The talk on the 5th was itself placed under consent; the call on the 6th was not.
    assert calls_placed(calls, at=at("7 10:00"), zone=EAST) == 2


def test_an_unanswered_call_may_say_itself_that_it_was_under_consent() -> None:
    calls = history(attempt("4 10:00", consent_until=date(2025, 11, 6)))
    assert calls_placed(calls, at=at("5 10:00"), zone=EAST) == 0


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
    )


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
