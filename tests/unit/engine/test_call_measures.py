"""What every call is measured by: from sentences with their seconds."""

import pytest

from callaudit.core.call import Call
from callaudit.core.conversation import Speaker, Turn
from callaudit.core.measures import CallMeasures, TalkShare
from callaudit.core.metadata import Contact
from callaudit.core.recording import LineSound, Recording, SoundKind
from callaudit.core.transcript import Word
from callaudit.engine.call_measures import call_measures
from callaudit.engine.heard import HeardCall
from callaudit.engine.spoken import common, joined, stretches
from callaudit.rulespec import default_rules, load_policy
from tests.builders import call

RECORDING = Recording(
    path="a.wav", sha256="", duration_s=60, sample_rate_hz=8000, channels=2, codec="pcm_s16le"
)


def measured(one: Call) -> CallMeasures:
    policy = load_policy("third_party", rules=default_rules())
    measures = call_measures(HeardCall(one), policy)
    assert measures is not None
    return measures


def on_hold(one: Call, start_s: float, end_s: float) -> Call:
    music = LineSound(kind=SoundKind.MUSIC, channel=0, start_s=start_s, end_s=end_s)
    return one.model_copy(update={"recording": RECORDING, "line_sounds": (music,)})


TALK = """\
agent [0.0-6.0]: Good morning, this is Alma Reyes, am I speaking to Omar Field?
customer [7.0-10.0]: It is Omar Field, yes.
agent [10.5-14.5]: Did you receive the invoice?
customer [17.5-22.5]: I lost my job, so I had no
agent [22.0-30.0]: Can you pay it today?
"""


def test_a_whole_call_is_measured() -> None:
    assert measured(call(TALK)) == CallMeasures(
        times_from="segments",
        talk_share=TalkShare(agent=0.69, customer=0.31),
        longest_monologue_s=8.0,
        silence_s=3.0,
        longest_silence_s=3.0,
        hold_s=None,
        interruptions=1,
        overlap_s=0.5,
        words_per_minute=73,
        number_words_per_second=None,
        questions=3,
        response_s=0.2,
    )


def test_a_system_voice_is_nobodys_speech_and_no_silence() -> None:
    say = """\
system [0.0-20.0]: Your call is important to us.
agent [20.5-24.5]: Thank you for holding.
system [25.0-55.0]: Please stay on the line.
customer [55.5-59.5]: Are you there?
"""
    found = measured(call(say))
    assert found.talk_share == TalkShare(agent=0.5, customer=0.5)
    assert (found.silence_s, found.longest_silence_s) == (0.0, 0.5)
    assert (found.longest_monologue_s, found.response_s) == (4.0, None)


WAIT = """\
agent [0.0-5.0]: One moment please, let me look.
agent [35.0-40.0]: Thank you for waiting.
customer [50.0-52.0]: Sure.
agent [58.0-60.0]: Goodbye.
"""


def test_hold_music_is_neither_silence_nor_monologue_nor_slowness() -> None:
    without = measured(call(WAIT))
    assert (without.hold_s, without.longest_monologue_s, without.silence_s) == (None, 40.0, 46.0)
    held = measured(on_hold(call(WAIT), 6.0, 34.0))
    assert (held.hold_s, held.longest_monologue_s) == (28.0, 5.0)
    assert (held.silence_s, held.longest_silence_s) == (16.0, 10.0)
    assert (without.response_s, measured(on_hold(call(WAIT), 53.0, 57.0)).response_s) == (6.0, None)


def test_music_before_the_first_word_and_after_the_last_is_no_hold() -> None:
    assert measured(on_hold(call(TALK), -30.0, -1.0)).hold_s == 0.0
    assert measured(on_hold(call(TALK), 28.0, 90.0)).hold_s == 2.0


def test_a_recording_without_music_has_no_hold() -> None:
    one = call(TALK).model_copy(update={"recording": RECORDING})
    assert measured(one).hold_s == 0.0


def worded(one: Call, times: list[list[tuple[float, float]]]) -> Call:
    """Give the words of each turn their times."""
    turns = tuple(
        turn.model_copy(
            update={
                "words": tuple(
                    Word(text=text, start_s=start, end_s=end)
                    for text, (start, end) in zip(turn.text.split(), of_turn, strict=True)
                )
            }
        )
        for turn, of_turn in zip(one.conversation.turns, times, strict=True)
    )
    return one.model_copy(
        update={"conversation": one.conversation.model_copy(update={"turns": turns})}
    )


def test_word_times_show_the_pause_within_a_turn() -> None:
    say = """\
agent [0.0-10.0]: Well let me
customer [10.5-11.5]: Yes please
"""
    one = worded(call(say), [[(0.0, 1.0), (7.0, 8.5), (9.0, 10.0)], [(10.5, 11.0), (11.0, 11.5)]])
    found = measured(one)
    assert found.times_from == "words"
    assert found.talk_share == TalkShare(agent=0.8, customer=0.2)  # 4 s and 1 s
    assert (found.silence_s, found.longest_silence_s) == (6.0, 6.0)
    assert found.words_per_minute == 45


def test_a_first_word_that_is_stretched_over_the_pause_counts_inside_its_turn() -> None:
    turn = Turn(
        index=0,
        speaker=Speaker.AGENT,
        text="Hello there",
        start_s=5.0,
        end_s=6.0,
        words=(
            Word(text="Hello", start_s=1.0, end_s=5.4),
            Word(text="there", start_s=5.4, end_s=6.2),
        ),
    )
    assert stretches([turn]) == [(5.0, 6.0)]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([(3.0, 4.0), (0.0, 1.0)], [(0.0, 1.0), (3.0, 4.0)]),
        ([(0.0, 5.0), (1.0, 2.0), (5.0, 6.0)], [(0.0, 6.0)]),
        ([(2.0, 2.0), (4.0, 3.0)], []),
    ],
)
def test_stretches_that_touch_are_one(parts, whole) -> None:
    assert joined(parts) == whole


def test_what_both_share_is_overlap() -> None:
    assert common([(0.0, 5.0), (8.0, 9.0)], [(4.0, 8.5)]) == 1.5


def test_the_pace_of_the_number_is_that_of_a_voicemail() -> None:
    say = """\
system [0.0-4.0]: Please leave a message.
agent [5.0-10.0]: six one four five five five zero one four two
"""
    message = call(say, result="voicemail")
    assert message.contact is Contact.VOICEMAIL
    assert measured(message).number_words_per_second == 2.0
    live = say.replace("system", "customer").replace("Please leave a message", "Which number is it")
    assert measured(call(live)).number_words_per_second is None


def test_without_times_only_the_questions_are_counted() -> None:
    one = call("agent: Is this Omar? Did you get it? / customer: Yes.")
    assert measured(one) == CallMeasures(questions=2)


def test_a_call_without_words_has_no_measures() -> None:
    one = call("agent: Hello.")
    silent = one.model_copy(
        update={"conversation": one.conversation.model_copy(update={"turns": ()})}
    )
    policy = load_policy("third_party", rules=default_rules())
    assert call_measures(HeardCall(silent), policy) is None
