from callaudit.asr.coverage import find_unheard, measure_coverage
from callaudit.core.transcript import Coverage
from tests.unit.asr.words import said, spans


def test_all_speech_has_words():
    segments = (said("could you send that invoice again please", at=1.0, each_s=0.4),)
    found = measure_coverage(
        0, speech=spans((0.6, 4.2)), active=spans((0.9, 3.9)), segments=segments
    )
    assert found == Coverage(channel=0, speech_s=3.0, worded_s=3.0, voiced_s=3.0)


def test_speech_without_words_is_unheard():
    segments = (said("hello there", at=1.0),)
    found = measure_coverage(
        0, speech=spans((0.5, 12)), active=spans((1, 2), (5, 9)), segments=segments
    )
    assert found.unheard == spans((5, 9))
    assert found.share < 0.5


def test_invented_text_leaves_the_speech_unheard():
    invented = said("thank you", at=5.0, each_s=2.0).model_copy(update={"dropped": "invented"})
    found = measure_coverage(0, speech=spans((5, 9)), active=spans((5, 9)), segments=(invented,))
    assert found == Coverage(
        channel=0, speech_s=4.0, worded_s=0.0, unheard=spans((5, 9)), voiced_s=4.0
    )


def test_words_of_the_other_channel_do_not_count():
    other = (said("this is about your order", at=5.0, each_s=0.8, channel=1),)
    found = measure_coverage(0, speech=spans((5, 9)), active=spans((5, 9)), segments=other)
    assert found.unheard == spans((5, 9))


def test_a_detected_voice_without_sound_is_no_speech():
    found = measure_coverage(0, speech=spans((5, 9)), active=(), segments=())
    assert (found.speech_s, found.share, found.unheard) == (0.0, 1.0, ())


def test_short_gaps_are_asked_for_by_length():
    segments = (said("hello", at=1.0), said("goodbye", at=4.5))
    gaps = find_unheard(spans((1, 5)), active=spans((1, 5)), segments=segments, shortest_s=1.0)
    assert gaps == spans((1.6, 4.2))


def test_a_greeting_that_nobody_could_read_is_not_silence():
    found = measure_coverage(
        1, speech=(), active=spans((1, 9)), segments=(), leftover=spans((1, 9))
    )
    assert found == Coverage(
        channel=1, speech_s=8.0, worded_s=0.0, unheard=spans((1, 9)), other_s=8.0
    )


def test_a_greeting_that_the_detector_passed_over_and_was_read_is_covered():
    words = (said("you have reached the desk of the front office today", at=1.0, each_s=0.8),)
    found = measure_coverage(
        0, speech=(), active=spans((1, 9)), segments=words, leftover=spans((1, 9))
    )
    assert (found.share, found.other_s, found.unheard) == (1.0, 0.0, ())


def test_typing_beside_a_voice_is_no_unheard_speech():
    words = (said("let me look that up for you", at=1.0, each_s=0.6),)
    found = measure_coverage(
        0,
        speech=spans((0.8, 5.4)),
        active=spans((1, 30)),
        segments=words,
        leftover=spans((8, 30)),
    )
    assert (found.share, found.other_s) == (1.0, 22.0)


def test_a_number_read_out_digit_by_digit_and_written_as_one_word_is_covered():
    number = (said("6145550142", at=4.6, each_s=1.4),)
    found = measure_coverage(0, speech=spans((1.0, 6.2)), active=spans((1.2, 6.0)), segments=number)
    assert (found.unheard, found.is_low) == ((), False)
