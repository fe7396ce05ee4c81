"""Who spoke: words of a transcript to turns with speakers, and what sort of call it was."""

from callaudit.speakers.assign import assign_speakers, infer_speakers
from callaudit.speakers.contact import CallClass, classify

__all__ = ["CallClass", "assign_speakers", "classify", "infer_speakers"]
