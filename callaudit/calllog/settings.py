"""Settings for reading call logs: the `[log]` part of `callaudit.toml`."""

import tomllib
from pathlib import Path
from typing import Literal

from callaudit.calllog.naming import suggestion
from callaudit.calllog.zones import zone_name
from callaudit.core.errors import CallLogError, Fault
from callaudit.core.model import Frozen

SETTINGS_FILE = "callaudit.toml"
"""Looked for beside the call log, then in the working folder."""

DATE_ORDERS = ("iso", "mdy", "dmy")


class LogSettings(Frozen):
    """How a call log is to be read.

    `site_timezone` is the zone of times without an offset. `columns` maps the log's own
    column names to ours; an empty string leaves a column out. `date_order` allows dates
    with slashes: `mdy` reads 3/12/2025 as March, `dmy` as December.
    """

    site_timezone: str | None = None
    date_order: Literal["iso", "mdy", "dmy"] = "iso"
    columns: dict[str, str] = {}


def find_settings(beside: Path | None = None) -> LogSettings:
    """Return the settings for a call log: beside it, else in the working folder, else none.

    Raises:
        CallLogError: if a settings file is there and wrong; it names every fault.
    """
    folders = ([beside.parent] if beside is not None else []) + [Path()]
    for folder in folders:
        path = folder / SETTINGS_FILE
        if path.is_file():
            return load_settings(path)
    return LogSettings()


def load_settings(path: Path) -> LogSettings:
    """Read the `[log]` part of one settings file; other parts are none of its business.

    Raises:
        CallLogError: if the file cannot be read, or holds an unknown or wrong setting.
    """
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise CallLogError((_fault(path, "", f"cannot be read: {error}"),)) from error
    section = whole.get("log", {})
    if not isinstance(section, dict):
        raise CallLogError((_fault(path, "log", "must be a table: [log]"),))
    faults = _faults_of(section, path)
    if faults:
        raise CallLogError(faults)
    site = section.get("site_timezone")
    return LogSettings(
        site_timezone=zone_name(site) if site else None,
        date_order=section.get("date_order", "iso"),
        columns=section.get("columns", {}),
    )


def _faults_of(section: dict[str, object], path: Path) -> tuple[Fault, ...]:
    known = tuple(LogSettings.model_fields)
    faults = [
        _fault(path, f"log.{key}", f"there is no such setting{suggestion(key, known)}")
        for key in section
        if key not in known
    ]
    site = section.get("site_timezone", "")
    if not isinstance(site, str) or (site and zone_name(site) is None):
        faults.append(_fault(path, "log.site_timezone", f"{site!r} is not a time zone"))
    if section.get("date_order", "iso") not in DATE_ORDERS:
        faults.append(_fault(path, "log.date_order", f"must be one of {', '.join(DATE_ORDERS)}"))
    columns = section.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        faults.append(_fault(path, "log.columns", 'must map names to names: "Their name" = "ours"'))
    return tuple(faults)


def _fault(path: Path, field: str, message: str) -> Fault:
    return Fault(path=str(path), line=None, field=field, message=message)
