"""The examples that the law, its official interpretation and the rule catalogue name.

Each is a log of one person's calls; what is asked is what the rules say of its last call.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from callaudit.calllog.cases import CaseIndex, history_of
from callaudit.core.attempts import HistoryEntry
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation
from callaudit.core.finding import Finding, Verdict
from callaudit.core.metadata import CallMetadata, CallType, Contact
from callaudit.engine import CompiledPack, compile_pack, evaluate
from callaudit.rulespec import default_rules, load_pack, load_policy

HOURS, END, STATE_HOURS = "FDCPA-1692c-hours", "HOURS-02-end", "STATE-hours"
WEEK, AFTER_TALK, STATE_CAP = "REGF-7in7", "REGF-7after", "STATE-frequency"
RULES = frozenset({HOURS, END, STATE_HOURS, WEEK, AFTER_TALK, STATE_CAP})

EAST, CENTRAL = "America/New_York", "America/Chicago"
MOUNTAIN, PACIFIC = "America/Denver", "America/Los_Angeles"

CHICAGO = {"id": "p1", "zip": "60601"}
BROKEN, MET = Verdict.BROKEN, Verdict.MET


@cache
def pack() -> CompiledPack:
    """The rules on hours and frequency, for an agency."""
    rules = default_rules()
    whole = load_pack(rules)
    kept = tuple(rule for rule in whole.rules if rule.id in RULES)
    policy = load_policy("third_party", rules=rules)
    return compile_pack(whole.model_copy(update={"rules": kept}), policy)


def dialled(when: str, zone: str = CENTRAL, **log: object) -> CallMetadata:
    """A row of the log: "3 10:00" is Monday, November 3, 2025, on the clock of the zone."""
    day, clock = when.split()
    start = datetime.fromisoformat(f"2025-11-{int(day):02d}T{clock}").replace(tzinfo=ZoneInfo(zone))
    row: dict[str, object] = {
        "call_id": f"{when} {log.get('debt_id', 'd1')}",
        "start": start,
        "result": "no_answer",
        "collector_party": "third",
        "debt_type": "consumer",
        "consumer": CHICAGO,
        "debt_id": "d1",
    }
    return CallMetadata.model_validate(row | log)


FIRST_DAY = dialled("1 12:00", consumer={"id": "somebody else", "zip": "60601"}, debt_id="d9")
"""Another person's call, so long ago that the log covers every week asked about."""


def findings(*calls: CallMetadata) -> dict[str, Finding]:
    """Return what the rules say of the last call of a log."""
    index = CaseIndex((FIRST_DAY.model_copy(update={"start": _early()}), *calls))
    last = calls[-1]
    call = Call(
        metadata=last,
        conversation=Conversation(call_id=last.call_id),
        call_type=CallType.SECOND_ATTEMPT,
        contact=Contact.CONSUMER,
        history=history_of(last, index),
    )
    return {finding.rule_id: finding for finding in evaluate(pack(), call)}


def _early() -> datetime:
    return datetime.fromisoformat("2025-09-01T12:00:00-05:00")


def hours(when: str, zone: str, **log: object) -> Finding:
    return findings(dialled(when, zone, **log))[HOURS]


def verdict(rule: str, calls: Sequence[CallMetadata]) -> Verdict:
    return findings(*calls)[rule].verdict


# Hours: 15 U.S.C. 1692c(a)(1), 12 CFR 1006.6(b)(1)(i)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("07:59:59", BROKEN),
        ("08:00:00", MET),
        ("12:00:00", MET),
        ("21:00:00", MET),
        ("21:00:01", BROKEN),
        ("21:01:00", BROKEN),
    ],
)
def test_eight_and_nine_oclock_themselves_are_lawful(clock: str, expected: Verdict) -> None:
    assert hours(f"12 {clock}", CENTRAL).verdict is expected


WESTERNER_WITH_EASTERN_MOBILE: dict[str, object] = {
    "phone": "+12125550142",
    "phone_type": "mobile",
    "consumer": {"id": "p1", "zip": "94110", "state": "CA"},
}


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("07:20:00", BROKEN),
        ("07:59:59", BROKEN),
        ("08:00:00", MET),
        ("18:00:00", MET),
        ("18:00:01", BROKEN),
    ],
)
def test_a_mobile_that_moved_west_is_called_after_eight_there_and_before_nine_in_the_east(
    clock: str, expected: Verdict
) -> None:
    """Comment 6(b)(1)(i)-2: convenient in all of the locations the information indicates."""
    assert hours(f"12 {clock}", PACIFIC, **WESTERNER_WITH_EASTERN_MOBILE).verdict is expected


def test_the_finding_says_which_zone_breaks_and_which_does_not() -> None:
    early = hours("12 07:20:00", PACIFIC, **WESTERNER_WITH_EASTERN_MOBILE)
    assert early.because == (
        "Placed at 07:20:00 in America/Los_Angeles (zip); in bounds: placed at 10:20:00 in "
        "America/New_York (area code) (allowed: 08:00:00 to 21:00:00)"
    )
    late = hours("12 19:00:00", PACIFIC, **WESTERNER_WITH_EASTERN_MOBILE)
    assert late.because == (
        "Placed at 22:00:00 in America/New_York (area code); in bounds: placed at 19:00:00 in "
        "America/Los_Angeles (zip) (allowed: 08:00:00 to 21:00:00)"
    )


def test_two_lines_in_two_zones_bind_together() -> None:
    told = {
        "id": "p1",
        "timezones": [
            {"source": "mobile_area_code", "tz": EAST},
            {"source": "landline_area_code", "tz": MOUNTAIN},
        ],
    }
    assert hours("12 09:30:00", EAST, consumer=told).verdict is BROKEN
    assert hours("12 10:00:00", EAST, consumer=told).verdict is MET
    assert hours("12 21:00:01", EAST, consumer=told).verdict is BROKEN


def test_a_confirmed_location_wins_over_what_number_and_mail_say() -> None:
    who = {"id": "p1", "zip": "94110", "state": "CA", "location_confirmed_tz": EAST}
    assert hours("12 10:20:00", EAST, phone="+14155550142", consumer=who).verdict is MET
    assert hours("12 19:00:00", PACIFIC, phone="+14155550142", consumer=who).verdict is BROKEN


def test_twenty_to_ten_in_the_east_is_late_though_the_log_shows_central_time() -> None:
    found = hours("12 20:40:00", CENTRAL, consumer={"id": "p1", "zip": "10001"})
    assert (found.verdict, "21:40:00 in America/New_York" in found.because) == (BROKEN, True)


@pytest.mark.parametrize(
    ("code", "zones"),
    [
        ("850", {EAST, CENTRAL}),
        ("270", {EAST, CENTRAL}),
        ("364", {EAST, CENTRAL}),
        ("931", {EAST, CENTRAL}),
        ("605", {CENTRAL, MOUNTAIN}),
        ("701", {CENTRAL, MOUNTAIN}),
        ("812", {EAST, CENTRAL}),
        ("906", {EAST, CENTRAL}),
        ("208", {MOUNTAIN, PACIFIC}),
        ("541", {MOUNTAIN, PACIFIC}),
    ],
)
def test_a_split_area_code_must_be_lawful_on_both_sides(code: str, zones: set[str]) -> None:
    eastern, western = sorted(zones, key=[EAST, CENTRAL, MOUNTAIN, PACIFIC].index)
    line: dict[str, object] = {"phone": f"+1{code}5550142", "consumer": {"id": "p1"}}
    assert hours("12 08:30:00", eastern, **line).verdict is BROKEN
    assert hours("12 09:00:00", eastern, **line).verdict is MET
    assert hours("12 20:00:00", western, **line).verdict is MET
    assert hours("12 20:30:00", western, **line).verdict is BROKEN


def test_a_split_state_is_both_its_zones_until_the_zip_code_tells() -> None:
    assert hours("12 08:30:00", EAST, consumer={"id": "p1", "state": "TN"}).verdict is BROKEN
    knoxville = {"id": "p1", "state": "TN", "zip": "37902"}
    assert hours("12 08:30:00", EAST, consumer=knoxville).verdict is MET


@pytest.mark.parametrize("phone", [None, "+18005550142", "front desk"])
def test_nobody_passes_whose_place_is_not_known(phone: str | None) -> None:
    found = hours("12 12:00:00", CENTRAL, phone=phone, consumer={"id": "p1"})
    assert found.verdict is Verdict.UNDETERMINED
    assert found.because == "The consumer's time zone is not known"


@pytest.mark.parametrize(("utc", "expected"), [("11:30", BROKEN), ("12:30", MET)])
def test_the_morning_after_the_clocks_went_forward(utc: str, expected: Verdict) -> None:
    start = datetime.fromisoformat(f"2026-03-09T{utc}:00+00:00")
    row = dialled("12 12:00", consumer={"id": "p1", "zip": "10001"})
    assert findings(row.model_copy(update={"start": start}))[HOURS].verdict is expected


def test_the_consumers_own_call_and_one_in_an_agreed_window_are_free() -> None:
    agreed = {"consent_window": "21:00-22:00"}
    assert hours("12 21:30:00", CENTRAL, direction="inbound").verdict is Verdict.NOT_APPLICABLE
    assert hours("12 21:30:00", CENTRAL, flags=agreed).verdict is Verdict.NOT_APPLICABLE


def test_a_talk_that_ends_after_nine_is_warned_of_and_breaks_no_hour() -> None:
    found = findings(dialled("12 20:58:00", CENTRAL, result="answered", duration_s=150))
    assert (found[HOURS].verdict, found[END].verdict) == (MET, BROKEN)


def test_a_state_ends_the_day_for_creditors_too() -> None:
    boston = {"id": "p1", "state": "MA", "zip": "02108"}
    row = dialled("12 21:30:00", EAST, collector_party="first", consumer=boston)
    assert findings(row)[STATE_HOURS].verdict is BROKEN


# Frequency: 12 CFR 1006.14(b)(2) and (3)


def daily(first: int, last: int, **log: object) -> list[CallMetadata]:
    """One unanswered call a day at ten."""
    return [dialled(f"{day} 10:00", CENTRAL, **log) for day in range(first, last + 1)]


def test_seven_calls_in_seven_days_are_presumed_lawful() -> None:
    assert verdict(WEEK, daily(3, 9)) is MET


def test_the_eighth_on_the_sixth_day_is_presumed_a_violation() -> None:
    calls = [*daily(3, 8), dialled("8 12:00"), dialled("8 15:00")]
    found = findings(*calls)[WEEK]
    assert found.verdict is BROKEN
    assert found.because.startswith("8 calls placed in 7 days")
    assert "presumed violation" in found.because


def test_the_day_after_the_seventh_day_begins_anew() -> None:
    assert verdict(WEEK, daily(3, 10)) is MET


@pytest.mark.parametrize("result", ["busy", "out_of_service"])
def test_eight_calls_of_which_two_did_not_connect(result: str) -> None:
    calls = [*daily(3, 8), dialled("8 12:00", result=result), dialled("8 13:00", result=result)]
    assert verdict(WEEK, [*calls, dialled("9 10:00")]) is MET


@pytest.mark.parametrize("result", ["no_answer", "voicemail"])
def test_ringing_and_messages_count(result: str) -> None:
    calls = daily(3, 9, result=result)
    assert verdict(WEEK, [*calls, dialled("9 15:00", result=result)]) is BROKEN


def test_a_call_that_does_not_connect_cannot_be_the_eighth() -> None:
    assert verdict(WEEK, [*daily(3, 9), dialled("9 15:00", result="busy")]) is (
        Verdict.NOT_APPLICABLE
    )


def test_two_numbers_of_one_person_are_counted_together() -> None:
    mobile, home = {"phone": "+13125550142"}, {"phone": "+13125550143"}
    calls = [*daily(3, 6, **mobile), *(dialled(f"{day} 12:00", **home) for day in range(3, 7))]
    assert verdict(WEEK, sorted(calls, key=lambda row: str(row.start))) is BROKEN


def test_two_debts_of_one_person_are_counted_apart() -> None:
    both = [
        dialled(f"{day} {hour}:00", debt_id=debt)
        for day in range(3, 10)
        for hour, debt in ((10, "d1"), (11, "d2"))
    ]
    assert verdict(WEEK, both) is MET
    assert verdict(WEEK, both[:-1]) is MET


def test_student_loans_under_one_account_number_are_one_debt() -> None:
    calls = [dialled(f"{day} 10:00", creditor=f"loan {day % 2}") for day in range(3, 10)]
    assert verdict(WEEK, [*calls, dialled("9 15:00", creditor="loan 1")]) is BROKEN


def test_calls_of_the_consumer_are_none_of_ours() -> None:
    calls = [*daily(3, 8), *(dialled(f"8 1{n}:00", direction="inbound") for n in range(1, 5))]
    assert verdict(WEEK, [*calls, dialled("9 10:00")]) is MET


def test_a_week_that_the_log_does_not_cover_is_not_judged() -> None:
    calls = daily(3, 5)
    index = CaseIndex(calls)
    call = Call(
        metadata=calls[-1],
        conversation=Conversation(call_id="x"),
        call_type=CallType.SECOND_ATTEMPT,
        contact=Contact.CONSUMER,
        history=history_of(calls[-1], index),
    )
    found = {one.rule_id: one.verdict for one in evaluate(pack(), call)}
    assert (found[WEEK], found[AFTER_TALK]) == (Verdict.UNDETERMINED, Verdict.UNDETERMINED)


TALK_ON_MONDAY = dialled("3 10:00", result="answered")


@pytest.mark.parametrize(
    ("day", "expected"),
    [(3, BROKEN), (4, BROKEN), (6, BROKEN), (9, BROKEN), (10, MET), (11, MET)],
)
def test_after_a_talk_on_monday_the_third_the_next_call_is_on_monday_the_tenth(
    day: int, expected: Verdict
) -> None:
    """The day of the conversation is day one: 12 CFR 1006.14(b)(2)(i)(B)."""
    assert verdict(AFTER_TALK, [TALK_ON_MONDAY, dialled(f"{day} 15:00")]) is expected


def test_a_talk_that_the_consumer_began_counts() -> None:
    called_in = dialled("3 10:00", result="answered", direction="inbound")
    assert verdict(AFTER_TALK, [called_in, dialled("6 10:00")]) is BROKEN


def test_a_message_is_no_conversation() -> None:
    message = dialled("3 10:00", result="voicemail")
    assert verdict(AFTER_TALK, [message, dialled("6 10:00")]) is not BROKEN


def test_a_talk_about_another_debt_leaves_this_one_free() -> None:
    other = dialled("3 10:00", result="answered", debt_id="d2")
    assert verdict(AFTER_TALK, [other, dialled("6 10:00")]) is not BROKEN


def test_the_consumer_may_call_within_the_seven_days() -> None:
    back = dialled("6 10:00", result="answered", direction="inbound")
    assert verdict(AFTER_TALK, [TALK_ON_MONDAY, back]) is Verdict.NOT_APPLICABLE


def agreed(when: str, *entries: HistoryEntry) -> CallMetadata:
    return dialled(when, history=entries, attempt_number=len(entries) + 1)


def talked(when: str, until: str | None = None) -> HistoryEntry:
    start = dialled(when).start
    assert start is not None
    return HistoryEntry.model_validate(
        {"start": start, "result": "conversation", "consent_until": until}
    )


def rang(when: str) -> HistoryEntry:
    start = dialled(when).start
    assert start is not None
    return HistoryEntry(start=start, result="no_answer")


@pytest.mark.parametrize(
    ("when", "expected"),
    [("6 10:00", None), ("9 10:00", None), ("10 10:00", MET)],
)
def test_call_me_thursday_is_consent_for_seven_days_at_most(
    when: str, expected: Verdict | None
) -> None:
    """12 CFR 1006.14(b)(3)(i): the day of the consent is day one."""
    found = findings(agreed(when, talked("3 10:00", "2025-11-30")))
    assert found[AFTER_TALK].verdict is not BROKEN
    if expected is not None:
        assert found[AFTER_TALK].verdict is expected


def test_consent_ends_by_its_own_terms() -> None:
    until_wednesday = talked("3 10:00", "2025-11-05")
    assert findings(agreed("5 10:00", until_wednesday))[AFTER_TALK].verdict is not BROKEN
    assert findings(agreed("6 10:00", until_wednesday))[AFTER_TALK].verdict is BROKEN


def test_consent_ends_with_the_next_conversation() -> None:
    found = findings(agreed("6 10:00", talked("3 10:00", "2025-11-09"), talked("5 10:00")))
    assert found[AFTER_TALK].verdict is BROKEN


def test_the_ninth_call_within_the_time_agreed_is_free() -> None:
    before = [rang(f"{day} {hour}:00") for day in (1, 2) for hour in (10, 11, 12, 13)]
    calls = agreed("4 10:00", *before[:7], talked("3 10:00", "2025-11-09"))
    assert findings(calls)[WEEK].verdict is not BROKEN


def test_the_third_contact_in_a_week_is_too_many_in_massachusetts_for_a_creditor_too() -> None:
    boston = {"id": "p1", "state": "MA", "zip": "02108"}
    told = {"consumer": boston, "collector_party": "first", "result": "voicemail"}
    messages = [dialled(f"{day} 10:00", EAST, **told) for day in (10, 11, 12)]
    assert verdict(STATE_CAP, messages) is BROKEN
    assert verdict(STATE_CAP, messages[:2]) is MET
    unheard = [dialled(f"{day} 10:00", EAST, **told | {"result": "no_answer"}) for day in (10, 11)]
    assert verdict(STATE_CAP, [*unheard, messages[2]]) is MET


SEATTLE = {"consumer": {"id": "p1", "state": "WA", "zip": "98101"}, "result": "voicemail"}


def test_washington_counts_the_calls_about_all_debts_of_a_person() -> None:
    """The cap is the consumer's (regulation.md 5.3); Regulation F counts each debt alone."""
    two = [dialled(f"{day} 10:00", PACIFIC, **SEATTLE) for day in (3, 4)]
    other = [dialled(f"{day} 11:00", PACIFIC, debt_id="d2", **SEATTLE) for day in (4, 5)]
    found = findings(*two, *other)[STATE_CAP]
    assert found.verdict is BROKEN
    assert "4 contacts in 7 days about all debts (allowed: 3)" in found.because
    assert verdict(STATE_CAP, [*two, other[0]]) is MET


def test_massachusetts_and_regulation_f_count_each_debt_alone() -> None:
    boston = {"consumer": {"id": "p1", "state": "MA", "zip": "02108"}, "result": "voicemail"}
    calls = [
        dialled(f"{day} 10:00", EAST, debt_id=debt, **boston)
        for day in (10, 11)
        for debt in ("d1", "d2")
    ]
    assert verdict(STATE_CAP, calls) is MET
    week = [dialled(f"{d} 10:00", debt_id=debt) for d in range(3, 9) for debt in ("d1", "d2")]
    assert verdict(WEEK, week) is MET


def test_a_call_that_did_not_connect_is_not_the_one_too_many_for_a_state_either() -> None:
    capital = {"consumer": {"id": "p1", "state": "DC", "zip": "20001"}}
    rang = [dialled(f"{day} 10:00", EAST, **capital) for day in (3, 4, 5)]
    busy = dialled("6 10:00", EAST, result="busy", **capital)
    assert verdict(STATE_CAP, [*rang, busy]) is Verdict.NOT_APPLICABLE
    assert verdict(STATE_CAP, [*rang, dialled("6 10:00", EAST, **capital)]) is BROKEN
