"""What every reader makes of a file: headings, texts and comments in order."""

from dataclasses import dataclass
from enum import StrEnum

from callaudit.scripts.spelled import Source, Spelled


class BlockKind(StrEnum):
    """What a piece of a file is."""

    HEADING = "heading"
    TEXT = "text"
    COMMENT = "comment"
    RULE = "rule"


@dataclass(frozen=True)
class Block:
    """One line of a file, or one paragraph, as a reader saw it.

    `level` of a heading from 1; `indent` in columns, deeper inside lists; `gap` where a blank
    line stands before. `role` is a speaker that the format itself names; `condition` where the
    format marks a branch itself.
    """

    kind: BlockKind
    words: Spelled
    level: int = 0
    indent: int = 0
    item: bool = False
    quoted: bool = False
    gap: bool = False
    role: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Reading:
    """A file as read: its text with places, its blocks, and what it says of itself.

    `keys` are those of front matter or of a prompt's head; `key_lines` the line of each.
    """

    source: Source
    blocks: tuple[Block, ...]
    keys: dict[str, object]
    key_lines: dict[str, int]
