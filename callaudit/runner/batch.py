"""A batch from inputs to results: plan, what is left to do, run, write."""

import platform
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter

import callaudit
from callaudit.core.audit import AuditRun, CallAudit
from callaudit.core.case import CaseAudit
from callaudit.core.ids import digest_file, digest_model, digest_parts
from callaudit.core.model import Frozen
from callaudit.pipeline.cases import settle_cases
from callaudit.pipeline.redaction import redact_all
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.tools import AuditSettings, AuditTools
from callaudit.rulespec import load_policy
from callaudit.rulespec.policy import AUTO, policy_names
from callaudit.runner.ledger import Ledger
from callaudit.runner.local import AUDITING, run_all
from callaudit.runner.plan import Plan, make_plan
from callaudit.runner.results import Results, write_results

LIBRARIES = ("faster-whisper", "ctranslate2", "spacy", "av", "numpy", "pandas", "pydantic")
"""Whose versions stand in run.json."""


class BatchSettings(Frozen):
    """What the user asked for."""

    inputs: tuple[Path, ...]
    out: Path
    audit: AuditSettings
    log: Path | None = None
    jobs: int = 1
    embed_audio: bool = False


class BatchResult(Frozen):
    """What came out, and what a person should know of the inputs."""

    run: AuditRun
    audits: tuple[CallAudit, ...]
    cases: tuple[CaseAudit, ...]
    notes: tuple[str, ...]


class Progress(Frozen):
    """News of a running batch: `fresh` calls were audited now, the others stood in the ledger."""

    total: int
    done: int
    fresh: int
    audio_s: float
    wall_s: float


def run_batch(
    settings: BatchSettings, *, tell: Callable[[Progress], None] = lambda _: None
) -> BatchResult:
    """Audit everything the user named and write all results.

    Finished calls are kept as they come, so a batch that was stopped goes on from there and
    ends with the same results.

    Raises:
        UserError: if inputs, log, rules, policy or model are wrong.
        OSError: if the results cannot be written.
    """
    began, started_at = perf_counter(), _now()
    tools = AuditTools(settings.audit)
    plan = make_plan(settings.inputs, log=settings.log, out=settings.out)
    begun = settings.audit.model_copy(update={"rules_digest": tools.pack.digest})
    audit, model = _with_model(begun, tools, plan)
    digests = _digests(audit, tools)
    ledger = Ledger(settings.out, made_with=digest_parts(callaudit.__version__, *digests.values()))
    # What one call says of another is read from plain words: they are masked after the cases.
    plain = audit.model_copy(update={"redact": False})
    alone = _audits(plan, plain, ledger, jobs=settings.jobs, tell=tell)
    audits, cases = settle_cases(alone, tools, index=plan.index())
    if audit.redact:
        audits, cases = redact_all(audits, cases)
    run = AuditRun(
        run_id=digest_parts(*digests.values(), *(task.call_id for task in plan.tasks))[7:23],
        started_at=started_at,
        finished_at=_now(),
        callaudit_version=callaudit.__version__,
        python_version=platform.python_version(),
        policy=audit.policy,
        policy_digest=digests["policy"],
        rules_digest=digests["rules"],
        asr_digest=digests["asr"],
        models=_models(model, tools),
        libraries=dict(_versions()),
        inputs=_inputs(audits, plan, settings.log),
        calls_audited=sum(one.status == "audited" for one in audits),
        calls_failed=sum(one.status == "failed" for one in audits),
        audio_s=round(sum(_audio_s(one) for one in audits), 1),
        wall_s=round(perf_counter() - began, 1),
    )
    write_results(settings.out, run, Results(audits, cases), embed_audio=settings.embed_audio)
    ledger.forget_others(plan.tasks)
    notes = (*plan.notes, *_tool_notes(plan, tools))
    return BatchResult(run=run, audits=audits, cases=cases, notes=notes)


def _tool_notes(plan: Plan, tools: AuditTools) -> tuple[str, ...]:
    hears = any(task.recording is not None for task in plan.tasks)
    problems = (
        tools.cache.problem() if hears else None,
        tools.voice_problem if hears else None,
        tools.like_problem,
    )
    return tuple(problem for problem in problems if problem)


def _audits(
    plan: Plan,
    settings: AuditSettings,
    ledger: Ledger,
    *,
    jobs: int,
    tell: Callable[[Progress], None],
) -> tuple[CallAudit, ...]:
    began = perf_counter()
    audits = {t.call_id: kept for t in plan.tasks if (kept := ledger.done(t)) is not None}
    todo = tuple(task for task in plan.tasks if task.call_id not in audits)
    fresh, audio_s = 0, 0.0
    tell(_news(plan, audits, fresh, audio_s, began))
    for task, audit in run_all(todo, settings, jobs=jobs, work=AUDITING):
        ledger.keep(task, audit)
        audits[task.call_id] = audit
        fresh, audio_s = fresh + 1, audio_s + _audio_s(audit)
        tell(_news(plan, audits, fresh, audio_s, began))
    return tuple(audits[task.call_id] for task in plan.tasks)


def _news(
    plan: Plan, audits: dict[str, CallAudit], fresh: int, audio_s: float, began: float
) -> Progress:
    return Progress(
        total=len(plan.tasks),
        done=len(audits),
        fresh=fresh,
        audio_s=audio_s,
        wall_s=perf_counter() - began,
    )


def _with_model(
    settings: AuditSettings, tools: AuditTools, plan: Plan
) -> tuple[AuditSettings, str]:
    """Verify the model before the first call, if any call needs it."""
    if all(task.recording is None for task in plan.tasks):
        return settings, ""
    from callaudit.asr.sources import find_model, with_digest

    model = find_model(settings.asr.model)
    return settings.model_copy(update={"asr": with_digest(settings.asr, model)}), model.label


def _digests(settings: AuditSettings, tools: AuditTools) -> dict[str, str]:
    names = policy_names(settings.rules) if settings.policy == AUTO else (settings.policy,)
    policies = [load_policy(name, rules=settings.rules).digest for name in names]
    return {
        "rules": tools.pack.digest,
        "policy": digest_parts(*policies) if len(policies) > 1 else policies[0],
        "asr": digest_model(settings.asr),
        **({"like": tools.likeness.digest} if tools.likeness else {}),
        **({"agent": str(settings.agent_channel)} if settings.agent_channel is not None else {}),
    }


def _models(asr: str, tools: AuditTools) -> dict[str, str]:
    models = {"asr": asr} if asr else {}
    if tools.likeness is not None:
        models["like"] = tools.likeness.digest
    return models


def _inputs(audits: tuple[CallAudit, ...], plan: Plan, log: Path | None) -> dict[str, str]:
    digests = {
        audit.source: audit.call.recording.sha256
        for audit in audits
        if audit.call is not None and audit.call.recording is not None
    }
    files = {_file_of(task) for task in plan.tasks if task.recording is None}
    for name in sorted({*files, *([str(log)] if log else [])}):
        with suppress(OSError):  # its calls have failed as unreadable already
            digests[name] = digest_file(Path(name))
    return dict(sorted(digests.items()))


def _file_of(task: CallTask) -> str:
    """Return the file of a call in words; one of many in a file is named `file:line`."""
    file, _, line = task.source.rpartition(":")
    return file if file and line.isdigit() else task.source  # no call file ends in a number


def _audio_s(audit: CallAudit) -> float:
    return audit.call.recording.duration_s if audit.call and audit.call.recording else 0.0


def _versions() -> Iterator[tuple[str, str]]:
    for library in LIBRARIES:
        try:
            yield library, version(library)
        except PackageNotFoundError:
            continue


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
