import numpy as np

from callaudit.asr.protocol import sounds_of
from callaudit.core.recording import ChannelQuality, RecordingQuality
from tests.unit.asr.words import spans


def channels_of(*dead, dual_mono=False):
    samples = tuple(np.zeros(10, np.float32) for _ in dead)
    quality = RecordingQuality(
        channels=tuple(
            ChannelQuality(
                channel=n, level_dbfs=-20, peak_dbfs=-3, clipped_share=0, silent_share=0, dead=one
            )
            for n, one in enumerate(dead)
        ),
        dual_mono=dual_mono,
    )
    everywhere = tuple(spans((0, 1)) for _ in dead)
    found = sounds_of(samples, quality, active=everywhere, tones=tuple(() for _ in dead))
    return [one.channel for one in found]


def test_two_channels_are_recognised_apart():
    assert channels_of(False, False) == [0, 1]


def test_a_dead_channel_is_left_out():
    assert channels_of(True, False) == [1]
    assert channels_of(True) == []


def test_the_same_sound_is_recognised_once():
    assert channels_of(False, False, dual_mono=True) == [0]
