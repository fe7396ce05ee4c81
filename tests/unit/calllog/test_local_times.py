"""Times without an offset: those that were once, never, or twice on the site's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from callaudit.calllog.moments import CLOCKS_WENT, read_moment
from callaudit.calllog.settings import LogSettings

ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "Europe/Dublin",
)
MINUTE = timedelta(minutes=1)

walls = st.datetimes(min_value=datetime(2019, 1, 1), max_value=datetime(2031, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
near_changes = st.builds(
    lambda day, minutes: day + minutes * MINUTE,
    st.sampled_from(
        [datetime(2026, 3, 8), datetime(2026, 11, 1), datetime(2026, 3, 29), datetime(2026, 10, 25)]
    ),
    st.integers(0, 5 * 60),
)


def readings(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every moment at which the clock of the zone showed this time, by trying all offsets."""
    hours = [timedelta(hours=offset) for offset in range(-12, 15)]
    moments = [(wall - hour).replace(tzinfo=UTC) for hour in hours]
    return [one for one in moments if one.astimezone(zone).replace(tzinfo=None) == wall]


@given(wall=walls | near_changes, name=st.sampled_from(ZONES))
def test_a_local_time_is_the_first_moment_that_showed_it_and_doubt_is_told(
    wall: datetime, name: str
) -> None:
    zone = ZoneInfo(name)
    shown = sorted(readings(wall, zone))
    value, problem = read_moment(wall.isoformat(" "), LogSettings(site_timezone=name))
    assert value == (shown[0] if shown else None)
    assert (problem is None) == (len(shown) == 1)
    assert problem is None or CLOCKS_WENT in problem


@given(wall=near_changes, name=st.sampled_from(ZONES))
def test_both_readings_of_a_doubtful_time_are_named(wall: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    _, problem = read_moment(wall.isoformat(" "), LogSettings(site_timezone=name))
    shown = readings(wall, zone)
    if len(shown) == 2:
        named = [one.astimezone(zone).isoformat() for one in shown]
        assert all(name in (problem or "") for name in named)
    if not shown:
        # An hour that was left out may be read with the offset before it or after it.
        offsets = {zone.utcoffset(wall + sign * timedelta(hours=3)) for sign in (-1, 1)}
        moments = [(wall - offset).replace(tzinfo=UTC) for offset in offsets if offset is not None]
        assert len(moments) == 2
        assert all(one.astimezone(zone).isoformat() in (problem or "") for one in moments)


@given(
    moment=st.datetimes(timezones=st.just(UTC), min_value=datetime(1901, 1, 1)).filter(
        lambda moment: moment.year < 2200
    )
)
def test_a_time_with_an_offset_is_that_moment_wherever_the_site_is(moment: datetime) -> None:
    for zone in ("America/New_York", "America/Phoenix"):
        written = moment.astimezone(ZoneInfo("Etc/GMT+7")).isoformat()
        read = read_moment(written, LogSettings(site_timezone=zone))
        assert read.value == moment
        assert read.problem is None
