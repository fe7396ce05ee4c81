"""Dialogues as examples and tests write them."""

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.recording import Loudness
from callaudit.rulespec.dialogue import DialogueError, read_dialogue, read_loudness


def test_a_turn_a_line_with_its_seconds() -> None:
    assert read_dialogue("agent [0.5-2.0]: Hello. / customer: Yes?", call_id="c1") == Conversation(
        call_id="c1",
        turns=(
            Turn(index=0, speaker=Speaker.AGENT, text="Hello.", start_s=0.5, end_s=2.0),
            Turn(index=1, speaker=Speaker.CUSTOMER, text="Yes?"),
        ),
    )


def test_a_line_without_a_speaker_is_told() -> None:
    with pytest.raises(DialogueError, match=r"no speaker in 'Hello\.'"):
        read_dialogue("Hello.")


def test_a_raised_voice_stands_beside_the_seconds() -> None:
    say = "agent [0.0-1.0]: Hello. / customer [1.0-2.0]: Yes? / agent [2.0-3.0, +12 dB]: Pay!"
    assert read_loudness(say) == (
        Loudness(channel=0, step_s=0.5, levels_dbfs=(-25.0, -25.0, -25.0, -25.0, -13.0, -13.0)),
    )
    assert read_dialogue(say).turns[2].text == "Pay!"


def test_a_dialogue_that_tells_of_no_voice_has_no_sound() -> None:
    assert read_loudness("agent [0.0-1.0]: Hello.") == ()
