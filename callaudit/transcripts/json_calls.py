"""Calls in JSON: one a file, several in a list, or one a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from callaudit.calllog.coercion import is_blank, quoted, read_id
from callaudit.calllog.schema import metadata_from_keys
from callaudit.calllog.settings import LogSettings
from callaudit.calllog.text_files import NotTextError, decode
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.errors import TranscriptFileError
from callaudit.core.metadata import CallMetadata
from callaudit.core.transcript import Word
from callaudit.transcripts.call_file import CallFile, failed
from callaudit.transcripts.speaker_names import speaker_of
from callaudit.transcripts.turn_building import MAX_TURNS, Reading, seconds, span

MAX_LINE_BYTES = 32 << 20
"""One call of a file with a call a line."""


def read_json_calls(path: Path, text: str, settings: LogSettings) -> Iterator[CallFile]:
    """Read the call or the list of calls that a JSON file holds.

    A list of turns is a call too; objects one a line in a `.json` file are read as lines.
    """
    try:
        content = _loads(text)
    except TranscriptFileError as error:
        if "Extra data" in str(error):
            yield from read_json_lines(path, settings)
        else:
            yield failed(path, code=error.code, message=f"{path}: {error}")
        return
    if not isinstance(content, list):
        yield _call(path, content, settings, line=None, fallback_id=path.stem)
    elif content and all(isinstance(item, dict) and "text" in item for item in content):
        yield _call(path, {"turns": content}, settings, line=None, fallback_id=path.stem)
    elif not content:
        yield failed(path, code="empty", message=f"{path}: the list holds no calls")
    else:
        for number, item in enumerate(content, start=1):
            fallback = f"{path.stem}-{number}"
            yield _call(path, item, settings, line=None, fallback_id=fallback)


def read_json_lines(path: Path, settings: LogSettings) -> Iterator[CallFile]:
    """Read one call a line; a broken line is a failure, and the others go on.

    The file is never held whole.
    """
    number = 0
    calls = 0
    try:
        with path.open("rb") as stream:
            while data := stream.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(data) > MAX_LINE_BYTES:
                    while data and not data.endswith(b"\n"):
                        data = stream.readline(MAX_LINE_BYTES)
                    message = f"{path}:{number}: the line is longer than {MAX_LINE_BYTES >> 20} MiB"
                    yield failed(path, code="too_large", message=message, line=number)
                elif data.strip(b" \t\r\n\xef\xbb\xbf"):
                    yield _line(path, number, data, settings)
                else:
                    continue
                calls += 1
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield failed(path, code="unreadable", message=f"{path}: cannot be read: {reason}")
        return
    if calls == 0:
        yield failed(path, code="empty", message=f"{path}: the file is empty")


def _line(path: Path, number: int, data: bytes, settings: LogSettings) -> CallFile:
    try:
        content = _loads(decode(data))
    except NotTextError as error:
        return failed(path, code="not_text", message=f"{path}:{number}: {error}", line=number)
    except TranscriptFileError as error:
        return failed(path, code=error.code, message=f"{path}:{number}: {error}", line=number)
    fallback = f"{path.stem}-{number}"
    return _call(path, content, settings, line=number, fallback_id=fallback)


def _loads(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise TranscriptFileError("broken_json", f"it is not valid JSON: {error}") from error
    except ValueError as error:
        raise TranscriptFileError("broken_json", f"it cannot be read: {error}") from error
    except RecursionError as error:
        raise TranscriptFileError("broken_json", "it is nested too deeply") from error


def _no_number(word: str) -> None:
    # NaN and Infinity are no JSON; as a time they would be nonsense, so as unknown.
    del word


def _call(
    path: Path, content: object, settings: LogSettings, *, line: int | None, fallback_id: str
) -> CallFile:
    place = str(path) if line is None else f"{path}:{line}"
    if not isinstance(content, dict):
        message = f"{place}: a call is an object with turns, not {quoted(content)}"
        return failed(path, code="not_a_call", message=message, line=line, call_id=fallback_id)
    metadata, call_id, problems = _metadata(content, settings, fallback_id)
    try:
        reading = _turns(content, metadata)
    except TranscriptFileError as error:
        message = f"{place}: {error}"
        return failed(path, code=error.code, message=message, line=line, call_id=call_id)
    return CallFile(
        call_id=call_id,
        source=str(path),
        line=line,
        metadata=metadata,
        conversation=Conversation(call_id=call_id, turns=reading.turns),
        problems=(*problems, *reading.problems),
    )


def _metadata(
    content: dict[str, Any], settings: LogSettings, fallback_id: str
) -> tuple[CallMetadata | None, str, tuple[str, ...]]:
    problems: list[str] = []
    call_id: str | None = None
    if not is_blank(content.get("call_id")):
        value, problem = read_id(content["call_id"], settings)
        call_id = value if isinstance(value, str) else None
        problems += [f"call_id: {problem}"] if problem else []
    keys = content.get("metadata")
    if keys is None:
        return None, call_id or fallback_id, tuple(problems)
    if not isinstance(keys, dict):
        problems.append(f"metadata: {quoted(keys)} is not an object; ignored")
        return None, call_id or fallback_id, tuple(problems)
    metadata = metadata_from_keys(keys, settings=settings, fallback_id=call_id or fallback_id)
    if call_id is not None and call_id != metadata.call_id:
        problems.append(f"call_id: {call_id} and in metadata {metadata.call_id}; the first counts")
        metadata = metadata.model_copy(update={"call_id": call_id})
    return metadata, metadata.call_id, tuple(problems)


def _turns(content: dict[str, Any], metadata: CallMetadata | None) -> Reading:
    given = content.get("turns")
    if given is None:
        raise TranscriptFileError("not_a_call", 'it has no "turns", so it is no call')
    if not isinstance(given, list):
        raise TranscriptFileError("bad_turn", f"turns: {quoted(given)} is not a list")
    if not given:
        raise TranscriptFileError("no_turns", "the call has no turns")
    if len(given) > MAX_TURNS:
        raise TranscriptFileError("too_large", f"{len(given)} turns are more than {MAX_TURNS}")
    problems: list[str] = []
    turns = tuple(_turn(number, item, metadata, problems) for number, item in enumerate(given))
    if not any(turn.text.strip() for turn in turns):
        raise TranscriptFileError("no_turns", "no turn of the call has any text")
    return Reading(turns, tuple(problems))


def _turn(index: int, item: object, metadata: CallMetadata | None, problems: list[str]) -> Turn:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise TranscriptFileError("bad_turn", f"turn {index}: has no text: {quoted(item)}")
    # Kept as written, so that every quote is found in the file; but half a surrogate pair is
    # no character at all.
    text = item["text"].encode("utf-8", "replace").decode("utf-8")
    start_s, end_s = span(item.get("start"), item.get("end"))
    if start_s is None and not (item.get("start") is None and item.get("end") is None):
        problems.append(f"turn {index}: start and end make no span of time; ignored")
    words, fault = _words(item.get("words"), text)
    problems += [f"turn {index}: {fault}; words ignored"] if fault else []
    channel = item.get("channel")
    return Turn(
        index=index,
        speaker=_speaker(item, metadata, index, problems),
        text=text,
        speaker_confidence=_share(item.get("speaker_confidence")),
        start_s=start_s,
        end_s=end_s,
        words=words,
        channel=channel if isinstance(channel, int) and 0 <= channel < 64 else None,
    )


def _speaker(
    item: dict[str, Any], metadata: CallMetadata | None, index: int, problems: list[str]
) -> Speaker:
    labels = [item.get("speaker"), item.get("role")]
    named = [label for label in labels if isinstance(label, str) and label.strip()]
    for label in named:
        speaker = speaker_of(label, metadata=metadata)
        if speaker is not Speaker.UNKNOWN:
            return speaker
    if named and named[0].strip().casefold() != Speaker.UNKNOWN:
        problems.append(f"turn {index}: nobody knows who {quoted(named[0])} is; taken as unknown")
    return Speaker.UNKNOWN


def _words(given: object, text: str) -> tuple[tuple[Word, ...], str | None]:
    """Return the words of a turn if they spell it and have times, else why not."""
    if given is None or given == []:
        return (), None
    if not isinstance(given, list) or not all(isinstance(word, dict) for word in given):
        return (), "the words are no list of words"
    words: list[Word] = []
    for item in given:
        spelled = item.get("text", item.get("word"))
        start_s, end_s = span(item.get("start"), item.get("end"))
        if not isinstance(spelled, str) or start_s is None or end_s is None:
            return (), f"the word {quoted(spelled)} has no text or no times"
        channel = item.get("channel")
        words.append(
            Word(
                text=spelled.strip(),
                start_s=start_s,
                end_s=end_s,
                probability=_share(item.get("probability")),
                channel=channel if isinstance(channel, int) and 0 <= channel < 64 else 0,
            )
        )
    if " ".join(word.text for word in words) != " ".join(text.split()):
        return (), "the words do not spell the text"
    return tuple(words), None


def _share(value: object) -> float:
    number = seconds(value)
    return 1.0 if number is None else min(1.0, number)
