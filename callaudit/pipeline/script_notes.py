"""What the linter itself says of a script: slots nobody knows, scripts of no sort."""

from collections.abc import Iterator

from callaudit.core.finding import Confidence, Severity
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_duties import SLOTS
from callaudit.pipeline.script_place import first_line_of, place_of
from callaudit.scripts.script import Script, ScriptFile
from callaudit.scripts.slots import Slot

ANY_SCRIPT = "LINT-type"
UNKNOWN_SLOT = "LINT-slot"


def notes_on(file: ScriptFile, script: Script) -> Iterator[ScriptFinding]:
    """Yield a note for each slot that nobody knows, and one where the sort is not told."""
    for slot in script.slots:
        if slot.kind is None:
            yield _unknown_slot(file, script, slot)
    if script.facts.type is None:
        told = "Nothing says what sort of script this is; it is judged as a first call"
        yield _note(file, script, first_line_of(file, script), ANY_SCRIPT, told).model_copy(
            update={"suggestion": "Put `type: first_call` or another type into the front matter."}
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
