import numpy as np
import pytest

from callaudit.audio.music import find_music
from tests.unit.audio.phone_sounds import hold_music, voice
from tests.unit.audio.sounds import babble, silence


def line(*parts, noise=0.0005):
    sound = np.concatenate(parts)
    return sound + np.random.default_rng(2).normal(0, noise, len(sound)).astype(np.float32)


def share_found(sound, start_s, end_s):
    found = find_music(sound, rate_hz=16_000)
    inside = sum(max(0.0, min(one.end_s, end_s) - max(one.start_s, start_s)) for one in found)
    return inside / (end_s - start_s)


@pytest.mark.parametrize("level", [0.3, 0.05, 0.02])
def test_hold_music_is_found_loud_and_faint(level):
    assert share_found(line(hold_music(20, level=level)), 0, 20) > 0.8


def test_a_voice_is_no_music():
    assert find_music(line(voice(30)), rate_hz=16_000) == ()


def test_noise_that_swells_like_syllables_is_no_music():
    assert find_music(line(babble(20)), rate_hz=16_000) == ()


def test_silence_and_a_moment_of_sound_hold_no_music():
    assert find_music(silence(10), rate_hz=16_000) == ()
    assert find_music(silence(0.05), rate_hz=16_000) == ()


def test_the_voice_after_the_music_is_left_alone():
    call = line(hold_music(12), voice(12))
    assert share_found(call, 0, 12) > 0.8
    assert share_found(call, 12.5, 24) < 0.05


def test_a_voice_over_faint_music_is_left_alone():
    call = line(hold_music(10, level=0.02), hold_music(10, level=0.02) + voice(10, level=0.3))
    assert share_found(call, 11, 20) < 0.2
