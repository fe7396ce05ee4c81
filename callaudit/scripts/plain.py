"""Plain text to blocks: headings are lines that stand out, comments begin with # or //."""

import re

from callaudit.scripts.block import Block, BlockKind
from callaudit.scripts.markup import cut_comments
from callaudit.scripts.script_type import type_in
from callaudit.scripts.spelled import Source, spelled

_RULE = re.compile(r"\s*([-=*_~#])\1{4,}\s*$")
_FRAMED = re.compile(r"\s*[=\-*#]{2,}\s*(?P<title>\S.*?)\s*[=\-*#]{2,}\s*$")
_COMMENT = re.compile(r"\s*(#+|//+)(\s*)")
_ITEM = re.compile(r"\s*(?:[-+*•]|\d{1,3}[.)])[ \t]+")

HEADING_CHARS = 70
"""A heading of a text file is no longer than this, and does not end like a sentence."""


MOST_TITLE_WORDS = 6
"""Words of a title behind `#`; a longer line is a comment."""


def read_plain(text: str, *, at: int = 0) -> tuple[Block, ...]:
    """Return the blocks of a text file; `text` stands at the offset `at` of its source."""
    seen, comments = cut_comments(text)
    lines = Source(seen).lines()
    blocks = [Block(BlockKind.COMMENT, spelled(c.text, at + c.starts[0])) for c in comments if c]
    gap = True
    for number, (offset, line) in enumerate(lines):
        below = lines[number + 1][1] if number + 1 < len(lines) else ""
        if not line.strip() or _RULE.match(line):
            gap = True
            continue
        block = _block(line, at + offset, gap=gap, underlined=bool(_RULE.match(below)))
        blocks.append(block)
        gap = block.kind is BlockKind.HEADING or (gap and block.kind is BlockKind.COMMENT)
    return tuple(sorted(blocks, key=lambda block: block.words.starts[0] if block.words else -1))


def _block(line: str, at: int, *, gap: bool, underlined: bool) -> Block:
    whole = spelled(line, at)
    framed = _FRAMED.match(line)
    if framed:
        title = whole[framed.start("title") : framed.end("title")]
        return Block(BlockKind.HEADING, title, level=1)
    comment = _COMMENT.match(line)
    if comment:
        rest = whole[comment.end() :].stripped()
        if comment[1][0] == "#" and gap and comment[2] and _is_marked_title(rest.text):
            return Block(BlockKind.HEADING, rest, level=len(comment[1]))
        return Block(BlockKind.COMMENT, rest)
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    if underlined or (gap and indent == 0 and _is_title(line.strip())):
        return Block(BlockKind.HEADING, whole.stripped(), level=1 if underlined else 2)
    item = _ITEM.match(line)
    words = whole[item.end() if item else 0 :].stripped()
    return Block(BlockKind.TEXT, words, indent=indent, item=item is not None, gap=gap or bool(item))


def _is_marked_title(words: str) -> bool:
    """Tell whether what stands behind `#` is a title, as in Markdown, and no comment."""
    if len(words.split()) > MOST_TITLE_WORDS or words[-1:] in tuple('.?!,;"”'):
        return False
    return words[:1].isupper() and "callaudit" not in words.casefold() and bool(type_in(words))


def _is_title(line: str) -> bool:
    """Tell whether a line stands out as a title: capitals, or a sort of script by name."""
    if len(line) > HEADING_CHARS or line[-1] in '.?!,;"”' or line.startswith(("[", "(", "{", "<")):
        return False
    if line.isupper() and len(line.split()) <= 8 and ":" not in line[:-1]:
        return True
    return line.endswith(":") and len(line.split()) <= 6 and type_in(line) is not None
