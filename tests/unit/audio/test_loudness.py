"""How loud a channel is over time."""

import numpy as np

from callaudit.audio.loudness import STEP_S, loudness
from callaudit.core.recording import Loudness

RATE_HZ = 8000


def tone(seconds: float, amplitude: float) -> np.ndarray:
    """Return a sine of 300 Hz."""
    at = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return (amplitude * np.sin(2 * np.pi * 300 * at)).astype(np.float32)


def test_ten_times_the_amplitude_is_twenty_decibels_louder() -> None:
    samples = np.concatenate([tone(1.0, 0.05), tone(1.0, 0.5)])
    assert loudness((samples,), rate_hz=RATE_HZ) == (
        Loudness(channel=0, step_s=STEP_S, levels_dbfs=(-29.0, -29.0, -9.0, -9.0)),
    )


def test_each_channel_has_its_own_track_and_silence_is_far_down() -> None:
    silence = np.zeros(RATE_HZ, np.float32)
    left, right = loudness((tone(1.0, 0.5), silence), rate_hz=RATE_HZ)
    assert (left.channel, right.channel) == (0, 1)
    assert max(right.levels_dbfs) < -90 < min(left.levels_dbfs)
