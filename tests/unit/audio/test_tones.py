import numpy as np
import pytest

from callaudit.audio.tones import find_tones
from callaudit.core.recording import SoundKind
from tests.unit.audio.sounds import babble, silence, tone


def heard(*parts, noise=0.002):
    line = np.concatenate([silence(0.5), *parts, silence(0.5)])
    line += np.random.default_rng(5).normal(0, noise, len(line)).astype(np.float32)
    return find_tones(line, rate_hz=16_000)


@pytest.mark.parametrize(
    ("frequencies_hz", "length_s", "kind"),
    [
        ((1_000,), 0.4, SoundKind.BEEP),
        ((1_400,), 0.5, SoundKind.BEEP),
        ((425,), 1.0, SoundKind.BEEP),
        ((440, 480), 2.0, SoundKind.RING),
        ((480, 620), 0.5, SoundKind.BUSY),
        ((350, 440), 3.0, SoundKind.DIAL),
        ((770, 1_336), 0.1, SoundKind.DTMF),
        ((2_100,), 3.0, SoundKind.FAX),
        ((1_004,), 10.0, SoundKind.TONE),
    ],
)
def test_what_a_tone_means(frequencies_hz, length_s, kind):
    (found,) = heard(tone(*frequencies_hz, length_s=length_s))
    assert found.kind is kind
    assert found.span.start_s == pytest.approx(0.5, abs=0.05)
    assert found.span.end_s == pytest.approx(0.5 + length_s, abs=0.05)


def test_the_beep_before_a_message_is_found_between_voices():
    found = heard(babble(2), tone(1_000, length_s=0.4), babble(2))
    assert [one.kind for one in found] == [SoundKind.BEEP]
    assert found[0].span.end_s == pytest.approx(2.9, abs=0.05)


def test_three_rising_tones_are_one_special_information_tone():
    found = heard(*(tone(one, length_s=0.33) for one in (950, 1_400, 1_800)))
    assert [one.kind for one in found] == [SoundKind.SIT] * 3


def test_digits_pressed_one_after_the_other():
    digits = [(697, 1_209), (852, 1_477), (941, 1_336)]
    found = heard(*(part for d in digits for part in (tone(*d, length_s=0.1), silence(0.1))))
    assert [one.kind for one in found] == [SoundKind.DTMF] * 3


def test_noise_that_sounds_like_syllables_is_no_tone():
    assert heard(babble(10)) == ()


def test_a_gliding_voice_with_harmonics_is_no_tone():
    at = np.arange(32_000) / 16_000
    pitch_hz = 130 + 25 * np.sin(2 * np.pi * 1.5 * at)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / 16_000
    voice = np.sum([0.1 / k * np.sin(k * phase) for k in range(1, 20)], axis=0, dtype=np.float32)
    assert heard(voice) == ()


def test_silence_and_a_very_short_file_have_no_tones():
    assert find_tones(silence(2), rate_hz=16_000) == ()
    assert find_tones(silence(0.01), rate_hz=16_000) == ()
