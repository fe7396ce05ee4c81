"""Days as they are named in calls, decided against the day of the call, Tuesday 22 April 2025."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callaudit.core.entity import EntityKind
from callaudit.text.dates import DateBase, find_dates
from callaudit.text.tokens import tokenise
from tests.unit.text.spoken import entity, ledger, values_of

DATE = EntityKind.DATE

AHEAD = (
    ("I'll pay on the twenty eighth", "2025-04-28", "the twenty eighth"),
    ("I can pay by the fifth", "2025-05-05", "the fifth"),
    ("we will send it april thirtieth", "2025-04-30", "april thirtieth"),
    ("does friday the second of may suit", "2025-05-02", "friday the second of may"),
    ("can you do it this friday", "2025-04-25", "this friday"),
    ("I'll have it Thursday.", "2025-04-24", "Thursday"),
    ("I get paid friday", "2025-04-25", "friday"),
    ("I'll call tomorrow", "2025-04-23", "tomorrow"),
    ("pay half tonight", "2025-04-22", "tonight"),
    ("the day after tomorrow is better", "2025-04-24", "day after tomorrow"),
    ("I'll pay by the end of the month", "2025-04-30", "end of the month"),
    ("by the end of next month", "2025-05-31", "end of next month"),
    ("by the end of the week", "2025-04-25", "end of the week"),
    ("a week from thursday", "2025-05-01", "a week from thursday"),
    ("two weeks from today", "2025-05-06", "two weeks from today"),
    ("I will have it in two weeks", "2025-05-06", "in two weeks"),
    ("in ten days", "2025-05-02", "in ten days"),
    ("I can pay within 10 days", "2025-05-02", "within 10 days"),
    ("in a month", "2025-05-22", "in a month"),
    ("I'll mail it the first of may", "2025-05-01", "the first of may"),
    ("let's say May 5th", "2025-05-05", "May 5th"),
    ("the fifteenth of next month is fine", "2025-05-15", "the fifteenth of next month"),
    ("you will mail it on Friday, May second", "2025-05-02", "Friday, May second"),
    ("by June 3, 2025 at the latest", "2025-06-03", "June 3, 2025"),
    ("by june third twenty twenty five", "2025-06-03", "june third twenty twenty five"),
    ("I'll pay it 5/2.", "2025-05-02", "5/2"),
    ("I'll pay it on five slash two", "2025-05-02", "five slash two"),
    ("friday next week would be better", "2025-05-02", "friday next week"),
    ("can we do the 31st", "2025-05-31", "the 31st"),
    ("I can pay January tenth", "2026-01-10", "January tenth"),
    ("due by the first of the month", "2025-05-01", "the first of the month"),
)

BEHIND = (
    ("that fell due march twenty seventh", "2025-03-27", "march twenty seventh"),
    ("the invoice was due September 15th", "2024-09-15", "September 15th"),
    ("we posted it the twelfth of march", "2025-03-12", "the twelfth of march"),
    ("I mailed it last friday", "2025-04-18", "last friday"),
    ("we spoke on monday", "2025-04-21", "monday"),
    ("I told you thursday", "2025-04-17", "thursday"),
    ("I paid it yesterday", "2025-04-21", "yesterday"),
    ("we sent it on the fifteenth", "2025-04-15", "the fifteenth"),
    ("it was sent ten days ago", "2025-04-12", "ten days ago"),
    ("I paid that a week ago", "2025-04-15", "a week ago"),
    ("it went out on Dec. 12", "2024-12-12", "Dec. 12"),
    ("the invoice is dated 3/28/25", "2025-03-28", "3/28/25"),
    ("it has been open since 03-28-2025", "2025-03-28", "03-28-2025"),
    ("dated 2025-03-28", "2025-03-28", "2025-03-28"),
    ("my date of birth is march third nineteen eighty five", "1985-03-03",
     "march third nineteen eighty five"),
    ("you were supposed to pay on the tenth", "2025-04-10", "the tenth"),
    ("you promised to pay by the 18th", "2025-04-18", "the 18th"),
    ("it was due november third of last year", "2024-11-03", "november third of last year"),
    ("it came due two thursdays after march sixth two thousand twenty five", "2025-03-06",
     "march sixth two thousand twenty five"),
    ("the day before yesterday i sent it", "2025-04-20", "day before yesterday"),
    ("you said payment would be the 14th", "2025-04-14", "the 14th"),
    ("the payment due april third never came", "2025-04-03", "april third"),
)  # fmt: skip

NO_DATE = (
    "that's the second invoice this year",
    "the first invoice was fine",
    "first of all, thank you",
    "for the second time, no",
    "this is the third call",
    "he was the first one to ask",
    "go to the twelfth floor",
    "we are on fifth avenue",
    "it's the fourth quarter",
    "I may be able to pay",
    "you may five times ask",
    "we march on",
    "the march invoice",
    "we open at nine",
    "monday through friday",
    "we're here Monday to Friday",
    "every friday",
    "it's every second Tuesday",
    "the saturday breakfast",
    "we are there 24/7",
    "it's 50/50",
    "take 1/2 of it",
    "since july",
    "in april 2025",
    "in twenty twenty five",
    "february thirtieth",
    "within thirty days after receiving this notice",
    "I need twenty four hours",
    "in thirty minutes",
    "How are you today?",
    "net thirty days",
    "the second is a different order",
    "I asked a second person",
    "it's good friday music",
    "the expiration is 04/27",
)


@pytest.mark.parametrize(("sentence", "value", "quote"), AHEAD + BEHIND)
def test_a_day_is_decided_against_the_call(sentence: str, value: str, quote: str) -> None:
    assert values_of(f"customer: {sentence}") == (entity(sentence, DATE, value, quote),)


@pytest.mark.parametrize("sentence", NO_DATE)
def test_words_that_name_no_day(sentence: str) -> None:
    kinds = {found.kind for found in values_of(f"customer: {sentence}")}
    assert DATE not in kinds


@pytest.mark.parametrize(
    ("sentence", "value", "quote", "note"),
    [
        ("by saturday the twenty fifth", "2025-04-25", "saturday the twenty fifth",
         "2025-04-25 is a Friday, not a Saturday"),
        ("I'll pay next friday", "2025-05-02", "next friday", "or 2025-04-25"),
        ("I'll pay in a couple of weeks", "2025-05-06", "in a couple of weeks", "about"),
        ("by the middle of may", "2025-05-15", "middle of may", "about"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_noted(sentence: str, value: str, quote: str, note: str) -> None:
    assert values_of(f"agent: {sentence}") == (entity(sentence, DATE, value, quote, note=note),)


def test_the_ledgers_due_date_gives_the_year_of_the_day_it_was_due() -> None:
    text = "due June twelfth, and I don't see a payment"
    found = values_of(f"agent: {text}", metadata=ledger(due="2023-06-12"))
    assert found == (entity(text, DATE, "2023-06-12", "June twelfth"),)


def test_a_day_alone_is_the_day_named_before() -> None:
    asked, answered = "So that would be Friday, June thirteenth?", "Yes, the thirteenth."
    assert values_of(f"agent: {asked}", f"customer: {answered}") == (
        entity(asked, DATE, "2025-06-13", "Friday, June thirteenth"),
        entity(answered, DATE, "2025-06-13", "the thirteenth", turn=1),
    )


def test_a_day_in_numerals_alone_counts_only_when_it_was_named_before() -> None:
    asked, answered = "So that would be Friday, June 13.", "Yes, the 13."
    assert values_of(f"agent: {asked}", f"customer: {answered}") == (
        entity(asked, DATE, "2025-06-13", "Friday, June 13"),
        entity(answered, DATE, "2025-06-13", "the 13", turn=1),
    )
    assert values_of(f"customer: {answered}") == ()


@pytest.mark.parametrize(
    ("sentence", "value", "quote"),
    [
        ("it was due april eighteenth", "--04-18", "april eighteenth"),
        ("I'll pay on the twenty eighth", "---28", "the twenty eighth"),
        ("I'll pay on Friday", "friday", "Friday"),
    ],
)
def test_without_the_calls_date_only_what_was_said_is_known(
    sentence: str, value: str, quote: str
) -> None:
    note = "the call's date is unknown"
    found = values_of(f"agent: {sentence}", metadata=ledger(start=None))
    assert found == (entity(sentence, DATE, value, quote, note=note),)


def test_the_local_date_of_the_call_counts() -> None:
    late = datetime.fromisoformat("2025-04-22T23:30:00-05:00")
    text = "I'll do it tomorrow"
    found = values_of(f"customer: {text}", metadata=ledger(start=late))
    assert found == (entity(text, DATE, "2025-04-23", "tomorrow"),)
    assert late.astimezone(UTC).date() == date(2025, 4, 23)


MONTHS = (
    "january february march april may june july august september october november december"
).split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
SUFFIX = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def _ordinal(day: int) -> str:
    if day <= 20:
        return ORDINALS[day - 1]
    if day == 30:
        return "thirtieth"
    return f"{'twenty' if day < 30 else 'thirty'} {ORDINALS[day % 10 - 1]}"


STYLES = {
    "spoken": lambda d: f"{MONTHS[d.month - 1]} {_ordinal(d.day)}",
    "of": lambda d: f"the {_ordinal(d.day)} of {MONTHS[d.month - 1]}",
    "weekday": lambda d: f"{d:%A}, {MONTHS[d.month - 1]} {_ordinal(d.day)}".lower(),
    "written": lambda d: f"{d:%B} {d.day}{SUFFIX.get(d.day, 'th')}",
    "hyphen": lambda d: f"{d:%B} {_ordinal(d.day).replace('ty ', 'ty-')}",
    "slash": lambda d: f"{d.month}/{d.day}",
    "year": lambda d: f"{d:%B} {d.day}, {d.year}",
}
CALLS = st.dates(date(2001, 1, 1), date(2040, 12, 31))


@given(call=CALLS, days=st.integers(0, 240), style=st.sampled_from(sorted(STYLES)))
def test_a_promised_day_comes_back(call: date, days: int, style: str) -> None:
    day = call + timedelta(days=days)
    turn = tokenise(f"i will pay it on {STYLES[style](day)} then")
    found = find_dates(turn, base=DateBase(call=call))
    assert [value.value for value in found] == [day.isoformat()]


@given(call=CALLS, days=st.integers(0, 300), style=st.sampled_from(sorted(STYLES)))
def test_a_past_due_date_comes_back(call: date, days: int, style: str) -> None:
    day = call - timedelta(days=days)
    turn = tokenise(f"the invoice was due on {STYLES[style](day)} and is open")
    found = find_dates(turn, base=DateBase(call=call))
    assert [value.value for value in found] == [day.isoformat()]
