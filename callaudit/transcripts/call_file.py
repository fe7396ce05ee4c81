"""One call of a file, read or failed."""

from pathlib import Path

from callaudit.core.audit import StageFailure
from callaudit.core.conversation import Conversation
from callaudit.core.ids import CallId
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen

STAGE = "read"
"""Name of this stage in failures."""


class CallFile(Frozen):
    """One call that came as text: its words, or why there are none.

    `line` is its place in a file with a call a line. `metadata` is None where the file
    gives none. `problems` are sentences about what the file could not tell, such as words
    that do not spell their turn; those of the metadata stand there.
    """

    call_id: CallId
    source: str
    line: int | None = None
    metadata: CallMetadata | None = None
    conversation: Conversation | None = None
    failure: StageFailure | None = None
    problems: tuple[str, ...] = ()


def failed(
    path: Path, *, code: str, message: str, line: int | None = None, call_id: str | None = None
) -> CallFile:
    """Return a call that could not be read, named after file and line if it has no id."""
    name = call_id or (path.stem if line is None else f"{path.stem}-{line}")
    failure = StageFailure(call_id=name, source=str(path), stage=STAGE, code=code, message=message)
    return CallFile(call_id=name, source=str(path), line=line, failure=failure)
