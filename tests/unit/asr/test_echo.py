import pytest

from callaudit.asr.echo import ECHOED, strike_echoes
from callaudit.core.recording import Echo, Loudness
from callaudit.core.transcript import AsrSettings, Transcript
from tests.unit.asr.words import said

ECHO = Echo(of_channel=0, on_channel=1, lag_s=0.2, level_db=-20.0)
AGENT = said("I am calling about the invoice from March", at=5.0, each_s=0.4)


def track(channel, dbfs):
    return Loudness(channel=channel, step_s=0.5, levels_dbfs=(dbfs,) * 60)


def struck(*segments, echoes=(ECHO,), customer_dbfs=-42.0):
    heard = Transcript(
        call_id="c", recording_sha256="", settings=AsrSettings(), segments=(AGENT, *segments)
    )
    loudness = (track(0, -22.0), track(1, customer_dbfs))
    return [one.dropped for one in strike_echoes(heard, echoes, loudness=loudness).segments]


def customer(text, *, at, each_s=0.4):
    return said(text, at=at, each_s=each_s, channel=1)


def test_the_agents_words_on_the_customers_channel_are_struck():
    assert struck(customer("I'm calling about the invoice from March", at=5.2)) == [None, ECHOED]


def test_a_part_that_was_misheard_is_struck_as_well():
    assert struck(customer("about the in voice from arch", at=6.4)) == [None, ECHOED]


@pytest.mark.parametrize(
    ("text", "at"),
    [("Which invoice do you mean?", 6.0), ("Okay.", 6.0), ("about the invoice from March", 20.0)],
    ids=["another sentence", "a word of assent", "repeated later"],
)
def test_what_the_customer_says_stays(text, at):
    assert struck(customer(text, at=at)) == [None, None]


def test_without_an_echo_in_the_signal_the_same_words_stay():
    assert struck(customer("calling about the invoice from March", at=5.2), echoes=()) == [
        None,
        None,
    ]


def test_the_source_of_the_echo_keeps_its_words():
    both = struck(customer("I am calling about the invoice from March", at=5.2))
    assert both[0] is None


def test_a_voice_louder_than_the_echo_keeps_its_words():
    same = customer("calling about the invoice from March", at=5.8)
    assert struck(same, customer_dbfs=-25.0) == [None, None]


def test_an_answer_that_shares_a_word_with_what_is_said_next_stays():
    answer = customer("Okay, I can pay it in March", at=5.0)
    assert struck(answer) == [None, None]
