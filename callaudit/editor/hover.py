"""What an editor tells of the place under the pointer: the rule that is broken, or the slot."""

import re

from lsprotocol import types

from callaudit.core.script_finding import ScriptFinding
from callaudit.editor.diagnostics import range_of
from callaudit.editor.judge import Judge, Judged
from callaudit.editor.positions import Ruler
from callaudit.scripts.slots import Slot

_SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")


def hover_at(
    judged: Judged, place: types.Position, judge: Judge, ruler: Ruler
) -> types.Hover | None:
    """Return every finding at a place with rule, reason, source and better wording.

    Where nothing is wrong, what the slot there stands for; None where there is neither.
    """
    here = [one for one in judged.findings if _holds(range_of(one, ruler), place)]
    if here:
        told = "\n\n---\n\n".join(_of_finding(one, judge) for one in here)
        return _hover(told, range_of(here[-1], ruler))
    offset = ruler.offset(place)
    scripts = judged.file.scripts if judged.file else ()
    slots = (slot for script in scripts for slot in script.slots)
    slot = next((one for one in slots if one.start <= offset < one.end), None)
    return _hover(_of_slot(slot), ruler.range(slot.start, slot.end)) if slot else None


def _hover(told: str, where: types.Range) -> types.Hover:
    content = types.MarkupContent(kind=types.MarkupKind.Markdown, value=told)
    return types.Hover(contents=content, range=where)


def _holds(where: types.Range, place: types.Position) -> bool:
    at = (place.line, place.character)
    return (where.start.line, where.start.character) <= at <= (where.end.line, where.end.character)


def _of_finding(finding: ScriptFinding, judge: Judge) -> str:
    rule = judge.rule(finding.rule_id)
    cited = [
        f"[{plain(one.law)}]({one.url})" if one.url else plain(one.law)
        for one in (rule.citation if rule else ())
    ]
    better = "Say instead" if finding.quote else "What to do"
    parts = [
        f"**{plain(finding.title)}**",
        f"`{finding.rule_id}` · {finding.severity.value}",
        plain(finding.why),
        f"{better}: {plain(finding.suggestion)}" if finding.suggestion else "",
        f"Source: {'; '.join(cited)}" if cited else "",
    ]
    return "\n\n".join(filter(None, parts))


def _of_slot(slot: Slot) -> str:
    if slot.kind is None:
        return f"Slot `{slot.name}`: nobody knows what it stands for"
    return f"Slot for **{slot.kind.replace('_', ' ')}**, judged as “{plain(slot.value)}”"


def plain(text: str) -> str:
    """Return text that Markdown shows as it is: rules and scripts are no markup."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
