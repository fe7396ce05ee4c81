"""Which files among the inputs were written by an earlier run."""

from collections.abc import Sequence
from pathlib import Path

from callaudit.audio.discover import Discovered
from callaudit.runner.ledger import FOLDER

_FILES = frozenset(
    {
        "audit.jsonl",
        "transcripts.jsonl",
        "cases.jsonl",
        "findings.csv",
        "calls.csv",
        "cases.csv",
        "report.html",
        "run.json",
    }
)
_SOUND_FOLDER = "audio"
"""Where a report keeps recordings in a form that browsers play."""


def without_outputs(found: Discovered, *, inputs: Sequence[Path], out: Path) -> Discovered:
    """Leave out what a run wrote: output folders may lie among the inputs, or be the inputs.

    An output folder is `out` and any folder with a ledger in it. A file that the user names
    itself is taken.
    """
    named = {path.absolute() for path in inputs}
    home = out.resolve()

    def is_home(folder: Path) -> bool:
        return (folder / FOLDER).is_dir() or folder.resolve() == home

    def kept(path: Path) -> bool:
        if path.absolute() in named:
            return True
        written = path.name in _FILES and is_home(path.parent)
        copied = path.parent.name == _SOUND_FOLDER and is_home(path.parent.parent)
        return not (written or copied)

    return found.model_copy(
        update={
            "recordings": tuple(path for path in found.recordings if kept(path)),
            "call_files": tuple(path for path in found.call_files if kept(path)),
            "skipped": tuple(one for one in found.skipped if kept(one.path)),
        }
    )
