"""Everything known about one call: the only input of a check."""

from callaudit.core.attempts import CallHistory
from callaudit.core.conversation import Conversation
from callaudit.core.entity import Element, Entity
from callaudit.core.metadata import AnsweredBy, CallMetadata, CallType, Contact
from callaudit.core.model import Frozen
from callaudit.core.recording import LineSound, Loudness, Recording, RecordingQuality
from callaudit.core.transcript import Transcript


class Call(Frozen):
    """One call with all that was found out about it. Made by `pipeline`.

    `call_type` and `contact` are decided from metadata first, content second;
    `decided_by` says how, in one sentence each. `answered_by` is None for an incoming call and
    for one without words. `unsure` are elements that were not heard, of which the sound fits the
    record's value.
    """

    metadata: CallMetadata
    conversation: Conversation
    call_type: CallType
    contact: Contact
    entities: tuple[Entity, ...] = ()
    elements: tuple[Element, ...] = ()
    unsure: tuple[Element, ...] = ()
    history: CallHistory = CallHistory()
    recording: Recording | None = None
    quality: RecordingQuality | None = None
    loudness: tuple[Loudness, ...] = ()
    line_sounds: tuple[LineSound, ...] = ()
    transcript: Transcript | None = None
    decided_by: tuple[str, ...] = ()
    answered_by: AnsweredBy | None = None

    @property
    def call_id(self) -> str:
        """Return the call's id."""
        return self.metadata.call_id

    def element(self, name: str) -> Element | None:
        """Return the element of that name, None if it was not said."""
        return next((element for element in self.elements if element.name == name), None)
