"""Fixes tried before they are offered: the finding must go, and none may come."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from callaudit.core.errors import FaultsError, UserError
from callaudit.core.script_finding import ScriptFinding, ScriptFix
from callaudit.pipeline.script_lint import ScriptLinter
from callaudit.scripts.encoded import Change, Encoded, read_encoded
from callaudit.scripts.read import NOTHING_SAID, WORD, read_script
from callaudit.scripts.script import Facts, ScriptFile
from callaudit.scripts.speakers import split_speaker
from callaudit.scripts.spelled import spelled

MOST_ROUNDS = 20
"""How often a mended file is linted anew for what can be mended then."""


_EMPTY = re.compile(r":[ \t]*(?:\"[ \t]*\"|'[ \t]*')")


@dataclass(frozen=True)
class Loaded:
    """A file as bytes and as read; `under` are its folder's defaults."""

    data: bytes
    file: ScriptFile
    under: Facts = NOTHING_SAID

    @property
    def can_be_edited(self) -> bool:
        """Tell whether its text stands in it as it is: in a Word file it does not."""
        return PurePath(self.file.path).suffix.lower() not in WORD


@dataclass(frozen=True)
class Mended:
    """A file after its fixes: the bytes, how many findings went, and those that stay."""

    data: bytes
    count: int
    findings: tuple[ScriptFinding, ...]


def load(data: bytes, *, path: str, under: Facts = NOTHING_SAID) -> Loaded:
    """Read a script file and keep its bytes.

    Raises:
        FaultsError: if it cannot be read.
    """
    return Loaded(data, read_script(data, path=path, under=under), under)


def with_tried_fixes(
    linter: ScriptLinter, loaded: Loaded, findings: tuple[ScriptFinding, ...]
) -> tuple[ScriptFinding, ...]:
    """Return findings of a file, of their fixes those alone that can be made, all together.

    A fix is good if its finding is gone afterwards and no other has come, by all rules, also
    those that were not asked for.
    """
    fixes = _apart(one.fix for one in findings if one.fix is not None)
    good = set(_Trial(linter, loaded).good(fixes)) if loaded.can_be_edited else set()
    return tuple(
        one if one.fix is None or one.fix in good else one.model_copy(update={"fix": None})
        for one in findings
    )


def mend(linter: ScriptLinter, loaded: Loaded) -> Mended:
    """Make every good fix in a file, and those that become good by it.

    Bytes outside the fixes stay as they are; nothing is written.
    """
    count = 0
    findings = with_tried_fixes(linter, loaded, linter.lint(loaded.file))
    for _ in range(MOST_ROUNDS):
        fixes = _apart(one.fix for one in findings if one.fix is not None)
        if not fixes:
            break
        count += sum(one.fix is not None for one in findings)
        data = _changed(loaded, fixes)
        loaded = load(data, path=loaded.file.path, under=loaded.under)
        findings = with_tried_fixes(linter, loaded, linter.lint(loaded.file))
    return Mended(loaded.data, count, findings)


class _Trial:
    """Tries fixes on a copy of a file."""

    def __init__(self, linter: ScriptLinter, loaded: Loaded) -> None:
        self._linter = linter
        self._loaded = loaded

    def good(self, fixes: Sequence[ScriptFix]) -> list[ScriptFix]:
        """Return fixes that are good together: as many as halving finds."""
        if not fixes:
            return []
        self._findings = self._linter.judge(self._loaded.file)
        self._before = Counter(map(_told, self._findings))
        kept: list[ScriptFix] = []
        self._add(list(fixes), kept)
        return kept

    def _add(self, group: list[ScriptFix], kept: list[ScriptFix]) -> None:
        if self._is_good([*kept, *group]):
            kept += group
        elif len(group) > 1:
            half = len(group) // 2
            self._add(group[:half], kept)
            self._add(group[half:], kept)

    def _is_good(self, fixes: list[ScriptFix]) -> bool:
        try:
            data = _changed(self._loaded, fixes)
            file = read_script(data, path=self._loaded.file.path, under=self._loaded.under)
        except (FaultsError, UserError):
            return False
        if len(file.scripts) != len(self._loaded.file.scripts):
            return False
        if _empty_lines(file) > _empty_lines(self._loaded.file):
            return False  # what two fixes would empty, one leaves out as a whole, a round later
        after = Counter(map(_told, self._linter.judge(file)))
        mended = Counter(_told(one) for one in self._findings if one.fix in fixes)
        return after <= self._before - mended


def _empty_lines(file: ScriptFile) -> int:
    """Return how many lines name a speaker, or a key of a prompt, and say nothing."""
    lines = [line for _, line in file.source.lines()]
    bare = [split_speaker(spelled(line.strip(" \t>*_+•-"))) for line in lines]
    labels = sum(speaker is not None and not said for speaker, said in bare)
    return labels + len(_EMPTY.findall(file.source.text))


def _told(finding: ScriptFinding) -> tuple[str, str, str]:
    return finding.script, finding.rule_id, finding.message


def _apart(fixes: Iterable[ScriptFix]) -> list[ScriptFix]:
    """Return the fixes that do not overlap one before them, each once, in order."""
    kept: list[ScriptFix] = []
    for fix in sorted(set(fixes), key=lambda one: (one.start, one.end, one.text)):
        if not kept or fix.start >= kept[-1].end:
            kept.append(fix)
    return kept


def _changed(loaded: Loaded, fixes: Sequence[ScriptFix]) -> bytes:
    encoded: Encoded = read_encoded(loaded.data)
    return encoded.with_changes(Change(fix.start, fix.end, fix.text) for fix in fixes)
