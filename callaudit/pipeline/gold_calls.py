"""Gold labels of whole calls: inside a call's own file, or in a `gold` folder beside it."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, ValidationError, field_validator

from callaudit.calllog.text_files import NotTextError, TooLargeError, read_text_file
from callaudit.core.errors import Fault
from callaudit.core.metadata import CallType
from callaudit.core.model import Frozen
from callaudit.pipeline.gold_lines import MAX_FILE_BYTES, no_category
from callaudit.pipeline.task import CallTask
from callaudit.scoring.gold import CATEGORIES
from callaudit.transcripts import read_calls

GOLD_FOLDER = "gold"
_JSON = frozenset({".json", ".jsonl", ".ndjson"})


class _Written(Frozen):
    """Gold files are written by hand and for other programs too: strange keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldViolation(_Written):
    """A violation; `turn` None means: decided from the call as a whole."""

    category: str
    turn: int | None = Field(default=None, ge=0)

    @field_validator("category")
    @classmethod
    def _is_listed(cls, category: str) -> str:
        if category not in CATEGORIES:
            raise ValueError(no_category(category))
        return category


class GoldTurn(_Written):
    """When a turn was really said: lets evidence from sound be laid on gold's turns."""

    text: str = ""
    start: float | None = None
    end: float | None = None


class GoldCall(_Written):
    """What people say of a call: formats page, section 3. Made by `gold_of_tasks`."""

    violations: tuple[GoldViolation, ...]
    call_type: CallType | None = None
    required_elements: dict[str, str | bool | None] = {}
    missing_elements: tuple[str, ...] | None = None
    turns: tuple[GoldTurn, ...] = ()

    @field_validator("required_elements", mode="before")
    @classmethod
    def _numbers_as_text(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {
            name: str(value)
            if isinstance(value, int | Decimal) and not isinstance(value, bool)
            else value
            for name, value in given.items()
        }


GoldOfTask = dict[str, GoldCall]
"""Gold by call id."""


def gold_of_tasks(
    tasks: tuple[CallTask, ...], *, folder: Path | None = None
) -> tuple[GoldOfTask, tuple[Fault, ...]]:
    """Find the gold of every task that has one.

    It is `<id>.json` or `<file stem>.json` in `folder`, else in the `gold` folder beside the
    call's file; else the key `gold` of the call's own JSON or of the one beside a recording.

    Returns gold by call id, and every fault of a gold file with its place.
    """
    found: GoldOfTask = {}
    faults: list[Fault] = []
    inside: dict[Path, dict[str, Any]] = {}
    for task in tasks:
        source = file_of(task)
        place, content = _beside(task, source, folder)
        if place and content is None:
            faults.append(Fault(path=place, line=None, field="", message="is no JSON"))
        elif not place and source.suffix.lower() in _JSON:
            if source not in inside:
                inside[source] = dict(_inside(source))
            place, content = task.source, inside[source].get(task.call_id)
        if content is None:
            continue
        gold, wrong = _gold(content, place)
        faults += wrong
        if gold is not None:
            found[task.call_id] = _with_times(gold, source)
    return found, tuple(faults)


def file_of(task: CallTask) -> Path:
    """Return the file that a task came from; one call of many is named `file:line`."""
    whole = Path(task.source)
    return whole if whole.exists() else Path(task.source.rpartition(":")[0] or task.source)


def _beside(task: CallTask, source: Path, folder: Path | None) -> tuple[str, Any]:
    folders = [folder] if folder is not None else []
    for place in (*folders, source.parent / GOLD_FOLDER):
        for name in (task.call_id, source.stem):
            path = place / f"{Path(name).name}.json"
            if path.is_file() and path.resolve() != source.resolve():
                return str(path), _labels(_json_of(path))
    side = source.with_suffix(".json")
    if task.recording is not None and side.is_file():
        content = _json_of(side)
        if isinstance(content, dict) and "gold" in content:
            return str(side), _labels(content)
    return "", None


def _inside(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield call id and gold of each call of a JSON file, in the order they are read."""
    contents = _contents(path)
    for call, content in zip(read_calls(path), contents, strict=False):
        yield call.call_id, _labels(content) if isinstance(content, dict) else None


def _contents(path: Path) -> list[Any]:
    if path.suffix.lower() == ".json":
        content = _json_of(path)
        if content is not None:
            return content if isinstance(content, list) else [content]
    text = _text_of(path) or ""
    return [_loads(line) for line in text.split("\n") if line.strip()]


def _labels(content: Any) -> Any:
    """Return the gold of a call's content: under `gold`, or the content itself."""
    if not isinstance(content, dict):
        return content
    if "gold" in content:
        return content["gold"]
    return content if "violations" in content or "turns" not in content else None


def _gold(content: Any, place: str) -> tuple[GoldCall | None, list[Fault]]:
    try:
        return GoldCall.model_validate(content), []
    except ValidationError as error:
        return None, [
            Fault(
                path=place,
                line=None,
                field=".".join(("gold", *map(str, one["loc"]))),
                message=one["msg"].removeprefix("Value error, "),
            )
            for one in error.errors(include_url=False, include_input=False)
        ]


def _with_times(gold: GoldCall, source: Path) -> GoldCall:
    """Take the times of turns from `<stem>.turns.json` where gold has none."""
    if gold.turns:
        return gold
    content = _json_of(source.with_suffix(".turns.json"))
    if not isinstance(content, list):
        return gold
    try:
        turns = tuple(GoldTurn.model_validate(turn) for turn in content)
    except ValidationError:
        return gold
    return gold.model_copy(update={"turns": turns})


def _json_of(path: Path) -> Any:
    text = _text_of(path)
    return None if text is None else _loads(text)


def _text_of(path: Path) -> str | None:
    try:
        return read_text_file(path, max_bytes=MAX_FILE_BYTES) if path.is_file() else None
    except (OSError, NotTextError, TooLargeError):
        return None


def _loads(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
