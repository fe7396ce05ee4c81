"""`callaudit transcribe`: what was said, who said it and when, as files of words."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from callaudit.asr.speed import Device, Speed
from callaudit.cli.exit_codes import ExitCode
from callaudit.reports.transcript_format import TranscriptFormat

if TYPE_CHECKING:
    from callaudit.runner.transcribe import TranscribeResult, TranscribeSettings


def transcribe(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            help="Folders, recordings, or calls in words (JSON, JSONL, VTT, SRT, text).",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the files, one a call and format.")] = Path(
        "callaudit_transcripts"
    ),
    form: Annotated[
        list[TranscriptFormat] | None,
        typer.Option(
            "--format", help="json (the default), vtt, srt or txt; may be given several times."
        ),
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option(help="The dialler's call log: names help to tell who speaks."),
    ] = None,
    model: Annotated[
        str, typer.Option(help="Whisper model: base, tiny.en, a folder, or a downloaded name.")
    ] = "base",
    speed: Annotated[
        Speed, typer.Option(help="How carefully recordings are read.")
    ] = Speed.BALANCED,
    device: Annotated[
        Device, typer.Option(help="Where: the processor, a CUDA card, or a card if there is one.")
    ] = Device.CPU,
    jobs: Annotated[
        int, typer.Option(min=1, help="Processes; without it, one a core.", show_default=False)
    ] = os.cpu_count() or 1,
    language: Annotated[
        str | None, typer.Option(help="Language of all calls, such as en; else it is detected.")
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(envvar="CALLAUDIT_CACHE", help="Folder for transcripts; private to you."),
    ] = None,
    show_private: Annotated[
        bool,
        typer.Option(
            "--show-private",
            help="Write card, bank and identity numbers, birth dates, health and children's "
            "names as they were said, not masked.",
        ),
    ] = False,
) -> None:
    """Write what was said: who, when and which words, one file a call and format.

    The words are those that `callaudit audit` judges, from the same cache: what was recognised
    by one is not recognised again by the other. JSON can be audited in place of the recording.
    Private data are masked as an audit masks them.

    For example:

        callaudit transcribe recordings/ --out words

        callaudit transcribe one_call.wav --format vtt --format txt

        callaudit transcribe recordings/ --log call_log.csv --speed accurate

    Exit codes: 0 done, 2 wrong input, 3 some calls failed, 130 interrupted.
    """
    from callaudit.asr.digests import cache_folder
    from callaudit.asr.speed import asr_settings
    from callaudit.pipeline.hearing_tools import HearingSettings
    from callaudit.runner.transcribe import TranscribeSettings

    settings = TranscribeSettings(
        inputs=tuple(inputs),
        out=out,
        formats=tuple(dict.fromkeys(form or (TranscriptFormat.JSON,))),
        log=log,
        jobs=jobs,
        hearing=HearingSettings(
            cache=cache or cache_folder(),
            asr=asr_settings(speed, model=model, language=language, device=device),
            redact=not show_private,
        ),
    )
    result = _transcribed(settings)
    if result.failures:
        raise typer.Exit(ExitCode.CALLS_FAILED)


def _transcribed(settings: "TranscribeSettings") -> "TranscribeResult":
    from callaudit.cli.audit_progress import AuditProgress, show_transcripts
    from callaudit.core.errors import UserError
    from callaudit.runner.transcribe import transcribe_batch

    out = settings.out
    if out.exists() and not out.is_dir():
        raise UserError(f"--out {out} is a file; name a folder")
    try:
        with AuditProgress() as progress:
            result = transcribe_batch(settings, tell=progress.tell)
    except OSError as error:
        raise UserError(f"{error.filename or out}: {error.strerror or error}") from error
    show_transcripts(result, out)
    return result
