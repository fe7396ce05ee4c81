import pytest

from callaudit.core.recording import ChannelQuality, FaultKind, RecordingQuality, SignalFault
from callaudit.core.transcript import Word
from callaudit.pipeline.cache import HeardRecording
from callaudit.pipeline.wiring import name_swapped, name_unrecorded, with_lone_side
from callaudit.speakers import assign_speakers
from tests.builders import call
from tests.unit.speakers.phone import NAMELESS, stereo

SWAPPED = SignalFault(
    kind=FaultKind.SWAPPED,
    told="the agent is heard on the right channel, which is the customer's: "
    "the channels seem to be swapped",
)


def recorded(*channels_of_turns, channels=2, dual_mono=False):
    said = call("agent: I am calling about your invoice. / customer: Which one? / agent: 4471.")
    turns = tuple(
        turn.model_copy(update={"channel": channel})
        for turn, channel in zip(said.conversation.turns, channels_of_turns, strict=True)
    )
    quality = RecordingQuality(
        channels=tuple(
            ChannelQuality(
                channel=n,
                level_dbfs=-20,
                peak_dbfs=-3,
                clipped_share=0,
                silent_share=0,
                dead=False,
            )
            for n in range(channels)
        ),
        dual_mono=dual_mono,
    )
    talk = said.conversation.model_copy(update={"turns": turns})
    return said.model_copy(update={"conversation": talk, "quality": quality})


def test_an_agent_on_the_customers_channel_is_named():
    found = name_swapped(recorded(1, 0, 1), agent_channel=0).quality
    assert found is not None
    assert (found.faults, found.warnings) == ((SWAPPED,), (SWAPPED.told,))


@pytest.mark.parametrize(
    ("one", "agent_channel"),
    [
        (recorded(0, 1, 0), 0),
        (recorded(1, 0, 1), 1),
        (recorded(1, 0, 1), None),
        (recorded(0, 1, 1), 0),
        (recorded(0, 0, 0, channels=1), 0),
        (recorded(1, 0, 1, dual_mono=True), 0),
    ],
    ids=["left", "right", "nobody knows", "one turn misplaced", "mono", "dual mono"],
)
def test_other_calls_are_left_alone(one, agent_channel):
    assert name_swapped(one, agent_channel=agent_channel) == one


def half_recorded(say, *, live, result="answered"):
    """A call whose words all lie on one of two channels; the other carries no sound."""
    said = call(say, result=result)
    words = (Word(text="so", start_s=0, end_s=1, probability=0.9, channel=live),)
    turns = tuple(
        turn.model_copy(update={"channel": live, "words": words})
        for turn in said.conversation.turns
    )
    channels = tuple(
        ChannelQuality(
            channel=n,
            level_dbfs=-20,
            peak_dbfs=-3,
            clipped_share=0,
            silent_share=0,
            dead=n != live,
        )
        for n in (0, 1)
    )
    talk = said.conversation.model_copy(update={"turns": turns})
    return said.model_copy(
        update={"conversation": talk, "quality": RecordingQuality(channels=channels)}
    )


@pytest.mark.parametrize(
    ("say", "live", "told"),
    [
        (
            "customer: Call my lawyer.",
            1,
            "the agent's channel (0) is silent: nothing was recorded of the agent",
        ),
        (
            "agent: Can you pay?",
            0,
            "the other party's channel (1) is silent: nothing was recorded of them",
        ),
        (
            "unknown: Good morning.",
            0,
            "channel 1 is silent, and it is not known whether channel 0 carries the agent, the "
            "other party or both",
        ),
    ],
    ids=["agent", "customer", "nobody knows"],
)
def test_the_party_of_a_silent_channel_is_named(say, live, told):
    found = name_unrecorded(half_recorded(say, live=live)).quality
    assert found is not None
    assert found.warnings == (told,)


@pytest.mark.parametrize(
    "one",
    [
        half_recorded("agent: Can you pay? / customer: No.", live=0),
        half_recorded("agent: Please call me back.", live=0, result="voicemail"),
        recorded(0, 1, 0),
    ],
    ids=["both on one channel", "a message", "two live channels"],
)
def test_nobody_is_missing_on_other_calls(one):
    assert name_unrecorded(one) == one


def heard_alone(say):
    """One party's words on the left channel, with the other's silences."""
    said = stereo(say)
    return HeardRecording(transcript=said, quality=half_recorded("agent: Yes.", live=0).quality)


@pytest.mark.parametrize(("agent_channel", "who"), [(0, "agent"), (1, "customer"), (None, None)])
def test_the_setting_tells_whose_a_lone_channel_is_where_words_do_not(agent_channel, who):
    heard = heard_alone("agent: Mm. / silence: 5 / agent: Right. / silence: 5 / agent: Mm.")
    talk = assign_speakers(heard.transcript, metadata=NAMELESS, quality=heard.quality)
    found = with_lone_side(talk, heard, agent_channel=agent_channel)

    assert {str(turn.speaker) for turn in found.turns} == {who or "unknown"}
