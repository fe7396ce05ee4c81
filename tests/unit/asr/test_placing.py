"""Words beside a seam: behind it lies another moment of the call, often another turn."""

import pytest

from callaudit.asr.placing import spans_of_words, whole_words
from callaudit.asr.reading import HeardWord
from tests.unit.asr.words import spans

SEAM_S = 5.0
FAR = spans((10, 10 + SEAM_S), (30, 35))
NEAR = spans((10, 10 + SEAM_S), (16, 21))


def heard(*words):
    """Return words, each with its begin and end in seconds after the seam."""
    return tuple(HeardWord(text, SEAM_S + a, SEAM_S + b, 0.9) for text, a, b in words)


def behind(words, places=FAR):
    """Return the words that were said in the second of two spans."""
    found = spans_of_words(words, places)
    return [word.text for word, place in zip(words, found, strict=True) if place == 1]


def test_words_belong_where_they_lie():
    words = heard(("Paid.", -0.8, -0.3), ("When", 0.1, 0.3), ("was", 0.3, 0.5), ("it?", 0.5, 0.8))
    assert behind(words) == ["When", "was", "it?"]


def test_no_words_no_places():
    assert spans_of_words((), FAR) == ()


@pytest.mark.parametrize("places", [NEAR, FAR], ids=["a breath later", "much later"])
def test_a_word_that_begins_after_the_voice_has_ended_is_said_behind_the_seam(places):
    words = heard(("today.", -0.8, -0.4), ("But", -0.08, 0.05), ("why", 0.05, 0.3))
    assert behind(words, places) == ["But", "why"]


def test_a_word_stretched_across_the_seam_is_said_where_it_ends():
    """Alignment gives the silence before a word to the word."""
    words = heard(("I", -1.1, -1.0), ("guess", -1.0, -0.7), ("we", -0.7, 0.3), ("can't", 0.3, 0.5))
    assert behind(words, NEAR) == ["we", "can't"]


@pytest.mark.parametrize("last", ["Friday.", "Friday,", "28", "$342.50"])
def test_what_ends_a_sentence_and_figures_stay_where_their_middle_lies(last):
    words = heard(("by", -1.2, -1.0), (last, -1.0, 0.25), ("Great.", 0.25, 0.6))
    assert behind(words) == ["Great."]


def test_the_first_words_of_a_sentence_go_with_it_across_a_long_silence():
    words = heard(
        ("this?", -1.7, -1.3), ("We", -0.7, -0.6), ("did", -0.6, 0.35), ("so.", 0.35, 0.5)
    )
    assert behind(words, FAR) == ["We", "did", "so."]
    assert behind(words, NEAR) == ["did", "so."]


@pytest.mark.parametrize(
    "words",
    [
        heard(("Yes.", -1.6, -1.2), ("Well,", -0.6, -0.3), ("maybe", 0.1, 0.4)),
        heard(("Yes.", -1.6, -1.2), ("My", -0.6, -0.3), ("number", 0.1, 0.4)),
        heard(("I", -1.2, -1.0), ("owe", -1.0, -0.7), ("you", -0.7, -0.3), ("ten", -0.1, 0.4)),
        heard(("Maybe", -0.9, -0.3), ("ten", 0.1, 0.4)),
    ],
    ids=["a comma", "a pause", "half a sentence", "the first words of all"],
)
def test_other_words_stay_before_the_silence(words):
    assert behind(words) == [words[-1].text]


def test_a_span_without_words_is_passed_over():
    words = heard(("Hello.", -0.9, -0.5), ("Good", 1.2, 1.4), ("day.", 1.4, 1.7))
    assert spans_of_words(words, spans((0, 5), (9, 10), (20, 24))) == (0, 2, 2)


def test_pieces_of_a_number_are_one_word_as_sure_as_the_least_sure_piece():
    pieces = (
        HeardWord(" $342", 0.0, 0.5, 0.9),
        HeardWord(".50", 0.5, 1.0, 0.8),
        HeardWord(" ", 1.0, 1.0, 0.9),
        HeardWord(" on", 1.0, 1.2, 0.7),
    )
    assert whole_words(pieces) == (
        HeardWord("$342.50", 0.0, 1.0, 0.8),
        HeardWord("on", 1.0, 1.2, 0.7),
    )


def test_a_number_on_both_sides_of_a_seam_is_one_word_in_one_place():
    pieces = (*heard((" 90", -0.9, -0.2), ("28", 0.1, 0.4)), *heard((" from", 0.4, 0.6)))
    assert spans_of_words(whole_words(pieces), FAR) == (0, 1)
