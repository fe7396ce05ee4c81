"""What was written down of a call against what was said on it."""

import re
from collections.abc import Callable, Iterable

from callaudit.core.case import CaseFact, FactKind
from callaudit.core.conversation import OTHER_PARTY, Speaker, Turn
from callaudit.core.entity import EntityKind
from callaudit.core.finding import Evidence
from callaudit.core.metadata import CallResult, Contact
from callaudit.engine.cite import cite
from callaudit.engine.established import established
from callaudit.engine.listen import Listener
from callaudit.engine.reading import Fact, Reading
from callaudit.rulespec.checks import MetadataCheck
from callaudit.text.commitments import Commitment, find_commitments
from callaudit.text.note_facts import NoteFact, facts_in_note, reached_by_note

_MACHINE = re.compile(
    r"\b(?:leave (?:me |us )?(?:a|your) (?:brief )?(?:message|name)|(?:after|at) the (?:tone|beep)|"
    r"(?:is|am|are) not available|can(?:'t| ?not) (?:come to|take|get to)|you(?:'ve| have) reached|"
    r"mail ?box|voice ?mail|press (?:one|two|\d)|record your message|not in service)\b"
)
_IS_ME = re.compile(
    r"\b(?:speaking|this is (?:he|she|him|her|me)|that(?:'s| is| would be) me|"
    r"yes[,.]? (?:it|this|that) is|(?:yes|yeah|yep)[,.]? (?:i am|it is|this is)|it'?s me)\b"
)
_WOULD_PAY = re.compile(
    r"\b(?:(?:i|we)(?: will|'ll| can| could| should| would|'d| am going to|'m going to|"
    r"'m gonna| gonna| promise| plan| may| might| want)|let me|put (?:it|me) down|set (?:it|me) up|"
    r"go ahead and (?:run|take|charge|use))\b"
)
_ASSENTS = re.compile(
    r"^\W*(?:(?:um|uh|well|oh|i guess)\W+)*(?:yes|yeah|yep|sure|okay|ok|fine|alright|all right|"
    r"that works|that's fine|works for me|deal|perfect|great|sounds good|i guess|correct|right)\b"
)
_OF_PAYMENT = re.compile(
    r"\b(?:pay|payment|payments|card|check|dollars|balance|amount|settle|arrangement|plan|half|"
    r"money|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\w+th|\w+st)\b"
)
_OF_MONEY = re.compile(r"\b(?:pay|paid|payment|payments|check|card|money|payday|paycheck)\b")
_A_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|tonight|next (?:week|month)|"
    r"the \w+(?:th|st|nd|rd))\b"
)
_LIVE_TURNS = 2


def noted_promise(listener: Listener) -> Fact:
    """Tell whether the note's amount and day of a promise are those that were said.

    An amount or a day of the note that was said anywhere on the call is taken for right: there
    may have been several.
    """
    note = _in_note(listener, FactKind.PROMISE)
    if note is None:
        return Fact(none="the note tells of no promise")
    call = listener.call.call
    said = find_commitments(call.conversation, call.entities, metadata=call.metadata).promised
    if said is None:
        return Fact(none="no promise with its day was heard")
    wrong = [
        *(f"{amount}" for amount in _unsaid_amounts(listener, note, said)),
        *(f"{day}" for day in _unsaid_days(listener, note, said)),
    ]
    told = f"{said.amount} by {said.day}" if said.amount is not None else f"payment by {said.day}"
    if not wrong:
        return Fact((Reading(False, f"the note has what was said: {told}"),), plain=True)
    label = f"the note has {' and '.join(wrong)}; {told} was promised on the call"
    return Fact((Reading(True, label, (_cited(said),)),), plain=True)


def _unsaid_amounts(listener: Listener, note: NoteFact, said: Commitment) -> list[object]:
    call = listener.call.call
    spoken = {e.value for e in call.entities if e.kind is EntityKind.MONEY}
    if said.amount is None or not note.amounts or note.in_full:
        return []
    known = {f"{said.amount:.2f}", *spoken}
    return [] if any(f"{a:.2f}" in known for a in note.amounts) else list(note.amounts)


def _unsaid_days(listener: Listener, note: NoteFact, said: Commitment) -> list[object]:
    call = listener.call.call
    spoken = {e.value for e in call.entities if e.kind is EntityKind.DATE}
    if not note.days:
        return []
    known = {said.day.isoformat(), *spoken}
    return [] if any(day.isoformat() in known for day in note.days) else list(note.days)


def noted_promise_unsaid(listener: Listener) -> Fact:
    """Tell whether a promise was written down though nothing like one was said."""
    note = _in_note(listener, FactKind.PROMISE)
    if note is None:
        return Fact(none="the note tells of no promise")
    call = listener.call.call
    if not _spoke(listener) or call.contact is not Contact.CONSUMER:
        return Fact(none="the consumer was not heard")
    turns = call.conversation.turns
    for before, turn in zip([None, *turns], turns, strict=False):
        if turn.speaker in OTHER_PARTY and _like_a_promise(turn, before):
            return Fact((Reading(False, "something like a promise was said"),), plain=True)
    label = f"the note says “{note.words}”, and nothing of the kind was said on the call"
    return Fact((Reading(True, label),), plain=True)


def _like_a_promise(turn: Turn, before: Turn | None) -> bool:
    text = turn.text.lower().replace("’", "'")
    if _WOULD_PAY.search(text) or (_OF_MONEY.search(text) and _A_DAY.search(text)):
        return True
    asked = before is not None and before.speaker is Speaker.AGENT
    proposed = asked and before is not None and _OF_PAYMENT.search(before.text.lower())
    return bool(proposed and (_ASSENTS.search(text) or _OF_PAYMENT.search(text)))


def noted_refusal(listener: Listener) -> Fact:
    """Tell whether a refusal was written down of a call on which a payment was promised."""
    note = _in_note(listener, FactKind.REFUSAL)
    if note is None:
        return Fact(none="the note tells of no refusal")
    if _in_note(listener, FactKind.PROMISE) is not None:
        return Fact(none="the note tells of a promise too")
    call = listener.call.call
    said = find_commitments(call.conversation, call.entities, metadata=call.metadata).promised
    if said is None or FactKind.REFUSAL in _established(listener):
        return Fact((Reading(False, "no promise was heard against it"),), plain=True)
    label = f"the note says “{note.words}”; on the call a payment by {said.day} was promised"
    return Fact((Reading(True, label, (_cited(said),)),), plain=True)


def noted_wrong_number(listener: Listener) -> Fact:
    """Tell whether a call with the consumer was written down as one to a wrong number."""
    note = _in_note(listener, FactKind.WRONG_NUMBER)
    if note is None:
        return Fact(none="the note tells of no wrong number")
    call = listener.call.call
    if not _spoke(listener) or call.contact is not Contact.CONSUMER:
        return Fact(none="the consumer was not heard")
    if FactKind.WRONG_NUMBER in _established(listener):
        return Fact((Reading(False, "a wrong number was told of on the call"),), plain=True)
    for turn in call.conversation.turns:
        me = _IS_ME.search(turn.text.lower().replace("’", "'"))
        if turn.speaker is Speaker.CUSTOMER and me:
            proof = cite(turn, *me.span(), pattern="records/is-me")
            label = f"the note says “{note.words}”; on the call the consumer said “{proof.quote}”"
            return Fact((Reading(True, label, (proof,)),), plain=True)
    return Fact(none="nobody said who they are")


def noted_right_party(listener: Listener) -> Fact:
    """Tell whether a wrong number, or somebody else, was written down as the consumer."""
    if "right_party" not in reached_by_note(listener.call.call.metadata):
        return Fact(none="the note does not tell of a talk with the consumer")
    if not _spoke(listener):
        return Fact(none="nobody else was heard")
    wrong = _established(listener).get(FactKind.WRONG_NUMBER)
    if wrong is not None and wrong.evidence is not None:
        label = f"the note tells of the consumer; on the call was said “{wrong.evidence.quote}”"
        own = wrong.evidence.model_copy(update={"call_id": None})
        return Fact((Reading(True, label, (own,)),), plain=True)
    if listener.call.call.contact is Contact.THIRD_PARTY:
        label = "the note tells of the consumer, and somebody else took the call"
        return Fact((Reading(True, label),), plain=True)
    return Fact((Reading(False, "the consumer was spoken to"),), plain=True)


def talk_logged_as_none(listener: Listener) -> Fact:
    """Tell whether a conversation was logged as a message, or as a call that nobody answered."""
    metadata = listener.call.call.metadata
    reached = reached_by_note(metadata)
    none = {
        CallResult.VOICEMAIL, CallResult.NO_ANSWER, CallResult.BUSY, CallResult.OUT_OF_SERVICE
    }  # fmt: skip
    by_note = sorted(reached & {"message", "nobody"}) if "right_party" not in reached else []
    if metadata.result not in none and not by_note:
        return Fact(none="the call is not logged as unanswered")
    live = _live(listener)
    if len(live) < _LIVE_TURNS:
        return Fact((Reading(False, "nobody talked with the agent"),), plain=True)
    logged = metadata.result.value if metadata.result in none else by_note[0]
    first = live[0]
    proof = cite(first, 0, len(first.text), pattern="records/live")
    label = f"logged as {logged.replace('_', ' ')}, and somebody talked with the agent"
    return Fact((Reading(True, label, (proof,)),), plain=True)


def message_logged_as_talk(listener: Listener) -> Fact:
    """Tell whether a message on a machine was logged as a conversation."""
    call = listener.call.call
    answered = call.metadata.result is CallResult.ANSWERED
    if not answered and "right_party" not in reached_by_note(call.metadata):
        return Fact(none="the call is not logged as a conversation")
    if not call.conversation.said_by(Speaker.AGENT):
        return Fact(none="nothing of the agent was heard")
    if call.contact is not Contact.VOICEMAIL or _live(listener):
        return Fact((Reading(False, "no machine took the call"),), plain=True)
    logged = "answered" if answered else "a talk with the consumer"
    machine = (t for t in call.conversation.turns if t.speaker is not Speaker.AGENT)
    proof = tuple(cite(t, 0, len(t.text), pattern="records/machine") for t in machine)[:1]
    label = f"logged as {logged}, and only a machine was reached"
    return Fact((Reading(True, label, proof),), plain=True)


RECORDS: dict[str, Callable[[Listener], Fact]] = {
    "noted_promise": noted_promise,
    "noted_promise_unsaid": noted_promise_unsaid,
    "noted_refusal": noted_refusal,
    "noted_wrong_number": noted_wrong_number,
    "noted_right_party": noted_right_party,
    "talk_logged_as_none": talk_logged_as_none,
    "message_logged_as_talk": message_logged_as_talk,
}
"""Facts of a `metadata` check that compare what was written down with what was said."""


def is_of_records(check: object) -> bool:
    """Tell whether a check compares what was written down with what was said."""
    return isinstance(check, MetadataCheck) and check.fact in RECORDS


def _in_note(listener: Listener, kind: FactKind) -> NoteFact | None:
    found = facts_in_note(listener.call.call.metadata)
    return next((fact for fact in found if fact.kind is kind), None)


def _established(listener: Listener) -> dict[FactKind, CaseFact]:
    return {fact.kind: fact for fact in established(listener.pack, listener.call)}


def _spoke(listener: Listener) -> bool:
    said: Iterable[Turn] = listener.call.call.conversation.said_by(*OTHER_PARTY)
    return any(said)


def _live(listener: Listener) -> list[Turn]:
    """Return the turns in which a person, not a machine, answered the agent."""
    turns = listener.call.call.conversation.turns
    first = next((t.index for t in turns if t.speaker is Speaker.AGENT), None)
    if first is None:
        return []
    return [
        turn
        for turn in turns
        if turn.index > first
        and turn.speaker in OTHER_PARTY
        and not _MACHINE.search(turn.text.lower().replace("’", "'"))
    ]


def _cited(said: Commitment) -> Evidence:
    span = said.span
    return cite(span.turn, span.start_char, span.end_char, pattern="records/promise")
