"""From studio sound to telephone sound: 300 to 3400 Hz, hiss, 8 kHz, G.711 mu-law in a WAV file."""

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, resample_poly, sosfilt

Samples = NDArray[np.float32]

RATE_HZ = 8_000
SPEECH_RMS = 10 ** (-24 / 20)
"""Level of a party's speech: 24 dB below full scale."""

_BAND_HZ = (300.0, 3400.0)
_MULAW_TAG = 7
_MULAW_BIAS = 132
_MULAW_CLIP = 32_635
_BEEP_HZ, _BEEP_S, _BEEP_PEAK = 1000.0, 0.4, 0.2


def speech_rms(sound: Samples) -> float:
    """Return the level of speech, its pauses left out (20 ms frames, gate 40 dB under the peak)."""
    frame = RATE_HZ // 50
    frames = sound[: len(sound) // frame * frame].reshape(-1, frame)
    levels = np.sqrt((frames**2).mean(axis=1))
    return float(np.sqrt((levels[levels > levels.max() / 100] ** 2).mean()))


def narrowed(sound: Samples, from_hz: int) -> Samples:
    """Bring a sound to the band and the rate of a telephone line."""
    low = resample_poly(sound, RATE_HZ, from_hz)
    # Hiss up to 4 kHz would give the line away, so speech and hiss share this one filter.
    band = butter(4, _BAND_HZ, btype="bandpass", fs=RATE_HZ, output="sos")
    return np.asarray(sosfilt(band, low), np.float32)


def hiss(length: int, rms: float, seed: int) -> Samples:
    """Return line noise of the given level; the same seed gives the same noise."""
    noise = np.random.default_rng(seed).standard_normal(length).astype(np.float32)
    noise = narrowed(noise, RATE_HZ)
    return np.asarray(noise * (rms / np.sqrt((noise**2).mean())), np.float32)


def beep() -> Samples:
    """Return the tone of a voice mailbox: 1 kHz, 0.4 s, without clicks at its ends."""
    time_s = np.arange(int(_BEEP_S * RATE_HZ)) / RATE_HZ
    edges = np.minimum(1, np.minimum(time_s, _BEEP_S - time_s) / 0.01)
    return np.asarray(_BEEP_PEAK * edges * np.sin(2 * np.pi * _BEEP_HZ * time_s), np.float32)


def mulaw(sound: Samples) -> NDArray[np.uint8]:
    """Code samples (-1 to 1) as G.711 mu-law bytes."""
    pcm = np.round(np.clip(sound, -1, 1) * 32767).astype(np.int32)
    size = np.minimum(np.abs(pcm), _MULAW_CLIP) + _MULAW_BIAS
    exponent = np.floor(np.log2(size)).astype(np.int32) - 7
    mantissa = (size >> (exponent + 3)) & 0x0F
    sign = np.where(pcm < 0, 0x80, 0)
    return np.asarray(~(sign | (exponent << 4) | mantissa) & 0xFF, np.uint8)


def write_wav(path: Path, channels: list[Samples]) -> None:
    """Write channels of equal length as a mu-law WAV file."""
    data = np.stack([mulaw(channel) for channel in channels], axis=1).tobytes()
    count, frames = len(channels), len(channels[0])
    form = struct.pack("<HHIIHHH", _MULAW_TAG, count, RATE_HZ, RATE_HZ * count, count, 8, 0)
    chunks = _chunk(b"fmt ", form) + _chunk(b"fact", struct.pack("<I", frames))
    chunks += _chunk(b"data", data)
    path.write_bytes(_chunk(b"RIFF", b"WAVE" + chunks))


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
