"""Judge a script once, however often it is asked about."""

from collections import OrderedDict

from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.scripts.script import ScriptFile


class KeepingLinter(ScriptLinter):
    """A linter that remembers what it found in the last files; for programs that run on.

    A file is the same where its path, its text and what was read from them are.
    """

    def __init__(self, settings: LintSettings, *, most: int = 64) -> None:
        """Load the rules; `most` files are remembered.

        Raises:
            UserError: if rules or policy are wrong, each fault with its place.
        """
        super().__init__(settings)
        self._most = most
        self._kept: OrderedDict[tuple[str, str], tuple[ScriptFile, tuple[ScriptFinding, ...]]] = (
            OrderedDict()
        )

    def judge(self, file: ScriptFile) -> tuple[ScriptFinding, ...]:
        """Return the findings of all rules, from memory where the file was judged before."""
        key = file.path, file.source.text
        kept = self._kept.pop(key, None)
        if kept is None or (kept[0].scripts, kept[0].comments) != (file.scripts, file.comments):
            kept = file, super().judge(file)
        self._kept[key] = kept
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return kept[1]
