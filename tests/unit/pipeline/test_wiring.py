import pytest

from callaudit.core.recording import ChannelQuality, FaultKind, RecordingQuality, SignalFault
from callaudit.pipeline.wiring import name_swapped
from tests.builders import call

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
