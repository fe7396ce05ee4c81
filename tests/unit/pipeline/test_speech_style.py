"""Words rewritten: the same meaning, as another speaker, writer or recogniser would put it."""

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.transcript import Word
from callaudit.pipeline.speech_contractions import contracted, expanded
from callaudit.pipeline.speech_numbers import cardinal, number_of, spoken_numbers, written_numbers
from callaudit.pipeline.speech_slips import HOMOPHONES, with_fillers, with_homophone
from callaudit.pipeline.speech_style import SpeechStyle, restyle, restyled

MESSAGE = "Well, I am Ann; we won't sue. You owe $1,249.50 by May 3 or forty dollars a day."


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("You won't hear it; you can't.", "You will not hear it; you cannot."),
        ("I’m sure they don't.", "I am sure they do not."),
        ("If you'd called, I'd help.", "If you had called, I would help."),
        ("You'd better pay.", "You had better pay."),
        ("It's been late; it's due.", "It has been late; it is due."),
        ("Bob's car, Dana's bill", "Bob's car, Dana's bill"),
        ("We're gonna wait. Let's talk.", "We are going to wait. Let us talk."),
    ],
)
def test_contractions_are_said_in_full(written, full):
    assert expanded(written) == full


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("We will not call you.", "We won't call you."),
        ("You cannot and you did not.", "You can't and you didn't."),
        ("I am going to note it.", "I'm gonna note it."),
        ("You will pay what you want to pay.", "You'll pay what you wanna pay."),
        ("That is what it is.", "That's what it is."),
        ("We have sent it; we have a file.", "We've sent it; we have a file."),
        ("It is going to court.", "It's going to court."),
        ("Do not worry.", "Don't worry."),
    ],
)
def test_sentences_run_together(full, short):
    assert contracted(full) == short


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Call 602-555-0134.", "Call six oh two five five five oh one three four."),
        ("at 541 555 0162", "at five four one five five five oh one six two"),
        ("(402) 555-0117", "four oh two five five five oh one one seven"),
        ("$1,249.50", "one thousand two hundred forty nine dollars and fifty cents"),
        ("$1 or $2,000", "one dollar or two thousand dollars"),
        ("10% by 8:05", "ten percent by eight oh five"),
        ("the 21st, May 3, at 9:00", "the twenty first, May third, at nine"),
        ("March 3, 2026", "March third, twenty twenty six"),
        ("in 2008", "in two thousand eight"),
        ("invoice 311, 30 days", "invoice three one one, thirty days"),
        ("invoice INV-2041", "invoice INV two oh four one"),
        ("ending 4471", "ending four four seven one"),
        ("1500 dollars", "one thousand five hundred dollars"),
        ("4242 4242", "four two four two four two four two"),
        ("me1@b3.com on 11/18/2026", "me1@b3.com on 11/18/2026"),
    ],
)
def test_figures_are_said_in_words(written, spoken):
    assert spoken_numbers(written) == spoken


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("six oh two, five five five, oh one three four", "602-555-0134"),
        ("four hundred and ten dollars by the fifteenth", "$410 by the 15th"),
        ("three hundred twelve dollars and forty cents", "$312.40"),
        ("two thousand and thirty three", "2,033"),
        ("a hundred percent", "100%"),
        ("May third, the twenty-first", "May 3rd, the 21st"),
        ("in two days, one of you", "in two days, one of you"),
        ("two fifty, twenty twenty six", "two fifty, twenty twenty six"),
        ("a third party, one second", "a third party, one second"),
    ],
)
def test_words_become_figures(spoken, written):
    assert written_numbers(spoken) == written


@pytest.mark.parametrize("number", [*range(1, 130), 999, 1000, 1001, 4210, 20415, 999_999])
def test_every_cardinal_is_read_back(number):
    assert number_of(cardinal(number).split()) == number


def test_fillers_stand_between_words_and_nothing_else_changes():
    said = with_fillers(MESSAGE).replace(",", "").split()
    left = iter(said)

    assert all(word in left for word in MESSAGE.replace(",", "").split())
    assert len(said) > len(MESSAGE.split())


def test_no_filler_breaks_a_number_up():
    for text in ("602 555 0134", "six oh two five five five", "twenty-one fifty"):
        assert with_fillers(text) == text


def test_one_word_of_a_text_is_misheard():
    said = "Sue him over the debt in court.".split()
    heard = with_homophone(" ".join(said)).split()
    changed = {(one, two) for one, two in zip(said, heard, strict=True) if one != two}

    assert len(changed) == 1
    assert changed < {("Sue", "Soon"), ("debt", "dead"), ("court.", "caught.")}


def test_a_text_without_such_words_is_heard_well():
    assert with_homophone("Good morning.") == "Good morning."


def test_no_word_is_misheard_as_itself():
    assert [word for word, heard in HOMOPHONES.items() if word == heard] == []


@pytest.mark.parametrize("style", SpeechStyle)
def test_a_style_comes_out_the_same_every_time(style):
    assert restyle(MESSAGE, style) == restyle(MESSAGE, style)
    assert (restyle(MESSAGE, style) == MESSAGE) == (style is SpeechStyle.AS_WRITTEN)


def test_a_draw_hangs_on_nothing_but_the_text():
    assert with_fillers("You will be arrested if you do not pay.") == (
        "You, like, will be arrested, I mean, if you do not pay."
    )
    assert with_fillers("We will take the full balance today, no later.") == (
        "We will take the kind of full balance you see today, no later."
    )
    assert with_homophone("We will sue you over the debt in court.") == (
        "We will sue you over the debt in caught."
    )


def test_a_conversation_keeps_speakers_and_times_and_loses_the_times_of_words():
    words = (Word(text="Don't", start_s=0.5, end_s=0.9, probability=1.0),)
    turn = Turn(index=0, speaker=Speaker.AGENT, text="Don't", start_s=0.5, end_s=0.9, words=words)
    said = restyled(Conversation(call_id="c1", turns=(turn,)), SpeechStyle.EXPANDED)

    assert said.turns == (turn.model_copy(update={"text": "Do not", "words": ()}),)
