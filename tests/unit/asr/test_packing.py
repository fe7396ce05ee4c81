import numpy as np
import pytest

from callaudit.asr.packing import Window, pack
from callaudit.asr.protocol import ChannelSound
from tests.unit.asr.words import spans


def channel(samples=(), number=0):
    return ChannelSound(number, np.asanyarray(samples), active=())


def test_windows_are_filled_in_order_and_never_too_long():
    hiss = channel(np.random.default_rng(5).normal(0, 0.1, 16_000 * 120))
    windows = pack(hiss, spans((0, 10), (12, 19), (30, 40), (50, 120)), limit_s=19.0)
    assert windows[0].spans == spans((0, 10), (12, 19))
    assert all(window.duration_s <= 19.0 for window in windows)
    joined = [one for window in windows for one in window.spans]
    assert sum(one.duration_s for one in joined) == pytest.approx(10 + 7 + 10 + 70)
    assert joined == sorted(joined, key=lambda one: one.start_s)


def test_a_long_span_is_cut_at_its_longest_pause():
    """Three groups of a number with short pauses between them, and a sentence before."""
    voice = np.ones(16_000 * 24, np.float32)
    for start_s, end_s in ((11.0, 11.6), (14.0, 14.2), (17.0, 17.2)):
        voice[int(start_s * 16_000) : int(end_s * 16_000)] = 0
    windows = pack(channel(voice), spans((0, 24)), limit_s=19.0)
    assert [window.spans for window in windows] == [spans((0, 11.4)), spans((11.4, 24))]


def test_the_last_window_takes_what_would_be_a_crumb():
    windows = pack(channel(), spans((0, 10), (11, 18), (20, 25)), limit_s=19.0, last_s=24.0)
    assert [window.duration_s for window in windows] == [22.0]
    windows = pack(channel(), spans((0, 10), (11, 18), (20, 28)), limit_s=19.0, last_s=24.0)
    assert [window.duration_s for window in windows] == [17.0, 8.0]


def test_a_span_without_a_pause_fills_its_windows():
    windows = pack(channel(np.zeros(16_000 * 60)), spans((0, 60)), limit_s=19.0)
    assert [round(window.duration_s) for window in windows] == [19, 19, 19, 4]


def test_no_speech_makes_no_window():
    assert pack(channel(), (), limit_s=19.0) == ()


def test_a_window_knows_its_channel():
    (window,) = pack(channel(number=1), spans((3, 4)), limit_s=19.0)
    assert (window.channel, window.duration_s) == (1, 1.0)


@pytest.mark.parametrize("in_a_file", [False, True], ids=["in memory", "in a file"])
def test_a_window_holds_the_samples_of_its_spans(in_a_file, tmp_path):
    samples = np.arange(16_000 * 2, dtype=np.float32)
    if in_a_file:
        kept = np.memmap(tmp_path / "call", np.float32, mode="w+", shape=samples.shape)
        kept[:] = samples
        samples = kept
    held = Window(channel(samples), spans((0.25, 0.5), (1, 1.5))).samples()
    assert held.tolist() == [*range(4_000, 8_000), *range(16_000, 24_000)]


@pytest.mark.parametrize(
    ("packed_s", "within", "moment_s"),
    [(0.5, 0, 10.5), (2.5, 0, 12.0), (1.8, 1, 20.0), (2.5, 1, 20.5), (9.0, 1, 23.0)],
    ids=["inside", "past its span", "before its span", "inside the next", "past the end"],
)
def test_packed_time_becomes_time_of_the_recording(packed_s, within, moment_s):
    window = Window(channel(), spans((10, 12), (20, 23)))
    assert window.moment_s(packed_s, within=within) == moment_s
