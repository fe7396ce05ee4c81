"""Fillers and false starts are left out; words that are meant stay."""

import pytest

from callaudit.text.fluency import fluent
from callaudit.text.normalise import normalise


def heard(text: str) -> str:
    return " ".join(fluent(normalise(text), text).words)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("we will you know sue you", "we will sue you"),
        ("We're gonna, we're going to sue you", "we are going to sue you"),
        ("we we will like sue sue you", "we will sue you"),
        ("we will kind of garnish your you know wages", "we will garnish your wages"),
        ("It, like, is due.", "it is due ."),
        ("i like will pay", "i will pay"),
        ("this is basically a law office", "this is a law office"),
        ("Okay, so we will call", "we will call"),
    ],
)
def test_fillers_and_false_starts_are_left_out(said: str, meant: str) -> None:
    assert heard(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "do you know what i mean",
        "you know the law",
        "i would like to pay",
        "nothing like that",
        "people like you never pay",
        "what kind of payment",
        "did you see the letter",
        "call five five five oh one oh one",
        "it is b b four four",
    ],
)
def test_words_that_are_meant_stay(said: str) -> None:
    assert heard(said) == said


def test_fluent_speech_is_the_same_object() -> None:
    plain = normalise("We will call you on Friday.")
    assert fluent(plain, "We will call you on Friday.") is plain


def test_quotes_still_find_their_characters() -> None:
    said = "We will, you know, sue you."
    words = fluent(normalise(said), said)
    start, end = words.spoken_span(1, 4)
    assert said[start:end] == "will, you know, sue you"
