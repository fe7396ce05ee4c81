"""Orders to the linter in comments: `callaudit: allow RULE until DATE reason: why`."""

import re
from dataclasses import dataclass
from datetime import date

from callaudit.scripts.script import ScriptFile

_ORDER = re.compile(
    r"callaudit\s*:\s*(?P<verb>\w+)\s*(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)?"
    r"(?:\s+until\s+(?P<until>\S+))?(?:\s+reason\s*:\s*(?P<reason>\S.*?))?\s*$",
    re.DOTALL | re.IGNORECASE,
)

_PLACEHOLDER = re.compile(r"[\[<{(].*[\])}>]")
"""What an editor puts where somebody has yet to write a reason."""


@dataclass(frozen=True)
class Allowance:
    """One rule that a comment allows to be broken, from line to line.

    `fault` says why it allows nothing: no reason, no such date, no such order. `start` and `end`
    are the comment's offsets.
    """

    rule_id: str
    reason: str
    until: date | None
    first_line: int
    last_line: int
    start: int
    end: int
    fault: str = ""


def allowances_in(file: ScriptFile) -> tuple[Allowance, ...]:
    """Return what the comments of a file allow, in order.

    One before the first line of speech holds for the whole file; another for the paragraph that
    it stands in or before.
    """
    found: list[Allowance] = []
    first = min((script.start for script in file.scripts), default=0)
    for comment in file.comments:
        text = comment.words.text.strip()
        if not text.casefold().startswith("callaudit") or not comment.words.starts:
            continue
        start, end = comment.words.stripped().place(0, len(text))
        span = _reach(file, start, end, whole=start < first)
        found += _of_order(text, (start, end), span)
    return tuple(found)


def _of_order(text: str, place: tuple[int, int], lines: tuple[int, int]) -> list[Allowance]:
    order = _ORDER.match(text)
    shape = "write `callaudit: allow RULE until 2027-01-31 reason: why`"
    if order is None or order["verb"].casefold() != "allow" or not order["rules"]:
        return [Allowance("", "", None, *lines, *place, fault=f"is no order; {shape}")]
    fault, until = "", None
    if order["until"]:
        try:
            until = date.fromisoformat(order["until"])
        except ValueError:
            fault = f"{order['until']!r} is no date; {shape}"
    if not order["reason"] or _PLACEHOLDER.fullmatch(order["reason"]):
        fault = f"has no reason; {shape}"
    return [
        Allowance(name.strip(), order["reason"] or "", until, *lines, *place, fault=fault)
        for name in order["rules"].split(",")
    ]


def _reach(file: ScriptFile, start: int, end: int, *, whole: bool) -> tuple[int, int]:
    count = file.source.place(len(file.source.text))[0]
    if whole:
        return 1, count
    line = file.source.place(start)[0]
    last = file.source.place(max(start, end - 1))[0]
    while last < count and not file.source.line(last + 1).strip():
        last += 1
    while last < count and file.source.line(last + 1).strip():
        last += 1
    return line, last
