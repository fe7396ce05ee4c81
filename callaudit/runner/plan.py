"""What is to do: inputs and log rows matched to tasks, in an order that never changes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from callaudit.audio.discover import Discovered, discover
from callaudit.calllog.cases import CaseIndex, history_of
from callaudit.calllog.matching import Matches, match_rows
from callaudit.calllog.reader import read_call_log
from callaudit.calllog.side_files import merge, side_metadata
from callaudit.core.audit import StageFailure
from callaudit.core.conversation import Conversation
from callaudit.core.errors import Fault, UserError
from callaudit.core.ids import CallId
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen
from callaudit.pipeline.task import CallTask
from callaudit.runner.file_names import ids_from_names, is_text, printable
from callaudit.runner.outputs import without_outputs
from callaudit.transcripts import CallFile, read_calls

DUPLICATE = "duplicate_id"
"""Code of a call whose id another one has."""

_Part = TypeVar("_Part", Conversation | None, StageFailure | None)

NAMED_FILES = 3
"""Files left out for one reason are named up to this number, then counted by suffix."""


class Plan(Frozen):
    """The tasks of a batch, sorted by call id, and what a person should know of the inputs.

    `logged` are the calls that the log holds; none where a row of it is lost, for that may have
    been a call of any case.
    """

    tasks: tuple[CallTask, ...]
    logged: frozenset[CallId] = frozenset()
    notes: tuple[str, ...] = ()

    def index(self) -> CaseIndex:
        """Return the calls of the batch by case: of the log, of side files and of call files."""
        return _index(self.tasks, self.logged)


def make_plan(inputs: Sequence[Path], *, log: Path | None, out: Path) -> Plan:
    """Match recordings, call files and log rows to tasks; nothing given is lost.

    A row without a recording becomes a task of its own, a recording without a row a task with
    what its file name and side file tell. The second call of the same id fails as a duplicate.

    Raises:
        UserError: if an input or the log is missing or wrong, or the inputs hold no call.
    """
    discovered = without_outputs(discover(tuple(inputs)), inputs=inputs, out=out)
    found, misnamed = _without_misnamed(discovered)
    call_log = read_call_log(log) if log is not None else None
    rows, lost = (call_log.rows, call_log.lost) if call_log is not None else ((), ())
    matches = match_rows(rows, found.recordings, log_folder=(log or Path()).parent)
    in_words = [call for path in found.call_files for call in read_calls(path)]
    tasks = [
        *_recordings(matches),
        *_unlogged(matches.recordings_without_row),
        *_words(in_words, matches.rows_without_recording, log_folder=(log or Path()).parent),
        *misnamed,
        *(_lost(fault) for fault in lost),
    ]
    taken = {task.metadata.call_id for task in tasks}
    unheard = [row for row in matches.rows_without_recording if row.call_id not in taken]
    tasks += [
        CallTask(source=str(log), metadata=row, notes=("in the call log, without a recording",))
        for row in unheard
    ]
    if not tasks:
        raise UserError("\n".join((_no_calls(inputs), *_skipped(found))))
    unique = tuple(_unique(sorted(tasks, key=lambda task: (task.call_id, task.source))))
    logged = frozenset() if lost else frozenset(row.call_id for row in rows)
    index = _index(unique, logged)
    return Plan(
        tasks=tuple(
            task.model_copy(update={"history": history_of(task.metadata, index)}) for task in unique
        ),
        logged=logged,
        notes=(
            *(call_log.problems if call_log is not None else ()),
            *matches.problems,
            *_missing(unheard),
            *_skipped(found),
        ),
    )


def _no_calls(inputs: Sequence[Path]) -> str:
    """Say so: a batch of nothing would look like a batch without findings."""
    places = ", ".join(printable(path) for path in inputs)
    return f"nothing to audit in {places}: neither a recording nor a call in words"


def _missing(unheard: Sequence[CallMetadata]) -> Iterator[str]:
    """Name recordings of the log that are not among the inputs, in one line."""
    named = [f"{row.call_id} ({row.recording})" for row in unheard if row.recording]
    if not named:
        return
    more = f" and {len(named) - NAMED_FILES} more" if len(named) > NAMED_FILES else ""
    rows = "1 row names" if len(named) == 1 else f"{len(named)} rows name"
    listed = f"{', '.join(named[:NAMED_FILES])}{more}"
    yield f"call log: {rows} a recording that is not among the inputs: {listed}"


def _skipped(found: Discovered) -> Iterator[str]:
    """Name what was left out: one line a reason where many files share it."""
    by_reason: dict[str, list[Path]] = defaultdict(list)
    for skipped in found.skipped:
        by_reason[skipped.reason].append(skipped.path)
    for reason, paths in by_reason.items():
        if len(paths) <= NAMED_FILES:
            yield from (f"{printable(path)}: {reason}" for path in paths)
            continue
        sorts = Counter(printable(path.suffix) or "no suffix" for path in paths)
        counted = ", ".join(f"{count} {suffix}" for suffix, count in sorts.most_common())
        yield f"{len(paths)} files: {reason} ({counted})"


def _without_misnamed(found: Discovered) -> tuple[Discovered, tuple[CallTask, ...]]:
    """Fail files whose names are no text: no result could say which file it is about."""
    bad = [path for path in (*found.recordings, *found.call_files) if not is_text(path)]
    if not bad:
        return found, ()
    kept = {
        "recordings": tuple(path for path in found.recordings if is_text(path)),
        "call_files": tuple(path for path in found.call_files if is_text(path)),
    }
    return found.model_copy(update=kept), tuple(_misnamed(path) for path in bad)


def _misnamed(path: Path) -> CallTask:
    call_id, source = printable(path.stem), printable(path)
    failure = StageFailure(
        call_id=call_id,
        source=source,
        stage="read",
        code="file_name",
        message="the file's name or folder is not valid UTF-8; rename it",
    )
    return CallTask(source=source, metadata=CallMetadata(call_id=call_id), failure=failure)


def _lost(fault: Fault) -> CallTask:
    """Fail a row of the log that could not be read: it may have been a call to judge."""
    call_id = f"{Path(fault.path).name}:{fault.line}"
    told = f"{fault.field}: {fault.message}" if fault.field else fault.message
    failure = StageFailure(
        call_id=call_id,
        source=f"{fault.path}:{fault.line}",
        stage="read",
        code="call_log",
        message=told,
    )
    metadata = CallMetadata(call_id=call_id)
    return CallTask(source=failure.source, metadata=metadata, failure=failure)


def _index(tasks: Sequence[CallTask], logged: frozenset[CallId]) -> CaseIndex:
    """Group what is known of the calls; a call given twice is one call."""
    kept = (task for task in tasks if not _is_copy(task))
    return CaseIndex((task.metadata for task in kept), logged=logged)


def _is_copy(task: CallTask) -> bool:
    return task.failure is not None and task.failure.code == DUPLICATE


def _recordings(matches: Matches) -> Iterator[CallTask]:
    for pair in matches.pairs:
        path = Path(pair.recording)
        side = side_metadata(path)
        yield CallTask(
            source=pair.recording,
            recording=path,
            metadata=merge(pair.metadata, side) if side else pair.metadata,
        )


def _unlogged(recordings: Sequence[str]) -> Iterator[CallTask]:
    names = ids_from_names([Path(recording) for recording in recordings])
    for recording, name in zip(recordings, names, strict=True):
        side = side_metadata(Path(recording))
        if side and side.call_id == Path(recording).stem:  # the file gives no id of its own
            side = side.model_copy(update={"call_id": name})
        yield CallTask(
            source=recording,
            recording=Path(recording),
            metadata=side or CallMetadata(call_id=name),
            notes=() if side else ("no row in the call log",),
        )


def _words(
    calls: Sequence[CallFile], rows: Sequence[CallMetadata], *, log_folder: Path
) -> Iterator[CallTask]:
    """Join calls in words to their rows: by the file a row names, else by the id."""
    by_file = _rows_by_file(calls, rows, log_folder=log_folder)
    named = {row.call_id for row in by_file.values()}
    by_id = {row.call_id: row for row in rows if row.call_id not in named}
    for call in calls:
        row = by_file.get(call.source) or by_id.get(call.call_id)
        metadata = call.metadata or CallMetadata(call_id=call.call_id)
        metadata = merge(row, metadata) if row else metadata
        yield CallTask(
            source=call.source if call.line is None else f"{call.source}:{call.line}",
            metadata=metadata,
            conversation=_called(call.conversation, metadata.call_id),
            failure=_called(call.failure, metadata.call_id),
            notes=call.problems,
        )


def _rows_by_file(
    calls: Sequence[CallFile], rows: Sequence[CallMetadata], *, log_folder: Path
) -> dict[str, CallMetadata]:
    """Return the rows whose `recording` is a file of one call, by that file."""
    held = Counter(call.source for call in calls)
    alone = [Path(call.source) for call in calls if call.line is None and held[call.source] == 1]
    naming = [row for row in rows if row.recording]
    pairs = match_rows(naming, alone, log_folder=log_folder).pairs
    return {pair.recording: pair.metadata for pair in pairs}


def _called(part: _Part, call_id: CallId) -> _Part:
    """Return the words or failure of a call under the id that its row gives it."""
    if part is None or part.call_id == call_id:
        return part
    return part.model_copy(update={"call_id": call_id})


def _unique(tasks: Sequence[CallTask]) -> Iterator[CallTask]:
    first: dict[str, CallTask] = {}
    for task in tasks:
        other = first.setdefault(task.call_id, task)
        if other is task:
            yield task
            continue
        number = sum(seen.startswith(f"{task.call_id}#") for seen in first) + 2
        call_id = f"{task.call_id}#{number}"
        failure = StageFailure(
            call_id=call_id,
            source=task.source,
            stage="read",
            code=DUPLICATE,
            message=f"the call id {task.call_id} is used by {other.source} too",
        )
        metadata = task.metadata.model_copy(update={"call_id": call_id})
        again = task.model_copy(update={"metadata": metadata, "failure": failure})
        first[call_id] = again
        yield again
