"""Machines on the line: voicemail greetings, menus, call screening."""

import re
from collections.abc import Sequence
from enum import StrEnum


class Machine(StrEnum):
    """What sort of machine speaks."""

    GREETING = "greeting"
    MENU = "menu"
    SCREENING = "screening"


_WEAK_ENOUGH = 3
_WEAK_UTTERANCES = 4
"""So many weak phrases in so few utterances are a greeting's too; one strong phrase is alone."""

_OPENING_UTTERANCES = 14
"""A greeting stands at the start: later "leave a message" is a person's."""

_STRONG: dict[Machine, str] = {
    Machine.GREETING: (
        r"(?<!to )(?<!i )(?<!you )(?<!will )(?<!not )(?<!could )(?<!can )leave (?:me |us |him |"
        r"her )?"
        r"(?:a|your) (?:\S+ )?(?:message|name|number|phone)(?! with (?:me|him|her))"
        r"|(?:at|after|following|hear|wait for) the (?:tone|beep|sound)"
        r"|record (?:your|a) (?:message|name)"
        r"|(?:voice ?mail|mail|voice) ?box (?:of|is|for|belonging|that|has|can)"
        r"|reached the (?:voice ?mail|mailbox|voice mail|answering)"
        r"|voice (?:messaging|message|mail) (?:system|service|box)|automated voice"
        r"|(?:i|we) (?:can not|can not currently|am unable to|are unable to|am not able to) "
        r"(?:come|get|take|answer) (?:to )?(?:the phone|your call|my phone|your phone)"
        r"|(?:not|un) ?available to (?:take|answer|come)|is unavailable (?=[.?!]|$|please|at|"
        r"right)"
        r"|the (?:number|person|customer|subscriber|party|caller|wireless customer) you (?:have )?"
        r"(?:dialed|are (?:calling|trying)|are trying|called|reached)"
        r"|(?:finished|done) recording|not accepting (?:calls|messages)"
        r"|has not been set up|mailbox is full|call has been forwarded"
        r"|(?:at|after) the end of (?:the|your) message"
    ),
    Machine.MENU: (
        r"press (?:\d|one|two|three|four|five|six|seven|eight|nine|zero|star|pound|the|any)"
        r"|para espanol|para español|your call is (?:very )?important"
        r"|(?:listen|menu) (?:carefully|options)|menu options|next available (?:agent|"
        r"representative|operator)|if you know your party|dial (?:it|by|the) (?:now|extension)"
    ),
    Machine.SCREENING: (
        r"screening (?:service|this call|calls)|(?:state|say) your name and|"
        r"(?:say|state|record) (?:your name|who you are)|"
        r"(?:see|find out) if (?:this person|the person|they) (?:is|are) available"
        r"|google (?:voice|assistant) (?:subscriber|and)|using a (?:call )?screening|call assist"
    ),
}

_SURELY_SCREENING = re.compile(
    r"(?<= )(?:screening (?:service|this call|calls|your call)|call assist"
    r"|(?:see|find out|check) (?:if|whether) (?:\S+ ){1,4}(?:is|are) (?:available|free|around)"
    r"|(?:say|state|record|give|tell me) (?:your name|who you are|who is calling) (?:and|,) "
    r"(?:the |your )?(?:reason|why|what)|before i (?:try to )?connect you"
    r"|(?:get|see|read) a (?:copy|transcript) of this (?:conversation|call))(?= |$)"
)
"""What a screening machine says and no voicemail does, though either may speak of a tone."""

_TAKES_MESSAGES = re.compile(r" leave (?:me |us |him |her |them )?(?:a|your) ")

_WEAK = (
    r"you have reached|sorry (?:i|we) missed|(?:i|we) will (?:get back|return your|call you back|"
    r"be with you)|(?:not|un) ?available|as soon as (?:possible|i can|we can)|away from (?:my|the)"
    r"|please (?:hold|stay on the line)|office hours"
    r"|(?:we are|office is) (?:currently )?closed"
)

_PATTERNS = {
    machine: re.compile(rf"(?<= )(?:{pattern})(?= |$)") for machine, pattern in _STRONG.items()
}
_WEAK_PATTERN = re.compile(rf"(?<= )(?:{_WEAK})(?= |$)")


def machine_phrase(text: str) -> Machine | None:
    """Return which machine would say this canonical text, None where a person might."""
    if _SURELY_SCREENING.search(text) and not _TAKES_MESSAGES.search(text):
        return Machine.SCREENING
    return next((m for m, pattern in _PATTERNS.items() if pattern.search(text)), None)


def opening_machine(
    texts: Sequence[str], *, stops: Sequence[bool] = ()
) -> tuple[int, Machine | None]:
    """Return how many of the first utterances a machine speaks, and which sort it is.

    The machine speaks up to the last of its phrases; `stops[i]` marks an utterance that is
    certainly a person's, which ends the search.
    Example: "Hi, it's Gina." "Leave a message after the beep." are both the machine's.
    """
    spoken, machine, weak = 0, None, 0
    for index, text in enumerate(texts[:_OPENING_UTTERANCES]):
        if index < len(stops) and stops[index]:
            break
        found = machine_phrase(text)
        weak += len(_WEAK_PATTERN.findall(text)) if index < _WEAK_UTTERANCES else 0
        if found is not None:
            spoken = index + 1
            machine = machine if machine is Machine.SCREENING else found
        elif machine is None and weak >= _WEAK_ENOUGH:
            spoken, machine = index + 1, Machine.GREETING
        elif machine is not None and _WEAK_PATTERN.search(text):
            spoken = index + 1
    return spoken, machine
