"""Look at a recording without decoding it: is it one, is it whole, how long is it?"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from callaudit.audio.containers import (
    MISSING_TOLERANCE_S,
    ends_inside_ogg_page,
    lacks_mp4_index,
    wave_length,
)
from callaudit.core.errors import AudioError
from callaudit.core.ids import digest_file
from callaudit.core.recording import Recording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import InputContainer

_OPTIONS = {
    # A file that calls itself .wav may be a playlist that names addresses: only containers of
    # sound are opened, and only from disk. Nothing may leave the machine.
    "format_whitelist": "wav,w64,mp3,mov,mp4,m4a,flac,ogg,matroska,webm,gsm,aac",
    "protocol_whitelist": "file",
}
MOST_CHANNELS = 2
"""Telephone recorders write one channel, or one for each side."""


def probe(path: Path) -> Recording:
    """Return a recording's digest, length and form.

    A recording that is cut short fails as a whole: a breach, or the words that excuse it, may
    stand in the missing part, so what is left is not judged.

    Raises:
        AudioError: `missing`, `unreadable`, `empty`, `not_audio`, `no_sound`, `channels` or
            `truncated`, with a sentence that says what is wrong.
    """
    _check_readable(path)
    _check_whole(path)
    with open_sound(path) as (container, stream):
        context = stream.codec_context
        duration_s = _duration_s(path, container, stream)
        return Recording(
            path=str(path),
            sha256=digest_file(path),
            duration_s=round(duration_s, 3),
            sample_rate_hz=context.sample_rate,
            channels=context.channels,
            codec=context.name,
        )


@contextmanager
def open_sound(path: Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """Open a file's first audio stream, and close the file afterwards.

    Raises:
        AudioError: if the file is no recording, or has no or too many channels.
    """
    import av

    try:
        container = av.open(f"file:{path}", options=_OPTIONS, metadata_errors="ignore")
    except av.error.PermissionError as error:
        raise AudioError("unreadable", "the file may not be read") from error
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise AudioError("not_audio", "the file is not a recording in a known format") from error
    with container:
        if not container.streams.audio:
            raise AudioError("not_audio", "the file holds no audio stream")
        stream = container.streams.audio[0]
        if stream.codec_context.sample_rate <= 0 or stream.codec_context.channels <= 0:
            raise AudioError("not_audio", "the file's audio stream cannot be read")
        if stream.codec_context.channels > MOST_CHANNELS:
            count = stream.codec_context.channels
            raise AudioError("channels", f"the recording has {count} channels; one or two are read")
        yield container, stream


def truncated(missing_s: float) -> AudioError:
    """Return the error of a recording that is shorter than it says."""
    return AudioError("truncated", f"the recording is cut short: {missing_s:.1f} s are missing")


def stated_duration_s(container: InputContainer, stream: AudioStream) -> float | None:
    """Return the length a file states for its sound, None where it states none."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if container.duration is not None:
        return container.duration / 1_000_000  # FFmpeg counts microseconds here
    return None


def _check_readable(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            first = stream.read(1)
    except FileNotFoundError as error:
        raise AudioError("missing", "the file does not exist") from error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise AudioError("unreadable", f"the file cannot be read: {reason}") from error
    if not first:
        raise AudioError("empty", "the file is empty")


def _check_whole(path: Path) -> None:
    """Compare what headers promise with the bytes that are there."""
    wave = wave_length(path)
    if wave is not None:
        if wave.missing_s > MISSING_TOLERANCE_S:
            raise truncated(wave.missing_s)
        if wave.present_bytes == 0:
            raise AudioError("no_sound", "the file has a WAV header but no sound data")
    if lacks_mp4_index(path):
        raise AudioError("truncated", "the recording is cut short: its index was never written")
    if ends_inside_ogg_page(path):
        raise AudioError("truncated", "the recording is cut short: its last page is incomplete")


def _duration_s(path: Path, container: InputContainer, stream: AudioStream) -> float:
    wave = wave_length(path)
    if wave is not None and wave.present_s is not None:
        return wave.present_s
    stated = stated_duration_s(container, stream)
    if stated is not None and stated > 0:
        return stated
    return _counted_duration_s(container, stream)


def _counted_duration_s(container: InputContainer, stream: AudioStream) -> float:
    """Decode to the end and count: live WebM and bare streams state no length."""
    from callaudit.audio.decode import frames_of

    samples = sum(frame.samples for frame in frames_of(container, stream))
    return samples / stream.codec_context.sample_rate
