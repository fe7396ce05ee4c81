"""Many calls on this machine: one process a core, and a dead process costs one call only."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import Generic, TypeVar

from callaudit.core.audit import CallAudit, StageFailure
from callaudit.pipeline.hearing_ahead import hear_ahead
from callaudit.pipeline.hearing_tools import HearingSettings
from callaudit.pipeline.one_call import audit_call
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.tools import AuditSettings, AuditTools

_MOST_TOGETHER = 32
_BYTES_TOGETHER = 4_000_000
"""Calls heard together: four minutes of stereo telephone sound, half an hour of small MP3s."""

ORPHAN_CHECK_S = 2.0
"""How often a worker looks whether its parent is still there."""


Finished = Iterator[tuple[CallTask, CallAudit]]
"""Calls as they finish."""

S = TypeVar("S", bound=HearingSettings)
T = TypeVar("T")

One = Callable[[CallTask, S], CallAudit]
"""What is done with one call, in this process or another; a function of a module."""


@dataclass(frozen=True)
class Work(Generic[S]):
    """What is done with calls: with several short ones before their turn, then with each.

    Both are functions of a module.
    """

    one: One[S]
    ahead: Callable[[Sequence[CallTask], S], None]


def audit_one(task: CallTask, settings: AuditSettings) -> CallAudit:
    """Audit a call with the tools of this process, which are made at its first call."""
    return audit_call(task, _tools(settings))


def _hear_ahead(tasks: Sequence[CallTask], settings: AuditSettings) -> None:
    hear_ahead(tasks, _tools(settings))


AUDITING = Work(audit_one, _hear_ahead)
"""Calls are heard together and audited one by one."""


def run_all(tasks: tuple[CallTask, ...], settings: S, *, jobs: int, work: Work[S]) -> Finished:
    """Do the calls in words here and the recordings in at most `jobs` processes.

    Calls in words take milliseconds each: processes would only cost their start.

    Raises:
        UserError: as `work`.
    """
    yield from run_here(tuple(task for task in tasks if task.recording is None), settings, work.one)
    recordings = tuple(task for task in tasks if task.recording is not None)
    if recordings:
        jobs = min(jobs, len(recordings))
        threads = max(1, (os.cpu_count() or 1) // jobs)
        each = settings.model_copy(update={"threads": threads})
        yield from _run_processes(recordings, each, jobs=jobs, work=work)


def run_here(tasks: tuple[CallTask, ...], settings: S, work: One[S]) -> Finished:
    """Do calls one after another in this process."""
    for task in tasks:
        yield task, work(task, settings)


def _run_processes(
    tasks: tuple[CallTask, ...], settings: S, *, jobs: int, work: Work[S]
) -> Finished:
    """Do calls in `jobs` processes, the largest recordings first; yields as calls finish.

    When a process dies, the calls it may have held are tried again one by one, each in a
    process of its own: the one that dies again is failed as `worker_died`, the others go on.
    """
    todo = sorted(tasks, key=_size, reverse=True)
    while todo:
        suspects: list[CallTask] = []
        yield from _until_death(todo, settings, work=work, jobs=jobs, suspects=suspects)
        for task in suspects:
            todo.remove(task)
            alone: list[CallTask] = []
            yield from _until_death([task], settings, work=work, jobs=1, suspects=alone)
            if alone:
                yield task, _died(task)


def _until_death(
    todo: list[CallTask],
    settings: S,
    *,
    work: Work[S],
    jobs: int,
    suspects: list[CallTask],
) -> Finished:
    """Work `todo` off from its front; if a worker dies, leave what ran in `suspects`."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin_worker)
    running: dict[Future[list[CallAudit]], tuple[CallTask, ...]] = {}
    waiting = in_groups(todo, jobs=jobs, size=_size)
    try:
        while True:
            while len(running) < jobs and (group := next(waiting, None)) is not None:
                running[pool.submit(_do, group, settings, work)] = group
            if not running:
                pool.shutdown()
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                group = running[future]
                audits = future.result()
                del running[future]
                for task, audit in zip(group, audits, strict=True):
                    todo.remove(task)
                    yield task, audit
    except BrokenProcessPool:
        suspects.extend(task for group in running.values() for task in group)
    finally:
        _stop(pool)


def in_groups(
    things: Sequence[T], *, jobs: int, size: Callable[[T], int]
) -> Iterator[tuple[T, ...]]:
    """Yield short recordings in groups, by their bytes; long ones alone.

    A short one alone does not fill the batches of the recogniser. What is heard does not depend
    on the group.
    """
    most = min(_MOST_TOGETHER, max(1, len(things) // (2 * jobs)))
    group: list[T] = []
    for thing in things:
        if group and (
            len(group) == most or sum(size(one) for one in (*group, thing)) > _BYTES_TOGETHER
        ):
            yield tuple(group)
            group = []
        group.append(thing)
    if group:
        yield tuple(group)


def _do(tasks: tuple[CallTask, ...], settings: S, work: Work[S]) -> list[CallAudit]:
    if len(tasks) > 1:
        work.ahead(tasks, settings)
    return [work.one(task, settings) for task in tasks]


def _stop(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(timeout=5)


@cache
def _tools(settings: AuditSettings) -> AuditTools:
    return AuditTools(settings)


def _begin_worker() -> None:
    # The parent decides what an interrupt means; a worker must not print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(ORPHAN_CHECK_S)
    os._exit(1)


def _size(task: CallTask) -> int:
    try:
        return task.recording.stat().st_size if task.recording else 0
    except OSError:
        return 0


def _died(task: CallTask) -> CallAudit:
    failure = StageFailure(
        call_id=task.call_id,
        source=task.source,
        stage="transcribe",
        code="worker_died",
        message="the process that worked on this call was killed, twice (out of memory?)",
    )
    return CallAudit(
        call_id=task.call_id,
        source=task.source,
        status="failed",
        failure=failure,
        notes=task.notes,
        log_row=task.metadata,
    )
