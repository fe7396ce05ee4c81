"""Metadata and a conversation to a Call: values, elements and the call's type are found here."""

from callaudit.core.attempts import CallHistory
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation
from callaudit.core.metadata import CallMetadata
from callaudit.core.recording import Recording
from callaudit.pipeline.cache import HeardRecording
from callaudit.speakers.answered_by import answered_by
from callaudit.speakers.contact import classify
from callaudit.text.elements import find_elements
from callaudit.text.entities import find_entities


def build_call(
    metadata: CallMetadata,
    conversation: Conversation,
    *,
    history: CallHistory = CallHistory(),
    recording: Recording | None = None,
    heard: HeardRecording | None = None,
) -> Call:
    """Return everything known about one call; `heard` is None for a call given as text."""
    decided = classify(metadata, conversation, earlier=history.attempts)
    entities = find_entities(conversation, metadata=metadata)
    return Call(
        metadata=metadata,
        conversation=conversation,
        call_type=decided.call_type,
        contact=decided.contact,
        decided_by=decided.decided_by,
        answered_by=answered_by(
            metadata, conversation, line_sounds=heard.line_sounds if heard else ()
        ),
        entities=entities,
        elements=find_elements(
            conversation, entities, metadata=metadata, call_type=decided.call_type
        ),
        history=history,
        recording=recording,
        quality=heard.quality if heard else None,
        loudness=heard.loudness if heard else (),
        line_sounds=heard.line_sounds if heard else (),
        transcript=heard.transcript if heard else None,
    )
