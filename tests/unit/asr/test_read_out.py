"""Numbers end with their last figure, so that what is cut out by word times is heard whole."""

import numpy as np

from callaudit.asr.packing import RATE_HZ
from callaudit.asr.read_out import to_end_of_numbers
from callaudit.core.transcript import Word


def word(text, start_s, end_s):
    return Word(text=text, start_s=start_s, end_s=end_s)


def voice(*, pause_s):
    """Return two seconds of sound with a pause of 0.08 s."""
    sound = np.ones(2 * RATE_HZ, np.float32)
    sound[int(pause_s * RATE_HZ) : int((pause_s + 0.08) * RATE_HZ)] = 0
    return sound


def test_a_number_lasts_to_the_pause_after_its_aligned_end():
    words = (word("9036", 0.0, 1.0), word("from", 1.0, 1.5))
    first, second = to_end_of_numbers(words, voice(pause_s=1.1))
    assert 1.1 <= first.end_s <= 1.18
    assert (second.start_s, second.end_s) == (first.end_s, 1.5)


def test_other_words_and_the_last_number_stay():
    words = (word("Invoice", 0.0, 1.0), word("9036.", 1.0, 1.5))
    assert to_end_of_numbers(words, voice(pause_s=1.1)) == words


def test_the_word_after_a_number_is_not_swallowed():
    words = (word("36", 0.0, 1.0), word("a", 1.0, 1.08), word("day", 1.2, 1.5))
    first, second, third = to_end_of_numbers(words, voice(pause_s=1.1))
    assert first.end_s <= second.start_s < second.end_s == 1.08
    assert third == words[2]


def test_without_samples_nothing_moves():
    words = (word("36", 0.0, 1.0), word("days", 1.0, 1.5))
    assert to_end_of_numbers(words, np.zeros(0, np.float32)) == words
    assert to_end_of_numbers((), np.zeros(0, np.float32)) == ()
