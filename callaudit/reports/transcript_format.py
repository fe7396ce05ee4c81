"""Names of the files that words are written to, known without loading what writes them."""

from enum import StrEnum


class TranscriptFormat(StrEnum):
    """The files that a call's words can be written to; the value is the file's suffix."""

    JSON = "json"
    VTT = "vtt"
    SRT = "srt"
    TXT = "txt"
