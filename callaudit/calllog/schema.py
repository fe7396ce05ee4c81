"""The one schema of the call log: flat columns and nested keys to `CallMetadata`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from callaudit.calllog.addresses import read_phone, read_state, read_zip
from callaudit.calllog.coercion import (
    Coerced,
    Reader,
    choice_reader,
    is_blank,
    parsed,
    quoted,
    read_attempt,
    read_bool,
    read_count,
    read_id,
    read_list,
    read_money,
    read_seconds,
    read_share,
    read_text,
)
from callaudit.calllog.moments import read_date, read_moment
from callaudit.calllog.naming import plain_name
from callaudit.calllog.settings import LogSettings
from callaudit.calllog.structures import read_history, read_problems, read_zones
from callaudit.core.ids import CallId
from callaudit.core.metadata import (
    AccountFlags,
    CallMetadata,
    CallResult,
    CollectorParty,
    DebtType,
    Direction,
    PhoneType,
)


class Column(NamedTuple):
    """One column: its flat name, its keys in nested JSON, and what reads its cells."""

    name: str
    path: tuple[str, ...]
    read: Reader


def _top(read: Reader, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, (name,), read) for name in names)


def _flag_columns() -> tuple[Column, ...]:
    readers: dict[object, Reader] = {
        bool | None: read_bool,
        date | None: read_date,
        str | None: read_text,
    }
    return tuple(
        Column(name, ("flags", name), readers[field.annotation])
        for name, field in AccountFlags.model_fields.items()
        if field.annotation in readers
    )


COLUMNS: tuple[Column, ...] = (
    *_top(read_id, "call_id"),
    *_top(read_text, "recording"),
    *_top(read_moment, "start"),
    *_top(read_seconds, "duration_s"),
    *_top(choice_reader(Direction), "direction"),
    # A log that says "conversation" says more than "answered", but no less.
    *_top(choice_reader(CallResult, conversation="answered"), "result"),
    *_top(choice_reader(CollectorParty), "collector_party"),
    *_top(choice_reader(DebtType), "debt_type"),
    *_top(read_text, "language"),
    *_top(read_attempt, "attempt_number"),
    *_top(read_phone, "phone"),
    *_top(choice_reader(PhoneType), "phone_type"),
    Column("agent_id", ("agent", "id"), read_text),
    Column("agent_name", ("agent", "name"), read_text),
    Column("company", ("agent", "company"), read_text),
    Column("agent_aliases", ("agent", "aliases"), read_list),
    Column(
        "company_name_reveals_collection",
        ("agent", "company_name_reveals_collection"),
        read_bool,
    ),
    Column("consumer_id", ("consumer", "id"), read_text),
    Column("consumer_name", ("consumer", "name"), read_text),
    Column("consumer_state", ("consumer", "state"), read_state),
    Column("consumer_zip", ("consumer", "zip"), read_zip),
    Column("consumer_timezones", ("consumer", "timezones"), read_zones),
    Column("location_confirmed_tz", ("consumer", "location_confirmed_tz"), read_text),
    *_top(read_text, "debt_id", "creditor", "invoice_number"),
    *_top(read_money, "amount"),
    *_top(read_date, "due_date"),
    *_top(read_count, "days_past_due"),
    *_top(read_bool, "recording_notice_played", "pause_resume_recording"),
    *_top(read_bool, "prerecorded", "voice_ai"),
    *_top(read_history, "history"),
    *_flag_columns(),
    Column("settlement_min_pct", ("flags", "settlement_authority", "min_pct"), read_share),
    Column("settlement_expires", ("flags", "settlement_authority", "expires"), read_date),
    Column("contract_fee_type", ("flags", "contract_fee_authorized", "type"), read_text),
    Column("contract_fee_amount", ("flags", "contract_fee_authorized", "amount"), read_money),
    Column("attorney_name", ("flags", "attorney", "name"), read_text),
    Column("attorney_phone", ("flags", "attorney", "phone"), read_phone),
    Column("attorney_responding", ("flags", "attorney", "responding"), read_bool),
    *_top(read_text, "disposition", "notes"),
    *_top(read_problems, "problems"),
)
"""Every column there is, in the order of the documentation."""

BY_NAME = {column.name: column for column in COLUMNS}
_BY_PATH = {column.path: column for column in COLUMNS}

GROUPS: dict[str, tuple[str, ...]] = {
    "agent": ("agent",),
    "consumer": ("consumer",),
    "flags": ("flags",),
    "settlement_authority": ("flags", "settlement_authority"),
    "contract_fee_authorized": ("flags", "contract_fee_authorized"),
    "attorney": ("flags", "attorney"),
}
"""Keys that hold an object; in a table their cell is JSON."""

_PLAIN_GROUPS: dict[str, Callable[[object], dict[str, object]]] = {
    "agent": lambda cell: {"name": cell},
    "consumer": lambda cell: {"name": cell},
}

KNOWN_NAMES = tuple(sorted({*BY_NAME, *GROUPS} - {"problems"}))
"""What a column may be called."""


class Spread(NamedTuple):
    """Nested keys laid out as flat cells, and the keys that the schema does not know."""

    cells: dict[str, object]
    unknown: tuple[str, ...]
    problems: tuple[str, ...]


def spread(keys: Mapping[str, object]) -> Spread:
    """Lay nested keys out as cells of the flat columns; flat names pass through.

    A flag may stand by name or inside `flags`; by name wins where the two differ.
    """
    cells: dict[str, object] = {}
    unknown: list[str] = []
    problems: list[str] = []
    groups: list[tuple[tuple[str, ...], object]] = []
    for key, cell in keys.items():
        name = plain_name(str(key))
        if name in BY_NAME:
            cells[name] = cell
        elif name in GROUPS:
            groups.append((GROUPS[name], cell))
        else:
            unknown.append(str(key))
    while groups:
        path, cell = groups.pop(0)
        members = _members(path, cell, cells, problems)
        for key, inner in members.items():
            inner_path = (*path, plain_name(str(key)))
            column = _BY_PATH.get(inner_path) or BY_NAME.get(inner_path[-1])
            if inner_path in GROUPS.values():
                groups.append((inner_path, inner))
            elif column is None or column.path[: len(path)] != path:
                unknown.append(".".join((*path, str(key))))
            elif is_blank(cells.get(column.name)):
                cells[column.name] = inner
            elif not is_blank(inner) and cells[column.name] != inner:
                problems.append(f"{column.name}: given twice, and not alike")
    return Spread(cells, tuple(unknown), tuple(problems))


def metadata_from(
    cells: Mapping[str, object],
    *,
    settings: LogSettings,
    fallback_id: CallId,
    problems: Iterable[str] = (),
) -> CallMetadata:
    """Build one call's metadata from flat cells; what is wrong with a cell is a problem.

    Only given values count as set (`model_fields_set`), so that `merge` can tell a value
    from a default. `fallback_id` names the call if no cell does.
    """
    told = list(problems)
    nested: dict[str, object] = {}
    for name, cell in cells.items():
        value, problem = Coerced(None) if is_blank(cell) else BY_NAME[name].read(cell, settings)
        if problem:
            told.append(f"{name}: {problem}{consequence(name, value)}")
        if name == "problems" and isinstance(value, tuple):
            told = [*value, *told]
        elif value is not None:
            put(nested, BY_NAME[name].path, value)
    nested.setdefault("call_id", fallback_id)
    if told:
        nested["problems"] = tuple(dict.fromkeys(told))
    return CallMetadata.model_validate(nested)


def metadata_from_keys(
    keys: Mapping[str, object], *, settings: LogSettings, fallback_id: CallId
) -> CallMetadata:
    """Build metadata from a JSON object of a call or side file, whose strange keys are ignored."""
    laid_out = spread(keys)
    ignored = [f"{key[:80]}: is no key of a call's metadata; ignored" for key in laid_out.unknown]
    return metadata_from(
        laid_out.cells,
        settings=settings,
        fallback_id=fallback_id,
        problems=(*laid_out.problems, *ignored),
    )


def _members(
    path: tuple[str, ...], cell: object, cells: dict[str, object], problems: list[str]
) -> dict[str, object]:
    given = parsed(cell)
    if isinstance(given, dict):
        return given
    if is_blank(given):
        return {}
    truth = _truth_of(path, given, cells)
    if truth:
        return {}
    plain = _PLAIN_GROUPS.get(path[-1])
    if plain is not None and isinstance(given, str) and not given.lstrip().startswith("{"):
        return plain(given)
    problems.append(f"{path[-1]}: {quoted(cell)} is not an object")
    return {}


def _truth_of(path: tuple[str, ...], given: object, cells: dict[str, object]) -> bool:
    """Accept yes and no for an attorney on file; "no" for an authority that nobody gave."""
    told: Coerced = read_bool(given, LogSettings())
    if not isinstance(told.value, bool):
        return False
    if path[-1] == "attorney":
        cells.setdefault("attorney_on_file", told.value)
        return True
    return path[-1] in {"settlement_authority", "contract_fee_authorized"} and not told.value


def consequence(name: str, value: object) -> str:
    """Return what a cell that cannot be read is taken as, to end a problem with."""
    if name == "direction" and value is None:
        return "; taken as outbound"
    return ""


def put(nested: dict[str, object], path: tuple[str, ...], value: object) -> None:
    """Lay a value into nested objects, at the end of a path of keys."""
    if len(path) == 1:
        nested[path[0]] = value
        return
    inner = nested
    for key in path[:-1]:
        child = inner.setdefault(key, {})
        assert isinstance(child, dict)  # noqa: S101  paths of columns never cross a value
        inner = child
    inner[path[-1]] = value
