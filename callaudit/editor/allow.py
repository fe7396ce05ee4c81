"""Write the comment that lets one rule be broken at one place."""

from dataclasses import dataclass
from pathlib import PurePath

from callaudit.core.errors import FaultsError
from callaudit.core.script_finding import ScriptFinding
from callaudit.scripts.allowances import allowances_in
from callaudit.scripts.read import MARKDOWN, PLAIN, read_script
from callaudit.scripts.script import ScriptFile, paths_of

PLACEHOLDER = "[why]"
"""Stands for the reason, which only a person can give; the linter takes it for none."""


@dataclass(frozen=True)
class Order:
    """A comment to be put in, whole lines at an offset. `whole`: it holds for the file."""

    offset: int
    text: str
    whole: bool


def order_for(file: ScriptFile, finding: ScriptFinding) -> Order | None:
    """Return the nearest comment that reaches the finding and changes nothing that is said.

    Right above the line, else above its paragraph; None where the format has no comments, or
    where each would part what belongs together.
    """
    line = finding.line
    top = line
    while top > 1 and file.source.line(top - 1).strip():
        top -= 1
    for above in dict.fromkeys((line, top)):
        order = _order(file, finding, above)
        if order is not None:
            return order
    return None


def _order(file: ScriptFile, finding: ScriptFinding, above: int) -> Order | None:
    """Return the comment above a line, if the file reads the same with it."""
    told = f"callaudit: allow {finding.rule_id} reason: {PLACEHOLDER}"
    suffix = PurePath(file.path).suffix.lower()
    if suffix in MARKDOWN or suffix == "":
        told = f"<!-- {told} -->"
    elif suffix in PLAIN | {".yaml", ".yml"}:
        told = f"# {told}"
    else:
        return None
    text = file.source.text
    line = file.source.line(above)
    offset = _begin(file, above)
    indent = line[: len(line) - len(line.lstrip())]
    added = indent + told + ("\r\n" if "\r\n" in text else "\n")
    try:
        changed = read_script(
            (text[:offset] + added + text[offset:]).encode("utf-8", errors="replace"),
            path=file.path,
        )
    except FaultsError:
        return None
    if _said(changed) != _said(file):
        return None
    orders = [one for one in allowances_in(changed) if one.start >= offset]
    order = next((one for one in orders if one.rule_id == finding.rule_id), None)
    if order is None or not order.first_line <= finding.line + 1 <= order.last_line:
        return None
    return Order(offset, added, whole=order.first_line <= 1)


def _begin(file: ScriptFile, line: int) -> int:
    return file.source.lines()[line - 1][0]


def _said(file: ScriptFile) -> list[list[list[str]]]:
    """Return what is said on each way through each script, without places."""
    return [
        [[f"{say.speaker}: {say.words.text}" for say in way.says] for way in paths_of(script)]
        for script in file.scripts
    ]
