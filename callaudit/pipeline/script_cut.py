"""Words of a script left out or replaced, so that what is left reads as if written so."""

import re
from collections import Counter
from dataclasses import dataclass

from callaudit.scripts.speakers import split_speaker
from callaudit.scripts.spelled import Source, spelled

_MARKS = re.compile(r"\*+|~~|`+|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|[\"“”]")
_PAIRS = ("***", "**", "*", "~~", "`", "__", "_")
_NOTHING_YET = re.compile(r"(?:^|[:\[,>-]|[-+*•])\s*[\"'“*_]*$")
_BEGINS = re.compile(r"(?:\A|[\r\n]|[\"“'*_~`(>]|\\[nrt])[ \t]*\Z")
_ITEM = re.compile(r"[\s>]*(?:(?:[-+*•]|\d{1,3}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?")


@dataclass(frozen=True)
class Cut:
    """An edit of the source: `text` for `[start, end)`; `words` is the span of what goes.

    `said` is what is said instead, empty where words are left out.
    """

    start: int
    end: int
    text: str
    words: tuple[int, int]
    said: str = ""


def put_words(source: Source, span: tuple[int, int], said: str) -> Cut | None:
    """Put other words in place of a span, with a capital where it had one."""
    start, end = span
    if _is_torn(source.text[start:end]):
        return None
    if source.text[start : start + 1].isupper():
        said = said[:1].upper() + said[1:]
    if said[-1:] in tuple("?.!") and source.text[end : end + 1] in tuple("?.!"):
        end += 1
    return Cut(start, end, said, span, said)


def cut_words(source: Source, span: tuple[int, int], *, first: bool, last: bool) -> Cut | None:
    """Leave words out, with the blanks and commas that they leave behind.

    `first` and `last` say whether the words begin or end their sentence. None where the edit
    would leave a mark without its pair, or a branch in which nothing is said.
    """
    start, end = _with_marks(source.text, *span)
    if _is_torn(source.text[start:end]):
        return None
    if first and last:
        return _cut_line(source, start, end) or _closed(source, (start, end), span)
    text = source.text
    fresh = ""
    if first:
        end += len(re.match(r"[ \t]*[,;:]?[ \t]*", text[end:])[0])  # type: ignore[index]
        if text[end : end + 1].islower() and text[start : start + 1].isupper():
            fresh, end = text[end].upper(), end + 1
        return Cut(start, end, fresh, span)
    if last or text[end : end + 1] == ",":
        start -= len(text[:start]) - len(re.sub(r"[ \t]*[,;:–—-]?[ \t]*$", "", text[:start]))
        return Cut(start, end, fresh, span)
    return _closed(source, (start, end), span)


def _closed(source: Source, edit: tuple[int, int], words: tuple[int, int]) -> Cut | None:
    """Leave one blank where words stood between two."""
    (start, end), text = edit, source.text
    if _would_empty(source, start, end):
        return None
    blanks = len(text[:start]) - len(text[:start].rstrip(" \t"))
    if _BEGINS.search(text[:start]):
        end += len(text[end:]) - len(text[end:].lstrip(" \t"))
    elif text[end : end + 1] in ("", *" \t\r\n\"'”’"):
        start -= blanks
    return Cut(start, end, "", words)


def _cut_line(source: Source, start: int, end: int) -> Cut | None:
    """Leave out whole lines in which nothing else is said; None where something is."""
    first, last = source.place(start)[0], source.place(end - 1)[0]
    if _has_speech(source, start, end):
        return None
    begin = source.begin(first)
    label = source.text[begin:start]
    rest = source.text[end : source.begin(last) + len(source.line(last))]
    speaker, said = split_speaker(spelled(_ITEM.sub("", label, count=1)))
    if re.search(r"\w", rest) or (speaker is None and re.search(r"\w", said.text)):
        return None
    if said.text.strip("\"“”' >*_") or rest.strip("\"“”' *_"):
        return None
    lines = len(source.lines())
    blank_before = first == 1 or not source.line(first - 1).strip()
    while last < lines and blank_before and not source.line(last + 1).strip():
        last += 1
    stop = source.begin(last + 1) if last < lines else len(source.text)
    return Cut(begin, stop, "", (start, end))


def _has_speech(source: Source, start: int, end: int) -> bool:
    """Tell whether a word besides the speaker's name is left on the lines of a span."""
    first, last = source.place(start)[0], source.place(max(start, end - 1))[0]
    before = source.text[source.begin(first) : start]
    after = source.text[end : source.begin(last) + len(source.line(last))]
    _, said = split_speaker(spelled(_ITEM.sub("", before, count=1)))
    return bool(re.search(r"\w", said.text) or re.search(r"\w", after))


def _would_empty(source: Source, start: int, end: int) -> bool:
    """Tell whether a branch, or a string of a prompt, would be left in which nothing is said."""
    first, last = source.place(start)[0], source.place(max(start, end - 1))[0]
    before = source.text[source.begin(first) : start]
    after = source.text[end : source.begin(last) + len(source.line(last))]
    return not re.search(r"\w", after) and bool(_NOTHING_YET.search(before))


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the marks of Markdown that stand close around a span, or close what it opens."""
    for mark in _PAIRS:
        before, after = text[:start].endswith(mark), text[end:].startswith(mark)
        if before and after:
            return start - len(mark), end + len(mark)
        torn = _is_torn(text[start:end])
        if torn and after and not _is_torn(text[start : end + len(mark)]):
            return start, end + len(mark)
        if torn and before and not _is_torn(text[start - len(mark) : end]):
            return start - len(mark), end
    return start, end


def _is_torn(text: str) -> bool:
    """Tell whether some words hold a mark whose other half stands outside."""
    counts = Counter(_MARKS.findall(text))
    curly = counts.pop("“", 0) != counts.pop("”", 0)
    return curly or any(count % 2 for count in counts.values())
