"""`callaudit eval`: findings against gold labels."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from callaudit.cli.exit_codes import ExitCode
from callaudit.cli.transforms import Transform

if TYPE_CHECKING:
    from callaudit.core.accuracy import GoldReport
    from callaudit.runner.gold_batch import GoldSettings


class F1Of(StrEnum):
    """Which F1 `--min-f1` is about."""

    LABELS = "labels"
    VIOLATING = "violating"


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(
            help="Utterance files, calls with gold labels, or folders of recordings with "
            "gold/<id>.json beside them.",
            metavar="GOLD...",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Folder for eval.md, eval.json and misses.csv.")
    ] = None,
    log: Annotated[
        Path | None, typer.Option(help="The dialler's call log of recordings and calls.")
    ] = None,
    gold_folder: Annotated[
        Path | None,
        typer.Option("--gold", help="Folder of <id>.json with gold labels that lie elsewhere."),
    ] = None,
    policy: Annotated[
        str,
        typer.Option(help="auto, first_party_strict, third_party, commercial, or a YAML file."),
    ] = "auto",
    rules: Annotated[
        Path | None, typer.Option(help="Folder of rules instead of the ones that come along.")
    ] = None,
    model: Annotated[
        str, typer.Option(help="Whisper model: base, tiny.en, a folder, or a downloaded name.")
    ] = "base",
    transform: Annotated[
        Transform | None,
        typer.Option(
            help="Judge the words rewritten: lower (lower case without punctuation), fillers, "
            "expanded, contracted, spoken_numbers, written_numbers or homophones.",
            metavar="NAME",
        ),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(help="Leave out lines in which this key is true, such as in_catalogue."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(help="Score lines apart by this key of their rows too, such as party."),
    ] = None,
    min_f1: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="Exit code 1 if F1 over all cases is lower."),
    ] = None,
    f1_of: Annotated[
        F1Of, typer.Option(help="Which F1: of all labels (micro), or of violating or not.")
    ] = F1Of.LABELS,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave out what was said: ids and rules only.")
    ] = False,
    jobs: Annotated[
        int, typer.Option(min=1, help="Processes; without it, one a core.", show_default=False)
    ] = os.cpu_count() or 1,
    cache: Annotated[
        Path | None,
        typer.Option(envvar="CALLAUDIT_CACHE", help="Folder for transcripts; private to you."),
    ] = None,
    no_like: Annotated[
        bool, typer.Option("--no-like", help="Judge by patterns alone, without likeness.")
    ] = False,
) -> None:
    """Judge lines and calls that people have labelled, and show how far the rules agree.

    Precision, recall and F1 with 95 % intervals by category and by rule, violating or not, call
    types, elements, hard negatives, and every miss and false alarm.

    For example:

        callaudit eval utterances.jsonl

        callaudit eval sample_calls --log sample_calls/call_log.csv --out eval_samples

        callaudit eval utterances.jsonl --transform lower --min-f1 0.9 --f1-of violating

    Exit codes: 0 done, 1 F1 below --min-f1, 2 wrong input, 3 some calls failed.
    """
    from callaudit.asr.digests import cache_folder
    from callaudit.core.errors import UserError
    from callaudit.core.transcript import AsrSettings
    from callaudit.pipeline.gold_lines import LineChoice
    from callaudit.pipeline.speech_style import SpeechStyle
    from callaudit.pipeline.tools import AuditSettings
    from callaudit.rulespec import default_rules
    from callaudit.runner.gold_batch import GoldSettings

    if gold_folder is not None and not gold_folder.is_dir():
        raise UserError(f"no such folder: {gold_folder}")
    settings = GoldSettings(
        inputs=tuple(gold),
        out=out,
        log=log,
        gold=gold_folder,
        lines=LineChoice(
            style=SpeechStyle(transform) if transform else SpeechStyle.AS_WRITTEN,
            skip=tuple(skip or ()),
            by=by,
        ),
        text=not no_text,
        jobs=jobs,
        audit=AuditSettings(
            rules=rules or default_rules(),
            cache=cache or cache_folder(),
            policy=policy,
            like=not no_like,
            asr=AsrSettings(model=model),
        ),
    )
    report = _evaluated(settings)
    code = _exit_code(report, min_f1, f1_of)
    if code is not ExitCode.CLEAN:
        raise typer.Exit(code)


def _evaluated(settings: "GoldSettings") -> "GoldReport":
    """Evaluate, write what is asked for, print the rest."""
    from callaudit.cli.console import err
    from callaudit.cli.show_accuracy import show_accuracy
    from callaudit.core.errors import UserError
    from callaudit.reports.accuracy_tables import write_accuracy
    from callaudit.runner.gold_batch import evaluate_gold

    try:
        with err().status("judging …") as status:
            report = evaluate_gold(
                settings, tell=lambda done, of: status.update(f"judging … {done} of {of}")
            )
        if settings.out is not None:
            write_accuracy(settings.out, report)
    except OSError as error:
        raise UserError(f"{error.filename or settings.out}: {error.strerror or error}") from error
    show_accuracy(report, folder=settings.out)
    return report


def _exit_code(report: "GoldReport", min_f1: float | None, f1_of: F1Of) -> ExitCode:
    """Failed calls outweigh the rest: a number with holes is not one to rely on."""
    from callaudit.cli.console import err

    if report.failures:
        return ExitCode.CALLS_FAILED
    if min_f1 is None:
        return ExitCode.CLEAN
    whole = report.whole
    score = whole.micro if f1_of is F1Of.LABELS else whole.violating
    # Nothing violates and nothing was found: there is no F1 to be too low.
    if score.f1.value is None or score.f1.value >= min_f1:
        return ExitCode.CLEAN
    err().print(f"F1 of {f1_of} is {score.f1.value:.3f}, below {min_f1:g}", markup=False)
    return ExitCode.FINDINGS
