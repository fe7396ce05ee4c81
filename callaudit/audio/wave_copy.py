"""A recording as plain PCM, for players that do not know telephone codecs."""

import io
import wave
from pathlib import Path

from callaudit.audio.decode import decode
from callaudit.audio.probe import probe


def pcm_wave(path: Path) -> bytes:
    """Return the recording as a 16-bit PCM WAV file of its own rate and channels.

    Raises:
        AudioError: as `probe` and `decode`.
    """
    import numpy as np

    rate_hz = probe(path).sample_rate_hz
    channels = decode(path, rate_hz=rate_hz)
    frames = np.stack(channels, axis=1)
    pcm = (np.clip(frames, -1.0, 1.0) * 32767).astype("<i2")
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(pcm.tobytes())
    return out.getvalue()
