"""Where one sentence ends and the next begins."""

import pytest

from callaudit.text.normalise import normalise
from callaudit.text.sentences import LONGEST, sentences_of, whole_of, words_of


def sentences(text: str) -> list[str]:
    stream = normalise(text)
    return [" ".join(stream.words[first:last]) for first, last in sentences_of(stream)]


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("Pay now. Or else!", ["pay now", "or else"]),
        ("no full stop here", ["no full stop here"]),
        (
            "we will not sue you but the sheriff will see you tomorrow",
            ["we will not sue you", "but the sheriff will see you tomorrow"],
        ),
        ("nothing but trouble with you", ["nothing but trouble with you"]),
        ("", []),
        ("... !", []),
    ],
)
def test_full_stops_and_turns_of_thought_end_a_sentence(said: str, cut: list[str]) -> None:
    assert sentences(said) == cut


def test_speech_without_full_stops_is_cut_at_joints_and_loses_no_word() -> None:
    said = "i called you on monday about the invoice and nobody picked up " * 6
    parts = sentences(said)
    assert all(len(part.split()) <= LONGEST for part in parts)
    assert all(part.startswith("and ") for part in parts[1:])
    assert " ".join(parts).split() == list(normalise(said).words)


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Nice truck. Shame if it vanished!", ["nice truck shame if it vanished"]),
        (
            "We will not sue you today. But the sheriff knows your street. Think.",
            ["we will not sue you today but the sheriff knows your street think"],
        ),
        ("Pay now.", []),
        ("One. Two. Three. Four.", ["one two three four"]),
        ("One. Two. Three. Four. Five.", []),
        ("i called you about the invoice. " + "and again " * 28, []),
        ("... !", []),
        ("", []),
    ],
)
def test_a_short_turn_of_some_sentences_is_one_thought(said: str, whole: list[str]) -> None:
    stream = normalise(said)
    assert [" ".join(words_of(stream, span)) for span in whole_of(stream)] == whole


def test_the_words_of_a_span_are_without_end_marks() -> None:
    stream = normalise("Pay now! Or else? Yes.")
    assert words_of(stream, (0, len(stream.words))) == ("pay", "now", "or", "else", "yes")
    assert words_of(stream, (1, 4)) == ("now", "or")
    assert words_of(stream, (2, 2)) == ()
