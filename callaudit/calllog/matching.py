"""Which row of the call log belongs to which recording; nothing is lost on either side."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeVar

from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen

_T = TypeVar("_T")


class Match(Frozen):
    """A recording and its row."""

    recording: str
    metadata: CallMetadata


class Matches(Frozen):
    """How rows and recordings found each other, each list in the order of its input.

    `problems` name recordings that more than one row or row that more than one recording
    might be meant by; they stay unmatched.
    """

    pairs: tuple[Match, ...] = ()
    rows_without_recording: tuple[CallMetadata, ...] = ()
    recordings_without_row: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def match_rows(
    rows: Sequence[CallMetadata], recordings: Sequence[Path], *, log_folder: Path
) -> Matches:
    """Match rows to recordings in three passes, each over what is left.

    First by the path in `recording`, taken from the log's folder; then by a file name of
    `recording` that only one recording has (the folder was moved); then by a file stem
    that equals `call_id`. An ambiguous match is none.
    """
    found: dict[int, Path] = {}
    problems: list[str] = []
    passes: tuple[tuple[Callable[[CallMetadata], str | None], Callable[[Path], str]], ...] = (
        (lambda row: _resolved(row, log_folder), lambda path: str(path.resolve())),
        (_file_name, lambda path: path.name),
        (lambda row: row.call_id, lambda path: path.stem),
    )
    for name_of_row, name_of_recording in passes:
        left_rows = [i for i in range(len(rows)) if i not in found]
        taken = set(found.values())
        by_row = _grouped((name_of_row(rows[i]), i) for i in left_rows)
        by_path = _grouped((name_of_recording(p), p) for p in recordings if p not in taken)
        for name, numbers in by_row.items():
            paths = by_path.get(name, [])
            if len(numbers) == 1 and len(paths) == 1:
                found[numbers[0]] = paths[0]
            elif paths:
                problems.append(_ambiguous([rows[i].call_id for i in numbers], paths))
    taken = set(found.values())
    return Matches(
        pairs=tuple(Match(recording=str(found[i]), metadata=rows[i]) for i in sorted(found)),
        rows_without_recording=tuple(r for i, r in enumerate(rows) if i not in found),
        recordings_without_row=tuple(str(path) for path in recordings if path not in taken),
        problems=tuple(dict.fromkeys(problems)),
    )


def _grouped(named: Iterable[tuple[str | None, _T]]) -> dict[str, list[_T]]:
    groups: dict[str, list[_T]] = defaultdict(list)
    for name, item in named:
        if name is not None and item not in groups[name]:
            groups[name].append(item)
    return dict(groups)


def _resolved(row: CallMetadata, log_folder: Path) -> str | None:
    if row.recording is None:
        return None
    return str((log_folder / row.recording.replace("\\", "/")).resolve())


def _file_name(row: CallMetadata) -> str | None:
    return PurePosixPath(row.recording.replace("\\", "/")).name if row.recording else None


def _ambiguous(call_ids: list[str], paths: list[Path]) -> str:
    rows = ", ".join(call_ids)
    files = ", ".join(str(path) for path in paths)
    return f"rows {rows} and recordings {files} cannot be told apart; none was matched"
