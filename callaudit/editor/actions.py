"""What an editor offers to put right: safe rewordings, nearly known slots, and allowances."""

from collections.abc import Iterator, Sequence

from lsprotocol import types

from callaudit.core.script_finding import ScriptFinding
from callaudit.editor.allow import order_for
from callaudit.editor.diagnostics import SOURCE, range_of
from callaudit.editor.judge import Judged
from callaudit.editor.positions import Ruler
from callaudit.editor.slot_style import style_of
from callaudit.pipeline.script_allowances import ALLOWANCE
from callaudit.scripts.script import ScriptFile

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
"""The kind by which an editor asks for all safe rewordings at once, such as on saving."""


def actions_for(
    judged: Judged, params: types.CodeActionParams, ruler: Ruler
) -> list[types.CodeAction]:
    """Return the actions for a range of a document, those that mend before those that allow."""
    if judged.file is None:
        return []
    actions: list[types.CodeAction] = []
    if _wants(params, types.CodeActionKind.QuickFix):
        here = [one for one in judged.findings if _touch(range_of(one, ruler), params.range)]
        actions += [action for one in here for action in _mending(judged.file, one, params, ruler)]
        actions += [action for one in here for action in _allowing(judged.file, one, params, ruler)]
    if _wants(params, FIX_ALL):
        actions += _all_at_once(judged.findings, params, ruler)
    return actions


def _wants(params: types.CodeActionParams, kind: str) -> bool:
    """Tell whether a kind is asked for; kinds are asked for by their beginnings."""
    asked = params.context.only
    if asked is None:
        return True
    return any(kind == one or kind.startswith(f"{one}.") for one in map(_name, asked))


def _name(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _touch(one: types.Range, other: types.Range) -> bool:
    def at(place: types.Position) -> tuple[int, int]:
        return place.line, place.character

    return at(one.start) <= at(other.end) and at(other.start) <= at(one.end)


def _mending(
    file: ScriptFile, finding: ScriptFinding, params: types.CodeActionParams, ruler: Ruler
) -> Iterator[types.CodeAction]:
    if finding.fix is not None:
        fix = finding.fix
        edit = types.TextEdit(range=ruler.range(fix.start, fix.end), new_text=fix.text)
        yield _action(fix.told[:1].upper() + fix.told[1:], [edit], params, finding, preferred=True)
        return
    named = _nearly_known(file, finding)
    if named is not None:
        (start, end), name = named
        edit = types.TextEdit(range=ruler.range(start, end), new_text=name)
        yield _action(f"Call the slot “{name}”", [edit], params, finding, preferred=True)


def _nearly_known(file: ScriptFile, finding: ScriptFinding) -> tuple[tuple[int, int], str] | None:
    """Return the place of an unknown slot's name, and the known name it is nearest to."""
    place = (finding.line, finding.column)
    for slot in (slot for script in file.scripts for slot in script.slots):
        if slot.kind is None and slot.guess and file.source.place(slot.start) == place:
            start = file.source.text.find(slot.name, slot.start, slot.end)
            if start >= 0:
                return (start, start + len(slot.name)), style_of(slot.name).written(slot.guess)
    return None


def _allowing(
    file: ScriptFile, finding: ScriptFinding, params: types.CodeActionParams, ruler: Ruler
) -> Iterator[types.CodeAction]:
    order = order_for(file, finding) if finding.rule_id != ALLOWANCE else None
    if order is not None:
        where = "in the whole file" if order.whole else "here"
        edit = types.TextEdit(range=ruler.range(order.offset, order.offset), new_text=order.text)
        told = f"Allow {finding.rule_id} {where}; write down why"
        yield _action(told, [edit], params, finding)


def _all_at_once(
    findings: Sequence[ScriptFinding], params: types.CodeActionParams, ruler: Ruler
) -> Iterator[types.CodeAction]:
    """Put every safe rewording into one action; where two overlap, the first alone."""
    edits: list[types.TextEdit] = []
    done = 0
    for fix in sorted((f.fix for f in findings if f.fix), key=lambda fix: (fix.start, fix.end)):
        if fix.start >= done:
            edits.append(types.TextEdit(range=ruler.range(fix.start, fix.end), new_text=fix.text))
            done = max(fix.end, fix.start + 1)
    if edits:
        change = types.WorkspaceEdit(changes={params.text_document.uri: edits})
        told = "Put right all that can be reworded safely"
        yield types.CodeAction(title=told, kind=FIX_ALL, edit=change)


def _action(
    title: str,
    edits: list[types.TextEdit],
    params: types.CodeActionParams,
    finding: ScriptFinding,
    *,
    preferred: bool = False,
) -> types.CodeAction:
    marks = [one for one in params.context.diagnostics if one.code == finding.rule_id]
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=marks or None,
        is_preferred=preferred or None,
        edit=types.WorkspaceEdit(changes={params.text_document.uri: edits}),
    )
