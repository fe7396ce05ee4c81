"""Read calls from files: each ends as a conversation or as a failure with its reason."""

from collections.abc import Callable, Iterator
from pathlib import Path

from callaudit.calllog.settings import LogSettings
from callaudit.calllog.text_files import NotTextError, TooLargeError, read_text_file
from callaudit.core.conversation import Conversation
from callaudit.core.errors import TranscriptFileError
from callaudit.transcripts.call_file import CallFile, failed
from callaudit.transcripts.captions import read_captions
from callaudit.transcripts.json_calls import read_json_calls, read_json_lines
from callaudit.transcripts.plain_text import read_dialogue
from callaudit.transcripts.turn_building import Reading

__all__ = ["MAX_FILE_BYTES", "SUFFIXES", "CallFile", "read_calls"]

MAX_FILE_BYTES = 64 << 20
"""One call as text; an hour of speech with every word's time has about 2 MiB."""

_TEXT_READERS: dict[str, Callable[[str], Reading]] = {
    ".vtt": read_captions,
    ".srt": read_captions,
    ".txt": read_dialogue,
    ".text": read_dialogue,
}

_LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})

SUFFIXES = frozenset({".json", *_LINE_SUFFIXES, *_TEXT_READERS})
"""File names that hold calls as text."""


def read_calls(path: Path, *, settings: LogSettings | None = None) -> Iterator[CallFile]:
    """Read the calls of one file, one after the other.

    Nothing in a file raises: a call that cannot be read is a `CallFile` with a `failure`
    that names file and line, and the next one follows. Without `settings`, naive times in
    metadata stay unknown.
    """
    settings = settings if settings is not None else LogSettings()
    suffix = path.suffix.casefold()
    if suffix in _LINE_SUFFIXES:
        yield from read_json_lines(path, settings)
        return
    if suffix not in SUFFIXES:
        kinds = ", ".join(sorted(SUFFIXES))
        yield failed(path, code="unknown_format", message=f"{path}: a call is one of {kinds}")
        return
    try:
        text = read_text_file(path, max_bytes=MAX_FILE_BYTES)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield failed(path, code="unreadable", message=f"{path}: cannot be read: {reason}")
        return
    except (NotTextError, TooLargeError) as error:
        code = "not_text" if isinstance(error, NotTextError) else "too_large"
        yield failed(path, code=code, message=f"{path}: {error}")
        return
    if not text.strip():
        yield failed(path, code="empty", message=f"{path}: the file is empty")
    elif suffix == ".json":
        yield from read_json_calls(path, text, settings)
    else:
        yield _read_text(path, text)


def _read_text(path: Path, text: str) -> CallFile:
    try:
        reading = _TEXT_READERS[path.suffix.casefold()](text)
    except TranscriptFileError as error:
        return failed(path, code=error.code, message=f"{path}: {error}")
    return CallFile(
        call_id=path.stem,
        source=str(path),
        conversation=Conversation(call_id=path.stem, turns=reading.turns),
        problems=reading.problems,
    )
