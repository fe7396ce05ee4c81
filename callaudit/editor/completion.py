"""Names of slots, offered inside brackets in the style of the script."""

import re
from dataclasses import dataclass

from lsprotocol import types

from callaudit.editor.judge import Judged
from callaudit.editor.positions import Ruler
from callaudit.editor.slot_style import usual_style
from callaudit.scripts.script import ScriptFile
from callaudit.scripts.slot_names import ELEMENTS, MEANINGS, SlotMeaning

TRIGGERS = ("[", "{", "<", "«", "(")
"""Signs after which an editor asks by itself."""

# Longer openings before those that begin like them.
_BRACKETS = (
    ("[[", "]]"),
    ("[", "]"),
    ("{{{", "}}}"),
    ("{{", "}}"),
    ("${", "}"),
    ("{", "}"),
    ("<<", ">>"),
    ("<", ">"),
    ("«", "»"),
    ("(", ")"),
)
_INSIDE = re.compile(r"[\w .\-/#’']*$")


@dataclass(frozen=True)
class _Hole:
    """The part of a line between an opening bracket and the pointer, and what must close it."""

    start: int
    end: int
    opening: str
    closing: str


def completions_at(
    judged: Judged, place: types.Position, ruler: Ruler
) -> list[types.CompletionItem]:
    """Return a name for every meaning a slot can have; nothing outside brackets.

    What an editor has closed already is not closed twice.
    """
    text = judged.document.text
    hole = _hole(text, ruler.offset(place))
    if hole is None or judged.document.name is None:
        return []
    names = _names(judged.file, text, hole) if judged.file else []
    style = usual_style(names, among=hole.opening == "(")
    where = ruler.range(hole.start, hole.end)
    return [_item(meaning, style.written(meaning.names[0]), where, hole) for meaning in MEANINGS]


def _hole(text: str, at: int) -> _Hole | None:
    begin = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    before = text[begin:at]
    inside = _INSIDE.search(before)
    start = inside.start() if inside else len(before)
    left = before[:start]
    for opening, closing in _BRACKETS:
        if left.endswith(opening):
            blank = len(before) - start - len(before[start:].lstrip())
            after = re.match(r"[\w#_-]*", text[at:])
            end = at + (after.end() if after else 0)
            there = text[end:].lstrip(" ").startswith(closing)
            return _Hole(begin + start + blank, end, opening, "" if there else closing)
    return None


def _names(file: ScriptFile, text: str, hole: _Hole) -> list[str]:
    """Return the names of the other slots: those in the same brackets, else all."""
    slots = [s for script in file.scripts for s in script.slots]
    others = [s for s in slots if not s.start < hole.end <= s.end and not s.name.startswith("_")]
    same = [s.name for s in others if text.startswith(hole.opening, s.start)]
    return same or [s.name for s in others]


def _item(meaning: SlotMeaning, name: str, where: types.Range, hole: _Hole) -> types.CompletionItem:
    first = "0" if meaning.kind in ELEMENTS else "1"
    return types.CompletionItem(
        label=name,
        kind=types.CompletionItemKind.Field,
        detail=f"judged as “{meaning.value}”",
        sort_text=f"{first}{MEANINGS.index(meaning):02}",
        filter_text=name,
        text_edit=types.TextEdit(range=where, new_text=f"{name}{hole.closing}"),
    )
