"""Blocks to the outline of a script: lines of speech and the branches they stand in."""

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
from callaudit.scripts.voice import QUOTES, Outside, Voice


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
    """A branch that has not been left: by a heading of its level, a lesser indent, or a gap.

    `listed` where its lines are the items of a list that stands no deeper than its condition.
    """

    way: _Way
    begun: Block
    spoken: bool = False
    listed: bool = False

    def holds(self, block: Block) -> bool:
        """Tell whether an item belongs to the list under `If …:`, though no deeper than it."""
        if not block.item or self.begun.level or block.indent < self.begun.indent:
            return False
        return self.listed or not self.spoken

    def is_left_by(self, block: Block) -> bool:
        if block.kind is BlockKind.HEADING:
            return not self.begun.level or block.level <= self.begun.level
        if (
            self.begun.level
            or block.indent > self.begun.indent
            or (block.quoted and not self.begun.quoted)
        ):
            return False
        if self.holds(block):
            return False
        return (self.begun.item and block.item) or (block.gap and self.spoken)

    def has(self, block: Block) -> None:
        """Take note that something is said in the branch, and whether a list says it."""
        shallow = block is not self.begun and block.indent <= self.begun.indent
        self.listed = self.listed or (shallow and block.item and not self.spoken)
        self.spoken = True


class Outline:
    """Reads the blocks of one script, one after the other."""

    def __init__(self, voice: Voice) -> None:
        """Say how the script marks what is said."""
        self._voice = voice
        self._root: list[Node | _Ways] = []
        self._open: list[_Open] = []
        self._note_level = 0
        self._speaker: Speaker | None = None
        self._last: tuple[list[Node | _Ways], bool] | None = None
        self._has_spoken = False
        self._under_heading = False
        self._skips = False
        self.slots: list[Slot] = []
        self.unread: list[tuple[int, int]] = []

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
        self._skips = False
        self._under_heading = True
        if self._note_level and block.level > self._note_level:
            return
        noted = self._voice.is_note_heading(block.words.text) and not is_heading_condition(
            block.words
        )
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
        if split is not None and not self._is_speech_of_agent(words, split[0]):
            self._branch(split[0], block)
            self._said(split[1], block)
            return
        split = option_of(words)
        if split is not None:
            self._branch(split[0], block, alternative=True)
            self._said(split[1], block)
            return
        self._said(words, block)

    def _is_speech_of_agent(self, words: Spelled, condition: Spelled) -> bool:
        quoted = words.text.lstrip()[:1] in tuple(QUOTES)
        return quoted or self._voice.is_no_condition(condition.text)

    def _said(self, words: Spelled, block: Block) -> None:
        speaker, said = self._split(words, block)
        stripped = said.stripped()
        if not stripped:
            self._speaker = speaker or self._speaker
            return
        if ends_call(stripped.text):
            self._end()
            return
        if speaker is None and self._voice.is_note(stripped.text) and not _is_all_slot(stripped):
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
        self._skips = False
        say = Say(speaker or self._speaker or Speaker.AGENT, spoken)
        self._say(say, block, goes_on=goes_on)

    def _split(self, words: Spelled, block: Block) -> tuple[Speaker | None, Spelled]:
        if self._voice.letter:
            return None, words
        return split_speaker(words, role=block.role)

    def _is_speech(self, speaker: Speaker | None, block: Block, words: Spelled) -> bool:
        if speaker is not None:
            return speaker is not Speaker.SYSTEM
        if block.quoted or words.text[:1] in tuple(QUOTES) or self._open:
            return True
        voice = self._voice
        if not voice.only_quoted and (not voice.labelled or self._speaker is not None):
            return True
        return self._is_said_outside(block)

    def _is_said_outside(self, block: Block) -> bool:
        """Decide on a line that nothing marks, and keep its place if nobody can know.

        Those of a list under a heading are alternatives: answers to objections, say.
        """
        listed = block.item and self._under_heading and self._has_spoken and self._voice.labelled
        outside = self._voice.of_outside(block, listed=listed)
        if outside is Outside.SPOKEN and listed:
            self._branch(block.words[0:0], block, alternative=True)
        elif outside is Outside.UNREAD:
            start, end = block.words.place(0, len(block.words.text))
            if self._skips:
                start = self.unread.pop()[0]
            self.unread.append((start, end))
        self._skips = outside is Outside.UNREAD
        return outside is Outside.SPOKEN

    def _say(self, say: Say, block: Block, *, goes_on: bool) -> None:
        body = self._body()
        last = body[-1] if body else None
        if goes_on and isinstance(last, Say):
            body[-1] = Say(last.speaker, joined([last.words, say.words], between=" "))
        else:
            body.append(say)
        for one in self._open:
            one.has(block)
        self._has_spoken = True
        self._last = (body, True)

    def _branch(self, condition: Spelled, block: Block, *, alternative: bool = False) -> None:
        way = _Way(condition, [], None if alternative else reply_to(condition))
        way.flags += flags_in(condition.text)
        same = [
            o
            for o in self._open
            if not (o.begun.level or block.level)
            and o.begun.indent >= block.indent
            and (o.begun.item or not o.holds(block))
        ]
        if same and not (block.quoted and not same[0].begun.quoted):
            del self._open[self._open.index(same[0]) :]
        body = self._body()
        last = body[-1] if body else None
        if isinstance(last, _Ways) and last.alternatives is alternative and not last.is_full:
            last.ways.append(way)
        else:
            body.append(_Ways([way], alternative))
        self._open.append(_Open(way, block))
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
            self._open.append(_Open(way, block))
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
