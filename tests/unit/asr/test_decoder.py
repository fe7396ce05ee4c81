import numpy as np
import pytest

from callaudit.asr.decoder import frames_of
from callaudit.asr.packing import Window
from callaudit.asr.protocol import ChannelSound
from callaudit.asr.reading import Reading
from tests.unit.asr.words import spans


def window(length_s):
    return Window(ChannelSound(0, np.zeros(0, np.float32), ()), spans((5, 5 + length_s)))


@pytest.mark.parametrize(
    ("length_s", "frames"),
    [(0.3, 1_000), (14.0, 1_500), (14.1, 2_000), (19.0, 2_000)],
    ids=["one word", "fits the middle one", "does not", "full"],
)
def test_a_window_is_padded_to_one_of_a_few_lengths(length_s, frames):
    assert frames_of(window(length_s), limit=2_000) == frames


def test_a_window_of_thirty_seconds_is_padded_to_what_whisper_knows():
    assert frames_of(window(29.0), limit=3_000) == 3_000


@pytest.mark.parametrize(
    ("signs", "doubtful"),
    [
        ({"avg_logprob": -0.3, "compression_ratio": 1.5}, False),
        ({"avg_logprob": -1.1, "compression_ratio": 1.5}, True),
        ({"avg_logprob": -0.3, "compression_ratio": 2.5}, True),
        ({"avg_logprob": -1.1, "no_speech_prob": 0.7}, False),
    ],
    ids=["sure", "unlikely", "a loop", "silence"],
)
def test_a_window_is_read_again_where_the_recogniser_doubts_itself(signs, doubtful):
    assert Reading(window(3.0), **signs).doubtful is doubtful


def test_unlikely_text_over_no_speech_is_silence():
    assert Reading(window(3.0), avg_logprob=-1.1, no_speech_prob=0.7).silent
    assert not Reading(window(3.0), avg_logprob=-0.9, no_speech_prob=0.7).silent
