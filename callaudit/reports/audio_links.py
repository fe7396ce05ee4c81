"""Where a report's player finds the recording."""

import base64
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from callaudit.core.recording import Recording

PLAYED_BY_BROWSERS = ("pcm_s16le", "pcm_u8", "mp3", "mp3float", "aac", "opus", "vorbis", "flac")
"""Codecs, by their FFmpeg names, that current browsers all play; telephone codecs are not."""

_MEDIA_TYPES = {
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "audio/mp4",
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".webm": "audio/webm",
}


def audio_src(
    recording: Recording,
    *,
    call_id: str,
    report_dir: Path,
    embed: bool,
    to_pcm_wav: Callable[[Path], bytes],
) -> str:
    """Return what stands in `<audio src>` for a recording.

    A recording that browsers play is linked relatively from the report's folder. Others (mu-law,
    A-law, GSM) are converted by `to_pcm_wav`, which returns a whole 16-bit PCM WAV file, into
    `audio/<call id>.wav` beside the report. With `embed` the sound becomes a `data:` URI and
    nothing is written.

    Raises:
        OSError: if the recording cannot be read or the copy cannot be written.
    """
    path = Path(recording.path)
    plays = playable(path, recording.codec)
    if embed:
        data = path.read_bytes() if plays else to_pcm_wav(path)
        media_type = _MEDIA_TYPES[path.suffix.lower()] if plays else "audio/wav"
        return f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"
    if not plays:
        copy = report_dir / "audio" / f"{safe_name(call_id)}.wav"
        copy.parent.mkdir(parents=True, exist_ok=True)
        part = copy.with_suffix(".part")
        part.write_bytes(to_pcm_wav(path))
        part.replace(copy)
        path = copy
    return relative_link(path, report_dir)


def playable(path: Path, codec: str) -> bool:
    """Tell whether every current browser plays a recording as it is."""
    return codec in PLAYED_BY_BROWSERS and path.suffix.lower() in _MEDIA_TYPES


def relative_link(path: Path, folder: Path) -> str:
    """Return the link from a page in `folder` to a file; a `file:` address across drives."""
    try:
        relative = os.path.relpath(path.resolve(), folder.resolve())
    except ValueError:  # two drives of one machine share no relative path
        return path.resolve().as_uri()
    return quote(Path(relative).as_posix())


def safe_name(call_id: str) -> str:
    """Return a file name for a call; ids that had to be altered get a digest, so none collide."""
    plain = re.sub(r"[^\w.-]", "_", call_id).lstrip(".")[:80]
    if plain == call_id:
        return plain
    return f"{plain}-{hashlib.sha256(call_id.encode()).hexdigest()[:8]}"
