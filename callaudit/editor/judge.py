"""An open document to its findings, with rules that stay loaded."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from callaudit.core.errors import Fault, FaultsError, UserError
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.kept_findings import KeepingLinter
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.pipeline.script_mend import Loaded, with_tried_fixes
from callaudit.rulespec import Rule
from callaudit.scripts.read import NOTHING_SAID, SUFFIXES, WORD, read_script
from callaudit.scripts.script import Facts, ScriptFile
from callaudit.scripts.settings import settings_for

ENDINGS = {
    "markdown": ".md",
    "plaintext": ".txt",
    "text": ".txt",
    "json": ".json",
    "jsonc": ".json",
    "yaml": ".yaml",
}
"""What a document without a file name is read as, by the editor's name of its language."""

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Document:
    """A text as the editor shows it. `path` is None where it has no file yet."""

    uri: str
    text: str
    language: str = ""
    path: Path | None = None

    @property
    def name(self) -> str | None:
        """Return the name whose ending says how the text is read; None if it is no script."""
        suffix = self.path.suffix.lower() if self.path else PurePath(self.uri).suffix.lower()
        if suffix in SUFFIXES - WORD:
            return str(self.path or PurePath(self.uri).name)
        if suffix or self.language not in ENDINGS:
            return None
        stem = self.path or PurePath(self.uri.rpartition(":")[2]).name
        return f"{stem}{ENDINGS[self.language]}"


@dataclass(frozen=True)
class Judged:
    """What was found in one state of a document; `file` is None where it is no script.

    `under` are the defaults of its folder. Fixes of findings are untried.
    """

    document: Document
    file: ScriptFile | None = None
    findings: tuple[ScriptFinding, ...] = ()
    faults: tuple[Fault, ...] = ()
    under: Facts = NOTHING_SAID


class Judge:
    """Holds the linter of an editor's session.

    `today` is asked each time, because an editor stays open over midnight and allowances expire.
    Not for two threads at once.
    """

    def __init__(self, settings: LintSettings, *, today: Callable[[], date]) -> None:
        """Load nothing yet: an editor wants its first answer at once."""
        self._settings = settings
        self._today = today
        self._linter: tuple[date, ScriptLinter] | None = None

    def rule(self, rule_id: str) -> Rule | None:
        """Return a rule that judges scripts, as far as rules are loaded."""
        rules = self._linter[1].rules if self._linter else ()
        return next((rule for rule in rules if rule.id == rule_id), None)

    def judge(self, document: Document) -> Judged:
        """Return what is wrong with a document; what keeps it from being judged is a fault.

        Settings are read anew each time. What they leave out has no findings.
        """
        faults: list[Fault] = []
        try:
            name = document.name
            under = self._under(document.path, faults)
            if name is None or under is None:
                return Judged(document, faults=tuple(faults))
            file = read_script(_bytes(document.text), path=name, under=under)
            found = self.linter().lint(file)
        except FaultsError as error:
            return Judged(document, faults=(*faults, *error.faults))
        except UserError as error:
            told = Fault(path="", line=None, field="", message=str(error))
            return Judged(document, faults=(*faults, told))
        return Judged(document, file, found, tuple(faults), under)

    def with_fixes(self, judged: Judged) -> Judged:
        """Return findings with those fixes alone that were tried and are good."""
        if judged.file is None or not any(one.fix for one in judged.findings):
            return judged
        loaded = Loaded(_bytes(judged.document.text), judged.file, judged.under)
        return replace(judged, findings=with_tried_fixes(self.linter(), loaded, judged.findings))

    def linter(self) -> ScriptLinter:
        """Return the loaded rules; they are loaded anew on another day.

        Raises:
            UserError: if rules or policy are wrong, each fault with its place.
        """
        today = self._today()
        if self._linter is None or self._linter[0] != today:
            settings = self._settings.model_copy(update={"today": today})
            self._linter = (today, KeepingLinter(settings))
        return self._linter[1]

    @staticmethod
    def _under(path: Path | None, faults: list[Fault]) -> Facts | None:
        """Return what the folders say of a script, or None where they leave it out."""
        if path is None:
            return Facts()
        try:
            settings = settings_for(path, {})
        except FaultsError as error:
            faults += error.faults
            return Facts()
        return None if settings.leaves_out(path) else settings.facts_for(path)


def _bytes(text: str) -> bytes:
    """Return a text as a file would hold it; a mark of our own keeps one of the text in place."""
    return _BOM + text.encode("utf-8", errors="replace")
