"""Signals and files that the tests of the audio stage listen to."""

from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler


def seconds(length_s, *, rate_hz=16_000):
    return np.arange(int(length_s * rate_hz)) / rate_hz


def tone(*frequencies_hz, length_s, rate_hz=16_000, level=0.1):
    at = seconds(length_s, rate_hz=rate_hz)
    waves = sum(level * np.sin(2 * np.pi * one * at) for one in frequencies_hz)
    return waves.astype(np.float32)


def silence(length_s, *, rate_hz=16_000):
    return np.zeros(int(length_s * rate_hz), np.float32)


def babble(length_s, *, rate_hz=16_000, level=0.1, seed=7):
    """Noise that rises and falls four times a second, as syllables do."""
    noise = np.random.default_rng(seed).normal(0, 1, int(length_s * rate_hz))
    swell = 0.5 - 0.5 * np.cos(2 * np.pi * 4 * seconds(length_s, rate_hz=rate_hz))
    return (level * noise * swell).astype(np.float32)


def write(path: Path, *channels, codec="pcm_s16le", rate_hz=8_000, coded_rate_hz=None):
    """Encode channels of samples into a file whose suffix names the container."""
    layout = "mono" if len(channels) == 1 else "stereo"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=coded_rate_hz or rate_hz, layout=layout)
        sample_format = stream.codec_context.codec.audio_formats[0].name
        resampler = AudioResampler(
            format=sample_format, layout=layout, rate=coded_rate_hz or rate_hz
        )
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(np.stack(channels)), format="fltp", layout=layout
        )
        frame.sample_rate = rate_hz
        fifo = av.AudioFifo()
        size = stream.codec_context.frame_size or 1024
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            piece.pts = None
            fifo.write(piece)
        for piece in fifo.read_many(size, partial=True):
            piece.pts = None
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path
