import numpy as np

from callaudit.asr.packing import Window
from callaudit.asr.protocol import ChannelSound
from callaudit.asr.reading import HeardWord, Reading
from callaudit.asr.segments import as_segments
from callaudit.core.transcript import Segment, Word
from tests.unit.asr.words import spans


def read(*texts, at, channel=0, each_s=0.5, compression_ratio=1.234):
    """Return what was read in a window: words with their blanks, one after the other."""
    words = tuple(
        HeardWord(text, n * each_s, (n + 1) * each_s, 0.9 - n / 10) for n, text in enumerate(texts)
    )
    return Reading(
        window=Window(ChannelSound(channel, np.zeros(0, np.float32), ()), at),
        words=words,
        avg_logprob=-0.21234,
        no_speech_prob=0.0123,
        compression_ratio=compression_ratio,
    )


def test_a_segment_moves_to_the_time_of_the_recording():
    segments = as_segments(
        read(" Good", " morning.", at=spans((10.0, 10.5), (11.0, 12.0)), channel=1)
    )
    assert segments == (
        Segment(
            start_s=10.1,
            end_s=11.85,
            text="Good morning.",
            words=(
                Word(text="Good", start_s=10.1, end_s=10.5, probability=0.9, channel=1),
                Word(text="morning.", start_s=11.1, end_s=11.85, probability=0.8, channel=1),
            ),
            avg_logprob=-0.212,
            no_speech_prob=0.012,
            compression_ratio=1.23,
            channel=1,
        ),
    )


def test_the_silence_before_the_voice_is_no_part_of_the_first_word():
    (segment,) = as_segments(read(" Hello", " there.", at=spans((10.0, 11.0))))
    assert [(one.start_s, one.end_s) for one in segment.words] == [(10.1, 10.5), (10.5, 11.0)]
    (short,) = as_segments(read(" Hi.", at=spans((10.0, 11.0)), each_s=0.12))
    assert (short.start_s, short.end_s) == (10.06, 10.12)


def test_a_stretch_ends_with_its_voice():
    """Alignment ends words early; what lies farther off belongs to no word that was read."""
    (near,) = as_segments(read(" Good", " bye.", at=spans((10.0, 11.4))))
    assert near.end_s == near.words[-1].end_s == 11.25
    (far,) = as_segments(read(" Good", " bye.", at=spans((10.0, 14.0))))
    assert far.end_s == 11.0
    first, second = as_segments(
        read(" Fine.", " Good", " bye.", at=spans((10, 10.7), (10.9, 12.4)))
    )
    assert (first.end_s, second.start_s) == (10.55, 11.0)


def test_what_was_said_in_two_places_is_two_segments():
    segments = as_segments(read(" Jail?", " Okay,", " fine.", at=spans((10, 10.5), (20, 21))))
    assert [(one.start_s, one.end_s, one.text) for one in segments] == [
        (10.1, 10.5, "Jail?"),
        (20.1, 21.0, "Okay, fine."),
    ]


def test_pieces_of_a_number_are_one_word_as_sure_as_the_least_sure_piece():
    (segment,) = as_segments(read(" $342", ".50", " on", " twenty", "-five", at=spans((0, 9))))
    assert segment.text == "$342.50 on twenty-five"
    assert segment.words[0] == Word(text="$342.50", start_s=0.1, end_s=1.0, probability=0.8)
    assert [word.text for word in segment.words] == ["$342.50", "on", "twenty-five"]


def test_a_number_read_out_over_short_pauses_lasts_from_its_first_figure_to_its_last():
    pieces = (" 614", "-555", "-0142", " is", " mine.")
    (near,) = as_segments(read(*pieces, at=spans((10, 10.5), (11, 11.5), (12, 14))))
    assert (near.words[0].start_s, near.words[0].end_s) == (10.1, 12.5)
    far, rest = as_segments(read(*pieces, at=spans((10, 11), (40, 42))))
    assert (far.text, far.start_s, far.end_s) == ("614-555-0142", 10.1, 11.0)
    assert (rest.text, rest.start_s) == ("is mine.", 40.5)


def test_a_name_that_is_spelled_lasts_from_its_first_letter_to_its_last():
    """Letters come with longer pauses than figures; other words are not torn apart by them."""
    place = spans((10, 11), (13, 14))
    (spelled,) = as_segments(read(" M", "-A", "-B", "-R", at=place))
    assert [(one.text, one.start_s, one.end_s) for one in spelled.words] == [
        ("M-A-B-R", 10.1, 14.0)
    ]
    (word,) = as_segments(read(" well", "-known", " people", at=place, each_s=0.6))
    assert word.words[0].end_s <= 11.0 or word.words[0].start_s >= 13.0


def test_nothing_but_blanks_is_no_segment():
    assert as_segments(read(" ", "", at=spans((0, 9)))) == ()


def test_sentences_with_a_breath_between_them_are_two_segments():
    """What is said without one stays together, and so do the parts of a loop."""
    place = spans((10, 10.5), (10.9, 11.9))
    apart = as_segments(read(" Fine.", " Good", " bye.", at=place))
    assert [one.text for one in apart] == ["Fine.", "Good bye."]
    together = as_segments(read(" Fine.", " Good", " bye.", at=spans((10, 12))))
    assert [one.text for one in together] == ["Fine. Good bye."]
    loop = as_segments(read(" Fine.", " Fine.", " Fine.", at=place, compression_ratio=2.5))
    assert [one.text for one in loop] == ["Fine. Fine. Fine."]
