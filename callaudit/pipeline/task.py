"""One call to be audited, before anything of it was heard."""

from pathlib import Path

from callaudit.core.attempts import CallHistory
from callaudit.core.audit import StageFailure
from callaudit.core.conversation import Conversation
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen


class CallTask(Frozen):
    """A recording, a call in words, or a row of the log that has neither. Made by `runner.plan`.

    `recording` and `conversation` are both None for a row alone; `failure` is set where the
    call's file could not be read. `notes` are sentences for the call's record.
    """

    source: str
    metadata: CallMetadata
    history: CallHistory = CallHistory()
    recording: Path | None = None
    conversation: Conversation | None = None
    failure: StageFailure | None = None
    notes: tuple[str, ...] = ()

    @property
    def call_id(self) -> str:
        """Return the call's id, unique in the batch."""
        return self.metadata.call_id
