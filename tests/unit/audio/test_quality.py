import numpy as np

from callaudit.audio.quality import measure
from callaudit.core.recording import ChannelQuality, RecordingQuality
from tests.unit.audio.sounds import babble, silence, tone


def quality_of(*channels):
    return measure(channels, rate_hz=16_000)


def test_two_people_on_two_channels_need_no_warning():
    quality = quality_of(babble(4, seed=1), babble(4, seed=2))
    assert (quality.dual_mono, quality.warnings) == (False, ())


def test_silence_is_dead_and_said_so():
    quality = quality_of(silence(3))
    assert quality == RecordingQuality(
        channels=(
            ChannelQuality(
                channel=0,
                level_dbfs=-120.0,
                peak_dbfs=-120.0,
                clipped_share=0.0,
                silent_share=1.0,
                dead=True,
            ),
        ),
        dual_mono=False,
        warnings=("the recording carries no sound",),
    )


def test_the_faint_noise_of_an_unused_leg_is_dead():
    noise = np.random.default_rng(3).normal(0, 10 ** (-68 / 20), 64_000).astype(np.float32)
    quality = quality_of(babble(4), noise)
    assert [one.dead for one in quality.channels] == [False, True]
    assert quality.warnings == ("channel 1 carries no sound",)


def test_a_quiet_talker_is_not_dead():
    quality = quality_of(babble(4), babble(4, level=0.004, seed=2))
    assert not quality.channels[1].dead
    assert quality.warnings == ("channel 1 is very quiet (-50 dBFS)",)


def test_the_same_sound_on_both_channels_is_dual_mono():
    voice = babble(4)
    quality = quality_of(voice, voice * 0.8)
    assert quality.dual_mono
    assert quality.warnings == (
        "both channels carry the same sound, so they do not tell the speakers apart",
    )


def test_a_faint_echo_in_the_other_leg_is_not_dual_mono():
    voice = babble(4)
    assert not quality_of(voice, voice * 0.05).dual_mono


def test_an_overdriven_line_is_clipped():
    quality = quality_of(np.clip(babble(4, level=1.0), -1, 1))
    assert quality.channels[0].clipped_share > 0.05
    assert "is clipped in" in quality.warnings[0]


def test_levels_are_those_of_the_sound_not_of_the_pauses():
    talk = tone(300, length_s=2)
    quality = quality_of(np.concatenate([talk, silence(18)]))
    assert quality.channels[0].level_dbfs == -23.0
    assert quality.channels[0].silent_share == 0.9
