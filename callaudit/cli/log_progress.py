"""A bar while a long call log is read and judged."""

from types import TracebackType
from typing import TYPE_CHECKING

from callaudit.cli.console import err

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

FEW_ROWS = 5_000
"""A shorter log is done before a bar can be read."""


class LogProgress:
    """A bar a stage on a terminal; in a pipe, silence."""

    def __init__(self) -> None:
        """Nothing is shown before the first news."""
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "LogProgress":
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bars away."""
        if self._bar is not None:
            self._bar.stop()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Show how many rows of a stage are done."""
        if total < FEW_ROWS or not err().is_terminal:
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
        for earlier in self._tasks.values():
            self._bar.update(earlier, completed=total)
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total)
        self._bar.update(self._tasks[stage], completed=done)


def _bar() -> "Progress":
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description:8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err(),
        transient=True,
    )
