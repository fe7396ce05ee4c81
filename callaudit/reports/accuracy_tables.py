"""An evaluation as tables: the same rows for the console, `eval.md`, `eval.json`, `misses.csv`."""

import json
from pathlib import Path

from callaudit.core.accuracy import (
    Accuracy,
    Estimate,
    GoldReport,
    LabelScore,
    Mistake,
    Share,
    TurnScore,
)
from callaudit.core.model import Frozen
from callaudit.reports.as_csv import csv_text
from callaudit.reports.atomic import write_text
from callaudit.reports.marks import visible

_TEMPLATES = Path(__file__).parent / "templates"
_NOTHING = "–"
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*[]<>|"})
"""Signs that could begin a link, an image, a tag or a cell; names keep their underscores."""

MISTAKE_FIELDS = tuple(Mistake.model_fields)
"""Columns of misses.csv."""


class AccuracyTable(Frozen):
    """A titled table whose cells are text; `note` says how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def write_accuracy(out: Path, report: GoldReport) -> None:
    """Write eval.json (every number), eval.md and misses.csv, each whole or not at all.

    Raises:
        OSError: if the folder cannot be written.
    """
    numbers = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=1)
    write_text(out / "eval.json", numbers + "\n")
    write_text(out / "eval.md", markdown(report))
    write_text(out / "misses.csv", misses_csv(report))


def accuracy_tables(report: GoldReport) -> tuple[AccuracyTable, ...]:
    """Return the tables that have a row, the summary first."""
    whole = report.whole
    tables = (
        _summary(report),
        detectors_table(report),
        _scores("By category", whole.by_category, "category"),
        _scores("By rule", whole.by_rule, "rule", note=report.method.get("by rule", "")),
        _by_turn(whole),
        _values(whole),
        _near(whole),
        _taken_for(whole),
    )
    return tuple(table for table in tables if table.rows)


def detectors_table(report: GoldReport) -> AccuracyTable:
    """Return what each detector finds alone and both together; no rows where one is silent."""
    rows: list[tuple[str, ...]] = []
    for one in report.whole.detectors:
        for title, score in (("violating or not", one.violating), ("labels, micro", one.micro)):
            rows.append((one.which, title, *_counts(score), *_numbers(score)))
    return AccuracyTable(
        title="By detector",
        columns=("detector", "question", "tp", "fp", "fn", "precision", "recall", "F1"),
        rows=tuple(rows),
        note=report.method.get("by detector", ""),
    )


def mistakes_table(report: GoldReport, *, most: int | None = None) -> AccuracyTable:
    """Return misses and false alarms, of which `most` are shown."""
    shown = report.mistakes[:most]
    hidden = len(report.mistakes) - len(shown)
    return AccuracyTable(
        title="Misses and false alarms",
        columns=("id", "what", "category", "rule", "turn", "quote", "text, reason"),
        rows=tuple(_mistake(mistake) for mistake in shown),
        note=f"… and {hidden} more" if hidden else "",
    )


def markdown(report: GoldReport) -> str:
    """Return the report as Markdown; nothing that was said can become markup."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        # Markdown, not HTML: `cell` escapes for it, signs that begin an HTML tag included.
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cell"] = _cell
    tables = (*accuracy_tables(report), mistakes_table(report))
    return environment.get_template("eval.md.j2").render(report=report, tables=tables)


def misses_csv(report: GoldReport) -> str:
    """Return every mistake as a row of CSV; no cell is run by a spreadsheet."""
    import pandas as pd

    rows = [mistake.model_dump(mode="json") for mistake in report.mistakes]
    frame = pd.DataFrame(rows, columns=list(MISTAKE_FIELDS))
    text = {name: "string" for name in MISTAKE_FIELDS if name != "turn"}
    return csv_text(frame.astype({**text, "turn": "Int64"}))


def shown(estimate: Estimate) -> str:
    """Return a number with its interval, such as `0.91 (0.84–0.95)`."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return _NOTHING
    return f"{estimate.value:.2f} ({estimate.low:.2f}–{estimate.high:.2f})"


def _summary(report: GoldReport) -> AccuracyTable:
    rows: list[tuple[str, ...]] = []
    for name, group in report.groups.items():
        for title, score in (("violating or not", group.violating), ("labels, micro", group.micro)):
            rows.append((name, str(group.cases), title, *_counts(score), *_numbers(score)))
        macro = group.macro
        rows.append(
            (
                name,
                str(group.cases),
                f"labels, macro over {macro.categories}",
                *[""] * 3,
                shown(macro.precision),
                shown(macro.recall),
                shown(macro.f1),
            )
        )
    return AccuracyTable(
        title="Accuracy",
        columns=("group", "cases", "question", *_COUNTS, *_NUMBERS),
        rows=tuple(rows),
        note="; ".join(
            f"{name}: {group.law_on_clean} law-based findings on {group.clean} clean cases"
            for name, group in report.groups.items()
        ),
    )


_COUNTS = ("tp", "fp", "fn")
_NUMBERS = ("precision", "recall", "F1")


def _scores(
    title: str, scores: tuple[LabelScore, ...], what: str, *, note: str = ""
) -> AccuracyTable:
    return AccuracyTable(
        title=title,
        columns=(what, *_COUNTS, *_NUMBERS),
        rows=tuple((score.name, *_counts(score), *_numbers(score)) for score in scores),
        note=note,
    )


def _counts(score: LabelScore) -> tuple[str, str, str]:
    return str(score.tp), str(score.fp), str(score.fn)


def _numbers(score: LabelScore | TurnScore) -> tuple[str, str, str]:
    if isinstance(score, TurnScore):
        precision, recall = score.precision.estimate, score.recall.estimate
    else:
        precision, recall = score.precision, score.recall
    return shown(precision), shown(recall), shown(score.f1)


def _by_turn(whole: Accuracy) -> AccuracyTable:
    return AccuracyTable(
        title="By turn",
        columns=("tolerance", "found of gold", "right of found", *_NUMBERS),
        rows=tuple(
            (
                f"± {score.tolerance}",
                _of(score.recall),
                _of(score.precision),
                *_numbers(score),
            )
            for score in whole.turns
        ),
        note="calls only; what gold sets on a call as a whole is left out",
    )


def _values(whole: Accuracy) -> AccuracyTable:
    rows: list[tuple[str, ...]] = []
    if whole.call_type is not None:
        rows.append(("call type", *_share(whole.call_type), "", "", ""))
    for value in whole.elements:
        wrongs = (value.wrong, value.missed, value.invented)
        rows.append((value.name, *_share(value.agree), *map(str, wrongs)))
    if whole.missing is not None:
        missing = whole.missing
        rows.append(("missing elements, whole list", *_share(missing.lists), "", "", ""))
        single = missing.elements
        agreed = f"{single.tp} of {single.tp + single.fp + single.fn}"
        told = f"F1 {shown(single.f1)}"
        rows.append(("missing elements, each", agreed, told, "", str(single.fn), str(single.fp)))
    return AccuracyTable(
        title="Call type and elements",
        columns=("what", "agree", "accuracy", "wrong", "missed", "invented"),
        rows=tuple(rows),
    )


def _near(whole: Accuracy) -> AccuracyTable:
    return AccuracyTable(
        title="Hard negatives",
        columns=("near", "cases", "fired", "which", "other false alarms"),
        rows=tuple(
            (
                near.category,
                str(near.cases),
                str(len(near.fired)),
                ", ".join(near.fired),
                ", ".join(near.fired_otherwise),
            )
            for near in whole.near
        ),
        note="cases written to be near a category without violating it",
    )


def _taken_for(whole: Accuracy) -> AccuracyTable:
    taken = (*whole.call_types_taken, *whole.taken_for)
    return AccuracyTable(
        title="Taken for another",
        columns=("gold", "found instead", "cases"),
        rows=tuple((one.gold, one.found, str(one.cases)) for one in taken),
        note="a category missed where another one was falsely found",
    )


def _share(share: Share) -> tuple[str, str]:
    return _of(share), shown(share.estimate)


def _of(share: Share) -> str:
    return f"{share.right} of {share.of}"


def _mistake(mistake: Mistake) -> tuple[str, ...]:
    told = " — ".join(part for part in (mistake.text, mistake.hint) if part)
    cells = (
        mistake.case,
        mistake.kind,
        mistake.category,
        mistake.rule_id,
        "" if mistake.turn is None else str(mistake.turn),
        mistake.quote,
        told,
    )
    return tuple(visible(cell) for cell in cells)


def _cell(text: str) -> str:
    return visible(text).translate(_MARKDOWN)
