"""What a person sees while a batch runs and when it has ended."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from callaudit.cli.console import err, out, show_news
from callaudit.core.audit import StageFailure
from callaudit.core.finding import Finding, Severity, Verdict
from callaudit.core.interval import clock
from callaudit.runner.batch import BatchResult, Progress
from callaudit.runner.transcribe import TranscribeResult

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

TOP_RULES = 8
"""Rules named in the summary; the report has them all."""

SHOWN_NOTES = 10
"""Notes on the inputs that are printed; the rest is counted."""


class AuditProgress:
    """A bar on a terminal; in a pipe, silence until the end."""

    def __init__(self) -> None:
        """Nothing is printed before the first news."""
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "AuditProgress":
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def tell(self, news: Progress) -> None:
        """Show where the batch stands: calls, sound, speed, time left."""
        if not err().is_terminal or news.total == 0:
            return
        if self._bar is None:
            self._begin(news)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=news.done, speed=_speed(news))

    def _begin(self, news: Progress) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("calls"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
            console=err(),
        )
        self._task = self._bar.add_task("calls", total=news.total, speed="")
        self._bar.start()


def show_result(result: BatchResult, folder: Path) -> None:
    """Print the summary and where the report lies."""
    failures = (audit.failure for audit in result.audits if audit.failure is not None)
    _show_news(result.notes, failures)
    _show_table(_rows(result, _broken(result)))
    out().print(f"report: {folder / 'report.html'}", markup=False)


def show_transcripts(result: TranscribeResult, folder: Path) -> None:
    """Print what was transcribed and where it lies."""
    _show_news(result.notes, result.failures)
    rows = [
        ("calls transcribed", str(result.calls)),
        ("calls failed", str(len(result.failures))),
        ("sound", _sound(result.audio_s, result.wall_s)),
        ("files written", str(len(result.written))),
    ]
    _show_table(rows)
    out().print(f"folder: {folder}", markup=False)


def _show_news(notes: tuple[str, ...], failures: Iterable[StageFailure]) -> None:
    for note in notes[:SHOWN_NOTES]:
        show_news(f"note: {note}")
    if len(notes) > SHOWN_NOTES:
        show_news(f"note: … and {len(notes) - SHOWN_NOTES} more")
    for failure in failures:
        show_news(f"failed: {failure.source}: {failure.stage}: {failure.message}")


def _show_table(rows: Sequence[tuple[str, str]]) -> None:
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in rows:
        table.add_row(name, value)
    out().print(table)


def _sound(audio_s: float, wall_s: float) -> str:
    speed = f", {audio_s / wall_s:.1f} x real time" if wall_s and audio_s else ""
    return f"{clock(audio_s)} in {clock(wall_s)}{speed}"


def _rows(result: BatchResult, broken: list[Finding]) -> list[tuple[str, str]]:
    run = result.run
    severities = Counter(finding.severity for finding in broken)
    rules = Counter(finding.rule_id for finding in broken)
    unclear = sum(
        any(f.verdict is Verdict.UNDETERMINED for f in audit.findings) for audit in result.audits
    )
    rows = [
        ("calls audited", str(run.calls_audited)),
        ("calls failed", str(run.calls_failed)),
        ("calls not fully judged", str(unclear)),
        *_gaps(result),
        ("sound", _sound(run.audio_s, run.wall_s)),
    ]
    rows += [(f"findings, {one}", str(severities[one])) for one in Severity]
    rows += [(f"  {rule}", str(count)) for rule, count in rules.most_common(TOP_RULES)]
    if len(rules) > TOP_RULES:
        rows.append((f"  and {len(rules) - TOP_RULES} more rules", ""))
    return rows


def _gaps(result: BatchResult) -> list[tuple[str, str]]:
    """Count what the user gave and callaudit could not use; the report names each."""
    judged = [audit.call for audit in result.audits if audit.call is not None]
    unheard = sum(not call.conversation.turns and call.recording is None for call in judged)
    unread = sum(bool(call.metadata.problems) for call in judged)
    gaps = (
        ("  judged by the log alone", unheard),
        ("calls with facts not read", unread),
    )
    return [(name, str(count)) for name, count in gaps if count]


def _broken(result: BatchResult) -> list[Finding]:
    return [
        finding
        for audit in result.audits
        for finding in audit.findings
        if finding.verdict is Verdict.BROKEN
    ]


def _speed(news: Progress) -> str:
    if not news.audio_s or not news.wall_s:
        return ""
    hours = news.audio_s / 3600
    return f"{hours:.1f} h of sound · {news.audio_s / news.wall_s:.1f} x real time"
