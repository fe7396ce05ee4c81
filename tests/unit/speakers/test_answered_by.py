"""Voicemail or live: what decides, how sure it is, and that screening is no voicemail."""

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.metadata import (
    Agent,
    Answered,
    AnsweredBy,
    CallMetadata,
    CallResult,
    CallType,
    Consumer,
    Direction,
)
from callaudit.core.recording import LineSound, SoundKind
from callaudit.speakers.answered_by import answered_by
from callaudit.speakers.contact import classify

CALL = CallMetadata(
    call_id="call",
    agent=Agent(name="Dana Frost", company="Juniper Valley"),
    consumer=Consumer(name="Nora Quill"),
)
BEEP = LineSound(kind=SoundKind.BEEP, channel=0, start_s=6.0, end_s=6.4)
RING = LineSound(kind=SoundKind.RING, channel=0, start_s=0.0, end_s=2.0)
GREETING = "system: You've reached Nora. Please leave a message after the tone."
MESSAGE = "agent: Hi Nora, this is Dana Frost. Please call me back at 555 0142."
TALK = (
    "agent: Is this Nora Quill? / customer: Yes, it is. / agent: It's Dana at Juniper Valley. / "
    "customer: Oh, hi. / agent: Did the invoice reach you? / customer: It did."
)
SCREENS = {
    "iphone": "Hi. If you record your name and reason for calling, I'll see if this person is "
    "available.",
    "android": "Hi, the person you're calling is using a screening service and will get a copy "
    "of this conversation. Go ahead and say your name and why you're calling.",
    "assistant": "Please state your name and the reason for your call after the tone, and I will "
    "find out whether she is available.",
}


def talk(script: str) -> Conversation:
    turns = []
    for index, line in enumerate(script.split(" / ")):
        speaker, text = line.strip().split(": ", 1)
        turns.append(Turn(index=index, speaker=Speaker(speaker), text=text))
    return Conversation(call_id="call", turns=tuple(turns))


def heard(script: str, *sounds: LineSound, result: CallResult = CallResult.UNKNOWN) -> AnsweredBy:
    found = answered_by(
        CALL.model_copy(update={"result": result}), talk(script), line_sounds=sounds
    )
    assert found is not None
    return found


def test_the_whole_judgement_names_its_signs() -> None:
    assert heard(f"{GREETING} / {MESSAGE}", BEEP, result=CallResult.VOICEMAIL) == AnsweredBy(
        what=Answered.VOICEMAIL,
        confidence=0.99,
        signs=(
            "the call log says voicemail",
            "a machine's greeting is heard",
            "a beep is heard near the start",
            "nobody answers the agent",
            "the agent asks to be called back",
        ),
    )


def test_every_sign_more_makes_it_surer() -> None:
    steps = [
        heard(MESSAGE),
        heard(MESSAGE, BEEP),
        heard(f"{GREETING} / {MESSAGE}"),
    ]
    assert {one.what for one in steps} == {Answered.VOICEMAIL}
    assert [one.confidence for one in steps] == sorted({one.confidence for one in steps})


def test_a_talk_is_live_and_a_log_that_says_voicemail_makes_it_less_sure() -> None:
    plain, doubted = heard(TALK), heard(TALK, result=CallResult.VOICEMAIL)
    assert (plain.what, doubted.what) == (Answered.LIVE, Answered.LIVE)
    assert plain.confidence > 0.95 > doubted.confidence


def test_who_picks_up_while_the_greeting_runs_is_live() -> None:
    assert heard(f"{GREETING} / {TALK}").what is Answered.LIVE


def test_a_beep_alone_or_a_ring_decides_nothing_against_a_talk() -> None:
    assert heard(TALK, BEEP).what is Answered.LIVE
    assert heard(TALK, RING) == heard(TALK)


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
def test_screening_is_no_voicemail(screen: str) -> None:
    script = f"system: {screen} / agent: Dana Frost, please have Nora call me back."
    assert heard(script).what is Answered.SCREENED
    assert classify(CALL, talk(script)).call_type is not CallType.VOICEMAIL
    assert heard(f"{script} / customer: Hi, this is Nora.").what is Answered.LIVE


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
def test_screening_that_ends_at_a_greeting_is_voicemail(screen: str) -> None:
    script = f"system: {screen} / system: Not available. Leave a message at the beep. / {MESSAGE}"
    assert heard(script, BEEP).what is Answered.VOICEMAIL
    assert classify(CALL, talk(script)).call_type is CallType.VOICEMAIL


@pytest.mark.parametrize(
    "greeting",
    [
        "Please leave your name, number and the reason for your call after the tone.",
        "Please state your name and number after the beep and we will get back to you.",
    ],
)
def test_a_greeting_that_asks_for_the_name_is_still_one(greeting: str) -> None:
    script = f"system: {greeting} / {MESSAGE}"
    assert heard(script).what is Answered.VOICEMAIL
    assert classify(CALL, talk(script)).call_type is CallType.VOICEMAIL


def test_nothing_is_said_of_an_incoming_or_a_silent_call() -> None:
    inbound = CALL.model_copy(update={"direction": Direction.INBOUND})
    assert answered_by(inbound, talk(TALK)) is None
    assert answered_by(CALL, Conversation(call_id="call")) is None
