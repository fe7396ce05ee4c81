"""Who is on which channel: the agent where he should be, and both parties recorded at all."""

from callaudit.core.call import Call
from callaudit.core.conversation import OTHER_PARTY, Conversation, Speaker
from callaudit.core.metadata import CallResult, Contact
from callaudit.core.recording import FaultKind, SignalFault
from callaudit.pipeline.cache import HeardRecording

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


def with_lone_side(
    conversation: Conversation, heard: HeardRecording | None, *, agent_channel: int | None
) -> Conversation:
    """Give the words of one party's channel to the party whose channel it is.

    Only where the other channel is silent, the live one carries one party, the words do not tell
    which, and `agent_channel` does.
    """
    from callaudit.speakers.lone_channel import Parties, live_channel, parties_on
    from callaudit.speakers.speech import spoken_words

    if heard is None or agent_channel is None or not conversation.turns:
        return conversation
    if any(turn.speaker is not Speaker.UNKNOWN for turn in conversation.turns):
        return conversation
    words = spoken_words(heard.transcript)
    live = live_channel(heard.quality, words)
    if live is None or parties_on(words, heard.voices) is not Parties.ONE:
        return conversation
    side = Speaker.AGENT if live == agent_channel else Speaker.CUSTOMER
    turns = tuple(turn.model_copy(update={"speaker": side}) for turn in conversation.turns)
    return conversation.model_copy(update={"turns": turns})


def name_unrecorded(call: Call) -> Call:
    """Return the call, its quality naming the party of which nothing was recorded.

    That is where one of two channels is silent and the words on the other are one party's, or
    nobody can tell whose. A message on a machine has no other party.
    """
    from callaudit.speakers.lone_channel import live_channel

    quality, turns = call.quality, call.conversation.turns
    words = tuple(word for turn in turns for word in turn.words)
    live = live_channel(quality, words)
    if quality is None or live is None or _is_message(call):
        return call
    spoke = {turn.speaker for turn in turns}
    if spoke & OTHER_PARTY and Speaker.AGENT in spoke:
        return call
    silent = 1 - live
    if Speaker.AGENT in spoke:
        kind = FaultKind.OTHER_UNRECORDED
        told = f"the other party's channel ({silent}) is silent: nothing was recorded of them"
    elif spoke & OTHER_PARTY:
        kind = FaultKind.AGENT_UNRECORDED
        told = f"the agent's channel ({silent}) is silent: nothing was recorded of the agent"
    else:
        kind = FaultKind.PARTIES_UNCLEAR
        told = (
            f"channel {silent} is silent, and it is not known whether channel {live} carries "
            "the agent, the other party or both"
        )
    fault = SignalFault(kind=kind, told=told)
    return call.model_copy(update={"quality": quality.with_fault(fault)})


def _is_message(call: Call) -> bool:
    return call.metadata.result is CallResult.VOICEMAIL or call.contact is Contact.VOICEMAIL
