import numpy as np

from callaudit.audio.activity import active_spans, levels_dbfs
from callaudit.core.interval import Interval
from tests.unit.audio.sounds import silence, tone


def spans_of(*parts):
    return active_spans(levels_dbfs(np.concatenate(parts), rate_hz=16_000))


def test_sound_is_found_between_silences():
    assert spans_of(silence(1), tone(300, length_s=2), silence(1)) == (
        Interval(start_s=1.0, end_s=3.0),
    )


def test_a_short_stop_belongs_to_the_sound_and_a_pause_does_not():
    talk = tone(300, length_s=1)
    assert spans_of(talk, silence(0.2), talk, silence(1), talk) == (
        Interval(start_s=0.0, end_s=2.2),
        Interval(start_s=3.2, end_s=4.2),
    )


def test_a_click_is_no_sound():
    assert spans_of(silence(1), tone(300, length_s=0.02), silence(1)) == ()


def test_silence_has_none():
    assert spans_of(silence(2)) == ()
