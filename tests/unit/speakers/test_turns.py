"""Words of two channels become turns in the order in which they were spoken."""

from callaudit.core.conversation import Speaker
from callaudit.core.transcript import Segment, Word
from callaudit.speakers.speech import begins_s, spoken_words
from callaudit.speakers.turns import channel_turns
from tests.unit.speakers.phone import segment, stereo, transcript


def _texts(*segments: Segment) -> list[tuple[int | None, str]]:
    return [(turn.channel, turn.text) for turn in channel_turns(transcript(*segments))]


def test_a_segment_that_spans_both_speakers_is_cut_where_the_other_takes_over() -> None:
    answers = segment("Hello,", 0.5, channel=1)
    answers = answers.model_copy(
        update={
            "end_s": 6.0,
            "words": (*answers.words, *segment("yes speaking.", 4.0, channel=1).words),
        }
    )
    asks = segment("Hi is this Nora Castellan?", 1.5)

    assert _texts(answers, asks) == [
        (1, "Hello,"),
        (0, "Hi is this Nora Castellan?"),
        (1, "yes speaking."),
    ]


def test_a_backchannel_does_not_cut_the_turn_it_falls_into() -> None:
    long = segment("I am calling about the crown we fitted for you in the spring this year.", 1.0)
    nods = segment("Mm-hm.", 2.6, channel=1)

    assert _texts(long, nods) == [(0, long.text), (1, "Mm-hm.")]


def test_a_backchannel_in_a_short_pause_does_not_end_the_turn() -> None:
    one = segment("I have your file open here.", 1.0)
    nods = segment("Okay.", 2.75, channel=1)
    two = segment("There is one invoice left.", 3.3)

    assert _texts(one, nods, two) == [
        (0, "I have your file open here. There is one invoice left."),
        (1, "Okay."),
    ]


def test_an_answer_to_a_question_is_no_backchannel() -> None:
    one = segment("Is that still right?", 1.0)
    yes = segment("Yes.", 2.2, channel=1)
    two = segment("Good to know.", 2.8)

    assert [text for _, text in _texts(one, yes, two)] == [one.text, yes.text, two.text]


def test_someone_who_cuts_in_divides_a_turn_that_goes_on() -> None:
    long = segment(
        "The amount is four hundred and that was due a while ago in the month of May.", 1.0
    )
    cuts_in = segment("No I paid that one already.", 2.4, channel=1)

    texts = [text for _, text in _texts(long, cuts_in)]

    assert texts[1] == cuts_in.text
    assert f"{texts[0]} {texts[2]}" == long.text


def test_the_last_words_under_an_interruption_stay_with_their_turn() -> None:
    long = segment("You can pay it on the website", 1.0)
    cuts_in = segment("I do not use websites at all.", 2.3, channel=1)

    assert [text for _, text in _texts(long, cuts_in)] == [long.text, cuts_in.text]


def test_turn_text_is_its_words_joined_by_single_blanks() -> None:
    turns = channel_turns(stereo("customer: Hello?  / agent: Hi,  is this Nora?"))

    assert [turn.text for turn in turns] == ["Hello?", "Hi, is this Nora?"]
    assert all(turn.text == " ".join(word.text for word in turn.words) for turn in turns)
    assert [turn.index for turn in turns] == [0, 1]
    assert {turn.speaker for turn in turns} == {Speaker.UNKNOWN}


def test_a_dropped_segment_never_becomes_a_turn() -> None:
    invented = segment("Thanks for watching.", 0.1).model_copy(update={"dropped": "loop"})

    assert _texts(invented, segment("Hello?", 2.0, channel=1)) == [(1, "Hello?")]


def test_a_segment_without_words_spreads_its_text_over_its_time() -> None:
    bare = Segment(start_s=1.0, end_s=3.0, text=" Hello there Nora ", channel=0)

    words = spoken_words(transcript(bare))

    assert [word.text for word in words] == ["Hello", "there", "Nora"]
    assert (words[0].start_s, words[-1].end_s) == (1.0, 3.0)


def test_a_long_silence_begins_a_new_turn_of_the_same_speaker() -> None:
    assert len(_texts(segment("Please hold.", 1.0), segment("Thanks for waiting.", 30.0))) == 2


def test_hello_after_a_pause_is_a_turn_of_its_own() -> None:
    fetches = segment("Hold on, I'll get her.", 1.0, channel=1)

    assert len(_texts(fetches, segment("Hello?", 4.0, channel=1))) == 2


def test_a_word_stretched_over_the_pause_before_it_begins_late() -> None:
    stretched = Word(text="Yeah,", start_s=3.0, end_s=5.0)

    assert 4.4 < begins_s(stretched) < 5.0


def test_silence_has_no_turns() -> None:
    assert channel_turns(transcript()) == ()
