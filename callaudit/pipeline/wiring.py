"""Compare the channel on which the agent was heard with the one he is recorded on."""

from callaudit.core.call import Call
from callaudit.core.conversation import Speaker
from callaudit.core.recording import FaultKind, SignalFault

_SIDES = ("left", "right")


def name_swapped(call: Call, *, agent_channel: int | None) -> Call:
    """Return the call, its quality naming swapped channels where they are.

    Swapped: a recording of two channels on which the agent says more words on the channel that
    is the customer's. `agent_channel` is None where nobody knows which is the agent's: then
    nothing can be swapped, and the agent is looked for by what is said.
    """
    quality = call.quality
    if agent_channel is None or quality is None or len(quality.channels) != 2 or quality.dual_mono:
        return call
    words = {0: 0, 1: 0}
    for turn in call.conversation.said_by(Speaker.AGENT):
        if turn.channel in words:
            words[turn.channel] += len(turn.text.split())
    heard = 1 - agent_channel
    if words[heard] <= words[agent_channel]:
        return call
    told = (
        f"the agent is heard on the {_SIDES[heard]} channel, which is the customer's: "
        "the channels seem to be swapped"
    )
    fault = SignalFault(kind=FaultKind.SWAPPED, told=told)
    return call.model_copy(update={"quality": quality.with_fault(fault)})
