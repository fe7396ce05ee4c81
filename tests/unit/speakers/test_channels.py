"""On two channels the collector is found by what is said, not by the side."""

import pytest

from callaudit.core.metadata import CallMetadata, CallResult, Direction
from callaudit.core.recording import ChannelQuality, RecordingQuality
from callaudit.speakers import assign_speakers
from callaudit.speakers.channels import agent_channel
from callaudit.speakers.names import name_book
from callaudit.speakers.turns import channel_turns
from tests.unit.speakers.phone import (
    NAMELESS,
    OUTBOUND,
    lines_of,
    script_of,
    segment,
    stereo,
    transcript,
)

LIVE_CALLS = {
    "introduces himself with company": """customer: Hello?
        agent: Hi, this is Dana Whitfield with Juniper Valley Dental.
        customer: Okay. What is this about?
        agent: It's about the invoice from your visit in May.""",
    "asks for the consumer first": """agent: Good morning, may I speak with Nora Castellan?
        customer: Yes, this is she.
        agent: I'm calling about your account. When can you make the payment?
        customer: I get paid on Friday.""",
    "recorded line": """customer: Yeah?
        agent: Nora? You're on a recorded line. Could you verify your date of birth for me?
        customer: Who is this?
        agent: Dana, from the dental office.""",
    "says what it is": """customer: Hello.
        agent: This is an attempt to collect a debt and any information obtained will be used for
        that purpose.
        customer: Stop calling me. I don't owe anything.""",
    "terse": """customer: Hello?
        agent: Hi, is this Nora?
        customer: Who's calling?
        agent: Dana from Juniper Valley.
        customer: I already paid that.""",
    "nobody introduces himself": """agent: You said the twelfth, did you mean the twelfth of June,
        and would you want to use your checking account for it or your card?
        customer: I meant June, I think, my sister drives me to the bank so I do it there myself.
        agent: Could you write your invoice number on your deposit slip, is that something you do?
        customer: I can try, I always forget my glasses.""",
    "the customer talks more": """customer: Hello?
        agent: Hi, it's Dana at Juniper Valley Dental.
        customer: Oh, I know, I know, I lost my job in June and my husband is sick and my car broke
        down and I just can't pay this right now, I really can't, I'm so sorry about all of it.
        agent: I understand. Would a payment plan help?""",
}


@pytest.mark.parametrize("script", LIVE_CALLS.values(), ids=LIVE_CALLS.keys())
@pytest.mark.parametrize("agent_on", [0, 1], ids=["left", "right"])
@pytest.mark.parametrize("metadata", [OUTBOUND, NAMELESS], ids=["log", "no log"])
def test_the_collector_is_found_on_either_side(
    script: str, agent_on: int, metadata: CallMetadata
) -> None:
    call = assign_speakers(stereo(script, agent_on=agent_on), metadata=metadata)

    assert script_of(call) == lines_of(script)


DIALLED = OUTBOUND.model_copy(update={"direction": Direction.OUTBOUND})

INBOUND_CALL = """agent: Thank you for calling Juniper Valley Dental, this is Dana, how can I help?
    customer: Hi, I'm calling about a bill I got in the mail.
    agent: Sure, could you give me the invoice number?
    customer: It's four four one nine."""


@pytest.mark.parametrize("agent_on", [0, 1])
@pytest.mark.parametrize("facts", [{"direction": Direction.INBOUND}, {}], ids=["log", "no log"])
def test_who_dials_in_is_the_customer(agent_on: int, facts: dict[str, Direction]) -> None:
    metadata = NAMELESS.model_copy(update=facts)

    call = assign_speakers(stereo(INBOUND_CALL, agent_on=agent_on), metadata=metadata)

    assert [turn.speaker for turn in call.turns] == ["agent", "customer", "agent", "customer"]


def test_the_decision_says_why() -> None:
    turns = channel_turns(stereo(LIVE_CALLS["recorded line"], agent_on=1))

    roles = agent_channel(turns, name_book(OUTBOUND, ""))

    assert roles.agent == 1
    assert roles.confidence > 0.95
    assert roles.reasons[0] == "channel 1 says the call is recorded"
    assert "channel 0 asks who calls and why" in roles.reasons


def test_too_little_said_leaves_both_sides_unknown() -> None:
    call = assign_speakers(stereo("agent: Mm. / customer: Mm. / agent: Ah."), metadata=NAMELESS)

    assert {turn.speaker for turn in call.turns} == {"unknown"}
    assert all(turn.speaker_confidence < 0.6 for turn in call.turns)


VOICEMAIL = """system: Hi, you've reached Nora. I can't come to the phone right now, so please
    leave a message after the tone.
    agent: Hi Nora, this is Dana Whitfield from Juniper Valley Dental. Please call me
    back at 555 0142."""


@pytest.mark.parametrize("agent_on", [0, 1])
@pytest.mark.parametrize("result", [CallResult.VOICEMAIL, CallResult.UNKNOWN])
def test_a_greeting_is_the_machines_and_the_message_the_collectors(
    agent_on: int, result: CallResult
) -> None:
    metadata = OUTBOUND.model_copy(update={"result": result})

    call = assign_speakers(stereo(VOICEMAIL, agent_on=agent_on), metadata=metadata)

    assert [turn.speaker for turn in call.turns] == ["system", "agent"]


def test_on_voicemail_without_a_greeting_the_only_voice_is_the_collectors() -> None:
    message = "agent: Hey Nora, it's me again, ring me when you can."
    metadata = NAMELESS.model_copy(update={"result": CallResult.VOICEMAIL})

    for agent_on in (0, 1):
        call = assign_speakers(stereo(message, agent_on=agent_on), metadata=metadata)
        assert [turn.speaker for turn in call.turns] == ["agent"]


@pytest.mark.parametrize("agent_on", [0, 1])
def test_on_voicemail_the_other_side_is_the_machine_whatever_it_says(agent_on: int) -> None:
    metadata = OUTBOUND.model_copy(update={"result": CallResult.VOICEMAIL})
    script = """system: Nora here, you know what to do.
        agent: Hi Nora, this is Dana Whitfield, please call me back at 555 0142."""

    call = assign_speakers(stereo(script, agent_on=agent_on), metadata=metadata)

    assert script_of(call) == lines_of(script)


def test_call_screening_is_a_machine_and_the_person_after_it_is_not() -> None:
    script = """system: The person you are trying to reach is using a screening service. Please say
        your name and why you're calling.
        agent: Dana Whitfield from Juniper Valley Dental, for Nora.
        customer: Hi, this is Nora, what's this about?
        agent: It's about your invoice."""

    call = assign_speakers(stereo(script), metadata=OUTBOUND)

    assert [turn.speaker for turn in call.turns] == ["system", "agent", "customer", "agent"]


def test_a_menu_that_answers_is_a_machine() -> None:
    script = """system: Thank you for calling Larkfield Tools. For accounts payable, press two.
        silence: 2
        customer: Accounts payable, Petra speaking.
        agent: Hi Petra, this is Dana with Juniper Valley Dental, calling about an invoice."""

    for agent_on in (0, 1):
        call = assign_speakers(stereo(script, agent_on=agent_on), metadata=DIALLED)
        assert [turn.speaker for turn in call.turns] == ["system", "customer", "agent"]


@pytest.mark.parametrize("agent_on", [0, 1])
def test_a_business_that_is_called_answers_like_a_service_line(agent_on: int) -> None:
    script = """customer: Thank you for calling Larkfield Tools, this is Petra, how can I help you?
        agent: Hi Petra, this is Dana with Juniper Valley Dental, calling about an open invoice.
        customer: Let me get our accounts department."""

    call = assign_speakers(stereo(script, agent_on=agent_on), metadata=DIALLED)

    assert script_of(call) == lines_of(script)


def test_the_same_sound_on_both_channels_is_heard_once() -> None:
    said = "Hello? Hi, is this Nora Castellan? Yes, this is she. I'm calling about your invoice."
    both = transcript(segment(said, 0.5, channel=0), segment(said, 0.5, channel=1))
    channel = ChannelQuality(
        channel=0, level_dbfs=-20, peak_dbfs=-3, clipped_share=0, silent_share=0.1, dead=False
    )
    quality = RecordingQuality(
        channels=(channel, channel.model_copy(update={"channel": 1})), dual_mono=True
    )

    told = assign_speakers(both, metadata=OUTBOUND, quality=quality)
    found = assign_speakers(both, metadata=OUTBOUND)

    assert told == found
    assert " ".join(turn.text for turn in told.turns) == said
