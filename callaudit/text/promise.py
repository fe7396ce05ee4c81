"""The date and the means of payment that both sides agreed on."""

import re
from typing import NamedTuple

from callaudit.core.conversation import OTHER_PARTY, Conversation, Speaker, Turn
from callaudit.core.entity import Entity, EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.agreement import agrees, call_date, date_of

_CLAUSE_END = re.compile(r"[.?!;]| (?:and|so|but|then|because|otherwise) ")

_PAY = re.compile(
    r"\b(?:pay(?:s|ing|ments?)?|paid|checks?|card|mail(?:ing)?|transfer|wire|online|portal|"
    r"tak(?:e|en|ing) care|settle|process|run it|draft|debit|schedule[d]?|set (?:you|it|that) up|"
    r"money|funds|cover|send (?:it|that|you|the|a|in)|clear (?:it|that|this)|"
    r"get it (?:in|over|done)|"
    r"put (?:you|it|that) down|installments?|balance|half|dollars|the rest)\b"
)
"""Words that make a date one of payment."""

_PAYDAY = re.compile(r"\b(?:get(?:s|ting)?|getting|am|i'm) paid\b|\bpay ?(?:day|checks?)\b")
"""The customer's own income, which pays nothing yet."""

_TALK_AGAIN = re.compile(
    r"\b(?:call(?:s|ed|ing)?|ring|check (?:back|in|with)|follow(?:ing)? up|reach|touch base|"
    r"try (?:you|me|back|again)|speak|spoke|talk(?:ed)?|hear from|appointment|come out|visit|"
    r"email(?:ed|ing)?|e-mail|resend(?:ing)?|update|message|voicemail|letter|statement|notice)\b"
)
"""Words that make a date one of the next contact, or of something the agent sends."""

_DUE = re.compile(r"\b(?:due|dated|overdue|expires?|deadline|since|invoiced|billed|sent you)\b")
_THREAT = re.compile(r"\b(?:agency|attorney|court|collections|legal|lawsuit|credit bureaus?)\b")

_ASKS_WHEN = re.compile(
    r"\b(?:when|what (?:date|day)|which day|how soon|can (?:you|we|i)|could you|would|will you|"
    r"able to|how about|what about|pay(?:ment)?|date)\b"
)

_YES = re.compile(
    r"\b(?:yes|yeah|yep|yup|ye|sure|okay|ok|alright|all right|fine|that works|works|will do|"
    r"absolutely|perfect|great|good|correct|right|deal|agreed|i can (?:do|make|manage)|"
    r"i will|i'll|exactly|of course|definitely|no problem|uh huh|mm hm|mhm|i can|you got it)\b"
)
_NO = re.compile(
    r"\b(?:no|nope|nah|can't|cannot|can not|won't|not|don't|doesn't|isn't|too (?:soon|early|late)|"
    r"unless|refuse)\b"
)
_FRIENDLY_NO = re.compile(
    r"\bno (?:problem|worries|that's fine|that works|that'll work|issue|trouble|it's fine)|"
    r"\bnot (?:a problem|an issue|at all)|\bwhy not\b|\bdon't worry|\bcan't (?:complain|thank)"
)
_HEDGE = re.compile(
    r"\b(?:maybe|might|probably|possibly|perhaps|hopefully|try|if|not sure|i don't know|"
    r"i guess|depends|we'll see|i'll see|sometime|should be able)\b"
)
_AGENT_REFUSES = re.compile(
    r"\b(?:can't (?:wait|accept|do)|cannot (?:wait|accept|do)|won't work|doesn't work|too late|"
    r"too long|not (?:acceptable|good enough|going to work|gonna work)|"
    r"need (?:it|payment|this|that|something) (?:today|by|before|sooner|now)|"
    r"anything sooner|has to be|must be)\b"
)
_ALREADY_SENT = re.compile(
    r"\b(?:(?:mailed|sent|posted|paid|wrote|dropped)\b|went out|put (?:it|the check|that|a check)"
    r" in the mail|payment (?:was )?made|made (?:the|a|that) payment)"
)

_METHODS = (
    ("bank transfer", r"bank transfer|ach|e-?check|bank account|checking account|direct debit"),
    ("wire transfer", r"wire(?: transfer)?"),
    ("credit card", r"credit card|visa|mastercard|amex"),
    ("debit card", r"debit card"),
    ("card", r"(?:a|my|the|by|with|your|that) card"),
    ("money order", r"money order"),
    ("cashier's check", r"cashier'?s check"),
    ("check", r"(?:a|the|by|my|your|mail|mailing|with|send(?:ing)?) checks?"),
    ("cash", r"(?:in|with|pay) cash"),
    ("online", r"online|portal|website"),
)
"""Means of payment, the more exact before the less exact, each with its words."""

_METHOD_WORDS = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _METHODS)


class Span(NamedTuple):
    """A value with the turn and the characters it was read from."""

    value: str
    turn: Turn
    start_char: int
    end_char: int


def agreed_date(
    conversation: Conversation, entities: tuple[Entity, ...], *, metadata: CallMetadata
) -> Span | None:
    """Return the payment date both sides agreed on, None if there is none.

    The agent names a date and the other side assents within its next two turns, or the other
    side names one and the agent does not refuse. The last agreement counts; of several dates in
    it the first. A payment that is already on its way gives the date it was sent. "Next week" or
    "maybe Friday" is no date. Example: "would Friday the 25th work" - "yeah, Friday".
    Source: rules REQ-06 and FUP-05.
    """
    agreed: list[Span] = []
    sent: list[Span] = []
    for entity in sorted(entities, key=lambda e: (e.turn, e.start_char)):
        turn = _turn(conversation, entity)
        if turn is None or entity.kind is not EntityKind.DATE or entity.superseded:
            continue
        value = _iso(entity, metadata)
        if value is None:
            continue
        span = Span(value, turn, entity.start_char, entity.end_char)
        if _was_sent(entity, turn, metadata):
            sent.append(span)
        elif _may_promise(entity, turn, conversation, metadata) and _both_agree(
            entity, turn, conversation
        ):
            agreed.append(span)
    if agreed:
        last = agreed[-1].turn.index
        return next(span for span in agreed if span.turn.index == last)
    return sent[-1] if sent else None


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
        hedged = _HEDGE.search(clause) or _NO.search(_FRIENDLY_NO.sub(" ", clause))
        replies = _replies(conversation, turn)
        if turn.speaker is Speaker.AGENT and not any(_assents(reply) for reply in replies[:1]):
            continue
        if not hedged:
            found = method
    return found


def _turn(conversation: Conversation, entity: Entity) -> Turn | None:
    turn = next((t for t in conversation.turns if t.index == entity.turn), None)
    if turn is None or not (turn.speaker is Speaker.AGENT or turn.speaker in OTHER_PARTY):
        return None
    return turn


def _iso(entity: Entity, metadata: CallMetadata) -> str | None:
    called = call_date(metadata)
    if entity.value.startswith("--"):
        day = date_of(entity.value, near=called)
        return day.isoformat() if day else None
    return entity.value if date_of(entity.value) else None


def _clause(lower: str, start: int, end: int) -> str:
    """Return the clause of a turn around some characters."""
    begin, stop = 0, len(lower)
    for mark in _CLAUSE_END.finditer(lower):
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
    return in_past and bool(_ALREADY_SENT.search(clause)) and not _NO.search(clause)


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
    if _DUE.search(before) or _THREAT.search(clause):
        return False
    if _TALK_AGAIN.search(clause) and not _PAY.search(clause):
        return False
    if _PAY.search(_PAYDAY.sub(" ", clause)):
        return not _talks_nearer(lower, entity)
    if _PAYDAY.search(clause):
        return False
    about = [lower, *(t.text.lower() for t in conversation.turns if 0 < turn.index - t.index <= 2)]
    return any(_PAY.search(text) or _ASKS_WHEN.search(text) for text in about)


def _talks_nearer(lower: str, entity: Entity) -> bool:
    """Tell whether the last cue before the date is of a next contact, not of payment."""
    before = lower[: entity.start_char]
    talk = [m.end() for m in _TALK_AGAIN.finditer(before)]
    pay = [m.end() for m in _PAY.finditer(before)]
    return bool(talk) and entity.start_char - talk[-1] < 40 and (not pay or pay[-1] < talk[-1])


def _both_agree(entity: Entity, turn: Turn, conversation: Conversation) -> bool:
    replies = _replies(conversation, turn)
    if turn.speaker is Speaker.AGENT:
        for reply in replies[:2]:
            if _assents(reply):
                return True
            if _NO.search(_FRIENDLY_NO.sub(" ", reply.text.lower())):
                return False
        return _repeats(entity, turn, conversation)
    clause = _clause(turn.text.lower(), entity.start_char, entity.end_char)
    if _HEDGE.search(clause) or _NO.search(_FRIENDLY_NO.sub(" ", clause)):
        return False
    return not any(_AGENT_REFUSES.search(reply.text.lower()) for reply in replies[:1])


def _replies(conversation: Conversation, turn: Turn) -> list[Turn]:
    """Return the other side's turns among the next four."""
    wanted = OTHER_PARTY if turn.speaker is Speaker.AGENT else {Speaker.AGENT}
    later = [t for t in conversation.turns if turn.index < t.index <= turn.index + 4]
    return [t for t in later if t.speaker in wanted]


def _assents(reply: Turn) -> bool:
    lower = _FRIENDLY_NO.sub(" sure ", reply.text.lower().replace("’", "'"))
    first = re.split(r"[.?!;]| but ", lower)[0]
    if _HEDGE.search(first):
        return False
    return bool(_YES.search(first)) and not _NO.search(lower[: max(len(first), 60)])


def _repeats(entity: Entity, turn: Turn, conversation: Conversation) -> bool:
    """Tell whether the other side said the same day in the turn before: the agent takes it up."""
    before = next((t for t in conversation.turns if t.index == turn.index - 1), None)
    if before is None or before.speaker not in OTHER_PARTY:
        return False
    said = before.text.lower()
    last_word = entity.text.lower().split()[-1]
    return last_word in said.split() and not _HEDGE.search(said) and not _NO.search(said)


def _method_in(turn: Turn) -> Span | None:
    lower = turn.text.lower().replace("’", "'")
    if not _PAY.search(lower) and not _YES.search(lower):
        return None
    for name, words in _METHOD_WORDS:
        found = words.search(lower)
        if found:
            return Span(name, turn, found.start(), found.end())
    return None
