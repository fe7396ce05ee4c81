"""Where one sentence ends and the next begins."""

import pytest

from callaudit.text.normalise import normalise
from callaudit.text.sentences import LONGEST, sentences_of


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
