"""Windows cover what was said, and nothing far from it."""

from callaudit.core.interval import Interval
from callaudit.voices.windows import windows_over


def span(start_s: float, end_s: float) -> Interval:
    return Interval(start_s=start_s, end_s=end_s)


def rounded(windows: tuple[Interval, ...]) -> list[tuple[float, float]]:
    return [(round(one.start_s, 3), round(one.end_s, 3)) for one in windows]


def test_a_long_stretch_is_covered_every_half_second_up_to_its_end() -> None:
    windows = windows_over([span(1.0, 4.0)], length_s=60.0)
    assert rounded(windows) == [(1.0, 2.5), (1.5, 3.0), (2.0, 3.5), (2.5, 4.0)]


def test_words_with_short_pauses_are_one_stretch() -> None:
    windows = windows_over([span(1.0, 1.4), span(1.5, 2.0)], length_s=60.0)
    assert rounded(windows) == [(1.0, 2.0)]


def test_a_longer_pause_divides_stretches() -> None:
    windows = windows_over([span(1.0, 2.0), span(2.2, 3.4)], length_s=60.0)
    assert rounded(windows) == [(1.0, 2.0), (2.2, 3.4)]


def test_a_short_word_is_looked_at_with_what_is_around_it() -> None:
    assert rounded(windows_over([span(5.0, 5.25)], length_s=60.0)) == [(4.75, 5.5)]


def test_no_window_reaches_over_the_recordings_ends() -> None:
    at_both = [span(0.0, 0.2), span(9.9, 10.0)]
    assert rounded(windows_over(at_both, length_s=10.0)) == [(0.0, 0.75), (9.25, 10.0)]


def test_words_behind_the_end_have_no_window() -> None:
    assert windows_over([span(12.0, 13.0)], length_s=10.0) == ()
