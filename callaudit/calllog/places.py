"""Where a consumer may be: the set of time zones that the call log's facts point to."""

from functools import cached_property, lru_cache
from typing import NamedTuple

from callaudit.calllog import atlas
from callaudit.calllog.addresses import phone_number
from callaudit.calllog.coercion import quoted
from callaudit.calllog.zones import clocks, zone_name
from callaudit.core.metadata import CallMetadata, Consumer, ZoneSource
from callaudit.core.model import Frozen

MOST_ZONES_OF_A_NUMBER = 4
"""A number with more zones says nothing about a place: toll-free ones have forty."""


MOST_PEOPLE = 32_768
"""People whose places are remembered: those of a log of a quarter of a million calls."""


class Zones(Frozen):
    """The zones a consumer may be in, each with its source; none means: not known.

    `problems` are sentences about facts that gave no zone.
    """

    sources: tuple[ZoneSource, ...] = ()
    problems: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The zones, sorted, each once."""
        return tuple(sorted({source.tz for source in self.sources}))

    @cached_property
    def sources_in_words(self) -> dict[str, str]:
        """By zone, in the order of the sources, where it was learnt: `zip, area code`."""
        by_zone: dict[str, list[str]] = {}
        for source in self.sources:
            by_zone.setdefault(source.tz, []).append(source.source.replace("_", " "))
        return {zone: ", ".join(dict.fromkeys(words)) for zone, words in by_zone.items()}


class _Found(NamedTuple):
    zones: tuple[str, ...]
    problem: str | None = None


def zones_of(metadata: CallMetadata) -> Zones:
    """Return every zone that the information at hand indicates the consumer may be in.

    A confirmed location stands alone. Else the zones that the log lists, the zone of the
    ZIP code and all zones of the dialled number's area code count together; the state
    counts where there is neither a ZIP code nor a listed zone, or where the ZIP code lies
    in another state. A split state or area code gives all its zones. Example: a Florida
    Panhandle area code gives Eastern and Central time.

    Source: 12 CFR 1006.6(b)(1)(i), comment 6(b)(1)(i)-2.
    """
    consumer = metadata.consumer
    told = (consumer.location_confirmed_tz, consumer.timezones, consumer.zip, consumer.state)
    return _zones_of(*told, metadata.phone)


# Every rule about time asks again; to look the same facts up is much cheaper than to hash a
# consumer.
@lru_cache(maxsize=MOST_PEOPLE)
def _zones_of(
    confirmed_tz: str | None,
    timezones: tuple[ZoneSource, ...],
    zip_code: str | None,
    state: str | None,
    phone: str | None,
) -> Zones:
    consumer = Consumer(
        location_confirmed_tz=confirmed_tz, timezones=timezones, zip=zip_code, state=state
    )
    problems: list[str] = []
    if consumer.location_confirmed_tz:
        confirmed = zone_name(consumer.location_confirmed_tz)
        if confirmed is not None:
            return Zones(sources=(ZoneSource(source="location_confirmed", tz=confirmed),))
        problems.append(_no_zone("location_confirmed_tz", consumer.location_confirmed_tz))
    sources: list[ZoneSource] = []
    for given in consumer.timezones:
        name = zone_name(given.tz)
        if name is None:
            problems.append(_no_zone(given.source, given.tz))
        else:
            sources.append(ZoneSource(source=given.source, tz=name))
    listed = bool(sources)
    for source, found in (
        ("zip", _of_zip(consumer)),
        ("state", _of_state(consumer, listed=listed)),
        ("area_code", _of_phone(phone)),
    ):
        sources += [ZoneSource(source=source, tz=zone) for zone in found.zones]
        problems += [found.problem] if found.problem else []
    return Zones(sources=tuple(dict.fromkeys(sources)), problems=tuple(dict.fromkeys(problems)))


def states_of(metadata: CallMetadata) -> tuple[str, ...]:
    """Return the states a consumer may be in, sorted; empty where nothing tells one.

    The state of the log and that of the ZIP code count together; an area code counts only
    where neither is known, since numbers move with their owners.
    """
    return _states(metadata.consumer.state, metadata.consumer.zip, metadata.phone)


def county_of(zip_code: str | None) -> str | None:
    """Return the county of a ZIP code, such as `Kings County`; None if unknown."""
    entry = atlas.zip_code(zip_code) if zip_code else None
    return entry.county if entry else None


@lru_cache(maxsize=MOST_PEOPLE)
def _states(state: str | None, zip_code: str | None, phone: str | None) -> tuple[str, ...]:
    entry = atlas.zip_code(zip_code) if zip_code else None
    known = {one for one in (state, entry and entry.state) if one}
    return tuple(sorted(known or _states_of_phone(phone)))


def _states_of_phone(phone: str | None) -> set[str]:
    import phonenumbers

    try:
        number = phone_number(phone or "")
    except phonenumbers.NumberParseException:
        return set()
    code = atlas.atlas().area_codes.get(phonenumbers.national_significant_number(number)[:3])
    return {code.state} if code and number.country_code == 1 else set()


def _of_zip(consumer: Consumer) -> _Found:
    if not consumer.zip:
        return _Found(())
    entry = atlas.zip_code(consumer.zip)
    if entry is None:
        return _Found((), f"consumer_zip: {quoted(consumer.zip)} is not a ZIP code in use")
    state, zone = entry.state, entry.zone
    if zone is None:
        return _Found((), f"consumer_zip: {quoted(consumer.zip)} has no place (military mail)")
    if consumer.state and consumer.state != state:
        problem = f"consumer_zip: {quoted(consumer.zip)} lies in {state}, not in {consumer.state}"
        return _Found((zone,), problem)
    return _Found((zone,))


def _of_state(consumer: Consumer, *, listed: bool) -> _Found:
    if not consumer.state:
        return _Found(())
    entry = atlas.zip_code(consumer.zip) if consumer.zip else None
    known_by_zip = entry is not None and entry.zone is not None
    if known_by_zip and entry is not None and entry.state == consumer.state:
        return _Found(())
    if listed and not known_by_zip:
        return _Found(())
    return _Found(atlas.atlas().states.get(consumer.state, ()))


@lru_cache(maxsize=MOST_PEOPLE)
def _of_phone(phone: str | None) -> _Found:
    import phonenumbers
    from phonenumbers import timezone

    if not phone:
        return _Found(())
    try:
        number = phone_number(phone)
    except phonenumbers.NumberParseException:
        return _Found((), f"phone: {quoted(phone)} is not a phone number and tells no place")
    region = phonenumbers.region_code_for_number(number)
    if region is None or not phonenumbers.is_valid_number_for_region(number, region):
        return _Found((), f"phone: {quoted(phone)} is not in use anywhere and tells no place")
    area_code = phonenumbers.national_significant_number(number)[:3]
    if region == "US":
        # phonenumbers knows only one zone of a split code, the ZIP table all of them; but the
        # newest codes are in phonenumbers alone.
        known = atlas.atlas().area_codes.get(area_code)
        if known is not None:
            return _Found(known.zones)
    zones = tuple(timezone.time_zones_for_number(number))
    if len(zones) > MOST_ZONES_OF_A_NUMBER:
        return _Found((), f"phone: {quoted(phone)} is toll-free or the like and tells no place")
    return _Found(clocks(zones))


def _no_zone(field: str, text: str) -> str:
    return f"{field}: {quoted(text)} is not a time zone"
