"""Blocks to the outline of a script: lines of speech and the branches they stand in."""

import re
from dataclasses import dataclass, field

from callaudit.core.conversation import Speaker
from callaudit.scripts.block import Block, BlockKind
from callaudit.scripts.conditions import (
    condition_of,
    ends_call,
    flags_in,
    is_heading_condition,
    is_or,
    option_of,
    reply_to,
    takes_the_rest,
)
from callaudit.scripts.script import Fork, Node, Option, Say
from callaudit.scripts.slots import Slot, filled
from callaudit.scripts.speakers import split_speaker
from callaudit.scripts.spelled import Spelled, joined

_NOTE = re.compile(
    r"[\[(*]*\s*(?:agent |collector |internal |coach\w* |trainer |editor'?s? )?(?:notes?|tips?"
    r"|reminders?|goals?|coaching|instructions?|warning|important|purpose|objective"
    r"|caution|do not say|don't say|background|todo|remember|guidance|when to use|use when"
    r"|compliance|source|revised|version|owner|approved)"
    r"(?: (?:to|for) (?:the )?(?:agent|collector|caller|rep)s?)?\s*[:\])]|^\[!\w+\]"
    r"|^\([^)]*\)[.]?$|^\[[^\]]*\b(?:wait|pause|beep)\b[^\]]*\]$",
    re.IGNORECASE,
)
_NOTE_HEADING = re.compile(
    r"\b(?:notes?|tips?|reminders?|goals?|instructions?|checklist|before (?:you|the) call|after "
    r"(?:you|the) call|dos? and don'?ts?|do not say|never say|what not to say"
    r"|background|guidelines?|training|revision|history|change ?log|about this|purpose|usage"
    r"|references?|sources?|preparation|prep|follow-?up steps|next steps)\b",
    re.IGNORECASE,
)
_QUOTES = '"“”„«»'


@dataclass
class _Way:
    """A branch that is being read."""

    condition: Spelled
    body: list["Node | _Ways"]
    reply: Say | None = None
    flags: list[str] = field(default_factory=list)
    ends: bool = False


@dataclass
class _Ways:
    """A fork that is being read."""

    ways: list[_Way]
    alternatives: bool = False

    @property
    def is_full(self) -> bool:
        return any(takes_the_rest(way.condition.text) for way in self.ways)


@dataclass
class _Open:
    """A branch that has not been left: by a heading of its level, a lesser indent, or a gap."""

    way: _Way
    level: int = 0
    indent: int = 0
    item: bool = False
    quoted: bool = False
    spoken: bool = False

    def is_left_by(self, block: Block) -> bool:
        if block.kind is BlockKind.HEADING:
            return not self.level or block.level <= self.level
        if self.level or block.indent > self.indent or (block.quoted and not self.quoted):
            return False
        return (self.item and block.item) or (block.gap and (self.spoken or block.item))


class Outline:
    """Reads the blocks of one script, one after the other."""

    def __init__(self, *, only_quoted: bool, labelled: bool) -> None:
        """Say what is speech: only what is quoted; or, in a dialogue, what follows a speaker."""
        self._only_quoted = only_quoted
        self._labelled = labelled
        self._root: list[Node | _Ways] = []
        self._open: list[_Open] = []
        self._note_level = 0
        self._speaker: Speaker | None = None
        self._last: tuple[list[Node | _Ways], bool] | None = None
        self.slots: list[Slot] = []

    def add(self, block: Block) -> None:
        """Take the next block."""
        if block.kind is BlockKind.COMMENT:
            self._flags(flags_in(block.words.text))
            return
        while self._open and self._open[-1].is_left_by(block):
            self._open.pop()
            self._last = None
        if block.kind is BlockKind.HEADING:
            self._heading(block)
        elif block.kind is BlockKind.TEXT and not self._note_level:
            self._text(block)

    def body(self) -> tuple[Node, ...]:
        """Return what was read."""
        return _sealed(self._root)

    def _heading(self, block: Block) -> None:
        self._last = None
        self._speaker = None
        if self._note_level and block.level > self._note_level:
            return
        noted = _NOTE_HEADING.search(block.words.text) and not is_heading_condition(block.words)
        self._note_level = block.level if noted else 0
        if not noted and is_heading_condition(block.words):
            self._branch(block.words, block)

    def _text(self, block: Block) -> None:
        words = block.words
        if block.condition:
            self._branch(words, block, alternative=block.condition == "option")
            return
        if is_or(words):
            self._alternative(block)
            return
        split = condition_of(words)
        if split is not None and not self._is_speech_of_agent(words):
            self._branch(split[0], block)
            self._said(split[1], block)
            return
        split = option_of(words)
        if split is not None:
            self._branch(split[0], block, alternative=True)
            self._said(split[1], block)
            return
        self._said(words, block)

    def _is_speech_of_agent(self, words: Spelled) -> bool:
        return words.text.lstrip()[:1] in _QUOTES

    def _said(self, words: Spelled, block: Block) -> None:
        speaker, said = split_speaker(words, role=block.role)
        stripped = said.stripped()
        if not stripped:
            self._speaker = speaker or self._speaker
            return
        if ends_call(stripped.text):
            self._end()
            return
        if speaker is None and _NOTE.match(stripped.text) and not _is_all_slot(stripped):
            self._last = None
            return
        goes_on = speaker is None and not block.gap and self._last is not None
        if not goes_on and not self._is_speech(speaker, block, stripped):
            return
        spoken, slots = filled(stripped)
        self.slots += slots
        if not any(char.isalnum() for char in spoken.text):
            return
        self._speaker = speaker or self._speaker
        self._say(Say(speaker or self._speaker or Speaker.AGENT, spoken), goes_on=goes_on)

    def _is_speech(self, speaker: Speaker | None, block: Block, words: Spelled) -> bool:
        if speaker is not None:
            return speaker is not Speaker.SYSTEM
        if block.quoted or words.text[:1] in _QUOTES or self._open:
            return True
        if self._only_quoted:
            return False
        return not self._labelled or self._speaker is not None

    def _say(self, say: Say, *, goes_on: bool) -> None:
        body = self._body()
        last = body[-1] if body else None
        if goes_on and isinstance(last, Say):
            body[-1] = Say(last.speaker, joined([last.words, say.words], between=" "))
        else:
            body.append(say)
        if self._open:
            self._open[-1].spoken = True
        self._last = (body, True)

    def _branch(self, condition: Spelled, block: Block, *, alternative: bool = False) -> None:
        way = _Way(condition, [], None if alternative else reply_to(condition))
        way.flags += flags_in(condition.text)
        same = [
            o for o in self._open if not o.level and o.indent >= block.indent and not block.level
        ]
        if same and not (block.quoted and not same[0].quoted):
            del self._open[self._open.index(same[0]) :]
        body = self._body()
        last = body[-1] if body else None
        if isinstance(last, _Ways) and last.alternatives is alternative and not last.is_full:
            last.ways.append(way)
        else:
            body.append(_Ways([way], alternative))
        self._open.append(_Open(way, block.level, block.indent, block.item, block.quoted))
        self._last = None
        self._speaker = None

    def _alternative(self, block: Block) -> None:
        """Make of the line before `Or:` one option, and of the line after it another."""
        body = self._body()
        if not body:
            return
        last = body[-1]
        if isinstance(last, Say):
            nothing = last.words[0:0]
            body[-1] = _Ways([_Way(nothing, [last])], alternatives=True)
            last = body[-1]
        if isinstance(last, _Ways):
            way = _Way(block.words, [])
            last.ways.append(way)
            self._open.append(_Open(way, 0, block.indent, block.item, block.quoted))
        self._last = None

    def _end(self) -> None:
        if self._open:
            self._open[-1].way.ends = True

    def _flags(self, names: tuple[str, ...]) -> None:
        if self._open and names:
            self._open[-1].way.flags += names

    def _body(self) -> list[Node | _Ways]:
        return self._open[-1].way.body if self._open else self._root


def _is_all_slot(words: Spelled) -> bool:
    return bool(filled(words)[1])


def _sealed(body: list[Node | _Ways]) -> tuple[Node, ...]:
    return tuple(_fork(node) if isinstance(node, _Ways) else node for node in body)


def _fork(ways: _Ways) -> Fork:
    options = tuple(
        Option(way.condition, way.reply, _sealed(way.body), tuple(way.flags), way.ends)
        for way in ways.ways
    )
    rest = any(takes_the_rest(option.condition.text) for option in options)
    return Fork(options, whole=ways.alternatives or rest or len(options) > 1)
