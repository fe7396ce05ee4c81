"""What the linter itself says of a script: unknown slots, prose not judged, no sort told."""

from collections.abc import Iterator

from callaudit.core.finding import Confidence, Severity
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_duties import SLOTS
from callaudit.pipeline.script_place import first_line_of, place_of
from callaudit.scripts.script import Script, ScriptFile
from callaudit.scripts.slots import Slot

ANY_SCRIPT = "LINT-type"
UNKNOWN_SLOT = "LINT-slot"
UNREAD = "LINT-unread"


def notes_on(file: ScriptFile, script: Script) -> Iterator[ScriptFinding]:
    """Yield a note for each slot that nobody knows, for prose not judged, for an untold sort."""
    for span in script.unread:
        yield _unread(file, script, span)
    for slot in script.slots:
        if slot.kind is None:
            yield _unknown_slot(file, script, slot)
    if script.facts.type is None:
        told = "Nothing says what sort of script this is; it is judged as a first call"
        yield _note(file, script, first_line_of(file, script), ANY_SCRIPT, told).model_copy(
            update={"suggestion": "Put `type: first_call` or another type into the front matter."}
        )


def _unread(file: ScriptFile, script: Script, span: tuple[int, int]) -> ScriptFinding:
    first, last = file.source.place(span[0])[0], file.source.place(span[1] - 1)[0]
    lines = f"Line {first} was" if first == last else f"Lines {first}-{last} were"
    told = f"{lines} not judged: nothing tells whether this is said to a customer"
    hint = "Write `Agent: …` before what is said, and `Note: …` before what is not."
    return _note(file, script, span, UNREAD, told).model_copy(
        update={"suggestion": hint, "severity": Severity.MINOR}
    )


def _unknown_slot(file: ScriptFile, script: Script, slot: Slot) -> ScriptFinding:
    told = f"Nobody knows what the slot “{slot.name}” stands for; it is read as its own words"
    found = _note(file, script, (slot.start, slot.end), UNKNOWN_SLOT, told)
    hint = f"Did you mean [{slot.guess}]?" if slot.guess else ""
    return found.model_copy(update={"suggestion": hint, "severity": Severity.MINOR, "duty": SLOTS})


def _note(
    file: ScriptFile, script: Script, span: tuple[int, int], rule_id: str, message: str
) -> ScriptFinding:
    return ScriptFinding(
        **place_of(file.source, span),
        path=file.path,
        rule_id=rule_id,
        title=message,
        message=message,
        severity=Severity.COACH,
        confidence=Confidence.CERTAIN,
        category="script",
        script=script.name,
    )
