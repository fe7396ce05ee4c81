"""Elements that are a question or a request: said or not, with the words that did it."""

import re

from callaudit.core.conversation import OTHER_PARTY, Conversation, Speaker, Turn
from callaudit.core.entity import Entity, EntityKind
from callaudit.text.promise import Span

SAID = "yes"
"""The value of an element that is said or not."""

_INVOICE = r"(?:invoices?|bills?|statements?|cop(?:y|ies)|paperwork)"
_THE_INVOICE = (
    rf"(?:(?:the|that|our|this|your|any|those|an?|my) )?(?:\w+ )?{_INVOICE}(?! (?:number|amount))"
)
_ARRIVES = (
    r"(?:receive|get to|reach|land|arrive|show up|come (?:through|in|across)|make it|"
    r"gone through|go through|turn up|find you)"
)
_ARRIVED = (
    r"(?:received|gotten|got|seen|reached|landed|arrived|shown up|come (?:through|in)|made it)"
)

_ASKS_RECEIPT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:did|do|have|had|has) (?:you|y'all|anyone|anybody|they|he|she)(?: \w+)? ?"
        rf"(?:ever |all |already |actually )?(?:receive|get|see|have|received|gotten|got|seen) "
        rf"(?:it\b(?! (?:taken|done|paid))|that one|them\b|{_THE_INVOICE})",
        rf"\bdid (?:it|that|this|they|{_THE_INVOICE}) (?:\w+ )?{_ARRIVES}",
        rf"\b(?:has|have|had) (?:it|that|this|they|{_THE_INVOICE}) (?:\w+ )?{_ARRIVED}",
        rf"\b(?:make|making|made|be|check|checking|see|confirm|verify) ?(?:sure)? ?(?:that |if |"
        rf"whether )?you(?:'ve| have| had)? ?(?:received|receive|got|gotten|get|have|saw|seen) "
        rf"(?:it\b|{_THE_INVOICE})",
        rf"\bif you(?:'ve| have| had)? (?:received|got|gotten|seen) (?:it\b|{_THE_INVOICE})",
        r"\b(?:want|like|need) me to (?:re-?send|send|email|mail|forward) "
        r"(?:it|that|you|the|another)",
        r"\bshould i (?:re-?send|send) (?:it|that|you|the|another)",
        rf"\b{_INVOICE} (?:has |have )?(?:ever )?(?:reach|reached|get to|got to|land|landed) "
        r"(?:with )?you\b",
    )
)
"""The agent asks whether the invoice arrived."""

_TELLS_RECEIPT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bi(?:'ve| have)?(?: got| have| received| see| saw)+ (?:it|{_THE_INVOICE})"
        rf" (?:right here|here|in front|on my|last|in my)",
        rf"\b(?:i|we)(?:'ve| have)? (?:got|received|have|saw) (?:it|{_THE_INVOICE})(?: |$|[.,])",
        rf"\b(?:i|we) (?:never|didn't|haven't|did not|have not) (?:ever |even )?"
        rf"(?:receive|received|got|get|gotten|see|saw|seen) (?:it|{_THE_INVOICE}|anything|one)",
        rf"\b(?:it|{_THE_INVOICE}) never (?:came|arrived|showed|reached|got)",
    )
)
"""The customer says so unasked: rule REQ-05 takes that as well."""

_CALL_BACK = re.compile(
    r"\b(?:call (?:me|us|back)|(?:give|gimme) (?:me|us)?(?: \w+)? ?(?:a )?(?:call|ring|shout|buzz)|"
    r"return (?:my|our|this|the) call|ring (?:me|us|back)|phone (?:me|us)|reach (?:me|us|out)|"
    r"contact (?:me|us|our)|(?:have|ask|tell) (?:her|him|them) (?:to )?(?:call|ring|phone|contact)|"
    r"please call|get back to (?:me|us)|speak with any of our|call (?:our|the) office|"
    r"hear (?:back )?from you|get in touch|calling? (?:me|us) (?:back|at))\b"
)
_NOT_A_REQUEST = re.compile(
    r"\b(?:i|we)(?:'ll| will|'m| am|'d| can| could| should| have to)?(?: \w+)? $|"
    r"\b(?:(?:you|he|she|they) (?:didn't|never|don't|doesn't|won't|haven't)(?: \w+)? |"
    r"(?:you|he|she) (?:can|could|said|told|wouldn't)(?: you'd| you would)? not )$"
)


_COLLECTS = re.compile(
    r"\b(?:attempt(?:ing|s)?|try(?:ing)?) to collect\b|"
    r"\bcollect(?:ing)? (?:on )?(?:a|this|the) debt\b"
)
_PURPOSE = re.compile(
    r"\binformation\b.{0,60}\b(?:used|use)\b.{0,40}\b(?:purpose|collect\w*)\b|"
    r"\bused for (?:that|this) purpose\b"
)


def mini_miranda(conversation: Conversation) -> Span | None:
    """Return where the agent ends the initial notice of 15 U.S.C. 1692e(11).

    Both parts must be said, in any turns: that it is an attempt to collect a debt, and that
    information obtained will be used for that purpose.
    """
    turns = conversation.said_by(Speaker.AGENT)
    if not any(_COLLECTS.search(_lower(turn)) for turn in turns):
        return None
    return next((found for turn in turns if (found := _first(turn, (_PURPOSE,)))), None)


def receipt_asked(conversation: Conversation) -> Span | None:
    """Return where the agent asks whether the invoice arrived, or the customer says so.

    "Did you get my message" and "you got it" as an assertion are no such question.
    """
    for turn in conversation.turns:
        patterns = _TELLS_RECEIPT if turn.speaker in OTHER_PARTY else ()
        if turn.speaker is Speaker.AGENT:
            patterns = _ASKS_RECEIPT
        found = _first(turn, patterns)
        if found:
            return found
    return None


def callback_requested(conversation: Conversation) -> Span | None:
    """Return where the agent asks to be called back."""
    for turn in conversation.said_by(Speaker.AGENT):
        lower = _lower(turn)
        for found in _CALL_BACK.finditer(lower):
            if not _NOT_A_REQUEST.search(lower[: found.start()]):
                return Span(SAID, turn, found.start(), found.end())
    return None


def number_repeated(conversation: Conversation, entities: tuple[Entity, ...]) -> Span | None:
    """Return the second time the agent says the same telephone number."""
    turns = {turn.index: turn for turn in conversation.said_by(Speaker.AGENT)}
    said: set[str] = set()
    for entity in sorted(entities, key=lambda e: (e.turn, e.start_char)):
        if entity.kind is not EntityKind.PHONE or entity.superseded or entity.turn not in turns:
            continue
        if entity.value in said:
            return Span(SAID, turns[entity.turn], entity.start_char, entity.end_char)
        said.add(entity.value)
    return None


def _lower(turn: Turn) -> str:
    return turn.text.lower().replace("’", "'")


def _first(turn: Turn, patterns: tuple[re.Pattern[str], ...]) -> Span | None:
    for pattern in patterns:
        found = pattern.search(_lower(turn))
        if found:
            return Span(SAID, turn, found.start(), found.end())
    return None
