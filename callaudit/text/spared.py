"""Whom else a person wants left alone: "don't call my sister anymore" is of the sister's line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from callaudit.core.conversation import OTHER_PARTY, Conversation, Turn

_OTHERS = (
    r"sisters?|brothers?|mothers?|moms?|mama|fathers?|dads?|parents|daughters?|sons?|kids?|child|"
    r"children|wife|husband|spouse|partner|girlfriend|boyfriend|fianc[eé]e?|ex|friends?|"
    r"neighbou?rs?|aunts?|uncles?|cousins?|nieces?|nephews?|grand(?:mother|father|parents|son|"
    r"daughter|ma|pa|kids|children)|roommates?|landlord|landlady|relatives?|family|in-?laws|pastor"
)

_VERBS = (
    r"(?:do not|don't|never|not to) (?:ever |you )?(?:call|contact|phone|ring|text)(?: up)?|"
    r"(?:stop|quit) (?:calling|contacting|phoning|ringing|texting)(?: up)?"
)

_ASKS = re.compile(
    rf"\b(?:please )?(?:{_VERBS}) (?:(?:my|our) (?:[\w'-]+ ){{0,2}}?(?P<other>{_OTHERS})\b(?!-in)|"
    rf"(?:my|our) (?P<in_law>\w+-in-law)|(?P<pronoun>him|her|them)\b(?! (?:at|on|in|here)\b))"
)

_CLAUSE_END = re.compile(r"[.?!;,:]| (?:and|but|or|because|so|unless) ")

_ONE_TIME = re.compile(
    r"\b(?:before|after|until|till|at night|so (?:late|early)|today|tonight|tomorrow|right now|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mornings?|evenings?|weekends?)\b"
)
"""Words that make it a wish on the hour, not a stop."""


class Spared(NamedTuple):
    """Somebody who shall not be called, as they were named, and the words that asked for it."""

    who: str
    turn: Turn
    start_char: int
    end_char: int


def find_spared(conversation: Conversation) -> tuple[Spared, ...]:
    """Return the other people whom the far end wants not called, in order.

    Only a plain request counts; the words are its whole clause. One that names an hour or a day
    ("don't call my sister at night") is none.
    """
    return tuple(
        spared
        for turn in conversation.turns
        if turn.speaker in OTHER_PARTY
        for spared in _in_turn(turn)
    )


def _in_turn(turn: Turn) -> Iterator[Spared]:
    text = turn.text.lower().replace("’", "'")
    if len(text) != len(turn.text):
        return  # lower case took other letters: no offset would be true
    for found in _ASKS.finditer(text):
        end = clause_end(text, found.end())
        if _ONE_TIME.search(text[found.end() : end]):
            continue
        who = found["other"] or found["in_law"] or found["pronoun"]
        yield Spared(who, turn, found.start(), end)


def clause_end(text: str, start: int) -> int:
    """Return where the clause ends that holds a character of a turn, its marks left out."""
    found = _CLAUSE_END.search(text, start)
    end = found.start() if found else len(text)
    return max(start, len(text[:end].rstrip()))
