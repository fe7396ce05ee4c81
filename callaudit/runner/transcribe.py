"""A batch of calls to files of words, one call after another as they finish."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from time import perf_counter

from callaudit.core.audit import CallAudit, StageFailure
from callaudit.core.errors import UserError
from callaudit.core.model import Frozen
from callaudit.pipeline.hearing_ahead import hear_ahead
from callaudit.pipeline.hearing_tools import HearingSettings, HearingTools
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.transcript_of_call import transcribe_call
from callaudit.reports.atomic import write_text
from callaudit.reports.audio_links import safe_name
from callaudit.reports.captions import transcript_text
from callaudit.reports.transcript_format import TranscriptFormat
from callaudit.runner.batch import Progress
from callaudit.runner.local import Work, run_all
from callaudit.runner.plan import make_plan


class TranscribeSettings(Frozen):
    """What the user asked for."""

    inputs: tuple[Path, ...]
    out: Path
    hearing: HearingSettings
    formats: tuple[TranscriptFormat, ...] = (TranscriptFormat.JSON,)
    log: Path | None = None
    jobs: int = 1


class TranscribeResult(Frozen):
    """What was written, what could not be, and what a person should know of the inputs."""

    written: tuple[Path, ...] = ()
    calls: int = 0
    failures: tuple[StageFailure, ...] = ()
    notes: tuple[str, ...] = ()
    audio_s: float = 0.0
    wall_s: float = 0.0


def transcribe_batch(
    settings: TranscribeSettings, *, tell: Callable[[Progress], None] = lambda _: None
) -> TranscribeResult:
    """Write the words of every call the user named; each file stands as soon as it is known.

    A batch that was stopped goes on from the cache: no recording is recognised twice.

    Raises:
        UserError: if inputs, log or model are wrong, or recordings lie in the output folder.
        OSError: if a file cannot be written.
    """
    began = perf_counter()
    tools = HearingTools(settings.hearing)
    tasks, notes = _tasks(settings)
    hears = any(task.recording is not None for task in tasks)
    if hears:
        from callaudit.asr.sources import find_model

        find_model(settings.hearing.asr.model)
        notes += tuple(filter(None, (tools.cache.problem(), tools.voice_problem)))
    result = TranscribeResult(notes=notes)
    tell(_news(result, tasks, done=0, began=began))
    finished = run_all(tasks, settings.hearing, jobs=settings.jobs, work=_TRANSCRIBING)
    for done, (_, audit) in enumerate(finished, start=1):
        result = _with(result, audit, settings)
        tell(_news(result, tasks, done=done, began=began))
    return result.model_copy(update={"wall_s": round(perf_counter() - began, 1)})


def _transcribe(task: CallTask, settings: HearingSettings) -> CallAudit:
    return transcribe_call(task, _tools(settings))


def _hear_ahead(tasks: Sequence[CallTask], settings: HearingSettings) -> None:
    hear_ahead(tasks, _tools(settings))


_TRANSCRIBING = Work(_transcribe, _hear_ahead)


@cache
def _tools(settings: HearingSettings) -> HearingTools:
    return HearingTools(settings)


def _tasks(settings: TranscribeSettings) -> tuple[tuple[CallTask, ...], tuple[str, ...]]:
    """Return the calls with words, and notes; what an earlier run wrote is no call."""
    home = settings.out.resolve()
    if any(home == (path.parent if path.is_file() else path).resolve() for path in settings.inputs):
        raise _not_there(settings.out)
    plan = make_plan(settings.inputs, log=settings.log, out=settings.out)
    kept = []
    for task in plan.tasks:
        inside = Path(task.source).parent.resolve() == home
        if inside and task.recording is not None:
            raise _not_there(settings.out)
        row_alone = task.recording is None and task.conversation is None and task.failure is None
        if not inside and not row_alone:
            kept.append(task)
    return tuple(kept), plan.notes


def _not_there(out: Path) -> UserError:
    return UserError(f"--out {out} holds calls of the input: name another folder")


def _with(
    result: TranscribeResult, audit: CallAudit, settings: TranscribeSettings
) -> TranscribeResult:
    """Write one call and return the result with it."""
    if audit.failure is not None:
        return result.model_copy(update={"failures": (*result.failures, audit.failure)})
    written, notes = [], []
    for form in settings.formats:
        text = transcript_text(audit, form)
        if text is None:
            notes.append(f"{audit.source}: {_why_none(audit)}, so no {form} was written")
            continue
        path = settings.out / f"{safe_name(audit.call_id)}.{form}"
        write_text(path, text)
        written.append(path)
    recording = audit.call.recording if audit.call is not None else None
    return result.model_copy(
        update={
            "calls": result.calls + 1,
            "written": (*result.written, *written),
            "notes": (*result.notes, *notes),
            "audio_s": result.audio_s + (recording.duration_s if recording else 0.0),
        }
    )


def _why_none(audit: CallAudit) -> str:
    said = audit.call is not None and audit.call.conversation.turns
    return "its turns have no times" if said else "no words were heard"


def _news(
    result: TranscribeResult, tasks: tuple[CallTask, ...], *, done: int, began: float
) -> Progress:
    return Progress(
        total=len(tasks),
        done=done,
        fresh=done,
        audio_s=result.audio_s,
        wall_s=perf_counter() - began,
    )
