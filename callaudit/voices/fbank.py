"""Mel filter banks as the voice model was trained with: those of the Kaldi toolkit, undithered."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

RATE_HZ = 16_000
BANDS = 80
FRAME = 400
HOP = 160
"""25 ms every 10 ms."""

_FFT = 512
_LOWEST_HZ = 20.0
_EMPHASIS = 0.97
_WINDOW_POWER = 0.85
"""Kaldi's own window is a Hann window raised to this power."""

_FLOOR = 1.1920929e-07
"""Energy below which a band counts as silent: the rounding step of single precision."""


def fbank(samples: Floats) -> Floats:
    """Return the logarithm of the energy in 80 mel bands, one row a frame of 25 ms every 10 ms.

    `samples` are at 16 kHz, between -1 and 1; frames that do not fill are left out.
    """
    import numpy as np

    if len(samples) < FRAME:
        return np.zeros((0, BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = np.fft.rfft((frames - _EMPHASIS * before) * _window(), _FFT, axis=1)
    energies = (np.abs(spectrum[:, : _FFT // 2]) ** 2) @ _mel_weights().T
    logs: Floats = np.log(np.maximum(energies, _FLOOR)).astype(np.float32)
    return logs


@cache
def _window() -> Floats:
    import numpy as np

    window: Floats = (np.hanning(FRAME) ** _WINDOW_POWER).astype(np.float32)
    return window


@cache
def _mel_weights() -> Floats:
    """Return one row a band: triangles that are even on the mel scale, from 20 Hz to 8 kHz."""
    import numpy as np

    low, high = _mel(np.array([_LOWEST_HZ, RATE_HZ / 2]))
    step = (high - low) / (BANDS + 1)
    left = low + step * np.arange(BANDS)[:, None]
    mels = _mel(np.arange(_FFT // 2) * RATE_HZ / _FFT)[None, :]
    rising, falling = (mels - left) / step, (left + 2 * step - mels) / step
    weights: Floats = np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)
    return weights


def _mel(hz: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    mels: NDArray[np.float64] = 1127.0 * np.log1p(hz / 700.0)
    return mels
