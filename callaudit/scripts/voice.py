"""Which lines of a script are said, where not all of them are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from callaudit.core.conversation import Speaker
from callaudit.scripts.block import Block
from callaudit.scripts.speakers import split_speaker

_NOTE = re.compile(
    r"[\[(*]*\s*(?:agent |collector |internal |coach\w* |trainer |editor'?s? )?(?:notes?|tips?"
    r"|reminders?|goals?|coaching|instructions?|warning|important|purpose|objective"
    r"|caution|do not say|don't say|background|todo|remember|guidance|when to use|use when"
    r"|compliance|source|revised|version|owner|approved)"
    r"(?: (?:to|for) (?:the )?(?:agent|collector|caller|rep)s?)?\s*[:\])]|^\[!\w+\]"
    r"|^\[\^[^\]]+\]:|^\([^)]*\)[.]?$|^\[[^\]]*\b(?:wait|pause|beep)\b[^\]]*\]$",
    re.IGNORECASE,
)
_NOTE_IN_LETTER = re.compile(
    r"[\[(*]*\s*(?:(?:agent|collector|internal) notes?|notes? (?:to|for) (?:the )?"
    r"(?:agent|collector|rep|staff)s?)\s*[:\])]",
    re.IGNORECASE,
)
_NOTE_HEADING = re.compile(
    r"\b(?:notes?|tips?|reminders?|goals?|instructions?|checklist|before (?:you|the) call|after "
    r"(?:you|the) call|dos? and don'?ts?|do ?n[o'’]t'?s?$|do nots?$|(?:do not|don['’]t|never|what"
    r" not to|not to) (?:say|use)"
    r"|avoid|forbidden|prohibited|banned"
    r"|background|guidelines?|training|revision|history|change ?log|about this|purpose|usage"
    r"|references?|sources?|preparation|prep|follow-?up steps|next steps)\b",
    re.IGNORECASE,
)
_NOTE_HEADING_IN_LETTER = re.compile(
    r"\b(?:notes?|tips?|instructions?|checklist|guidelines?|training|revision|change ?log"
    r"|do not (?:say|write|use))\b",
    re.IGNORECASE,
)
QUOTES = '"“”„«»'
"""Marks that a quotation begins with."""

_QUOTED = re.compile(r"[\"“„«](?P<said>[^\"”“»]*)(?P<end>[\"”“»]?)")
_SLOTS = re.compile(r"\[[^\]]*\]|\{[^}]*\}|<[^>]*>|«[^»]*»")
_YOU = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:you(?:r|rs)?|we|us|our|I|my|me)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:(?:customer|consumer|debtor|(?<!debt )collector|agent|caller|rep)s?|scripts?"
    r"|voice ?mail|this (?:section|page|document)|(?:the|each|every|a) call|callaudit)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:please )?(?:never|always|do not|don['’]t|avoid|make sure|be |ensure"
    r"|remember|use |read |follow|stay|keep|log |document|record|verify|confirm|ask |tell |greet"
    r"|introduce|say |wait|pause|listen|transfer|escalate|offer|explain|thank |give |state |let "
    r"|leave|mention|note |before you|after you|once you|start|begin|end |hang|repeat|speak|smile"
    r"|go to|see |proceed|continue|check|send|enter|update|get |obtain)",
    re.IGNORECASE,
)

FEWEST_WORDS = 4
"""Words that a line needs to be missed when nobody has judged it."""


class Outside(StrEnum):
    """What becomes of a line that no speaker and no quotation marks as said."""

    SPOKEN = "spoken"
    UNREAD = "unread"
    ASIDE = "aside"


@dataclass(frozen=True)
class Voice:
    """How a script marks what is said.

    A `letter` marks nothing: all of it is read. `only_quoted`: most of its prose is quoted.
    `labelled`: speakers stand before their lines. `paragraphs` are the whole words of the
    paragraph that begins at an offset or goes on there.
    """

    letter: bool = False
    only_quoted: bool = False
    labelled: bool = False
    paragraphs: Mapping[int, str] = field(default_factory=dict)

    def is_note(self, words: str) -> bool:
        """Tell whether a line speaks to whoever reads the script out."""
        return bool((_NOTE_IN_LETTER if self.letter else _NOTE).match(words))

    def is_note_heading(self, words: str) -> bool:
        """Tell whether a heading stands over what is not said."""
        return bool((_NOTE_HEADING_IN_LETTER if self.letter else _NOTE_HEADING).search(words))

    def is_no_condition(self, condition: str) -> bool:
        """Tell whether `If you …: …` is said as it stands, and parts no branches."""
        if self.letter:
            usual = re.match(r"\W*(?:if|when|in case|otherwise|else)\b", condition, re.IGNORECASE)
            return usual is None or bool(_YOU.search(condition))
        return len(_YOU.findall(condition)) > 1 and not _ABOUT.search(condition)

    def of_outside(self, block: Block, *, listed: bool) -> Outside:
        """Return what becomes of a line that nothing marks; `listed` under a heading.

        What addresses a customer is said, and so is a list under a heading. What speaks about
        customers, or orders something, is an aside; where it speaks to somebody as well, and
        where it is neither, nobody can know.
        """
        said = self.paragraphs.get(block.words.starts[0], block.words.text)
        plain = _SLOTS.sub(" it ", said)
        aside = bool(_ORDER.match(plain) or _ABOUT.search(plain))
        person = bool(_PERSON.search(plain))
        long = len(plain.split()) >= FEWEST_WORDS
        if not aside and (_YOU.search(plain) or (long and (person or listed))):
            return Outside.SPOKEN
        return Outside.UNREAD if long and person is aside else Outside.ASIDE


def voice_of(texts: Sequence[Block], *, letter: bool) -> Voice:
    """Return how a script marks what is said, from all its lines of text.

    One quotation among prose marks nothing: the quoted must outweigh what speaks besides.
    """
    paragraphs = _paragraphs(texts)
    if letter:
        return Voice(letter=True, paragraphs=paragraphs)
    labelled = any(split_speaker(one.words, role=one.role)[0] is Speaker.AGENT for one in texts)
    if labelled:
        return Voice(labelled=True, paragraphs=paragraphs)
    quoted = sum(_quoted_chars(one) for one in texts)
    every = Voice(paragraphs=paragraphs)
    besides = sum(
        len(one.words.text)
        for one in texts
        if not _quoted_chars(one)
        and one.words.starts
        and not every.is_note(one.words.text)
        and every.of_outside(one, listed=False) is Outside.SPOKEN
    )
    return Voice(only_quoted=quoted > besides, paragraphs=paragraphs)


def _quoted_chars(block: Block) -> int:
    """Return how many characters of a line are quoted: all or none of it."""
    text = block.words.text
    if block.quoted:
        return 0 if _NOTE.match(text) else len(text)
    found = _QUOTED.match(text)
    return len(text) if found and 2 * len(found["said"]) >= len(text) else 0


def _paragraphs(texts: Sequence[Block]) -> dict[int, str]:
    """Return for every line the words of its paragraph, by the offset at which it begins."""
    groups: list[list[Block]] = []
    for block in texts:
        goes_on = (
            groups
            and not block.gap
            and block.quoted is groups[-1][-1].quoted
            and split_speaker(block.words, role=block.role)[0] is None
        )
        if goes_on:
            groups[-1].append(block)
        else:
            groups.append([block])
    return {
        block.words.starts[0]: " ".join(one.words.text for one in group)
        for group in groups
        for block in group
        if block.words.starts
    }
