from datetime import date, datetime
from decimal import Decimal

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callaudit.calllog import coercion
from callaudit.calllog.addresses import phone_number, read_phone, read_state, read_zip
from callaudit.calllog.coercion import Coerced
from callaudit.calllog.moments import read_date, read_moment
from callaudit.calllog.settings import LogSettings
from callaudit.core.metadata import CallResult

PLAIN = LogSettings()
CHICAGO = LogSettings(site_timezone="America/Chicago")
AMERICAN = LogSettings(site_timezone="America/New_York", date_order="mdy")
BRITISH = LogSettings(site_timezone="America/New_York", date_order="dmy")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("yes", True),
        ("No", False),
        ("TRUE", True),
        ("false", False),
        ("1", True),
        ("0", False),
        (True, True),
        (1.0, True),
        ("n/a", None),
        ("unknown", None),
    ],
)
def test_yes_and_no_come_in_many_spellings(cell: object, value: bool | None) -> None:
    assert coercion.read_bool(cell, PLAIN) == Coerced(value)


def test_a_word_that_is_neither_yes_nor_no_is_named() -> None:
    assert coercion.read_bool("maybe", PLAIN) == Coerced(None, '"maybe" is neither yes nor no')


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("$1,234.50", "1234.50"),
        ("1234.5", "1234.50"),
        ("1,234,567", "1234567.00"),
        ("USD 20", "20.00"),
        ("20.00 USD", "20.00"),
        ("(15.25)", "-15.25"),
        ("-$15.25", "-15.25"),
        (".50", "0.50"),
        (611.08, "611.08"),
        (Decimal("611.10"), "611.10"),
    ],
)
def test_money_becomes_a_decimal_with_cents(cell: object, amount: str) -> None:
    value = coercion.read_money(cell, PLAIN).value
    assert isinstance(value, Decimal)
    assert str(value) == amount


@pytest.mark.parametrize("cell", ["1.234,50", "12,34", "about 300", "1e5", "NaN$", "9" * 500])
def test_what_is_no_amount_is_said_and_never_guessed(cell: str) -> None:
    coerced = coercion.read_money(cell, PLAIN)
    assert coerced.value is None
    assert coerced.problem is not None
    assert "is not an amount" in coerced.problem


def test_a_comma_before_the_cents_is_told_as_what_it_is() -> None:
    for cell in ("12,5", "1.234,50", "€12,50"):
        problem = coercion.read_money(cell, PLAIN).problem or ""
        assert problem.endswith("such as 1234.50; the decimals follow a point") is ("€" not in cell)


@pytest.mark.parametrize(
    ("cell", "seconds"), [("130.2", 130.2), ("2:10", 130.0), ("1:02:10", 3730.0), (38, 38.0)]
)
def test_duration_is_seconds_or_a_clock_reading(cell: object, seconds: float) -> None:
    assert coercion.read_seconds(cell, PLAIN) == Coerced(seconds)


@pytest.mark.parametrize("cell", ["-3", "long", "inf", "nan seconds"])
def test_no_duration_is_negative_or_endless(cell: str) -> None:
    assert coercion.read_seconds(cell, PLAIN).value is None


@pytest.mark.parametrize(("cell", "count"), [("25", 25), ("25.0", 25), (-3, -3), ("1,024", 1024)])
def test_counts_are_whole(cell: object, count: int) -> None:
    assert coercion.read_count(cell, PLAIN) == Coerced(count)


def test_the_first_attempt_is_number_one() -> None:
    assert coercion.read_attempt("0", PLAIN).value is None
    assert coercion.read_attempt("1", PLAIN) == Coerced(1)
    assert coercion.read_count("2.5", PLAIN).value is None


def test_a_choice_ignores_case_and_names_the_nearest_word() -> None:
    read = coercion.choice_reader(CallResult, conversation="answered")
    assert read("No Answer", PLAIN) == Coerced("no_answer")
    assert read("Conversation", PLAIN) == Coerced("answered")
    problem = read("voicemial", PLAIN).problem
    assert problem is not None
    assert 'did you mean "voicemail"?' in problem


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("Dana; Dana Q.", ("Dana", "Dana Q.")), ('["Dana"]', ("Dana",)), (["Dana", ""], ("Dana",))],
)
def test_several_names_in_one_cell(cell: object, parts: tuple[str, ...]) -> None:
    assert coercion.read_list(cell, PLAIN) == Coerced(parts)


def test_an_id_is_one_line_of_a_sane_length() -> None:
    assert coercion.read_id(" A-17 ", PLAIN) == Coerced("A-17")
    assert coercion.read_id(17.0, PLAIN) == Coerced("17")
    assert coercion.read_id("a\nb", PLAIN).value is None
    assert coercion.read_id("x" * 201, PLAIN).value is None
    assert coercion.read_id({"id": 1}, PLAIN).value is None


def test_half_a_surrogate_pair_does_not_travel_on() -> None:
    value = coercion.read_text("bad \ud800 mark", PLAIN).value
    assert value == "bad ? mark"


@pytest.mark.parametrize(
    ("cell", "settings", "day"),
    [
        ("2025-03-31", PLAIN, date(2025, 3, 31)),
        ("2024-11-30 00:00:00", PLAIN, date(2024, 11, 30)),
        ("3/12/2025", AMERICAN, date(2025, 3, 12)),
        ("3/12/2025", BRITISH, date(2025, 12, 3)),
    ],
)
def test_dates_are_iso_or_in_the_order_that_the_settings_give(
    cell: str, settings: LogSettings, day: date
) -> None:
    assert read_date(cell, settings) == Coerced(day)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("2025-02-30", "is not a day of the calendar"),
        ("2025-13-01", "is not a day of the calendar"),
        ("0025-03-12", "is not a year a call can be in"),
        ("3/12/2025", "may be read in two ways"),
        ("next Friday", "is not a date"),
    ],
)
def test_impossible_and_ambiguous_dates_are_named(cell: str, says: str) -> None:
    coerced = read_date(cell, PLAIN)
    assert coerced.value is None
    assert coerced.problem is not None
    assert f'"{cell}" {says}' in coerced.problem


@pytest.mark.parametrize(
    ("cell", "settings", "iso"),
    [
        ("2025-03-12T14:20:00-05:00", PLAIN, "2025-03-12T14:20:00-05:00"),
        ("2025-03-12T14:20Z", PLAIN, "2025-03-12T14:20:00+00:00"),
        ("20250312T142000-0500", PLAIN, "2025-03-12T14:20:00-05:00"),
        ("2025-03-12 14:20:00.25 -05", PLAIN, "2025-03-12T14:20:00.250000-05:00"),
        ("2025-03-12 14:20", CHICAGO, "2025-03-12T14:20:00-05:00"),
        ("2025-01-12 14:20", CHICAGO, "2025-01-12T14:20:00-06:00"),
        ("3/12/2025 2:20 PM", AMERICAN, "2025-03-12T14:20:00-04:00"),
        ("3/12/2025 12:05 a.m.", AMERICAN, "2025-03-12T00:05:00-04:00"),
    ],
)
def test_times_carry_an_offset_or_take_the_sites(
    cell: str, settings: LogSettings, iso: str
) -> None:
    moment = read_moment(cell, settings).value
    assert hasattr(moment, "isoformat")
    assert moment.isoformat() == iso


@pytest.mark.parametrize(
    ("cell", "settings", "says"),
    [
        ("2025-03-12 14:20", PLAIN, "no offset from UTC and no site_timezone"),
        (
            "2025-03-09 02:30",
            CHICAGO,
            '"2025-03-09 02:30" never was in America/Chicago: the clocks went forward over it; '
            "it may mean 2025-03-09T01:30:00-06:00 or 2025-03-09T03:30:00-05:00",
        ),
        ("2025-03-12", CHICAGO, "has no time of day"),
        ("2025-03-12 25:20", CHICAGO, "is not a time of day"),
        ("2025-03-12 13:20 PM", CHICAGO, "is not a time of day"),
        ("2025-02-29 10:00", CHICAGO, "is not a day of the calendar"),
        ("2025-03-12T10:00-99:00", PLAIN, "is not a time of day"),
        ("yesterday", CHICAGO, "is not a date"),
        ("3/12/25 14:20", AMERICAN, "has a year of two digits; write it in four"),
        ("45000.5", CHICAGO, "is a spreadsheet's number for 2023-03-15 12:00; format its cells"),
        (45000.0, CHICAGO, "is a spreadsheet's number for 2023-03-15; format its cells"),
        ("1741789200", PLAIN, "counts from 1970 and means 2025-03-12T14:20:00+00:00"),
        (1741789200000, PLAIN, "counts from 1970 and means 2025-03-12T14:20:00+00:00"),
        (datetime.min, CHICAGO, "is not a year a call can be in"),
    ],
)
def test_times_that_cannot_be_placed_stay_unknown(
    cell: object, settings: LogSettings, says: str
) -> None:
    coerced = read_moment(cell, settings)
    assert coerced.value is None
    assert coerced.problem is not None
    assert says in coerced.problem


def test_the_hour_that_comes_twice_is_taken_as_the_first_and_said() -> None:
    coerced = read_moment("2025-11-02 01:30", CHICAGO)
    assert hasattr(coerced.value, "isoformat")
    assert coerced.value.isoformat() == "2025-11-02T01:30:00-05:00"
    assert coerced.problem is not None
    assert coerced.problem == (
        '"2025-11-02 01:30" was twice in America/Chicago, as the clocks went back: '
        "2025-11-02T01:30:00-05:00 and 2025-11-02T01:30:00-06:00; the first is taken"
    )


@pytest.mark.parametrize(
    "cell", ["(312) 555-0163", "+1-312-555-0163", "312.555.0163", "1 312 555 0163", 3125550163]
)
def test_phones_of_any_spelling_are_one_number(cell: object) -> None:
    assert read_phone(cell, PLAIN) == Coerced("+13125550163")


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("555-0148", "555-0148"), ("front desk", "front desk"), ("555-555-0148", "+15555550148")],
)
def test_a_phone_that_cannot_be_one_is_kept_and_said(cell: str, kept: str) -> None:
    coerced = read_phone(cell, PLAIN)
    assert coerced.value == kept
    assert coerced.problem is not None


@pytest.mark.parametrize(
    ("cell", "state"),
    [("OH", "OH"), ("ohio", "OH"), ("D.C.", "DC"), ("New  York", "NY"), ("Puerto Rico", "PR")],
)
def test_states_by_letters_or_name(cell: str, state: str) -> None:
    assert read_state(cell, PLAIN) == Coerced(state)


def test_a_state_that_is_none_names_the_nearest() -> None:
    problem = read_state("Ohoi", PLAIN).problem
    assert problem is not None
    assert 'did you mean "Ohio"?' in problem


@pytest.mark.parametrize(
    ("cell", "code"), [("60601", "60601"), ("60601-1234", "60601-1234"), (60601.0, "60601")]
)
def test_zip_codes(cell: object, code: str) -> None:
    assert read_zip(cell, PLAIN) == Coerced(code)


def test_the_zero_that_a_spreadsheet_dropped_is_put_back() -> None:
    assert read_zip("2139", PLAIN) == Coerced("02139", '"2139" has four digits; taken as 02139')
    assert read_zip("SW1A 1AA", PLAIN).value is None


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    text=st.from_regex(
        r"\A(\+?1?[-. ]?)?\(?[0-9]{3}\)?[-. ]?[0-9]{3}[-. ]?[0-9]{3,5}( x[0-9]{2})?\Z"
    )
)
def test_a_number_of_north_america_is_read_as_the_library_reads_it(text: str) -> None:
    try:
        wanted = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        with pytest.raises(phonenumbers.NumberParseException):
            phone_number(text)
        return
    assert phone_number(text) == wanted
    valid = phonenumbers.is_valid_number(wanted)
    region = phonenumbers.region_code_for_number(wanted)
    assert ((region and phonenumbers.is_valid_number_for_region(wanted, region)) or False) == valid
