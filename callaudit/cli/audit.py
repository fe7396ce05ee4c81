"""`callaudit audit`: a folder of recordings to findings one can hear and cite."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from callaudit.asr.speed import Device, Speed, asr_settings
from callaudit.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from callaudit.runner.batch import BatchResult, BatchSettings


class FailOn(StrEnum):
    """From which severity findings make the exit code 1."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    COACH = "coach"
    NEVER = "never"


class Side(StrEnum):
    """Channels of a stereo recording."""

    LEFT = "left"
    RIGHT = "right"


def audit(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            help="Folders, recordings, or calls in words (JSON, JSONL, VTT, SRT, text).",
            show_default=False,
        ),
    ],
    log: Annotated[
        Path | None,
        typer.Option(help="The dialler's call log: CSV, Excel, Parquet or JSON Lines."),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("callaudit_out"),
    policy: Annotated[
        str,
        typer.Option(help="auto, first_party_strict, third_party, commercial, or a YAML file."),
    ] = "auto",
    model: Annotated[
        str, typer.Option(help="Whisper model: base, tiny.en, a folder, or a downloaded name.")
    ] = "base",
    jobs: Annotated[
        int, typer.Option(min=1, help="Processes; without it, one a core.", show_default=False)
    ] = os.cpu_count() or 1,
    fail_on: Annotated[
        FailOn, typer.Option(help="Findings from this severity up make the exit code 1.")
    ] = FailOn.MAJOR,
    rules: Annotated[
        Path | None, typer.Option(help="Folder of rules instead of the ones that come along.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language of all calls, such as en; else it is detected.")
    ] = None,
    speed: Annotated[
        Speed, typer.Option(help="How carefully recordings are read.")
    ] = Speed.BALANCED,
    device: Annotated[
        Device, typer.Option(help="Where they are read; auto is a graphics card if there is one.")
    ] = Device.CPU,
    agent_channel: Annotated[
        Side | None,
        typer.Option(
            help="Where the recorder puts the agent: calls with swapped channels are named.",
            show_default=False,
        ),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(envvar="CALLAUDIT_CACHE", help="Folder for transcripts; private to you."),
    ] = None,
    no_like: Annotated[
        bool, typer.Option("--no-like", help="Judge by patterns alone, without likeness.")
    ] = False,
    embed_audio: Annotated[
        bool, typer.Option("--embed-audio", help="Put the sound into report.html itself.")
    ] = False,
    show_private: Annotated[
        bool,
        typer.Option(
            "--show-private",
            help="Write card, bank and identity numbers, birth dates, health and children's "
            "names as they were said, not masked.",
        ),
    ] = False,
) -> None:
    """Audit recordings; write audit.jsonl, findings.csv, calls.csv, cases.csv, report.html.

    A stopped batch goes on where it was; a second run recognises nothing again.

    For example:

        callaudit audit recordings/ --log call_log.csv --out audit_may

        callaudit audit one_call.wav --policy third_party

        callaudit audit calls.jsonl --fail-on critical

    Exit codes: 0 nothing found, 1 findings, 2 wrong input, 3 some calls failed, 130 interrupted.
    """
    from callaudit.asr.digests import cache_folder
    from callaudit.cli.audit_progress import AuditProgress, show_result
    from callaudit.core.errors import UserError
    from callaudit.pipeline.tools import AuditSettings
    from callaudit.rulespec import default_rules
    from callaudit.runner.batch import BatchSettings

    asr = asr_settings(speed, model=model, language=language, device=device)
    settings = BatchSettings(
        inputs=tuple(inputs),
        out=out,
        log=log,
        jobs=jobs,
        embed_audio=embed_audio,
        audit=AuditSettings(
            rules=rules or default_rules(),
            cache=cache or cache_folder(),
            policy=policy,
            like=not no_like,
            asr=asr,
            redact=not show_private,
            agent_channel=None if agent_channel is None else list(Side).index(agent_channel),
        ),
    )
    if out.exists() and not out.is_dir():
        raise UserError(f"--out {out} is a file; name a folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with AuditProgress() as progress:
            result = _run(settings, progress)
    except OSError as error:
        raise UserError(f"{error.filename or out}: {error.strerror or error}") from error
    show_result(result, out)
    code = _exit_code(result, fail_on)
    if code is not ExitCode.CLEAN:
        raise typer.Exit(code)


def _run(settings: "BatchSettings", progress: object) -> "BatchResult":
    from callaudit.runner.batch import run_batch

    return run_batch(settings, tell=progress.tell)  # type: ignore[attr-defined]


def _exit_code(result: "BatchResult", fail_on: FailOn) -> ExitCode:
    """Failed calls outweigh findings: a batch with holes is not a result to rely on."""
    from callaudit.core.finding import Severity, Verdict

    if any(audit.status == "failed" for audit in result.audits):
        return ExitCode.CALLS_FAILED
    if fail_on is FailOn.NEVER:
        return ExitCode.CLEAN
    limit = Severity(fail_on.value).rank
    findings = [finding for audit in result.audits for finding in audit.findings]
    findings += [finding for case in result.cases for finding in case.findings]
    found = any(f.verdict is Verdict.BROKEN and f.severity.rank <= limit for f in findings)
    return ExitCode.FINDINGS if found else ExitCode.CLEAN
