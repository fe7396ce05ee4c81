"""What is done already: one file a finished call, so that a batch goes on where it stopped."""

import os
import time
from pathlib import Path

from pydantic import ValidationError

from callaudit.core.audit import CallAudit
from callaudit.core.ids import digest_parts
from callaudit.pipeline.task import CallTask

FOLDER = ".callaudit"
"""Inside the output folder; holds what was said, so it is this user's alone."""


ABANDONED_S = 3600.0
"""Age from which a file that was never finished is taken for a killed run's."""


class Ledger:
    """Finished calls of an output folder, each under a key over all that decides its result."""

    def __init__(self, out: Path, *, made_with: str) -> None:
        """Use the folder inside `out`; `made_with` is the digest of rules, policy, model, code.

        Raises:
            OSError: if the folder cannot be made.
        """
        self._folder = out / FOLDER
        self._made_with = made_with
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def done(self, task: CallTask) -> CallAudit | None:
        """Return the call's finished audit; None if there is none or it cannot be read.

        A failed call is tried again: a file may be readable by now, a package installed.
        """
        if _is_quick(task):
            return None
        try:
            audit = CallAudit.model_validate_json(self._path(task).read_text(encoding="utf-8"))
        except (OSError, ValidationError, UnicodeDecodeError):
            return None
        return audit if audit.status == "audited" else None

    def keep(self, task: CallTask, audit: CallAudit) -> None:
        """Write a finished audit, whole or not at all.

        A call of the log alone is not kept: to judge it again takes less than to read it.

        Raises:
            OSError: if it cannot be written.
        """
        if _is_quick(task):
            return
        path = self._path(task)
        fresh = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            fresh.write_text(audit.model_dump_json(), encoding="utf-8")
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)

    def forget_others(self, tasks: tuple[CallTask, ...]) -> None:
        """Remove what earlier runs left under other keys."""
        wanted = {self._path(task) for task in tasks if not _is_quick(task)}
        for path in self._folder.iterdir():
            # A young .tmp file may be what another run into this folder is writing.
            young = path.suffix == ".tmp" and _age_s(path) < ABANDONED_S
            if path not in wanted and not young:
                path.unlink(missing_ok=True)

    def _path(self, task: CallTask) -> Path:
        # Size and time stand for a recording's content: hashing thousands of recordings only to
        # learn that nothing is to do would take longer than many a run.
        stamp = ""
        if task.recording is not None and task.recording.exists():
            stat = task.recording.stat()
            stamp = f"{stat.st_size}:{stat.st_mtime_ns}"
        key = digest_parts(self._made_with, task.model_dump_json(), stamp)
        return self._folder / f"{key.removeprefix('sha256:')[:40]}.json"


def _is_quick(task: CallTask) -> bool:
    return task.recording is None and task.conversation is None


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
