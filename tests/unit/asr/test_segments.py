from types import SimpleNamespace

from callaudit.asr.segments import as_segments
from callaudit.core.transcript import Segment, Word
from tests.unit.asr.words import spans


def found(*words):
    """Return what the recogniser gives: words with their blanks, 0.5 s each."""
    return SimpleNamespace(
        avg_logprob=-0.21234,
        no_speech_prob=0.0123,
        compression_ratio=1.234,
        words=[
            SimpleNamespace(word=text, start=n * 0.5, end=(n + 1) * 0.5, probability=0.9 - n / 10)
            for n, text in enumerate(words)
        ],
    )


def test_a_segment_moves_to_the_time_of_the_recording():
    segments = as_segments(found(" Good", " morning."), spans((10.0, 10.5), (11.0, 12.0)), 1)
    assert segments == (
        Segment(
            start_s=10.0,
            end_s=11.5,
            text="Good morning.",
            words=(
                Word(text="Good", start_s=10.0, end_s=10.5, probability=0.9, channel=1),
                Word(text="morning.", start_s=11.0, end_s=11.5, probability=0.8, channel=1),
            ),
            avg_logprob=-0.212,
            no_speech_prob=0.012,
            compression_ratio=1.23,
            channel=1,
        ),
    )


def test_what_was_said_in_two_places_is_two_segments():
    segments = as_segments(found(" Jail?", " Okay,", " fine."), spans((10, 10.5), (20, 21)), 1)
    assert [(one.start_s, one.end_s, one.text) for one in segments] == [
        (10.0, 10.5, "Jail?"),
        (20.0, 21.0, "Okay, fine."),
    ]


def test_pieces_of_a_number_are_one_word_as_sure_as_the_least_sure_piece():
    (segment,) = as_segments(found(" $342", ".50", " on", " twenty", "-five"), spans((0, 9)), 0)
    assert segment.text == "$342.50 on twenty-five"
    assert segment.words[0] == Word(text="$342.50", start_s=0.0, end_s=1.0, probability=0.8)
    assert [word.text for word in segment.words] == ["$342.50", "on", "twenty-five"]


def test_nothing_but_blanks_is_no_segment():
    assert as_segments(found(" ", ""), spans((0, 9)), 0) == ()
