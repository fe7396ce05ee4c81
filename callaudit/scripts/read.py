"""A file to its scripts: whatever it is written in."""

import re
from pathlib import PurePath

from callaudit.core.errors import Fault, FaultsError, UserError
from callaudit.scripts.block import Block, BlockKind, Reading
from callaudit.scripts.encoded import read_encoded
from callaudit.scripts.front_matter import split_front_matter
from callaudit.scripts.head import HeadReader
from callaudit.scripts.markdown import read_markdown
from callaudit.scripts.outline import Outline
from callaudit.scripts.plain import read_plain
from callaudit.scripts.prompts import read_prompts
from callaudit.scripts.script import Comment, Facts, Script, ScriptFile
from callaudit.scripts.script_type import ScriptType, attempt_in, type_in
from callaudit.scripts.spelled import Source, spelled
from callaudit.scripts.voice import voice_of
from callaudit.scripts.word_file import read_word

MARKDOWN = frozenset({".md", ".markdown", ".mkd"})
PLAIN = frozenset({".txt", ".text"})
PROMPTS = frozenset({".json", ".yaml", ".yml"})
WORD = frozenset({".docx"})
SUFFIXES = MARKDOWN | PLAIN | PROMPTS | WORD
"""What a script may be written in."""

NOTHING_SAID = Facts()
"""Where no folder says anything."""


def read_script(data: bytes, *, path: str, under: Facts = NOTHING_SAID) -> ScriptFile:
    """Return the scripts of a file; `path` is shown in findings, and its ending says the format.

    `under` are the defaults of its folder. The sort of each script is what its front matter says,
    else its heading, the folder, the file's name.

    Raises:
        FaultsError: if the file cannot be read or its head is wrong, each fault with its line.
    """
    try:
        reading, faults = _reading(data, path)
    except FaultsError:
        raise
    except UserError as error:
        raise FaultsError((Fault(path=path, line=None, field="", message=str(error)),)) from error
    head = HeadReader(path, reading.key_lines)
    facts = head.facts(reading.keys)
    if PurePath(path).suffix.lower() in PROMPTS and not reading.blocks:
        head.faults.clear()  # other programs' files have keys of the same names
    if faults or head.faults:
        raise FaultsError((*faults, *head.faults))
    comments = tuple(Comment(b.words) for b in reading.blocks if b.kind is BlockKind.COMMENT)
    scripts = tuple(_scripts(reading, path, facts, under))
    return ScriptFile(path=path, source=reading.source, scripts=scripts, comments=comments)


def _reading(data: bytes, path: str) -> tuple[Reading, tuple[Fault, ...]]:
    suffix = PurePath(path).suffix.lower()
    if suffix in WORD:
        source, blocks = read_word(data)
        return Reading(source, blocks, {}, {}), ()
    source = Source(read_encoded(data).text)
    if suffix in PROMPTS:
        keys, lines, blocks = read_prompts(source, path=path, is_json=suffix == ".json")
        return Reading(source, (*_yaml_comments(source), *blocks), keys, lines), ()
    if suffix not in MARKDOWN | PLAIN and suffix != "":
        known = ", ".join(sorted(SUFFIXES))
        raise UserError(f"is of a sort that is not read; scripts are {known}")
    keys, lines, at, faults = split_front_matter(source.text, path=path)
    rest = source.text[at:]
    read = read_plain(rest, at=at) if suffix in PLAIN else read_markdown(source, rest, at=at)
    return Reading(source, read, keys, lines), faults


def _yaml_comments(source: Source) -> list[Block]:
    """Return comments that fill a line and speak to the linter; JSON has none."""
    found = re.finditer(r"^[ \t]*#[ \t]*(callaudit\s*:.*)$", source.text, re.M | re.I)
    return [Block(BlockKind.COMMENT, spelled(one[1], one.start(1))) for one in found]


def _scripts(reading: Reading, path: str, facts: Facts, under: Facts) -> list[Script]:
    """Begin a script at each heading that names a sort, unless the head says it for the file."""
    named = PurePath(path).stem
    by_name = Facts(type=type_in(named), attempt=attempt_in(named) if type_in(named) else None)
    parts: list[tuple[str, Facts, list[Block]]] = [(named, Facts(), [])]
    for block in reading.blocks:
        title = block.words.text
        if block.kind is BlockKind.HEADING and facts.type is None and _begins(title):
            parts.append((title, Facts(type=type_in(title), attempt=attempt_in(title)), []))
        parts[-1][2].append(block)
    made = []
    for name, told, blocks in parts:
        script = _script(name, facts.over(told).over(under).over(by_name), blocks)
        if script.body:
            made.append(script)
    return made


def _begins(title: str) -> bool:
    return type_in(title) is not None and not re.match(r"\s*(?:if|when|otherwise)\b", title, re.I)


def _script(name: str, facts: Facts, blocks: list[Block]) -> Script:
    texts = [block for block in blocks if block.kind is BlockKind.TEXT]
    outline = Outline(voice_of(texts, letter=facts.type is ScriptType.LETTER))
    for block in blocks:
        outline.add(block)
    first = next(
        (b.words.starts[0] for b in blocks if b.words.starts and b.kind is not BlockKind.COMMENT), 0
    )
    return Script(
        name=name,
        facts=_with_attempt(facts),
        start=first,
        body=outline.body(),
        slots=tuple(outline.slots),
        unread=tuple(outline.unread),
    )


def _with_attempt(facts: Facts) -> Facts:
    usual = {
        ScriptType.FIRST_CALL: 1,
        ScriptType.SECOND_ATTEMPT: 2,
        ScriptType.FOLLOW_UP_PROMISE: 2,
    }
    attempt = facts.attempt or usual.get(facts.type) if facts.type else facts.attempt
    return Facts(attempt=attempt).over(facts)
