"""Scripts linted again whenever somebody saves one."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from callaudit.core.errors import Fault
from callaudit.core.model import Frozen
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_files import LintResult
from callaudit.scripts.read import SUFFIXES
from callaudit.scripts.settings import SETTINGS_FILE

PAUSE_S = 0.5
"""How often files are looked at; longer where looking takes a tenth of it."""

SETTLING_S = 0.05
"""How long files must stay as they are before they are read: saving takes a moment."""

State = dict[str, tuple[int, int, int]]
"""Files with time of change in ns, size in bytes and number of the inode."""


class LintChanges(Frozen):
    """What has come and gone since the scripts were linted last, and the whole as it is now."""

    new: tuple[ScriptFinding, ...]
    gone: tuple[ScriptFinding, ...]
    new_faults: tuple[Fault, ...]
    gone_faults: tuple[Fault, ...]
    now: LintResult

    @property
    def any(self) -> bool:
        """Tell whether anything has changed."""
        return bool(self.new or self.gone or self.new_faults or self.gone_faults)


NOTHING = LintResult(findings=(), faults=(), files=0, scripts=0)
"""Before the first look."""


def watch(
    paths: tuple[Path, ...],
    lint: Callable[[], LintResult],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[LintChanges]:
    """Yield what is found first, and then, for ever, what a saved file changes.

    Files are looked at and not listened for: that works on network drives and in containers too.
    """
    state = _state_of(paths)
    result = lint()
    yield changes(NOTHING, result)
    while True:
        begun = time.perf_counter()
        fresh = _state_of(paths)
        looking_s = time.perf_counter() - begun
        if fresh == state:
            sleep(max(PAUSE_S, 10 * looking_s))
            continue
        state = _settled(paths, fresh, sleep)
        before, result = result, lint()
        changed = changes(before, result)
        if changed.any:
            yield changed


def changes(before: LintResult, after: LintResult) -> LintChanges:
    """Return what one result has and the other has not.

    A finding that only moved to another line is the same.
    """
    return LintChanges(
        new=_beyond(after.findings, before.findings),
        gone=_beyond(before.findings, after.findings),
        new_faults=tuple(one for one in after.faults if one not in before.faults),
        gone_faults=tuple(one for one in before.faults if one not in after.faults),
        now=after,
    )


def _beyond(
    findings: tuple[ScriptFinding, ...], others: Iterable[ScriptFinding]
) -> tuple[ScriptFinding, ...]:
    there = Counter(map(_same, others))
    kept = []
    for one in findings:
        if there[_same(one)] > 0:
            there[_same(one)] -= 1
        else:
            kept.append(one)
    return tuple(kept)


def _same(one: ScriptFinding) -> tuple[str, str, str, str]:
    return one.path, one.rule_id, one.script, one.message


def _settled(paths: tuple[Path, ...], state: State, sleep: Callable[[float], None]) -> State:
    while True:
        sleep(SETTLING_S)
        later = _state_of(paths)
        if later == state:
            return state
        state = later


def _state_of(paths: tuple[Path, ...]) -> State:
    """Return the state of every file that can change the result."""
    files = (file for path in paths for file in _inside(path))
    above = (
        folder / SETTINGS_FILE
        for path in paths
        for folder in (path.resolve(), *path.resolve().parents)
    )
    state: State = {}
    for file in (*files, *above):
        try:
            told = file.stat()
        except OSError:
            continue  # gone in the meantime, or never there
        state[str(file)] = told.st_mtime_ns, told.st_size, told.st_ino
    return state


def _inside(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if name == SETTINGS_FILE or Path(name).suffix.lower() in SUFFIXES:
                yield Path(folder, name)
