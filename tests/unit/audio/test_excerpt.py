import numpy as np
import pytest

from callaudit.audio.decode import decode
from callaudit.audio.excerpt import excerpts
from callaudit.core.interval import Interval
from tests.unit.audio.sounds import babble, write


@pytest.mark.parametrize("codec", ["pcm_mulaw", "pcm_s16le"])
def test_an_excerpt_is_what_the_whole_decode_has_there(tmp_path, codec):
    left, right = (babble(12, rate_hz=8_000, seed=seed) for seed in (1, 2))
    path = write(tmp_path / "call.wav", left, right, codec=codec)
    whole = decode(path)
    wanted = ((1, Interval(start_s=2.0, end_s=3.5)), (0, Interval(start_s=9.25, end_s=11.0)))
    first, second = excerpts(path, wanted)
    assert np.array_equal(first, whole[1][32_000:56_000])
    assert np.array_equal(second, whole[0][148_000:176_000])


def test_a_span_past_the_end_is_cut_there(tmp_path):
    path = write(tmp_path / "call.wav", babble(2, rate_hz=8_000))
    (found,) = excerpts(path, ((0, Interval(start_s=1.5, end_s=9.0)),))
    assert len(found) / 16_000 == pytest.approx(0.5, abs=0.01)
