"""Markdown to blocks: markdown-it says what a line is, the places stay ours."""

import re
from itertools import pairwise

from callaudit.scripts.block import Block, BlockKind
from callaudit.scripts.conditions import is_heading_condition
from callaudit.scripts.markup import cut_comments, without_marks
from callaudit.scripts.spelled import Source, Spelled, spelled

TAB = 4
"""Columns of a tab at the beginning of a line."""

FEWEST_WORDS = 4
"""Words that the head of a table needs to be said; else it names the columns."""

_PREFIX = re.compile(r"(?:[ \t]|>[ \t]?)*")
_ITEM = re.compile(r"(?:[-+*]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_HASHES = re.compile(r"(#{1,6})[ \t]+|(#{1,6})$")
_SAYS = re.compile(
    r"(?:what to |agent |you )?(?:says?|said)|scripts?|agent|responses?|wording|lines?|rebuttals?"
    r"|repl(?:y|ies)|answers?",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"[ \t]*(=+|-+)[ \t]*$")


def read_markdown(source: Source, text: str, *, at: int = 0) -> tuple[Block, ...]:
    """Return headings, lines of speech and comments in order.

    `text` is the part of the source from the offset `at` on. A fence with a language is code
    and left out; one without is text.
    """
    seen, comments = cut_comments(text)
    lines = Source(seen).lines()
    kinds = _kinds_of_lines(seen, len(lines))
    blocks: list[Block] = []
    gap, column = True, -1
    for number, (offset, line) in enumerate(lines):
        kind = kinds.get(number, "text")
        if not line.strip() or kind in ("skip", "rule"):
            blocks += [Block(BlockKind.RULE, spelled("", at + offset))] if kind == "rule" else []
            gap = True
            continue
        if kind in ("head", "row"):
            cells = _cells(spelled(line, at + offset))
            column = _column_said(cells) if kind == "head" else column
            blocks += _row(cells, column, head=kind == "head", gap=gap)
            gap = False
            continue
        block = _block(spelled(line, at + offset), kind, gap=gap)
        blocks.append(block)
        gap = block.kind is BlockKind.HEADING
    return _with_comments(blocks, comments, at)


def _kinds_of_lines(text: str, count: int) -> dict[int, str]:
    """Ask markdown-it which lines are headings, code, rules; a number from 0 to what it is."""
    from markdown_it import MarkdownIt

    kinds: dict[int, str] = {}
    reader = MarkdownIt("commonmark").enable("table").disable(["code", "html_block", "reference"])
    normal = re.sub(r"\r\n?|\n", "\n", text)
    for token in reader.parse(normal):
        if token.map is None:
            continue
        begin, end = token.map[0], min(token.map[1], count)
        if token.type == "heading_open":
            kinds[begin] = token.tag
            kinds.update(dict.fromkeys(range(begin + 1, end), "skip"))
        elif token.type == "fence":
            words = token.info.strip() in ("", "text", "txt", "plain")
            kinds.update(dict.fromkeys(range(begin, end), "text" if words else "skip"))
            kinds[begin] = "skip"
            kinds[max(begin, end - 1)] = "skip"
        elif token.type == "hr":
            kinds[begin] = "rule"
        elif token.type == "table_open":
            kinds.update(dict.fromkeys(range(begin, end), "row"))
            kinds[begin] = "head"
            kinds[begin + 1] = "skip"
    return kinds


def _block(line: Spelled, kind: str, *, gap: bool) -> Block:
    prefix = _PREFIX.match(line.text)
    begin = prefix.end() if prefix else 0
    quoted = ">" in line.text[:begin]
    indent = _columns(line.text[:begin].replace(">", " "))
    if kind.startswith("h"):
        return _heading(line[begin:], int(kind[1]))
    item = _ITEM.match(line.text[begin:])
    words = line[begin + item.end() if item else begin :]
    return Block(
        BlockKind.TEXT,
        without_marks(words).stripped(),
        indent=indent,
        item=item is not None,
        quoted=quoted,
        gap=gap or item is not None,
    )


def _heading(line: Spelled, level: int) -> Block:
    hashes = _HASHES.match(line.text)
    words = line[hashes.end() if hashes else 0 :]
    return Block(BlockKind.HEADING, without_marks(words).stripped(), level=level, gap=True)


def _cells(line: Spelled) -> list[Spelled]:
    """Return the cells of a table's row that are not empty."""
    prefix = _PREFIX.match(line.text)
    line = line[prefix.end() if prefix else 0 :]
    text = line.text
    cuts = sorted({0, len(text), *(bar.end() for bar in re.finditer(r"(?<!\\)\|", text))})
    cells = [line[a:b] for a, b in pairwise(cuts)]
    cells = [c[: len(c.text.rstrip(" |\t"))].stripped() for c in cells]
    return [without_marks(c) for c in cells if c]


def _column_said(head: list[Spelled]) -> int:
    """Return which cell of a table holds what is said: the one so headed, else the last."""
    return next((at for at, one in enumerate(head) if _SAYS.fullmatch(one.text)), -1)


def _row(cells: list[Spelled], column: int, *, head: bool, gap: bool) -> list[Block]:
    """Return a row of a table: its first cell may name the speaker, or a condition."""
    if not cells:
        return []
    words = cells[column] if column < len(cells) else cells[-1]
    if head and len(words.text.split()) < FEWEST_WORDS:
        return []
    if len(cells) == 1 or words is cells[0]:
        return [Block(BlockKind.TEXT, words, gap=gap, item=True)]
    if is_heading_condition(cells[0]):
        when = Block(BlockKind.TEXT, cells[0], gap=True, item=True, condition="if")
        return [when, Block(BlockKind.TEXT, words, indent=TAB, gap=True, item=True)]
    return [Block(BlockKind.TEXT, words, gap=gap, item=True, role=cells[0].text)]


def _columns(prefix: str) -> int:
    return len(prefix.expandtabs(TAB))


def _with_comments(
    blocks: list[Block], comments: tuple[Spelled, ...], at: int
) -> tuple[Block, ...]:
    moved = [
        Block(
            BlockKind.COMMENT,
            Spelled(c.text, tuple(s + at for s in c.starts), tuple(e + at for e in c.ends)),
        )
        for c in comments
        if c
    ]
    return tuple(
        sorted([*blocks, *moved], key=lambda b: b.words.starts[0] if b.words.starts else -1)
    )
