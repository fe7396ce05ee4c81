import numpy as np

from callaudit.asr.protocol import ChannelSound
from callaudit.asr.speech import find_leftover, find_speech
from callaudit.core.interval import Interval
from tests.unit.asr.words import spans


def sound(length_s, *, active, tones=()):
    noise = np.random.default_rng(1).normal(0, 0.1, int(length_s * 16_000))
    at = np.arange(len(noise)) / 16_000
    syllables = noise * (0.5 - 0.5 * np.cos(2 * np.pi * 4 * at))
    return ChannelSound(0, syllables.astype(np.float32), active, tones)


def everything(samples):
    return (Interval(start_s=0.0, end_s=len(samples) / 16_000),)


def never(samples):
    raise AssertionError("the voice detector must not run")


def test_silence_is_never_shown_to_the_voice_detector():
    assert find_speech(sound(600, active=()), never) == ()


def test_the_detector_sees_the_sound_with_a_margin():
    assert find_speech(sound(20, active=spans((5, 8))), everything) == spans((4.5, 8.5))


def test_a_long_call_is_shown_in_pieces():
    seen = []

    def detect(samples):
        seen.append(len(samples) / 16_000)
        return ()

    find_speech(sound(1_300, active=spans((0, 1_300))), detect)
    assert seen == [600, 600, 100]


def test_tones_are_cut_out_of_speech():
    call = sound(10, active=spans((0, 10)), tones=spans((2, 3)))
    assert find_speech(call, everything) == spans((0, 2), (3, 10))


def test_loud_uneven_sound_without_a_detected_voice_is_left_over():
    call = sound(20, active=spans((0, 20)), tones=spans((15, 20)))
    assert find_leftover(call, spans((0, 10))) == spans((10, 15))


def test_steady_noise_is_not_left_over():
    noise = np.random.default_rng(1).normal(0, 0.05, 160_000).astype(np.float32)
    assert find_leftover(ChannelSound(0, noise, spans((0, 10))), ()) == ()
