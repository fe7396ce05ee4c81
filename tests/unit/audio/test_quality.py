import numpy as np
import pytest

from callaudit.audio.quality import measure
from callaudit.core.interval import Interval
from callaudit.core.recording import (
    ChannelQuality,
    Echo,
    FaultKind,
    RecordingQuality,
    SignalFault,
)
from tests.unit.audio.phone_sounds import voice
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
        faults=(SignalFault(kind=FaultKind.DEAD, told="the recording carries no sound"),),
    )


def test_the_faint_noise_of_an_unused_leg_is_dead():
    noise = np.random.default_rng(3).normal(0, 10 ** (-68 / 20), 64_000).astype(np.float32)
    quality = quality_of(babble(4), noise)
    assert [one.dead for one in quality.channels] == [False, True]
    assert quality.warnings == ("channel 1 carries no sound",)


def test_a_quiet_talker_is_not_dead():
    quality = quality_of(babble(4), babble(4, level=0.004, seed=2))
    assert not quality.channels[1].dead
    assert quality.warnings == (
        "channel 1 is very quiet (-50 dBFS, made 24 dB louder for the recogniser)",
    )


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


@pytest.mark.parametrize("limit", [0.9, 0.5, 0.2, 0.06])
def test_a_line_overdriven_below_full_scale_is_clipped(limit):
    loud = voice(40, level=0.3)
    cut = np.clip(loud, -0.15, 0.15) * np.float32(limit / 0.15)
    assert kinds_of(quality_of(cut)) == [(FaultKind.CLIPPED, 0)]
    assert quality_of(loud).channels[0].clipped_share == 0.0


def test_a_steady_tone_and_music_have_no_flat_tops():
    busy = tone(480, length_s=20, level=0.2) + tone(620, length_s=20, level=0.2)
    span = (Interval(start_s=0.0, end_s=20.0),)
    talk = np.concatenate([np.clip(busy, -0.1, 0.1), voice(20)])
    quality = measure((talk,), rate_hz=16_000, unspoken=(span,))
    assert FaultKind.CLIPPED not in {fault.kind for fault in quality.faults}


def test_levels_are_those_of_the_sound_not_of_the_pauses():
    talk = tone(300, length_s=2)
    quality = quality_of(np.concatenate([talk, silence(18)]))
    assert quality.channels[0].level_dbfs == -23.0
    assert quality.channels[0].silent_share == 0.9


def kinds_of(quality):
    return [(fault.kind, fault.channel) for fault in quality.faults]


def white(length_s, dbfs, seed=9):
    rng = np.random.default_rng(seed)
    return rng.normal(0, 10 ** (dbfs / 20), int(length_s * 16_000)).astype(np.float32)


def low_pass(sound, highest_hz):
    spectrum = np.fft.rfft(sound)
    spectrum[int(highest_hz * len(sound) / 16_000) :] = 0
    return np.fft.irfft(spectrum, len(sound)).astype(np.float32)


def test_speech_in_the_noise_of_a_bad_line():
    talk = voice(20, level=0.3)
    clean = quality_of(talk + white(20, -70))
    bad = quality_of(talk + white(20, -28))
    assert clean.channels[0].snr_db > 20
    assert (kinds_of(clean), kinds_of(bad)) == ([], [(FaultKind.NOISY, 0)])
    assert bad.warnings[0].startswith("the recording is noisy (speech stands ")


def test_a_channel_that_carries_noise_alone_has_no_speech_to_be_noisy():
    quality = quality_of(voice(20, level=0.3), white(20, -45))
    assert (quality.channels[1].snr_db, quality.channels[1].gain_db) == (None, 0.0)


def test_speech_that_went_through_a_narrow_line():
    wide = voice(20, level=0.3) + white(20, -60)
    assert quality_of(wide).channels[0].bandwidth_hz > 3_000
    narrow = quality_of(low_pass(wide, 1_800))
    assert kinds_of(narrow) == [(FaultKind.NARROW, 0)]
    assert narrow.warnings == ("the recording carries nothing above 1900 Hz",)


def with_echo(of, onto, *, lag_s, level_db):
    late = np.concatenate([silence(lag_s), of])[: len(of)]
    return onto + late * 10 ** (level_db / 20)


def turns_taken(length_s):
    """Two voices that take turns of five seconds."""
    at = np.arange(int(length_s * 16_000)) / 16_000
    first = (at % 10) < 5
    return (
        (voice(length_s, seed=1, level=0.3) * first).astype(np.float32),
        (voice(length_s, seed=2, pitch_hz=210, level=0.3) * ~first).astype(np.float32),
    )


def test_an_echo_is_named_with_its_lag_and_level():
    agent, customer = turns_taken(60)
    quality = quality_of(agent, with_echo(agent, customer, lag_s=0.18, level_db=-20))
    assert quality.echoes == (Echo(of_channel=0, on_channel=1, lag_s=0.18, level_db=-20.0),)
    assert kinds_of(quality) == [(FaultKind.ECHO, 1)]
    assert quality.warnings == ("channel 1 carries an echo of channel 0 (-20 dB, 180 ms later)",)


def test_a_strong_echo_both_ways_is_named():
    agent, customer = turns_taken(60)
    left = with_echo(customer, agent, lag_s=0.18, level_db=-6)
    right = with_echo(agent, customer, lag_s=0.18, level_db=-6)
    quality = quality_of(left, right)
    assert [(one.of_channel, one.lag_s) for one in quality.echoes] == [(0, 0.18), (1, 0.18)]


def test_two_people_who_take_turns_do_not_echo():
    assert quality_of(*turns_taken(60)).echoes == ()


def test_two_people_who_talk_at_once_do_not_echo():
    first, second = voice(40, seed=1, level=0.3), voice(40, seed=2, level=0.1)
    assert quality_of(first, second).echoes == ()


def test_music_on_hold_says_nothing_of_the_speech():
    beep = tone(600, length_s=12, level=0.2)
    quality = measure((beep,), rate_hz=16_000, unspoken=((Interval(start_s=0.0, end_s=12.0),),))
    assert (quality.channels[0].bandwidth_hz, quality.faults) == (None, ())
