"""What hearing a call needs beside the call: the recogniser, the voices, the cache."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.core.errors import ModelError
from callaudit.core.model import Frozen
from callaudit.core.transcript import AsrSettings
from callaudit.pipeline.cache import HeardRecording, TranscriptCache
from callaudit.pipeline.voices import find_voices, without_voices

if TYPE_CHECKING:
    from callaudit.asr.protocol import Transcriber
    from callaudit.voices import VoiceEmbedder


class HearingSettings(Frozen):
    """Everything that decides what is heard, and where it is kept.

    `redact` masks private data in all that is written (`pipeline.redaction`).
    """

    cache: Path
    asr: AsrSettings = AsrSettings()
    threads: int = 1
    redact: bool = True


class HearingTools:
    """The cache of transcripts, and models that are loaded at the first recording."""

    def __init__(self, settings: HearingSettings) -> None:
        """Touch neither model nor recording."""
        self.hearing = settings
        self.cache = TranscriptCache(settings.cache)
        self.ahead: dict[str, tuple[HeardRecording, dict[str, float]]] = {}
        """What was heard before its call's turn, by recording, and the seconds it took."""

    @property
    def voices(self) -> "VoiceEmbedder | None":
        """What tells voices apart; None if its model is missing."""
        return None if isinstance(self._voices, str) else self._voices

    @property
    def voice_problem(self) -> str | None:
        """Why voices are not told apart; None if all is well."""
        return self._voices if isinstance(self._voices, str) else None

    @cached_property
    def _voices(self) -> "VoiceEmbedder | str":
        try:
            return find_voices()
        except ModelError as error:
            return without_voices(error)

    @cached_property
    def transcriber(self) -> "Transcriber":
        """The recogniser.

        Raises:
            ModelError: if its model is missing or not what it should be.
        """
        from callaudit.asr.whisper import WhisperTranscriber

        return WhisperTranscriber(self.hearing.asr, threads=self.hearing.threads)
