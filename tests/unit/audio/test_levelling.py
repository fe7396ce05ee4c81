import numpy as np
import pytest

from callaudit.audio.levelling import gain_db, raise_level
from callaudit.audio.speech_level import SpeechLevel, outside, speech_level
from callaudit.core.interval import Interval


@pytest.mark.parametrize(
    ("loud_dbfs", "peak", "gain"),
    [(-22, 0.5, 0.0), (-39, 0.2, 0.0), (-45, 0.02, 20.0), (-65, 0.001, 30.0), (-41, 0.5, 5.1)],
    ids=["usual", "a little quiet", "quiet", "limited", "one loud click"],
)
def test_quiet_speech_is_brought_to_the_target_and_no_further(loud_dbfs, peak, gain):
    speech = SpeechLevel(loud_dbfs=loud_dbfs, pause_dbfs=-75)
    assert gain_db(speech, peak=peak) == gain


def test_samples_are_raised_in_place():
    samples = np.full(3_000_000, 0.01, np.float32)
    raise_level(samples, 20.0)
    assert samples.min() == samples.max() == pytest.approx(0.1)


def test_speech_stands_above_its_pauses():
    levels = np.array([-60.0] * 300 + [-25.0] * 200)
    found = speech_level(levels)
    assert found == SpeechLevel(loud_dbfs=-25.0, pause_dbfs=-60.0)
    assert found.snr_db == 35.0


def test_steady_noise_is_no_speech():
    levels = -40 + np.random.default_rng(1).normal(0, 0.6, 5_000)
    assert speech_level(levels) is None
    assert speech_level(np.array([])) is None


def test_frames_outside_some_spans():
    spans = (Interval(start_s=0.1, end_s=0.15), Interval(start_s=0.9, end_s=2.0))
    assert outside(10, spans, frame_s=0.1).tolist() == [True, False] + [True] * 7 + [False]
