"""The lines of a script as they are looked for in speech: sentences whose slots fit any value."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from callaudit.core.conversation import Speaker
from callaudit.scripts.script import Fork, Node, Option, Say, Script
from callaudit.scripts.slots import Slot
from callaudit.scripts.spelled import Spelled
from callaudit.text.normalise import SENTENCE_ENDS, normalise

SLOT = "\x00"
"""Stands in a line for whatever the collector fills in."""

FEWEST_WORDS = 3
"""A shorter sentence ("Thank you.") is looked for together with its neighbour."""


@dataclass(frozen=True)
class ScriptLine:
    """A sentence of the agent's: its canonical words, `text` as the script shows it.

    `start` is an offset of the file. `branch` is the condition it stands under. `kinds` are what
    its slots stand for, an unknown one "".
    """

    words: tuple[str, ...]
    text: str
    start: int
    branch: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineWay:
    """One way of a fork: its lines, and whether the call is over behind them."""

    body: "tuple[LineNode, ...]"
    ends: bool


@dataclass(frozen=True)
class LineFork:
    """Ways of which one is taken; a condition may also not hold, one of alternatives is said."""

    ways: tuple[LineWay, ...]
    conditional: bool


LineNode = ScriptLine | LineFork

_Slots = dict[tuple[int, int], Slot]


def lines_of(script: Script) -> tuple[LineNode, ...]:
    """Return what the agent is to say, with the forks of the script."""
    slots = {(slot.start, slot.end): slot for slot in script.slots}
    return tuple(_nodes(script.body, slots, ""))


def all_lines(nodes: tuple[LineNode, ...]) -> Iterator[ScriptLine]:
    """Yield every line in the order of the file."""
    for node in nodes:
        if isinstance(node, ScriptLine):
            yield node
        else:
            for way in node.ways:
                yield from all_lines(way.body)


def _nodes(body: tuple[Node, ...], slots: _Slots, branch: str) -> Iterator[LineNode]:
    for node in body:
        if isinstance(node, Say):
            if node.speaker is Speaker.AGENT:
                yield from _sentences(node.words, slots, branch)
        else:
            yield _fork(node, slots, branch)


def _fork(fork: Fork, slots: _Slots, branch: str) -> LineFork:
    ways = []
    for option in fork.options:
        own = " ".join(option.condition.text.split()).strip(" :")
        named = " > ".join(filter(None, (branch, own)))
        ways.append(LineWay(tuple(_nodes(option.body, slots, named)), option.ends))
    return LineFork(tuple(ways), any(_is_condition(option) for option in fork.options))


def _is_condition(option: Option) -> bool:
    """Tell a condition from one of several wordings (`Option A`, `or`)."""
    first = option.condition.text.strip().casefold().split(maxsplit=1)
    return option.reply is not None or first[:1] in (["if"], ["when"], ["otherwise"], ["else"])


def _sentences(words: Spelled, slots: _Slots, branch: str) -> Iterator[ScriptLine]:
    """Cut a line into sentences, short ones put to their neighbours."""
    cut: list[tuple[int, int]] = []
    normal = normalise(words.text)
    begin = 0
    for at, word in enumerate(normal.words):
        if word in SENTENCE_ENDS or at == len(normal.words) - 1:
            cut.append((begin, at + 1))
            begin = at + 1
    joined: list[tuple[int, int]] = []
    for first, last in cut:
        both = (joined[-1], (first, last)) if joined else ()
        if any(_count(normal.words, *one) < FEWEST_WORDS for one in both):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    for first, last in joined:
        start, end = normal.spoken_span(first, last)
        tokens = [
            SLOT if words.place(normal.starts[at], normal.ends[at]) in slots else normal.words[at]
            for at in range(first, last)
            if normal.words[at] not in SENTENCE_ENDS
        ]
        spoken = [token for token, group in groupby(tokens) for token in _once(token, group)]
        if any(token != SLOT for token in spoken):
            part = words[start:end]
            yield ScriptLine(
                tuple(spoken), _shown(part, slots), part.starts[0], branch, _kinds(part, slots)
            )


def _once(token: str, group: Iterator[str]) -> list[str]:
    return [token] if token == SLOT else list(group)


def _count(words: tuple[str, ...], first: int, last: int) -> int:
    return sum(word not in SENTENCE_ENDS for word in words[first:last])


def _kinds(words: Spelled, slots: _Slots) -> tuple[str, ...]:
    places = dict.fromkeys(zip(words.starts, words.ends, strict=True))
    return tuple(slots[place].kind or "" for place in places if place in slots)


def _shown(words: Spelled, slots: _Slots) -> str:
    """Return the words with each slot as `[name]` in place of its invented value."""
    spans = zip(words.starts, words.ends, words.text, strict=True)
    parts: list[str] = []
    for place, group in groupby(spans, key=lambda one: slots.get((one[0], one[1]))):
        parts.append("".join(char for _, _, char in group) if place is None else f"[{place.name}]")
    return " ".join("".join(parts).split())
