"""Utterance files: one quoted line a row, judged as a call of one turn."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, ValidationError

from callaudit.calllog.cases import history_of
from callaudit.calllog.places import zones_of
from callaudit.calllog.schema import metadata_from_keys
from callaudit.calllog.settings import LogSettings
from callaudit.calllog.text_files import NotTextError, TooLargeError, read_text_file
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.errors import Fault
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen
from callaudit.pipeline.examples import USUAL_CALL
from callaudit.pipeline.speech_style import SpeechStyle, restyled
from callaudit.pipeline.task import CallTask
from callaudit.scoring.gold import CATEGORIES, left_out_of_line
from callaudit.transcripts.speaker_names import speaker_of

MAX_FILE_BYTES = 256 << 20

_TAG_STARTS = ("e_", "c_")
"""Labels of events and elements, which are never violations."""

_LIVE = "live"
_GREETING = "Hello?"


class GoldRow(Frozen):
    """A row of an utterance file as written, keys of its own kept for `LineChoice`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    text: str = Field(min_length=1)
    labels: tuple[str, ...]
    violates: bool
    id: str | None = None
    speaker: str = "agent"
    call_type: Literal["live", "voicemail", "third_party"] = "live"
    party: Literal["first", "third"] = "third"
    near: tuple[str, ...] = ()
    context: dict[str, Any] = {}


class GoldLine(Frozen):
    """One line ready to be judged. `gold` are its violated categories, `group` what `by` says."""

    group: str = ""
    task: CallTask
    gold: tuple[str, ...]
    near: tuple[str, ...]
    left_out: frozenset[str]


class LineChoice(Frozen):
    """Which lines are taken and how: the key of `by` groups them, a true key of `skip` drops."""

    style: SpeechStyle = SpeechStyle.AS_WRITTEN
    skip: tuple[str, ...] = ()
    by: str | None = None


EVERY_LINE = LineChoice()


def holds_lines(path: Path) -> bool:
    """Tell whether a file holds quoted lines: its first row has a text and labels."""
    if path.suffix.lower() not in {".jsonl", ".ndjson"}:
        return False
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            first = next((line for line in stream if line.strip()), "")
        row = json.loads(first.removeprefix("\ufeff"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "turns" not in row and bool({"labels", "violates"} & set(row))


def read_lines(
    path: Path, *, choice: LineChoice = EVERY_LINE
) -> tuple[tuple[GoldLine, ...], tuple[Fault, ...]]:
    """Read an utterance file.

    Returns the lines, and every fault with its line number.
    """
    try:
        text = read_text_file(path, max_bytes=MAX_FILE_BYTES)
    except (OSError, NotTextError, TooLargeError) as error:
        return (), (Fault(path=str(path), line=None, field="", message=str(error)),)
    lines: list[GoldLine] = []
    faults: list[Fault] = []
    for number, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        row, complaints = _row(written)
        faults += [
            Fault(path=str(path), line=number, field=field, message=message)
            for field, message in complaints
        ]
        if row is None or complaints:
            continue
        keys = row.model_dump()
        if not any(keys.get(key) is True for key in choice.skip):
            line = _line(row, path, number, choice.style)
            group = str(keys.get(choice.by, "")) if choice.by else ""
            lines.append(line.model_copy(update={"group": group}))
    return tuple(lines), tuple(faults)


def _row(written: str) -> tuple[GoldRow | None, list[tuple[str, str]]]:
    try:
        row = GoldRow.model_validate(json.loads(written))
    except ValidationError as error:
        return None, [
            (".".join(map(str, one["loc"])), one["msg"])
            for one in error.errors(include_url=False, include_input=False)
        ]
    except (ValueError, RecursionError) as error:
        return None, [("", f"is no JSON: {error}")]
    return row, list(_complaints(row))


def _complaints(row: GoldRow) -> Iterator[tuple[str, str]]:
    if row.violates:
        for label in row.labels:
            if label not in CATEGORIES and not label.startswith(_TAG_STARTS):
                yield "labels", no_category(label)
    if _speaker(row) is Speaker.UNKNOWN and row.speaker != Speaker.UNKNOWN:
        yield "speaker", f"nobody knows who {row.speaker[:40]!r} is"


def no_category(label: str) -> str:
    """Return the sentence about a label outside the closed list, with the nearest one."""
    near = get_close_matches(label, CATEGORIES, n=1)
    return f"{label[:60]!r} is no category{f'; did you mean {near[0]}?' if near else ''}"


def _line(row: GoldRow, path: Path, number: int, style: SpeechStyle) -> GoldLine:
    call_id = row.id or f"{path.stem}-{number}"
    metadata = _metadata(row, call_id)
    turns = [Turn(index=0, speaker=_speaker(row), text=row.text)]
    if row.call_type == "third_party":
        greeting = Turn(index=0, speaker=Speaker.THIRD_PARTY, text=_GREETING)
        turns = [greeting, turns[0].model_copy(update={"index": 1})]
    conversation = Conversation(call_id=metadata.call_id, turns=tuple(turns))
    return GoldLine(
        task=CallTask(
            source=f"{path}:{number}",
            metadata=metadata,
            history=history_of(metadata, ()),
            conversation=restyled(conversation, style),
        ),
        gold=tuple(sorted(CATEGORIES.intersection(row.labels))) if row.violates else (),
        near=row.near,
        left_out=left_out_of_line(voicemail=row.call_type == "voicemail"),
    )


def _speaker(row: GoldRow) -> Speaker:
    """Return who speaks; whoever is not the agent on a third-party call is the third party."""
    speaker = speaker_of(row.speaker)
    if row.call_type == "third_party" and speaker is Speaker.CUSTOMER:
        return Speaker.THIRD_PARTY
    return speaker


def _metadata(row: GoldRow, call_id: str) -> CallMetadata:
    """Return the usual call with the row's facts on top, at 13:00 where the consumer lives."""
    facts: dict[str, Any] = {
        "call_id": call_id,
        "result": "voicemail" if row.call_type == "voicemail" else "answered",
        "collector_party": row.party,
        **row.context,
    }
    keys = _on_top(USUAL_CALL, facts)
    # Told places stand in for the usual zone: a consumer in Ohio is not also elsewhere.
    alone = metadata_from_keys(facts, settings=LogSettings(), fallback_id=call_id)
    places = zones_of(alone).sources
    if places:
        keys["consumer"] = facts.get("consumer", {})
        usual = datetime.fromisoformat(str(USUAL_CALL["start"]))
        local = usual.replace(tzinfo=ZoneInfo(places[0].tz))
        keys["start"] = facts.get("start", local.isoformat())
    return metadata_from_keys(keys, settings=LogSettings(), fallback_id=call_id)


def _on_top(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _on_top(below, value)
        else:
            merged[key] = value
    return merged
