"""Filter banks against the formula they stand for, written out term by term."""

import math

import numpy as np
import pytest

from callaudit.voices.fbank import BANDS, FRAME, HOP, RATE_HZ, fbank

SILENT = math.log(1.1920929e-07)


def tone(hz: float, seconds: float = 0.1) -> np.ndarray:
    at = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return (0.5 * np.sin(2 * math.pi * hz * at)).astype(np.float32)


def mel(hz: float) -> float:
    return 1127.0 * math.log(1 + hz / 700)


def band_energy(frame: list[float], band: int) -> float:
    """Return one band's energy of one frame by the definition: a sum over a plain DFT."""
    mean = sum(frame) / FRAME
    centred = [one - mean for one in frame]
    sharp = [one - 0.97 * centred[max(0, i - 1)] for i, one in enumerate(centred)]
    windowed = [
        one * (0.5 - 0.5 * math.cos(2 * math.pi * i / (FRAME - 1))) ** 0.85
        for i, one in enumerate(sharp)
    ]
    step = (mel(8000) - mel(20)) / (BANDS + 1)
    left = mel(20) + band * step
    energy = 0.0
    for k in range(256):
        at = (mel(k * RATE_HZ / 512) - left) / step
        weight = min(at, 2 - at)
        if weight > 0:
            real = sum(one * math.cos(2 * math.pi * k * i / 512) for i, one in enumerate(windowed))
            imag = sum(one * math.sin(2 * math.pi * k * i / 512) for i, one in enumerate(windowed))
            energy += weight * (real**2 + imag**2)
    return energy


@pytest.mark.parametrize("band", [3, 20, 41, 60, 77])
def test_a_band_has_the_energy_of_the_definition(band: int) -> None:
    chance = np.random.default_rng(7)
    samples = (tone(440.0) + 0.1 * chance.standard_normal(1600)).astype(np.float32)
    second = [float(one) for one in samples[HOP : HOP + FRAME]]
    assert fbank(samples)[1, band] == pytest.approx(math.log(band_energy(second, band)), abs=2e-3)


@pytest.mark.parametrize("hz", [300.0, 1000.0, 3000.0])
def test_a_tone_is_loudest_in_the_band_around_it(hz: float) -> None:
    step = (mel(8000) - mel(20)) / (BANDS + 1)
    around = (mel(hz) - mel(20)) / step - 1
    assert abs(int(fbank(tone(hz)).mean(axis=0).argmax()) - around) <= 1


def test_a_frame_every_ten_milliseconds_that_fills() -> None:
    assert fbank(np.zeros(FRAME - 1, np.float32)).shape == (0, BANDS)
    assert fbank(np.zeros(RATE_HZ, np.float32)).shape == (98, BANDS)


def test_silence_is_the_floor_and_not_minus_infinity() -> None:
    assert fbank(np.zeros(1600, np.float32)) == pytest.approx(SILENT)
