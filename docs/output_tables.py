"""Tables of what an audit writes: names and types from the code, meanings from `meanings.yaml`.

A key that the code writes and `meanings.yaml` does not explain, or the other way round, is an
error, so the pages cannot fall behind.
"""

import types
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from enum import EnumType
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import yaml

from callaudit.core.audit import AuditRun
from callaudit.core.day_hours import DayHours
from callaudit.core.finding import SecondHearing
from callaudit.core.measures import CallMeasures, TalkShare
from callaudit.core.metadata import AnsweredBy
from callaudit.core.model import Frozen
from callaudit.core.recording import (
    ChannelQuality,
    Echo,
    LineSound,
    Recording,
    RecordingQuality,
    SignalFault,
)
from callaudit.core.scorecard import CategoryScore, Scorecard
from callaudit.reports import archive_columns, row_parts, rows
from callaudit.reports.tables import CALL_COLUMNS, CASE_COLUMNS, FINDING_COLUMNS
from callaudit.runner.python_api import LINT_COLUMNS
from docs.markdown import code, codes, table

MEANINGS = Path(__file__).with_name("meanings.yaml")

PARTS: dict[str, tuple[type[Frozen], ...]] = {
    "audit.jsonl": (
        rows.AuditRow,
        rows.FailureRow,
        rows.ElementRow,
        rows.FindingRow,
        rows.EvidenceRow,
        SecondHearing,
        rows.ExcusedRow,
        row_parts.MaskedRow,
        Scorecard,
        CategoryScore,
        row_parts.CoverageRow,
        row_parts.ChannelCoverageRow,
        row_parts.UnheardRow,
        row_parts.SpeakerRow,
        AnsweredBy,
        Recording,
        RecordingQuality,
        ChannelQuality,
        SignalFault,
        Echo,
        LineSound,
        row_parts.LogRow,
        CallMeasures,
        TalkShare,
        row_parts.MomentRow,
        row_parts.QuoteRow,
        row_parts.SaidRow,
        DayHours,
    ),
    "cases.jsonl": (
        rows.CaseRow,
        rows.CaseCallRow,
        rows.CaseFactRow,
        DayHours,
        rows.CaseFindingRow,
        rows.NextCallRow,
    ),
    "transcripts.jsonl": (rows.TranscriptRow, rows.TurnRow, rows.WordRow),
    "run.json": (AuditRun,),
}
"""The objects inside each file, the line itself first."""

COLUMNS = {
    "findings.csv": FINDING_COLUMNS,
    "calls.csv": CALL_COLUMNS,
    "cases.csv": CASE_COLUMNS,
}

FRAMES = {
    "runs": archive_columns.RUN_COLUMNS,
    "calls": archive_columns.CALL_COLUMNS,
    "findings": archive_columns.FINDING_COLUMNS,
    "verdicts": archive_columns.VERDICT_COLUMNS,
    "moments": archive_columns.MOMENT_COLUMNS,
    "said elements": archive_columns.ELEMENT_COLUMNS,
    "rules": archive_columns.RULE_COLUMNS,
    "lint": LINT_COLUMNS,
}
"""Frames of the Python interface."""

_COLUMN_TYPES = {"string": "text", "Float64": "number", "Int64": "number", "boolean": "yes or no"}
_TYPES: dict[Any, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "true or false",
    Decimal: "text",
    date: "text",
    datetime: "text",
    time: "text",
}


class UnexplainedError(Exception):
    """A key without a meaning, or a meaning without a key."""


def columns_table(file: str) -> str:
    """Return the columns of a CSV file with type and meaning."""
    columns, meanings = COLUMNS[file], _meanings(file, COLUMNS[file])
    rows_ = ((code(name), _COLUMN_TYPES[kind], meanings[name]) for name, kind in columns.items())
    return table(("column", "type", "meaning"), rows_)


def frame_table(name: str) -> str:
    """Return the columns of a frame with pandas type and meaning."""
    meanings = _meanings(name, FRAMES[name])
    rows_ = ((code(column), code(kind), meanings[column]) for column, kind in FRAMES[name].items())
    return table(("column", "pandas type", "meaning"), rows_)


def keys_of(file: str) -> str:
    """Return the keys of a JSON file, one table an object."""
    parts = []
    for model in PARTS[file]:
        title = _title(model)
        heading = "" if model is PARTS[file][0] else f"#### {title}\n\n"
        parts.append(heading + _keys_table(model))
    return "\n\n".join(parts)


def written_keys(model: type[Frozen]) -> dict[str, Any]:
    """Return the keys of an object as they are written, with their types."""
    return {f.serialization_alias or f.alias or name: f for name, f in model.model_fields.items()}


def plain_type(annotation: Any) -> str:
    """Return a type in words: `text`, `number or null`, `list of evidence`."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation in _TYPES:
        return _TYPES[annotation]
    if origin in (Union, types.UnionType):
        return " or ".join("null" if one is type(None) else plain_type(one) for one in inner)
    if origin is Literal:
        return codes(inner) if isinstance(inner[0], str) else str(inner[0])
    if origin is tuple:
        return f"list of {plain_type(inner[0])}"
    if origin is dict:
        return f"object: {plain_type(inner[0])} to {plain_type(inner[1])}"
    if isinstance(annotation, EnumType):
        return codes(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        title = _title(annotation)
        return f"[{title}](#{title.replace(' ', '-')})"
    raise UnexplainedError(f"no words for the type {annotation!r}")


def _keys_table(model: type[Frozen]) -> str:
    fields = written_keys(model)
    meanings = _meanings(_title(model), fields)
    rows_ = (
        (code(name), plain_type(field.annotation), meanings[name]) for name, field in fields.items()
    )
    return table(("key", "value", "meaning"), rows_)


def _title(model: type[Frozen]) -> str:
    return str(_load()["titles"].get(model.__name__, model.__name__))


def _meanings(part: str, names: Iterable[str]) -> dict[str, str]:
    meanings: dict[str, str] = _load()["meanings"].get(part, {})
    unlike = set(names) ^ set(meanings)
    if unlike:
        raise UnexplainedError(f"{MEANINGS.name}: {part}: {', '.join(sorted(unlike))}")
    return meanings


@cache
def _load() -> Any:
    return yaml.safe_load(MEANINGS.read_text(encoding="utf-8"))
