"""Prompts of voice bots, as JSON or YAML, to blocks; every string keeps its place."""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from callaudit.core.errors import Fault, FaultsError
from callaudit.scripts.block import Block, BlockKind
from callaudit.scripts.head import KEYS
from callaudit.scripts.speakers import speaker_named
from callaudit.scripts.spelled import Source, Spelled

_SPOKEN = re.compile(
    r"^(?:say|text|prompts?|messages?|speech|content|utterances?|greeting|opening|closing|agent|bot|assistant"
    r"|lines?|script|body|responses?|steps|turns|dialog(?:ue)?|flow|intro(?:duction)?|ask|then|voicemail|first_message"
    r"|begin_message|end_message|recap|nodes|states|variants?|alternatives?|any_of|options|branches|customer|user)$"
)
_CONDITION = frozenset({"if", "when", "condition", "on", "intent"})
_CHOICES = re.compile(r"^(?:variants?|alternatives?|any_of|one_of|options)$")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|\r?\n|.)", re.DOTALL)

DEEPEST = 60
"""Levels of a prompt file that are looked into."""


class Leaf:
    """A string of the file, as text and with its places."""

    def __init__(self, words: Spelled) -> None:
        """Keep the words."""
        self.words = words


def read_prompts(
    source: Source, *, path: str, is_json: bool
) -> tuple[dict[str, object], dict[str, int], tuple[Block, ...]]:
    """Return the head's keys, the line of each, and the blocks of speech.

    Raises:
        FaultsError: if the file is no JSON or YAML, with the line.
    """
    try:
        tree = _json_tree(source.text) if is_json else _yaml_tree(source.text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = getattr(error, "lineno", mark.line + 1 if mark else None)
        kind = "JSON" if is_json else "YAML"
        told = str(getattr(error, "msg", None) or getattr(error, "problem", None) or error)
        raise FaultsError(
            (
                Fault(
                    path=path, line=line, field="", message=f"is no {kind}: {told.splitlines()[0]}"
                ),
            )
        ) from error
    pairs = tree if _is_map(tree) else []
    keys = {key.words.text: _plain(value) for key, value in pairs if key.words.text in KEYS}
    lines = {key.words.text: source.place(key.words.place(0, 1)[0])[0] for key, _ in pairs}
    return keys, lines, tuple(_blocks(tree, indent=0, spoken=not _is_map(tree)))


def _is_map(node: Any) -> bool:
    return isinstance(node, list) and bool(node) and all(isinstance(one, tuple) for one in node)


def _blocks(node: Any, *, indent: int, spoken: bool) -> Iterator[Block]:
    if indent > DEEPEST * 4:
        return
    if isinstance(node, Leaf):
        if spoken and node.words:
            yield Block(BlockKind.TEXT, node.words.stripped(), indent=indent, gap=True, item=True)
    elif _is_map(node):
        yield from _of_map(node, indent=indent, spoken=spoken)
    elif isinstance(node, list):
        for one in node:
            yield from _blocks(one, indent=indent, spoken=spoken)


def _of_map(pairs: list[tuple[Leaf, Any]], *, indent: int, spoken: bool) -> Iterator[Block]:
    named = {key.words.text.casefold(): value for key, value in pairs}
    role = next(
        (named[k].words.text for k in ("role", "speaker") if isinstance(named.get(k), Leaf)), ""
    )
    if role and (speaker_named(role) is None or role.casefold() in ("system", "developer", "tool")):
        return
    condition = next((named[k] for k in _CONDITION if isinstance(named.get(k), Leaf)), None)
    deeper = indent
    if condition is not None:
        words = condition.words
        yield Block(BlockKind.TEXT, words, indent=indent, gap=True, item=True, condition="if")
        deeper = indent + 4
    for key, value in pairs:
        name = key.words.text.casefold()
        if (indent == 0 and name in KEYS) or name in _CONDITION or name in ("role", "speaker"):
            continue
        if name in ("else", "otherwise"):
            yield Block(
                BlockKind.TEXT, key.words, indent=indent, gap=True, item=True, condition="if"
            )
            yield from _blocks(value, indent=indent + 4, spoken=True)
        elif _CHOICES.match(name) and isinstance(value, list) and not _is_map(value):
            yield from _choices(value, key.words, indent=deeper)
        else:
            speech = bool(_SPOKEN.match(name)) or (not isinstance(value, Leaf) and spoken)
            label = role or (name if speaker_named(name) is not None else "")
            for block in _blocks(
                value, indent=deeper, spoken=speech or not isinstance(value, Leaf)
            ):
                yield (
                    block
                    if block.role or not label or block.condition
                    else _with_role(block, label)
                )


def _choices(values: list[Any], name: Spelled, *, indent: int) -> Iterator[Block]:
    for value in values:
        if _is_map(value) and any(key.words.text.casefold() in _CONDITION for key, _ in value):
            yield from _blocks(value, indent=indent, spoken=True)
        else:
            yield Block(
                BlockKind.TEXT, name, indent=indent, gap=True, item=True, condition="option"
            )
            yield from _blocks(value, indent=indent + 4, spoken=True)


def _with_role(block: Block, role: str) -> Block:
    return Block(
        block.kind, block.words, indent=block.indent, item=block.item, gap=block.gap, role=role
    )


def _plain(node: Any) -> object:
    if isinstance(node, Leaf):
        return node.words.text
    if _is_map(node):
        return {key.words.text: _plain(value) for key, value in node}
    return [_plain(one) for one in node] if isinstance(node, list) else node


def _json_tree(text: str) -> Any:
    """Read JSON; its strings come in the order in which they stand, so each finds its place."""
    strings = _STRING.finditer(text)

    def leaf(value: str) -> Leaf:
        found = next(strings)
        return Leaf(_aligned(value, text, found.start(1), found.end(1)))

    def placed(node: Any) -> Any:
        if isinstance(node, str):
            return leaf(node)
        if isinstance(node, tuple):
            return [(leaf(key), placed(value)) for key, value in node]
        return [placed(one) for one in node] if isinstance(node, list) else node

    return placed(json.loads(text, object_pairs_hook=tuple))


def _yaml_tree(text: str) -> Any:
    loader = yaml.SafeLoader(text)
    try:
        return _of_node(loader.get_single_node(), loader, text, 0)
    finally:
        loader.dispose()


def _of_node(node: Any, loader: Any, text: str, depth: int) -> Any:
    if node is None or depth > DEEPEST:
        return None
    if isinstance(node, yaml.MappingNode):
        return [
            (_of_node(key, loader, text, depth + 1), _of_node(value, loader, text, depth + 1))
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode) and key.tag.endswith((":str", ":bool", ":int"))
        ]
    if isinstance(node, yaml.SequenceNode):
        return [_of_node(one, loader, text, depth + 1) for one in node.value]
    if node.tag.endswith(":str") or loader is None:
        return Leaf(_aligned(node.value, text, node.start_mark.index, node.end_mark.index))
    try:
        value = loader.construct_object(node)
    except (yaml.YAMLError, ValueError):
        value = node.value
    return (
        value
        if isinstance(value, bool | int | float)
        else Leaf(_aligned(node.value, text, node.start_mark.index, node.end_mark.index))
    )


def _aligned(value: str, text: str, start: int, end: int) -> Spelled:
    """Find each character of a string in its spelling, past escapes, folds and indents."""
    starts: list[int] = []
    ends: list[int] = []
    at = start
    for char in value:
        begin = at = _next(text, char, at, end)
        if text[at : at + 1] == "\\" and (char != "\\" or text[at + 1 : at + 2] == "\\"):
            escape = _ESCAPE.match(text, at, end)
            at = escape.end() if escape else at + 1
        elif text[at : at + 1] == char:
            at += 1
        starts.append(min(begin, max(start, end - 1)))
        ends.append(min(max(at, begin + 1), end))
    return Spelled(value, tuple(starts), tuple(ends))


def _next(text: str, char: str, at: int, end: int) -> int:
    """Return where a character may be spelt: itself, an escape, or a fold; else where we are."""
    probe = at
    while probe < end:
        if (
            text[probe] == char
            or (text[probe] == "\\" and not char.isspace())
            or (text[probe] == "\\" and char in "\n\t")
        ):
            return probe
        if not (text[probe].isspace() or text[probe] in "\"'|>-+0123456789"):
            return at
        probe += 1
    return at
