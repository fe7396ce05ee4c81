"""Cells that hold more than one value: time zones and the list of earlier calls."""

from callaudit.calllog.addresses import read_phone
from callaudit.calllog.coercion import (
    Coerced,
    Reader,
    is_blank,
    parsed,
    quoted,
    read_bool,
    read_text,
)
from callaudit.calllog.moments import read_date, read_moment
from callaudit.calllog.naming import plain_name
from callaudit.calllog.settings import LogSettings
from callaudit.core.attempts import HistoryEntry
from callaudit.core.metadata import ZoneSource

LONGEST_HISTORY = 5_000
"""Earlier calls of one case; more is not a history but an attack or a slip."""

UNNAMED_SOURCE = "call_log"
"""Source of a zone that comes without one."""


def _read_word(cell: object, settings: LogSettings) -> Coerced:
    text = read_text(cell, settings).value
    return Coerced(plain_name(text) if isinstance(text, str) else None)


_HISTORY_KEYS: dict[str, Reader] = {
    "start": read_moment,
    "result": _read_word,
    "conversation": read_bool,
    "direction": _read_word,
    "phone": read_phone,
    "phone_type": _read_word,
    "consent_until": read_date,
    "prerecorded": read_bool,
}


def read_zones(cell: object, _settings: LogSettings) -> Coerced:
    """Return the zones a consumer may be in, each with its source.

    Written as a list of `{"source", "tz"}`, or in a cell as
    `mailing_address=America/Chicago; area_code=America/New_York`; the source may be left out.
    Whether a zone exists is judged by `places.zones_of`.
    """
    given = parsed(cell)
    if isinstance(given, str):
        given = [part for part in given.split(";") if part.strip()]
    if isinstance(given, dict):
        given = [given]
    if not isinstance(given, list | tuple):
        return Coerced(None, f"{quoted(cell)} is not a list of time zones")
    zones = [_zone(item) for item in given]
    if None in zones:
        return Coerced(None, f"{quoted(cell)} is not a list of time zones with their sources")
    return Coerced(tuple(zone for zone in zones if zone is not None))


def read_history(cell: object, settings: LogSettings) -> Coerced:
    """Return the earlier calls that the row itself lists, in JSON.

    An entry without a readable start cannot be counted; it is left out and named. Keys that
    a history entry does not have are passed over.
    """
    given = parsed(cell)
    if not isinstance(given, list | tuple) or not all(isinstance(e, dict) for e in given):
        return Coerced(None, f"{quoted(cell)} is not a list of earlier calls")
    if len(given) > LONGEST_HISTORY:
        return Coerced(None, f"{len(given)} earlier calls are more than {LONGEST_HISTORY}")
    entries: list[HistoryEntry] = []
    problems: list[str] = []
    for number, item in enumerate(given, start=1):
        entry, faults = _entry(item, settings)
        problems += [f"entry {number}: {fault}" for fault in faults]
        if entry is not None:
            entries.append(entry)
    return Coerced(tuple(entries), "; ".join(problems) or None)


def read_problems(cell: object, _settings: LogSettings) -> Coerced:
    """Return the problems that an earlier reading of the same call wrote down."""
    given = parsed(cell)
    if not isinstance(given, list | tuple):
        return Coerced(None, f"{quoted(cell)} is not a list of problems")
    return Coerced(tuple(str(item) for item in given))


def _zone(item: object) -> ZoneSource | None:
    if isinstance(item, dict):
        source, zone = item.get("source") or UNNAMED_SOURCE, item.get("tz")
        if not isinstance(zone, str) or not isinstance(source, str) or not zone.strip():
            return None
        return ZoneSource(source=source.strip(), tz=zone.strip())
    if not isinstance(item, str) or not item.strip():
        return None
    source, equals, zone = item.partition("=")
    if not equals:
        return ZoneSource(source=UNNAMED_SOURCE, tz=item.strip())
    return ZoneSource(source=source.strip() or UNNAMED_SOURCE, tz=zone.strip())


def _entry(
    item: dict[str, object], settings: LogSettings
) -> tuple[HistoryEntry | None, tuple[str, ...]]:
    values: dict[str, object] = {}
    problems: list[str] = []
    for key, cell in item.items():
        reader = _HISTORY_KEYS.get(plain_name(str(key)))
        if reader is None or is_blank(cell):
            continue
        value, problem = reader(cell, settings)
        if problem:
            problems.append(f"{key} {problem}")
        if value is not None:
            values[plain_name(str(key))] = value
    if "start" not in values:
        return None, (*problems, "has no readable start and cannot be counted")
    return HistoryEntry.model_validate(values), tuple(problems)
