"""Transcripts by content: the same recording and settings are recognised once."""

import os
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from callaudit.core.interval import Interval
from callaudit.core.model import Frozen
from callaudit.core.recording import LineSound, Loudness, RecordingQuality, SoundKind
from callaudit.core.transcript import AsrSettings, SpanFit, SpanHearing, Transcript
from callaudit.core.voices import VoiceTrack

PRIVATE = 0o700
"""Mode of the cache folder: it holds what people said."""

CACHE_VERSION = "7"
"""Changes when recognition changes in a way that no setting shows."""


class HeardRecording(Frozen):
    """All that costs time to learn from a recording: words, quality, tones, loudness, voices.

    `voices` is None until they are asked for: only a channel that several people share has them.
    """

    transcript: Transcript
    quality: RecordingQuality
    line_sounds: tuple[LineSound, ...] = ()
    loudness: tuple[Loudness, ...] = ()
    voices: VoiceTrack | None = None

    @property
    def tones(self) -> tuple[Interval, ...]:
        """Where tones are heard, in order; music is none."""
        return tuple(one.span for one in self.line_sounds if one.kind is not SoundKind.MUSIC)


_HEARINGS = TypeAdapter(tuple[SpanHearing, ...])
_FITS = TypeAdapter(tuple[SpanFit, ...])


class TranscriptCache:
    """A private folder of what was heard, each entry named by recording and settings."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made when the first entry is kept."""
        self._folder = folder / "transcripts"

    def get(self, recording_sha256: str, settings: AsrSettings) -> HeardRecording | None:
        """Return what was heard before; None if nothing is kept or it cannot be read."""
        try:
            text = self._path(recording_sha256, settings).read_text(encoding="utf-8")
            return HeardRecording.model_validate_json(text)
        except (OSError, ValidationError, UnicodeDecodeError):
            return None

    def put(self, recording_sha256: str, settings: AsrSettings, heard: HeardRecording) -> None:
        """Keep what was heard, whole or not at all.

        Raises:
            OSError: if the folder cannot be written.
        """
        self._write(self._path(recording_sha256, settings), heard.model_dump_json())

    def hearings(self, recording_sha256: str, settings: AsrSettings) -> tuple[SpanHearing, ...]:
        """Return the spans of a recording that were heard again; none if none can be read."""
        try:
            text = self._path(recording_sha256, settings, what="again").read_text(encoding="utf-8")
            return _HEARINGS.validate_json(text)
        except (OSError, ValidationError, UnicodeDecodeError):
            return ()

    def keep_hearings(
        self, recording_sha256: str, settings: AsrSettings, hearings: tuple[SpanHearing, ...]
    ) -> None:
        """Keep all spans of a recording that were heard again, in place of those kept before.

        Raises:
            OSError: if the folder cannot be written.
        """
        path = self._path(recording_sha256, settings, what="again")
        self._write(path, _HEARINGS.dump_json(hearings).decode())

    def fits(self, recording_sha256: str, settings: AsrSettings) -> tuple[SpanFit, ...]:
        """Return how well texts fitted spans of a recording; none if none can be read."""
        try:
            text = self._path(recording_sha256, settings, what="fits").read_text(encoding="utf-8")
            return _FITS.validate_json(text)
        except (OSError, ValidationError, UnicodeDecodeError):
            return ()

    def keep_fits(
        self, recording_sha256: str, settings: AsrSettings, fits: tuple[SpanFit, ...]
    ) -> None:
        """Keep how well texts fitted spans, in place of what was kept before.

        Raises:
            OSError: if the folder cannot be written.
        """
        path = self._path(recording_sha256, settings, what="fits")
        self._write(path, _FITS.dump_json(fits).decode())

    def problem(self) -> str | None:
        """Return why nothing can be kept here, as a sentence; None if something can."""
        probe = self._folder / f".{os.getpid()}.tmp"
        try:
            self._folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            probe.write_bytes(b"?")
            probe.unlink()
        except OSError as error:
            reason = error.strerror or str(error)
            return f"{self._folder} cannot be written ({reason}): no transcript is kept"
        return None

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)

    def _path(self, recording_sha256: str, settings: AsrSettings, *, what: str = "") -> Path:
        sound = recording_sha256.removeprefix("sha256:")
        how = settings.digest.removeprefix("sha256:")
        return self._folder / sound[:2] / f"{sound[:32]}-{how[:16]}-{CACHE_VERSION}{what}.json"
