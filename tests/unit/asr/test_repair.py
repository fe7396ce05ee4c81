import pytest

from callaudit.asr.repair import repair, why_invented
from tests.unit.asr.words import said, spans

EVERYWHERE = spans((0, 1_000))


def why(segment, *, active=EVERYWHERE, tones=()):
    return why_invented(segment, active=active, tones=tones)


@pytest.mark.parametrize(
    "text",
    [
        "Your balance is four hundred and twelve dollars.",
        "No, no, no, I already told you.",
        "No no no no no",
        "Thank you for watching the account so closely.",
        "It's 614-555-0142, that's 614-555-0142.",
        "Okay.",
        "Bye.",
    ],
)
def test_what_people_say_stays(text):
    assert why(said(text, avg_logprob=-0.3, no_speech_prob=0.1, compression_ratio=1.2)) is None


def test_repaired_segments_come_back_with_the_reason():
    good = said("Is this Mister Alder?", at=1.0)
    bad = said("Is this", at=500.0)
    assert repair((good, bad), active=spans((0, 10)), tones=()) == (
        good,
        bad.model_copy(update={"dropped": "text over silence"}),
    )


def test_a_loop():
    loop = said("and then I will " * 12, compression_ratio=6.0)
    assert why(loop) == "the same words over and over"


def test_a_well_compressed_text_that_does_not_repeat_stays():
    assert why(said("one two three four five six seven", compression_ratio=2.6)) is None


def test_words_faster_than_speech():
    rushed = said("we would like to thank you for your time", each_s=0.05)
    assert why(rushed) == "faster than anyone speaks"


def test_a_hurried_sentence_whose_times_are_a_little_short_stays():
    assert why(said("I think that's it, you can hang up", each_s=0.108)) is None


def test_text_over_ringing():
    ringing = spans((0, 2), (6, 8))
    assert why(said("thank you bye", at=6.2), tones=ringing) == "text over a tone"


def test_a_sentence_that_music_interrupts_stays():
    before, after = said("the balance on your", at=5.0), said("account is small", at=27.0)
    both = before.model_copy(
        update={
            "text": f"{before.text} {after.text}",
            "end_s": after.end_s,
            "words": before.words + after.words,
        }
    )
    assert why(both, tones=spans((6.3, 26.9))) is None
    assert why(both, tones=spans((4.0, 30.0))) == "text over a tone"


def test_a_word_beside_a_beep_stays():
    assert why(said("hello this is Dana", at=6.0, each_s=1.0), tones=spans((5, 6.4))) is None


def test_a_lone_word_whose_time_is_a_little_off_stays():
    assert why(said("No.", at=5.0), active=spans((5.6, 6.0))) is None


def test_subtitle_thanks_need_one_sign_of_doubt():
    thanks = said("Thank you for watching!", avg_logprob=-0.3, no_speech_prob=0.1)
    assert why(thanks) is None
    unsure = thanks.model_copy(update={"no_speech_prob": 0.7})
    assert why(unsure) == "a phrase the recogniser invents over noise"


def test_a_plain_thank_you_needs_two():
    unsure = said("Thank you.", avg_logprob=-0.9, no_speech_prob=0.1)
    assert why(unsure) is None
    doubtful = unsure.model_copy(update={"no_speech_prob": 0.8})
    assert why(doubtful) == "a phrase the recogniser invents over noise"


def test_dots_are_no_words():
    assert why(said("...")) == "no words"
