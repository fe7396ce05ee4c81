from datetime import date

import pytest

from callaudit.calllog.windows import (
    calls_placed,
    days_since_conversation,
    in_quiet_days,
    last_conversation,
    under_consent,
)
from tests.unit.calllog.november import at, attempt, history

EAST = "America/New_York"


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
