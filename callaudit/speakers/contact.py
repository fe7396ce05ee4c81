"""What sort of call it was, and who took it."""

import re

from callaudit.core.attempts import Attempt
from callaudit.core.conversation import OTHER_PARTY, Conversation, Speaker, Turn
from callaudit.core.metadata import CallMetadata, CallResult, CallType, Contact, Direction
from callaudit.core.model import Frozen
from callaudit.speakers.cues import CALL_BACK, find_cues
from callaudit.speakers.far_end import FarEnd, Kin, far_end
from callaudit.speakers.machines import Machine, machine_phrase, opening_machine
from callaudit.speakers.names import NameBook, name_book
from callaudit.speakers.speech import read_text

_TALKED_BEFORE = re.compile(
    r" (?:we (?:spoke|talked|last spoke|had (?:agreed|spoken|talked)|agreed)|when we (?:last "
    r")?(?:spoke|talked)"
    r"|(?:i|we) (?:spoke|talked) (?:to|with) you (?:on|last|yesterday|earlier|before|a)"
    r"|you (?:had )?(?:promised|agreed to|committed to)"
    r"|you (?:said|told (?:me|us)|mentioned) (?:that )?(?:you|it|the (?:check|payment))"
    r"|(?:the|your) (?:promise|promised)|payment you promised|our (?:last|previous) "
    r"(?:conversation|call|talk)) "
)
_LEFT_WORD = re.compile(
    r" (?:i|we) (?:left|have left|had left) (?:you )?(?:a|another|some|several|\S+) (?:\S+ "
    r")?(?:messages?|voicemails?)"
    r"| (?:tried|trying) (?:calling|to reach|reaching) you (?:before|last|earlier|yesterday|"
    r"several|on)"
)


class CallClass(Frozen):
    """A call's type and contact, and how each was decided, one sentence each."""

    call_type: CallType
    contact: Contact
    decided_by: tuple[str, ...]


def classify(
    metadata: CallMetadata, conversation: Conversation, *, earlier: tuple[Attempt, ...] = ()
) -> CallClass:
    """Decide type and contact: the dialler's word first, then what was said.

    `earlier` are the calls of the case before this one, as the log's other rows have them.

    Order: voicemail (result, or a greeting or one voice asking for a call back), third party
    (from content), inbound, then by attempt: one that follows up a conversation or promise, a
    second attempt, a first call.

    Source: regulation notes on answered or voicemail; 15 U.S.C. 1692c(d) on spouses.
    """
    book = name_book(metadata, " ".join(turn.text for turn in conversation.turns))
    voicemail = _voicemail(metadata, conversation, book)
    if voicemail:
        return CallClass(
            call_type=CallType.VOICEMAIL, contact=Contact.VOICEMAIL, decided_by=voicemail
        )
    other = far_end(
        _with_unknown_far_end(conversation),
        book,
        inbound=metadata.direction is Direction.INBOUND,
    )
    contact, why = _contact(other, conversation)
    if contact is Contact.THIRD_PARTY:
        return CallClass(call_type=CallType.THIRD_PARTY, contact=contact, decided_by=(why,))
    call_type, because = _live_type(metadata, conversation, book, earlier=earlier)
    return CallClass(call_type=call_type, contact=contact, decided_by=(because, why))


def _voicemail(
    metadata: CallMetadata, conversation: Conversation, book: NameBook
) -> tuple[str, ...]:
    if metadata.result is CallResult.VOICEMAIL:
        return ("voicemail: the call log says so",)
    if metadata.direction is Direction.INBOUND:
        return ()
    turns = conversation.turns
    texts = [read_text(turn.text, book).text for turn in turns]
    count, machine = opening_machine(texts, stops=[turn.speaker is Speaker.AGENT for turn in turns])
    live = [turn for turn in turns[count:] if turn.speaker in OTHER_PARTY]
    live = [t for t in live if machine_phrase(read_text(t.text, book).text) is None]
    greets = any(machine_phrase(text) is Machine.GREETING for text in texts[:count])
    if machine is Machine.SCREENING and not greets:
        return ()  # the person called may read along, and nothing was recorded
    if (machine is Machine.GREETING or greets) and not live:
        return ("voicemail: a machine's greeting answers and nobody speaks after it",)
    answered = metadata.result is CallResult.ANSWERED
    if not live and not answered and _asks_for_call_back(turns[count:], book):
        return ("voicemail: one voice only, which asks for a call back",)
    return ()


def _asks_for_call_back(turns: tuple[Turn, ...], book: NameBook) -> bool:
    asked = False
    for turn in turns:
        if turn.speaker is Speaker.SYSTEM:
            continue
        if turn.speaker is not Speaker.AGENT:
            return False
        speech = read_text(turn.text, book)
        asked |= any(hit.name == CALL_BACK for hit in find_cues(speech.text, speech.offsets))
    return asked


def _with_unknown_far_end(conversation: Conversation) -> tuple[Turn, ...]:
    """Take unknown speakers for the other party where nobody else is: "other" in old files."""
    if conversation.said_by(*OTHER_PARTY):
        return conversation.turns
    return tuple(
        turn.model_copy(update={"speaker": Speaker.CUSTOMER})
        if turn.speaker is Speaker.UNKNOWN
        else turn
        for turn in conversation.turns
    )


def _contact(other: FarEnd, conversation: Conversation) -> tuple[Contact, str]:
    if other.kin is Kin.SPOUSE and not other.consumer_spoke:
        return Contact.CONSUMER, (
            f"consumer: {other.because}; a spouse counts as the consumer under "
            "15 U.S.C. 1692c(d), though not in every state"
        )
    if other.kin is not None and not other.consumer_spoke:
        return Contact.THIRD_PARTY, f"third party: {other.because}"
    far = conversation.said_by(*OTHER_PARTY)
    if far and all(turn.speaker is Speaker.THIRD_PARTY for turn in far) and other.kin is None:
        return Contact.THIRD_PARTY, "third party: the transcript labels the other party so"
    if other.kin is not None:
        return Contact.CONSUMER, f"consumer: comes to the phone after {other.because}"
    if not far:
        return Contact.CONSUMER, "consumer: assumed, nobody is heard at the other end"
    return Contact.CONSUMER, "consumer: nothing says that somebody else is on the line"


def _live_type(
    metadata: CallMetadata,
    conversation: Conversation,
    book: NameBook,
    *,
    earlier: tuple[Attempt, ...],
) -> tuple[CallType, str]:
    if metadata.direction is Direction.INBOUND:
        return CallType.INBOUND, "inbound: the call log says so"
    history = metadata.history or ()
    before = tuple(one for one in earlier if one.to_consumer)
    attempt = metadata.attempt_number
    if attempt == 1:
        return CallType.FIRST_CALL, "first call: the call log counts attempt 1"
    if any(e.conversation or e.result == "conversation" for e in history):
        return CallType.FOLLOW_UP_PROMISE, "follow-up: the history has an earlier conversation"
    if any(one.conversation for one in before):
        return CallType.FOLLOW_UP_PROMISE, "follow-up: the log has an earlier conversation"
    said = _said_by_agent(conversation, book)
    if _TALKED_BEFORE.search(said):
        return CallType.FOLLOW_UP_PROMISE, "follow-up: the agent refers to an earlier conversation"
    if attempt is not None:
        return CallType.SECOND_ATTEMPT, f"second attempt: the call log counts attempt {attempt}"
    if history:
        return CallType.SECOND_ATTEMPT, "second attempt: the history has earlier calls"
    if before:
        return CallType.SECOND_ATTEMPT, "second attempt: the log has earlier calls"
    if _LEFT_WORD.search(said):
        return CallType.SECOND_ATTEMPT, "second attempt: the agent refers to an earlier message"
    return CallType.FIRST_CALL, "first call: neither log nor speech knows an earlier one"


def _said_by_agent(conversation: Conversation, book: NameBook) -> str:
    turns = conversation.said_by(Speaker.AGENT)
    return " . ".join(read_text(turn.text, book).text for turn in turns)
