"""The date and the means of payment that both sides agreed on."""

import re
from typing import NamedTuple

from callaudit.core.conversation import OTHER_PARTY, Conversation, Speaker, Turn
from callaudit.core.entity import Entity, EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.agreement import agrees, call_date, date_of
from callaudit.text.promise_cues import (
    AGENT_REFUSES,
    ALREADY_SENT,
    ASKS_DAY,
    ASKS_FOR_CALL,
    ASKS_WHEN,
    CLAUSE_END,
    DUE,
    FRIENDLY_NO,
    HEDGE,
    INTENDED,
    METHOD_WORDS,
    NEW_THOUGHT,
    NO,
    NOT_SENT,
    OFFERS_CALL,
    PAY,
    PAYDAY,
    PAYS,
    SAME_DAY,
    SENDS_PAPERS,
    TALK_AGAIN,
    THREAT,
    YES,
)


class Span(NamedTuple):
    """A value with the turn and the characters it was read from."""

    value: str
    turn: Turn
    start_char: int
    end_char: int
    note: str | None = None


def agreed_date(
    conversation: Conversation, entities: tuple[Entity, ...], *, metadata: CallMetadata
) -> Span | None:
    """Return the payment date both sides agreed on, or that a payment was sent on.

    The agent names a date and the other side assents within its next two turns, or the other
    side names one and the agent does not refuse. The last agreement counts; of several dates in
    it the first. A payment that is already on its way gives the date it was sent. "Next week" or
    "maybe Friday" is no date. Example: "would Friday the 25th work" - "yeah, Friday".
    Source: rules REQ-06 and FUP-05.
    """
    promised, sent = payment_days(conversation, entities, metadata=metadata)
    return promised or sent


def payment_days(
    conversation: Conversation, entities: tuple[Entity, ...], *, metadata: CallMetadata
) -> tuple[Span | None, Span | None]:
    """Return the day a payment was promised for, and the day on which one was sent."""
    agreed, sent = all_payment_days(conversation, entities, metadata=metadata)
    last = agreed[-1].turn.index if agreed else None
    promised = next((span for span in agreed if span.turn.index == last), None)
    return promised, sent[-1] if sent else None


def all_payment_days(
    conversation: Conversation, entities: tuple[Entity, ...], *, metadata: CallMetadata
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return every day that was agreed on for a payment, and those on which one was sent."""
    agreed: list[Span] = []
    sent: list[Span] = []
    for entity in sorted(entities, key=lambda e: (e.turn, e.start_char)):
        turn = _turn(conversation, entity)
        if turn is None or entity.kind is not EntityKind.DATE or entity.superseded:
            continue
        value = _iso(entity, metadata)
        if value is None:
            continue
        span = Span(value, turn, entity.start_char, entity.end_char, entity.note)
        if _was_sent(entity, turn, metadata):
            sent.append(span)
        elif _may_promise(entity, turn, conversation, metadata) and _both_agree(
            entity, turn, conversation
        ):
            agreed.append(span)
    if sent:
        # "We should have it by the twelfth" is no new promise; "I'll mail another Friday" is.
        agreed = [span for span in agreed if span.turn.speaker in OTHER_PARTY]
    return tuple(agreed), tuple(sent)


def payment_method(conversation: Conversation) -> Span | None:
    """Return the means of payment the two sides settled on: the last one offered or confirmed."""
    found: Span | None = None
    for turn in conversation.turns:
        if turn.speaker is not Speaker.AGENT and turn.speaker not in OTHER_PARTY:
            continue
        method = _method_in(turn)
        if method is None:
            continue
        clause = _clause(turn.text.lower(), method.start_char, method.end_char)
        hedged = HEDGE.search(clause) or NO.search(FRIENDLY_NO.sub(" ", clause))
        replies = _replies(conversation, turn)
        if turn.speaker is Speaker.AGENT and not any(_assents(reply) for reply in replies[:1]):
            continue
        if not hedged:
            found = method
    return found


def callback_day(
    conversation: Conversation, entities: tuple[Entity, ...], *, metadata: CallMetadata
) -> Span | None:
    """Return the day for which the customer asked for a call, None if there is none.

    Only plain words count: "call me Thursday", "you can call back on the 9th", or yes to "may I
    call you Thursday". The last such day counts; "don't call me Thursday" is none.
    Source: 12 CFR 1006.14(b)(3)(i).
    """
    called, found = call_date(metadata), None
    for entity in sorted(entities, key=lambda e: (e.turn, e.start_char)):
        turn = _turn(conversation, entity)
        if turn is None or entity.kind is not EntityKind.DATE or entity.superseded:
            continue
        value = _iso(entity, metadata)
        day = date_of(value or "")
        if value is None or day is None or (called and day < called):
            continue
        if _asks_for_call(entity, turn, conversation):
            found = Span(value, turn, entity.start_char, entity.end_char)
    return found


def _asks_for_call(entity: Entity, turn: Turn, conversation: Conversation) -> bool:
    clause = _clause(turn.text.lower().replace("’", "'"), entity.start_char, entity.end_char)
    if NO.search(FRIENDLY_NO.sub(" ", clause)) or HEDGE.search(clause):
        return False
    if turn.speaker is Speaker.AGENT:
        replies = _replies(conversation, turn)
        return bool(OFFERS_CALL.search(clause)) and any(_assents(r) for r in replies[:1])
    return bool(ASKS_FOR_CALL.search(clause))


def _turn(conversation: Conversation, entity: Entity) -> Turn | None:
    turn = next((t for t in conversation.turns if t.index == entity.turn), None)
    if turn is None or not (turn.speaker is Speaker.AGENT or turn.speaker in OTHER_PARTY):
        return None
    return turn


def _iso(entity: Entity, metadata: CallMetadata) -> str | None:
    called = call_date(metadata)
    if entity.value.startswith("--"):
        day = date_of(entity.value, near=called)
        if day is None:
            # Month and day are a calendar date also where the call's year is unknown.
            return entity.value if re.fullmatch(r"--\d\d-\d\d", entity.value) else None
        return day.isoformat()
    return entity.value if date_of(entity.value) else None


def _clause(lower: str, start: int, end: int) -> str:
    """Return the clause of a turn around some characters."""
    begin, stop = 0, len(lower)
    for mark in CLAUSE_END.finditer(lower):
        if mark.end() <= start:
            begin = mark.end()
        elif mark.start() >= end:
            stop = mark.start()
            break
    return lower[begin:stop]


def _was_sent(entity: Entity, turn: Turn, metadata: CallMetadata) -> bool:
    if turn.speaker not in OTHER_PARTY:
        return False
    called, day = call_date(metadata), date_of(entity.value)
    in_past = day is None or called is None or day <= called
    clause = _clause(turn.text.lower(), entity.start_char, entity.end_char)
    return in_past and bool(ALREADY_SENT.search(clause)) and not NOT_SENT.search(clause)


def _may_promise(
    entity: Entity, turn: Turn, conversation: Conversation, metadata: CallMetadata
) -> bool:
    """Tell whether a date can be one of payment by its day and by the words around it."""
    called, day = call_date(metadata), date_of(_iso(entity, metadata) or "")
    if (day and called and day < called) or agrees(entity, metadata=metadata):
        return False
    lower = turn.text.lower()
    clause = _clause(lower, entity.start_char, entity.end_char)
    before = lower[max(0, entity.start_char - 24) : entity.start_char]
    before = NEW_THOUGHT.split(before)[-1]
    if DUE.search(before) or THREAT.search(clause):
        return False
    if TALK_AGAIN.search(clause) and not PAY.search(clause):
        return False
    if SENDS_PAPERS.search(clause) and not PAYS.search(clause):
        return False
    if turn.speaker is Speaker.AGENT and _not_proposed(entity, clause):
        return False
    if PAY.search(PAYDAY.sub(" ", clause)):
        return not _talks_nearer(lower, entity)
    if PAYDAY.search(clause):
        return False
    about = [lower, *(t.text.lower() for t in conversation.turns if 0 < turn.index - t.index <= 2)]
    return any(PAY.search(text) or ASKS_WHEN.search(text) for text in about)


def _not_proposed(entity: Entity, clause: str) -> bool:
    """Tell "if it is not here by the 12th" and "how are you today" from a proposal."""
    same_day = SAME_DAY.search(entity.text.lower()) and not PAY.search(clause)
    return bool(same_day) or clause.lstrip(" ,").startswith("if ")


def _talks_nearer(lower: str, entity: Entity) -> bool:
    """Tell whether the last cue before the date is of a next contact, not of payment."""
    before = lower[: entity.start_char]
    talk = [m.end() for m in TALK_AGAIN.finditer(before)]
    pay = [m.end() for m in PAY.finditer(before)]
    return bool(talk) and entity.start_char - talk[-1] < 40 and (not pay or pay[-1] < talk[-1])


def _both_agree(entity: Entity, turn: Turn, conversation: Conversation) -> bool:
    replies = _replies(conversation, turn)
    if turn.speaker is Speaker.AGENT:
        for reply in replies[:2]:
            if _assents(reply):
                return True
            if NO.search(FRIENDLY_NO.sub(" ", reply.text.lower())):
                return False
        return _repeats(entity, turn, conversation)
    clause = _clause(turn.text.lower(), entity.start_char, entity.end_char)
    if HEDGE.search(clause) or NO.search(FRIENDLY_NO.sub(" ", clause)):
        return False
    if INTENDED.search(clause) and not _confirmed(entity, turn, conversation):
        return False
    return not any(AGENT_REFUSES.search(reply.text.lower()) for reply in replies[:1])


def _confirmed(entity: Entity, turn: Turn, conversation: Conversation) -> bool:
    """Tell whether a past intention answers "which day?", or the agent asks and hears yes."""
    before = next((t for t in conversation.turns if t.index == turn.index - 1), None)
    if before is not None and before.speaker is Speaker.AGENT and ASKS_DAY.search(before.text):
        return True
    asked = [
        reply
        for reply in _replies(conversation, turn)[:1]
        if "?" in reply.text or entity.text.lower().split()[-1] in reply.text.lower().split()
    ]
    return any(_assents(answer) for reply in asked for answer in _replies(conversation, reply)[:1])


def _replies(conversation: Conversation, turn: Turn) -> list[Turn]:
    """Return the other side's turns among the next four."""
    wanted = OTHER_PARTY if turn.speaker is Speaker.AGENT else {Speaker.AGENT}
    later = [t for t in conversation.turns if turn.index < t.index <= turn.index + 4]
    return [t for t in later if t.speaker in wanted]


def _assents(reply: Turn) -> bool:
    lower = FRIENDLY_NO.sub(" sure ", reply.text.lower().replace("’", "'"))
    first = re.split(r"[.?!;]| but ", lower)[0]
    if HEDGE.search(first):
        return False
    return bool(YES.search(first)) and not NO.search(lower[: max(len(first), 60)])


def _repeats(entity: Entity, turn: Turn, conversation: Conversation) -> bool:
    """Tell whether the other side said the same day in the turn before: the agent takes it up."""
    before = next((t for t in conversation.turns if t.index == turn.index - 1), None)
    if before is None or before.speaker not in OTHER_PARTY:
        return False
    said = before.text.lower()
    last_word = entity.text.lower().split()[-1]
    return last_word in said.split() and not HEDGE.search(said) and not NO.search(said)


def _method_in(turn: Turn) -> Span | None:
    lower = turn.text.lower().replace("’", "'")
    if not PAY.search(lower) and not YES.search(lower):
        return None
    for name, words in METHOD_WORDS:
        found = words.search(lower)
        if found:
            return Span(name, turn, found.start(), found.end())
    return None
