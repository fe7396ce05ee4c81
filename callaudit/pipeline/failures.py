"""One bad call never stops a batch: what goes wrong with it becomes its result."""

import traceback
from collections.abc import Callable
from pathlib import Path

from callaudit.core.audit import CallAudit, StageFailure
from callaudit.core.errors import CallError, UserError
from callaudit.pipeline.stages import Stopwatch
from callaudit.pipeline.task import CallTask


def failing_alone(task: CallTask, work: Callable[[Stopwatch], CallAudit]) -> CallAudit:
    """Return what `work` makes of a call, or the call as failed with stage and reason.

    A fault of ours names the place in the code and nothing that was said.

    Raises:
        UserError: if the model or a package is missing or wrong, which no other call would
            survive either.
    """
    if task.failure is not None:
        return _failed(task, task.failure)
    watch = Stopwatch()
    try:
        return work(watch)
    except CallError as error:
        return _failed(task, _failure(task, watch.stage, error.code, str(error)))
    except UserError:
        raise
    except ImportError as error:
        raise UserError(
            f"a package is missing or broken: {error}; "
            "recordings need: pip install 'callaudit[asr,offline]'"
        ) from error
    except Exception as error:  # noqa: BLE001 - one bad call never stops a batch
        return _failed(task, _failure(task, watch.stage, "internal", _place_of(error)))


def _failure(task: CallTask, stage: str, code: str, message: str) -> StageFailure:
    return StageFailure(
        call_id=task.call_id, source=task.source, stage=stage, code=code, message=message
    )


def _failed(task: CallTask, failure: StageFailure) -> CallAudit:
    return CallAudit(
        call_id=task.call_id,
        source=task.source,
        status="failed",
        failure=failure,
        notes=task.notes,
        log_row=task.metadata,
    )


def _place_of(error: Exception) -> str:
    """Name the fault and its place in the code; its message may hold what was said."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno} ({last.name})"
