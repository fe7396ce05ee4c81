import pytest

from callaudit.calllog.places import Zones, county_of, states_of, zones_of
from callaudit.core.metadata import CallMetadata, Consumer, ZoneSource

EAST, CENTRAL = "America/New_York", "America/Chicago"
MOUNTAIN, PACIFIC = "America/Denver", "America/Los_Angeles"


def zones(phone: str | None = None, **consumer: object) -> Zones:
    who = Consumer.model_validate(consumer)
    return zones_of(CallMetadata(call_id="k1", phone=phone, consumer=who))


def area_code(code: str) -> set[str]:
    return {zone.tz for zone in zones(phone=f"+1{code}5550123").sources}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("312", {CENTRAL}),
        ("212", {EAST}),
        ("303", {MOUNTAIN}),
        ("602", {"America/Phoenix"}),
        ("808", {"Pacific/Honolulu"}),
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
def test_an_area_code_gives_every_zone_it_lies_in(code: str, expected: set[str]) -> None:
    assert area_code(code) == expected


@pytest.mark.parametrize(("code", "expected"), [("728", {EAST}), ("686", {EAST})])
def test_area_codes_younger_than_the_zip_table_are_known_too(code: str, expected: set[str]) -> None:
    assert area_code(code) == expected


def test_a_neighbours_zip_codes_do_not_widen_an_area_code() -> None:
    assert area_code("702") == {PACIFIC}
    assert area_code("770") == {EAST}


@pytest.mark.parametrize("phone", ["+18005550199", "+15555550123", "front desk"])
def test_a_number_without_a_place_is_said_and_gives_no_zone(phone: str) -> None:
    found = zones(phone=phone)
    assert found.sources == ()
    assert len(found.problems) == 1
    assert "tells no place" in found.problems[0]


def test_a_number_abroad_has_its_own_zone() -> None:
    assert zones(phone="+442079460958").sources == (
        ZoneSource(source="area_code", tz="Europe/London"),
    )


def test_the_zip_code_knows_more_than_the_state() -> None:
    assert zones(zip="86503", state="AZ").sources == (ZoneSource(source="zip", tz=MOUNTAIN),)


def test_a_split_state_alone_gives_all_its_zones() -> None:
    assert zones(state="FL").sources == (
        ZoneSource(source="state", tz=CENTRAL),
        ZoneSource(source="state", tz=EAST),
    )


def test_a_zip_code_in_another_state_is_said_and_both_count() -> None:
    assert zones(zip="60601", state="OH") == Zones(
        sources=(ZoneSource(source="zip", tz=CENTRAL), ZoneSource(source="state", tz=EAST)),
        problems=('consumer_zip: "60601" lies in IL, not in OH',),
    )


def test_mobile_area_code_and_mailing_address_count_together() -> None:
    found = zones(
        phone="+12125550123",
        state="CA",
        timezones=(ZoneSource(source="mailing_address", tz=PACIFIC),),
    )
    assert found.sources == (
        ZoneSource(source="mailing_address", tz=PACIFIC),
        ZoneSource(source="area_code", tz=EAST),
    )


def test_the_state_is_not_asked_where_the_log_lists_zones() -> None:
    given = (ZoneSource(source="mailing_address", tz=EAST),)
    assert zones(state="FL", timezones=given).sources == given


def test_a_confirmed_location_stands_alone() -> None:
    found = zones(phone="+12125550123", zip="60601", location_confirmed_tz="Mountain")
    assert found == Zones(sources=(ZoneSource(source="location_confirmed", tz=MOUNTAIN),))


def test_zones_that_do_not_exist_are_said() -> None:
    found = zones(
        location_confirmed_tz="Mars/Olympus",
        timezones=(ZoneSource(source="crm", tz="../../etc/passwd"),),
        state="OH",
    )
    assert found == Zones(
        sources=(ZoneSource(source="state", tz=EAST),),
        problems=(
            'location_confirmed_tz: "Mars/Olympus" is not a time zone',
            'crm: "../../etc/passwd" is not a time zone',
        ),
    )


def test_est_means_eastern_time_and_not_panama() -> None:
    assert zones(location_confirmed_tz="EST").sources[0].tz == EAST


@pytest.mark.parametrize("code", ["99999", "00000"])
def test_a_zip_code_that_is_none_is_said(code: str) -> None:
    assert zones(zip=code).problems == (f'consumer_zip: "{code}" is not a ZIP code in use',)


def test_nothing_known_gives_no_zone() -> None:
    assert zones() == Zones()


@pytest.mark.parametrize(
    ("log", "states"),
    [
        ({"consumer": {"state": "MA"}}, ("MA",)),
        ({"consumer": {"zip": "94110"}}, ("CA",)),
        ({"consumer": {"state": "OH", "zip": "94110"}}, ("CA", "OH")),
        ({"consumer": {"state": "OH"}, "phone": "+1-415-555-0142"}, ("OH",)),
        ({"phone": "+1-415-555-0142"}, ("CA",)),
        ({"phone": "+1-800-555-0142"}, ()),
        ({"phone": "no number"}, ()),
        ({}, ()),
    ],
)
def test_the_states_a_consumer_may_be_in(log: dict[str, object], states: tuple[str, ...]) -> None:
    assert states_of(CallMetadata.model_validate({"call_id": "k1", **log})) == states


@pytest.mark.parametrize(
    ("zip_code", "county"),
    [("11201", "Kings County"), ("12207", "Albany County"), ("00000", None), (None, None)],
)
def test_the_county_of_a_zip_code(zip_code: str | None, county: str | None) -> None:
    assert county_of(zip_code) == county
