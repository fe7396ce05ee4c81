"""From gold files to numbers: read, judge as any call is judged, compare."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import callaudit
from callaudit.audio.discover import Discovered, discover
from callaudit.core.accuracy import Case, CaseSort, GoldReport
from callaudit.core.audit import CallAudit, StageFailure
from callaudit.core.errors import Fault, FaultsError, UserError
from callaudit.core.ids import digest_file
from callaudit.core.model import Frozen
from callaudit.pipeline.cases import settle_cases
from callaudit.pipeline.evaluation import Showing, case_of_call, case_of_line, rule_categories
from callaudit.pipeline.gold_calls import GoldOfTask, file_of, gold_of_tasks
from callaudit.pipeline.gold_lines import GoldLine, LineChoice, holds_lines, read_lines
from callaudit.pipeline.redaction import redact_all
from callaudit.pipeline.speech_style import SpeechStyle, restyled
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.tools import AuditSettings, AuditTools
from callaudit.runner.local import AUDITING, audit_one, run_all, run_here
from callaudit.runner.plan import Plan, make_plan
from callaudit.scoring.accuracy import METHOD, accuracy
from callaudit.scoring.mistakes import mistakes

_GROUPS: dict[CaseSort, str] = {"line": "lines", "call": "calls", "recording": "recordings"}
ALL = "all"


class GoldSettings(Frozen):
    """What the user asked for; the style is for calls in words too."""

    inputs: tuple[Path, ...]
    audit: AuditSettings
    out: Path | None = None
    log: Path | None = None
    gold: Path | None = None
    lines: LineChoice = LineChoice()
    text: bool = True
    jobs: int = 1


class _Work(Frozen):
    """Everything that will be judged, its gold beside it.

    `others` are calls in words without gold: they tell what binds the labelled ones. `plan` has
    every call there is, rows of the log included.
    """

    lines: tuple[GoldLine, ...]
    calls: tuple[CallTask, ...]
    others: tuple[CallTask, ...]
    plan: Plan
    gold: GoldOfTask
    files: tuple[Path, ...]
    notes: tuple[str, ...]


class _Judging(NamedTuple):
    """What calls and lines are judged with, and what is shown of them."""

    tools: AuditTools
    audit: AuditSettings
    showing: Showing
    jobs: int


def evaluate_gold(
    settings: GoldSettings, *, tell: Callable[[int, int], None] = lambda _done, _of: None
) -> GoldReport:
    """Judge gold lines and calls with the pipeline of an audit and compare with their labels.

    `tell` hears how many cases are done, of how many.

    Raises:
        UserError: if a file is wrong (each fault with its line), or nothing has gold labels.
    """
    tools = AuditTools(settings.audit)
    pack, like = tools.pack, tools.likeness
    work = _work(settings)
    audit, model = _with_model(settings.audit, work)
    showing = Showing(rules=rule_categories(pack), text=settings.text)
    judging = _Judging(tools, audit, showing, settings.jobs)
    cases, failures = _cases(work, judging, tell=tell)
    if not cases:
        raise UserError("\n".join(f"{f.source}: {f.stage}: {f.message}" for f in failures))
    return GoldReport(
        callaudit_version=callaudit.__version__,
        policy=audit.policy,
        style=settings.lines.style,
        rules_digest=pack.digest,
        models=({"asr": model} if model else {}) | ({"like": like.digest} if like else {}),
        inputs={str(path): digest_file(path) for path in work.files},
        method=METHOD,
        groups={
            name: accuracy(group, rules=showing.rules)
            for name, group in _grouped(cases, settings.lines.by).items()
        },
        mistakes=mistakes(cases),
        failures=failures,
        notes=(*work.notes, *([tools.like_problem] if tools.like_problem else [])),
    )


def _work(settings: GoldSettings) -> _Work:
    found = discover(settings.inputs)
    call_files = [path for path in found.call_files if not _is_output(path, settings.out)]
    line_files = [path for path in call_files if holds_lines(path)]
    lines: list[GoldLine] = []
    faults: list[Fault] = []
    for path in line_files:
        read, wrong = read_lines(path, choice=settings.lines)
        lines += read
        faults += wrong
    others = tuple(path for path in call_files if path not in line_files)
    plan = _plan((*found.recordings, *others), settings)
    in_log_alone = str(settings.log)
    tasks = tuple(task for task in plan.tasks if task.source != in_log_alone)
    gold, wrong = gold_of_tasks(tasks, folder=settings.gold)
    faults += [*wrong, *_unreadable(tasks)]
    if faults:
        raise FaultsError(tuple(sorted(faults, key=lambda f: (f.path, f.line or 0, f.field))))
    styled = tuple(_restyled(task, settings.lines.style) for task in tasks)
    labelled = tuple(task for task in styled if task.call_id in gold)
    if not lines and not labelled:
        raise UserError(_nothing_labelled(tasks, found))
    files = {*line_files, *(file_of(task) for task in labelled)}
    return _Work(
        lines=tuple(lines),
        calls=labelled,
        others=tuple(
            task for task in styled if task.call_id not in gold and task.recording is None
        ),
        plan=plan,
        gold=gold,
        files=tuple(sorted(path for path in files if path.is_file())),
        notes=(*plan.notes, *_unlabelled(tasks, gold)),
    )


def _is_output(path: Path, out: Path | None) -> bool:
    return out is not None and path.resolve().is_relative_to(out.resolve())


def _plan(paths: tuple[Path, ...], settings: GoldSettings) -> Plan:
    if not paths:
        return Plan(tasks=())
    return make_plan(paths, log=settings.log, out=settings.out or settings.audit.cache)


def _unreadable(tasks: Iterable[CallTask]) -> list[Fault]:
    """Return the faults of calls in words that cannot be read; a bad recording only fails."""
    return [
        Fault(
            path=task.source,
            line=None,
            field="",
            message=task.failure.message.removeprefix(f"{task.source}: "),
        )
        for task in tasks
        if task.failure is not None and task.recording is None
    ]


def _restyled(task: CallTask, style: SpeechStyle) -> CallTask:
    if task.conversation is None:
        return task
    return task.model_copy(update={"conversation": restyled(task.conversation, style)})


def _nothing_labelled(tasks: tuple[CallTask, ...], found: Discovered) -> str:
    if tasks:
        return (
            f"none of the {len(tasks)} calls has gold labels: they stand in the call's file under "
            '"gold", or in gold/<call id>.json beside it (or name their folder with --gold)'
        )
    reasons = "; ".join(f"{one.path}: {one.reason}" for one in found.skipped[:3])
    return f"no gold lines or calls there{f' ({reasons})' if reasons else ''}"


def _unlabelled(tasks: tuple[CallTask, ...], gold: GoldOfTask) -> tuple[str, ...]:
    without = [task.call_id for task in tasks if task.call_id not in gold]
    if not without:
        return ()
    named = ", ".join(without[:3]) + (", …" if len(without) > 3 else "")
    return (f"{len(without)} calls without gold labels are not scored: {named}",)


def _with_model(settings: AuditSettings, work: _Work) -> tuple[AuditSettings, str]:
    """Verify the model before the first recording, if there is any."""
    if all(task.recording is None for task in work.calls):
        return settings, ""
    from callaudit.asr.sources import find_model, with_digest

    model = find_model(settings.asr.model)
    return settings.model_copy(update={"asr": with_digest(settings.asr, model)}), model.label


def _cases(
    work: _Work, judging: _Judging, *, tell: Callable[[int, int], None]
) -> tuple[tuple[Case, ...], tuple[StageFailure, ...]]:
    total = len(work.lines) + len(work.calls)
    cases: list[Case] = []
    failures: list[StageFailure] = []
    tell(0, total)
    showing = judging.showing
    lines = run_here(tuple(line.task for line in work.lines), judging.audit, audit_one)
    for line, (_, judged) in zip(work.lines, lines, strict=True):
        if judged.failure is None:
            cases.append(case_of_line(line, judged, showing=showing))
        else:
            failures.append(judged.failure)
        tell(len(cases) + len(failures), total)
    done = len(cases) + len(failures)
    calls = _settled(work, judging, tell=lambda n: tell(done + n, total))
    for task in work.calls:
        judged = calls[task.call_id]
        if judged.failure is None:
            cases.append(case_of_call(work.gold[task.call_id], task, judged, showing=showing))
        else:
            failures.append(judged.failure)
    ordered = sorted(failures, key=lambda failure: failure.call_id)
    return tuple(sorted(cases, key=lambda case: case.id)), tuple(ordered)


def _settled(
    work: _Work, judging: _Judging, *, tell: Callable[[int], None]
) -> dict[str, CallAudit]:
    """Judge the calls as a batch would: what one of a case establishes binds those after it."""
    plain = judging.audit.model_copy(update={"redact": False})
    alone = [judged for _, judged in run_here(work.others, plain, audit_one)] if work.calls else []
    calls = run_all(work.calls, plain, jobs=judging.jobs, work=AUDITING)
    for number, (_, judged) in enumerate(calls, start=1):
        alone.append(judged)
        tell(number)
    audits, cases = settle_cases(alone, judging.tools, index=work.plan.index())
    if judging.audit.redact:
        audits, _ = redact_all(audits, cases)
    return {judged.call_id: judged for judged in audits}


def _grouped(cases: tuple[Case, ...], by: str | None) -> dict[str, tuple[Case, ...]]:
    groups = {
        name: group
        for sort, name in _GROUPS.items()
        if (group := tuple(case for case in cases if case.sort == sort))
    }
    if len(groups) > 1:
        groups[ALL] = cases
    for value in sorted({case.group for case in cases if case.group}):
        groups[f"{by}: {value}"] = tuple(case for case in cases if case.group == value)
    return groups
