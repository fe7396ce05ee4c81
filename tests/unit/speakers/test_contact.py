"""What sort of call it was and who took it: the log first, then what was said."""

from datetime import UTC, datetime

import pytest

from callaudit.core.attempts import Attempt, HistoryEntry
from callaudit.core.metadata import CallMetadata, CallResult, CallType, Contact, Direction
from callaudit.speakers import classify
from tests.unit.speakers.phone import OUTBOUND, conversation

ASKS = "agent: Hi, may I speak with Nora Castellan please?"

THIRD_PARTIES = {
    "away": f"customer: Hello? / {ASKS} / customer: She's not here right now.",
    "at work": f"{ASKS} / customer: She's at work till six. / agent: Thank you.",
    "room-mate": f"{ASKS} / customer: No, this is her roommate.",
    "brother": f"{ASKS} / customer: I'm her brother, what do you want?",
    "mother by name": f"{ASKS} / customer: This is Nora's mother.",
    "wrong number": f"{ASKS} / customer: You've got the wrong number.",
    "unknown name": f"{ASKS} / customer: There's nobody here by that name.",
    "moved out": f"{ASKS} / customer: She doesn't live here anymore.",
    "message with me": f"{ASKS} / customer: Nora is out. You can leave a message with me.",
    "takes a message": f"{ASKS} / customer: Can I take a message?",
    "does not know her": f"{ASKS} / customer: Who? I've never heard of her.",
    "not her": "agent: Is this Nora Castellan? / customer: No, this is not her.",
    "deceased": f"{ASKS} / customer: She passed away in March. I'm her daughter.",
    "my sister": f"{ASKS} / customer: She's my sister, but this is my phone.",
    "labelled so": "agent: Is Nora there? / third_party: Why?",
    "stays away": f"{ASKS} / customer: Let me see if she's here. / customer: No, she's not home.",
}


@pytest.mark.parametrize("script", THIRD_PARTIES.values(), ids=THIRD_PARTIES.keys())
def test_somebody_else_took_the_call(script: str) -> None:
    found = classify(OUTBOUND, conversation(script))

    assert (found.call_type, found.contact) == (CallType.THIRD_PARTY, Contact.THIRD_PARTY)


CONSUMERS = {
    "herself": f"{ASKS} / customer: This is she. / agent: I'm calling about your invoice.",
    "speaking": f"{ASKS} / customer: Speaking.",
    "by name": "customer: Hello, Nora speaking. / agent: Hi Nora, it's Dana.",
    "yes": "agent: Is this Nora? / customer: Yeah, who's this?",
    "speaks of a husband": """agent: Is this Nora? / customer: Yes it is. / agent: It's about the
        invoice. / customer: My husband pays those. He's at work right now.""",
    "husband, unasked": "customer: Hello? / agent: Hi. / customer: My husband pays, he's at work.",
    "fetched": f"{ASKS} / customer: Hold on, let me get her. / customer: Hello? / agent: Hi Nora.",
    "put on": f"{ASKS} / customer: Sure, here she is. / customer: This is Nora.",
    "nothing said": "customer: Hello? / agent: Hi, it's Dana. / customer: Yes?",
}


@pytest.mark.parametrize("script", CONSUMERS.values(), ids=CONSUMERS.keys())
def test_the_consumer_took_the_call(script: str) -> None:
    assert classify(OUTBOUND, conversation(script)).contact is Contact.CONSUMER


def test_a_spouse_counts_as_the_consumer_and_the_decision_says_so() -> None:
    found = classify(OUTBOUND, conversation(f"{ASKS} / customer: I'm her husband, she's out."))

    assert found.contact is Contact.CONSUMER
    assert "1692c(d)" in found.decided_by[1]


VOICEMAILS = {
    "greeting": "system: Please leave a message after the tone. / agent: Hi, it's Dana.",
    "greeting labelled as the customer": """customer: You've reached Nora, I can't take your call,
        leave a message. / agent: Hi Nora, it's Dana.""",
    "one voice": "agent: Hi Nora, it's Dana at Juniper Valley. Please call me back at 555 0142.",
    "closing prompt": """agent: Hi Nora, it's Dana, please call me back. / system: To send your
        message, press one.""",
}


@pytest.mark.parametrize("script", VOICEMAILS.values(), ids=VOICEMAILS.keys())
def test_a_machine_took_the_call(script: str) -> None:
    found = classify(OUTBOUND, conversation(script))

    assert (found.call_type, found.contact) == (CallType.VOICEMAIL, Contact.VOICEMAIL)


def test_the_dialler_knows_a_voicemail_best() -> None:
    metadata = OUTBOUND.model_copy(update={"result": CallResult.VOICEMAIL})

    found = classify(metadata, conversation("agent: Hello? / customer: Hello?"))

    assert found.call_type is CallType.VOICEMAIL
    assert found.decided_by == ("voicemail: the call log says so",)


def test_the_dialler_knows_an_answered_call_best() -> None:
    metadata = OUTBOUND.model_copy(update={"result": CallResult.ANSWERED})

    found = classify(metadata, conversation("agent: Just send it and call me back."))

    assert found.contact is Contact.CONSUMER


def test_screening_that_is_answered_is_no_voicemail() -> None:
    script = """system: Please state your name and why you're calling. / agent: Dana from Juniper
        Valley Dental. / customer: Hi Dana, this is Nora."""

    assert classify(OUTBOUND, conversation(script)).call_type is CallType.FIRST_CALL


TALK = "agent: Is this Nora? / customer: Yes. / agent: It's about the invoice."
TALKED_BEFORE = "agent: Hi Nora, we spoke last Monday and you said you'd mail it. / customer: Yes."
EARLIER = HistoryEntry(start=datetime(2025, 3, 3, 15, tzinfo=UTC), result="no_answer")
TALKED = EARLIER.model_copy(update={"result": "conversation"})


@pytest.mark.parametrize(
    ("facts", "script", "expected"),
    [
        ({"direction": Direction.INBOUND}, TALK, CallType.INBOUND),
        ({"direction": Direction.INBOUND, "attempt_number": 3}, TALK, CallType.INBOUND),
        ({}, TALK, CallType.FIRST_CALL),
        ({"attempt_number": 1}, TALK, CallType.FIRST_CALL),
        ({"attempt_number": 2}, TALK, CallType.SECOND_ATTEMPT),
        ({"attempt_number": 5}, TALK, CallType.SECOND_ATTEMPT),
        ({"history": (EARLIER,)}, TALK, CallType.SECOND_ATTEMPT),
        ({"attempt_number": 2, "history": (EARLIER,)}, TALK, CallType.SECOND_ATTEMPT),
        ({"attempt_number": 2, "history": (TALKED,)}, TALK, CallType.FOLLOW_UP_PROMISE),
        ({"attempt_number": 2}, TALKED_BEFORE, CallType.FOLLOW_UP_PROMISE),
        ({}, TALKED_BEFORE, CallType.FOLLOW_UP_PROMISE),
        (
            {},
            "agent: Hi Nora, I left you a voicemail on Friday. / customer: Oh.",
            CallType.SECOND_ATTEMPT,
        ),
    ],
)
def test_a_live_call_is_named_by_the_attempts_before_it(
    facts: dict[str, object], script: str, expected: CallType
) -> None:
    metadata = CallMetadata.model_validate({**OUTBOUND.model_dump(), **facts})

    assert classify(metadata, conversation(script)).call_type is expected


DIALLED = Attempt(at=EARLIER.start, result="no_answer", conversation=False)
SPOKEN = Attempt(at=EARLIER.start, result="answered", conversation=True)
TO_THE_ATTORNEY = SPOKEN.model_copy(update={"to_consumer": False})


@pytest.mark.parametrize(
    ("facts", "earlier", "expected"),
    [
        ({}, (), CallType.FIRST_CALL),
        ({}, (DIALLED,), CallType.SECOND_ATTEMPT),
        ({}, (SPOKEN, DIALLED), CallType.FOLLOW_UP_PROMISE),
        ({}, (TO_THE_ATTORNEY,), CallType.FIRST_CALL),
        ({"attempt_number": 1}, (SPOKEN,), CallType.FIRST_CALL),
        ({"attempt_number": 3}, (DIALLED,), CallType.SECOND_ATTEMPT),
        ({"direction": Direction.INBOUND}, (SPOKEN,), CallType.INBOUND),
    ],
)
def test_earlier_rows_of_the_log_tell_that_a_call_is_not_the_first(
    facts: dict[str, object], earlier: tuple[Attempt, ...], expected: CallType
) -> None:
    metadata = CallMetadata.model_validate({**OUTBOUND.model_dump(), **facts})

    assert classify(metadata, conversation(TALK), earlier=earlier).call_type is expected


def test_an_empty_call_is_classified_by_the_log_alone() -> None:
    metadata = OUTBOUND.model_copy(update={"result": CallResult.NO_ANSWER, "attempt_number": 2})

    found = classify(metadata, conversation(""))

    assert (found.call_type, found.contact) == (CallType.SECOND_ATTEMPT, Contact.CONSUMER)
    assert found.decided_by[1] == "consumer: assumed, nobody is heard at the other end"
