"""Side files: a recording's metadata in `<recording stem>.json` beside it."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from callaudit.calllog.coercion import quoted
from callaudit.calllog.schema import metadata_from_keys
from callaudit.calllog.settings import LogSettings, find_settings
from callaudit.calllog.text_files import read_text_file
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen

MAX_SIDE_FILE_BYTES = 16 << 20
"""Side files have a few kilobytes."""


def side_metadata(recording: Path, *, settings: LogSettings | None = None) -> CallMetadata | None:
    """Return what `<recording stem>.json` beside a recording says; None without such a file.

    The file holds the keys of the call log, or a call with them under `metadata`; a call
    without metadata says nothing. A file that cannot be read costs its facts, not the call:
    the result then holds only the problem.
    """
    path = recording.with_suffix(".json")
    if path == recording or not path.is_file():
        return None
    settings = settings if settings is not None else find_settings(path)
    try:
        text = read_text_file(path, max_bytes=MAX_SIDE_FILE_BYTES)
        keys = json.loads(text, parse_float=Decimal)
    except (OSError, ValueError, RecursionError) as error:
        return _only_problem(recording, f"{path.name}: cannot be read: {error}")
    if isinstance(keys, dict) and ("metadata" in keys or "turns" in keys):
        keys = keys.get("metadata")
        if keys is None:
            return None
    if not isinstance(keys, dict):
        return _only_problem(recording, f"{path.name}: holds no metadata of a call")
    return metadata_from_keys(keys, settings=settings, fallback_id=recording.stem)


def merge(row: CallMetadata, side: CallMetadata) -> CallMetadata:
    """Fill the gaps of a log row from the call's own file.

    The row's word stands, its id too; where the two differ, a problem says so. What neither
    gives keeps its default.
    """
    values, conflicts = _merged(row, side, "")
    values["call_id"] = row.call_id
    told = (*row.problems, *side.problems, *conflicts)
    if told:
        values["problems"] = tuple(dict.fromkeys(told))
    return CallMetadata.model_validate(values)


def _merged(first: Frozen, second: Frozen, within: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    values: dict[str, Any] = {}
    conflicts: list[str] = []
    for name in type(first).model_fields:
        if name in {"problems", "call_id"}:
            continue
        mine, theirs = getattr(first, name), getattr(second, name)
        i_say = name in first.model_fields_set and mine is not None
        they_say = name in second.model_fields_set and theirs is not None
        if i_say and they_say and isinstance(mine, Frozen) and isinstance(theirs, Frozen):
            values[name], deeper = _merged(mine, theirs, f"{within}{name}.")
            conflicts += deeper
        elif i_say:
            values[name] = mine
            if they_say and mine != theirs:
                conflicts.append(
                    f"{within}{name}: the call log says {quoted(mine)}, the call's own file "
                    f"{quoted(theirs)}; the call log is believed"
                )
        elif they_say:
            values[name] = theirs
    return values, tuple(conflicts)


def _only_problem(recording: Path, problem: str) -> CallMetadata:
    return CallMetadata(call_id=recording.stem, problems=(problem,))
