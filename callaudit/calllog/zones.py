"""Time zone names as people write them."""

from functools import lru_cache
from zoneinfo import ZoneInfo

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
