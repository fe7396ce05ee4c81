"""Time zone names as people write them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

PRINCIPAL_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)
"""One name for each clock of the United States: nine zones of Indiana are two clocks."""

COLLOQUIAL = {
    "et": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "eastern": "America/New_York",
    "ct": "America/Chicago",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "central": "America/Chicago",
    "mt": "America/Denver",
    "mdt": "America/Denver",
    "mountain": "America/Denver",
    "arizona": "America/Phoenix",
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
}
"""Words for United States zones. `EST` is also a zone of its own without summer time, which
nobody in a call log means. `MST` is left out: it may be Denver in winter or Phoenix all year."""


@lru_cache(maxsize=256)
def zone_name(text: str) -> str | None:
    """Return the IANA name for a zone as written, None if there is no such zone.

    Example: `Eastern` and `EST` give `America/New_York`; `America/Chicago` gives itself.
    """
    stripped = " ".join(text.split())
    words = stripped.casefold().removesuffix(" time").removesuffix(" standard")
    if words in COLLOQUIAL:
        return COLLOQUIAL[words]
    if "/" not in stripped and stripped.upper() != "UTC":
        return None
    try:
        return ZoneInfo(stripped).key
    except (OSError, ValueError, KeyError):
        # A missing zone is a KeyError, a folder such as America/Indiana an OSError, a path
        # that climbs out of the data a ValueError.
        return None


def clocks(zones: Iterable[str]) -> tuple[str, ...]:
    """Replace zones by the principal ones that run on the same clock, sorted."""
    return tuple(sorted({_principal(zone) for zone in zones if zone_name(zone)}))


@lru_cache(maxsize=512)
def _principal(zone: str) -> str:
    own = _offsets(zone)
    return next((name for name in PRINCIPAL_ZONES if _offsets(name) == own), zone)


@lru_cache(maxsize=512)
def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    # Winter, summer, and the weeks in which Europe and Mexico change their clocks apart.
    moments = (datetime(2025, month, 20, 12, tzinfo=UTC) for month in (1, 3, 7, 10))
    return tuple(moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in moments)
