"""On one channel roles come from what is said; where that does not tell they are unknown."""

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.interval import Interval
from callaudit.core.metadata import CallMetadata, CallResult
from callaudit.speakers import assign_speakers, infer_speakers
from tests.unit.speakers.phone import (
    NAMELESS,
    OUTBOUND,
    conversation,
    lines_of,
    mono,
    script_of,
    segment,
    transcript,
)

CLEAR_CALLS = {
    "glued opening": """customer: Hello?
        agent: Hi, is this Nora?
        customer: Yes.
        agent: This is Dana Whitfield from Juniper Valley Dental, I'm calling about your invoice.
        customer: Oh, what invoice? I already paid you guys.""",
    "identity and promise": """agent: May I speak with Nora Castellan please?
        customer: This is she.
        agent: Hi Nora, you're on a recorded line. I'm following up on the balance that
        was due in May.
        customer: I lost my job, I can't pay that right now.
        agent: I understand. Would you be able to do half on the tenth?
        customer: Yeah, I get paid on the ninth.
        agent: Great, I'll make a note of that. Have a good day.""",
    "hostile": """agent: Nora Castellan? This is Dana Whitfield, I'm calling about your past
        due account.
        customer: Stop calling me. I told you, I have a lawyer.
        agent: Could you give me your attorney's name?
        customer: I don't have to tell you anything. Don't call me again.""",
}


@pytest.mark.parametrize("script", CLEAR_CALLS.values(), ids=CLEAR_CALLS.keys())
def test_a_clear_call_is_cut_between_its_speakers(script: str) -> None:
    call = assign_speakers(mono(script), metadata=OUTBOUND)

    assert script_of(call) == lines_of(script)
    assert all(turn.speaker_confidence >= 0.6 for turn in call.turns)


def test_names_are_learned_from_the_opening_where_the_log_has_none() -> None:
    call = assign_speakers(mono(CLEAR_CALLS["identity and promise"]), metadata=NAMELESS)
    truth = [
        who for who, said in lines_of(CLEAR_CALLS["identity and promise"]) for _ in said.split()
    ]
    heard = [str(turn.speaker) for turn in call.turns for _ in turn.words]

    wrong = [(t, h) for t, h in zip(truth, heard, strict=True) if h not in {t, "unknown"}]
    assert wrong == []
    assert heard.count("unknown") < len(heard) * 0.2


@pytest.mark.parametrize("said", ["Mm.", "Right. Right.", "The weather turned cold. It rained."])
def test_speech_that_tells_nothing_is_unknown(said: str) -> None:
    call = assign_speakers(transcript(segment(said, 20.0)), metadata=NAMELESS)

    assert {turn.speaker for turn in call.turns} <= {"unknown", "customer"}
    assert all(turn.speaker_confidence < 0.75 for turn in call.turns)


def test_a_title_does_not_end_a_sentence() -> None:
    call = assign_speakers(
        mono("agent: Hello, is this Mr. Castellan? / customer: Yes, speaking."), metadata=OUTBOUND
    )

    assert call.turns[0].text == "Hello, is this Mr. Castellan?"


MESSAGE = (
    "Hi Nora, this is Dana Whitfield from Juniper Valley Dental. "
    "Please call me back at 555 0142. Thank you, bye."
)
GREETINGS = [
    "Hi, it's Nora, I can't come to the phone right now, leave me a message.",
    "Your call has been forwarded to an automated voice messaging system. At the tone, please "
    "record your message. When you have finished recording, you may hang up.",
    "The person you are trying to reach is not available. Please leave a message after the beep.",
    "You have reached the voicemail box of 555 0177. Please leave your name and number.",
    "Nobody is available to take your call. Leave a message at the tone.",
]


@pytest.mark.parametrize("greeting", GREETINGS)
@pytest.mark.parametrize("result", [CallResult.VOICEMAIL, CallResult.UNKNOWN])
def test_a_greeting_before_the_message_is_the_machines(greeting: str, result: CallResult) -> None:
    metadata = OUTBOUND.model_copy(update={"result": result})

    call = assign_speakers(mono(f"system: {greeting} / agent: {MESSAGE}"), metadata=metadata)

    assert script_of(call) == [("system", greeting), ("agent", MESSAGE)]


def test_a_message_alone_is_the_collectors_also_without_a_log() -> None:
    call = assign_speakers(mono(f"agent: {MESSAGE}"), metadata=NAMELESS)

    assert script_of(call) == [("agent", MESSAGE)]


def test_the_beep_ends_a_greeting_that_no_phrase_gives_away() -> None:
    metadata = OUTBOUND.model_copy(update={"result": CallResult.VOICEMAIL})
    heard = transcript(segment("Nora here, you know what to do.", 0.5), segment(MESSAGE, 5.0))

    call = assign_speakers(heard, metadata=metadata, tones=(Interval(start_s=3.0, end_s=3.5),))

    assert script_of(call) == [("system", "Nora here, you know what to do."), ("agent", MESSAGE)]


def test_a_prompt_after_the_message_is_the_machines() -> None:
    metadata = OUTBOUND.model_copy(update={"result": CallResult.VOICEMAIL})
    prompt = "To send your message, press one."

    call = assign_speakers(mono(f"agent: {MESSAGE} / system: {prompt}"), metadata=metadata)

    assert script_of(call) == [("agent", MESSAGE), ("system", prompt)]


def test_subtitles_without_voices_get_speakers_but_no_invented_times() -> None:
    lines = lines_of(CLEAR_CALLS["glued opening"])
    silent = Conversation(
        call_id="k1",
        turns=tuple(
            Turn(index=index, speaker=Speaker.UNKNOWN, text=text)
            for index, (_, text) in enumerate(lines)
        ),
    )

    call = infer_speakers(silent, metadata=OUTBOUND)

    assert script_of(call) == lines
    assert all(turn.start_s is None and not turn.words for turn in call.turns)


def test_given_speakers_are_not_guessed_again() -> None:
    given = conversation("agent: Hello? / unknown: I'm calling about your invoice.")

    assert infer_speakers(given, metadata=OUTBOUND) is given


@pytest.mark.parametrize("at_s", [3.0, 12.5])
def test_a_tone_after_the_message_does_not_make_it_a_greeting(at_s: float) -> None:
    metadata = OUTBOUND.model_copy(update={"result": CallResult.VOICEMAIL})
    tones = (Interval(start_s=at_s, end_s=at_s + 0.5), Interval(start_s=60.0, end_s=60.5))

    call = assign_speakers(transcript(segment(MESSAGE, 4.0)), metadata=metadata, tones=tones)

    assert script_of(call) == [("agent", MESSAGE)]


def test_a_business_greeting_that_names_its_owner_is_still_a_greeting() -> None:
    greeting = (
        "Hi, this is Petra with Larkfield Tools. I'm away from my desk. "
        "Please leave a message after the tone."
    )

    call = assign_speakers(mono(f"system: {greeting} / agent: {MESSAGE}"), metadata=OUTBOUND)

    assert script_of(call) == [("system", greeting), ("agent", MESSAGE)]


def test_nothing_said_gives_a_conversation_without_turns() -> None:
    call = assign_speakers(transcript(), metadata=NAMELESS)

    assert call.turns == ()


def test_the_same_words_give_the_same_turns() -> None:
    heard = mono(CLEAR_CALLS["hostile"])

    assert assign_speakers(heard, metadata=OUTBOUND) == assign_speakers(heard, metadata=OUTBOUND)


@pytest.mark.parametrize("metadata", [OUTBOUND, NAMELESS])
def test_no_word_is_lost_between_transcript_and_turns(metadata: CallMetadata) -> None:
    for script in CLEAR_CALLS.values():
        heard = mono(script)
        call = assign_speakers(heard, metadata=metadata)
        assert (
            " ".join(turn.text for turn in call.turns)
            == heard.segments[0].text.replace("  ", " ").strip()
        )
