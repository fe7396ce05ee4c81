"""The numbers of `accuracy.py` as a page; its sentences stand in `accuracy.md.j2`."""

import json
from collections.abc import Iterable
from pathlib import Path

import callaudit
from callaudit.core.accuracy import Accuracy, Estimate, GoldReport, LabelScore
from callaudit.pipeline.example_stress import TRANSFORMS, StressResult
from callaudit.pipeline.speech_style import SpeechStyle
from callaudit.reports.accuracy_tables import accuracy_tables, detectors_table, shown
from callaudit.scoring.intervals import share_of
from docs.accuracy import BLIND, SEEN, Measured
from docs.markdown import code, table

TEMPLATE = "accuracy.md.j2"
NO_NUMBER = "–"
DECISIONS = Path(__file__).parents[1] / "models" / "heads" / "decisions.json"


def page(measured: Measured) -> str:
    """Return the whole page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=False,  # noqa: S701 - Markdown of our own numbers, no HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(TEMPLATE).render(
        version=callaudit.__version__,
        measured=measured,
        model=measured.samples.models.get("asr", ""),
        method=measured.samples.method,
        blind=measured.lines[BLIND, SpeechStyle.AS_WRITTEN].whole,
        seen=measured.lines[SEEN, SpeechStyle.AS_WRITTEN].whole,
        glance=_glance(measured),
        styles=_styles(measured),
        categories={name: _categories(measured, name) for name in (BLIND, SEEN)},
        detectors={name: _detectors(measured, name) for name in (BLIND, SEEN)},
        heads=_heads(),
        near=_near(measured),
        transforms=_transforms(measured.examples.stress),
        by_category=_transforms_by_category(measured.examples.stress),
        calls=_details(measured.calls[BLIND]),
        samples=_details(measured.samples),
        call_categories=_scores(measured.calls[BLIND].whole.by_category),
        sample_categories=_scores(measured.samples.whole.by_category),
    )


def _glance(measured: Measured) -> str:
    rows = []
    for name in (BLIND, SEEN):
        rows.append((f"stress lines, {name}", measured.lines[name, SpeechStyle.AS_WRITTEN]))
        rows.append(("the same, without phrases of the catalogue", measured.lines_afresh[name]))
    rows += [(f"stress calls, {name}", measured.calls[name]) for name in (BLIND, SEEN)]
    rows.append(("sample calls, from sound", measured.samples))
    head = ("corpus", "cases", "question", "tp", "fp", "fn", "precision", "recall", "F1")
    return table(head, (row for name, report in rows for row in _two(name, report.whole)))


def _two(name: str, group: Accuracy) -> Iterable[tuple[object, ...]]:
    yield (name, group.cases, "violating or not", *_numbers(group.violating))
    yield ("", "", "which category", *_numbers(group.micro))


def _styles(measured: Measured) -> str:
    head = ("words", "violating: F1 blind", "F1 seen", "category: F1 blind", "F1 seen")
    return table(
        head,
        (
            (
                style.replace("_", " "),
                *(shown(measured.lines[h, style].whole.violating.f1) for h in (BLIND, SEEN)),
                *(shown(measured.lines[h, style].whole.micro.f1) for h in (BLIND, SEEN)),
            )
            for style in SpeechStyle
        ),
    )


def _categories(measured: Measured, name: str) -> str:
    return _scores(measured.lines[name, SpeechStyle.AS_WRITTEN].whole.by_category)


def _scores(scores: Iterable[LabelScore]) -> str:
    head = ("category", "tp", "fp", "fn", "precision", "recall", "F1")
    return table(head, ((code(score.name), *_numbers(score)) for score in scores))


def _numbers(score: LabelScore) -> tuple[object, ...]:
    estimates: tuple[Estimate, ...] = (score.precision, score.recall, score.f1)
    return (score.tp, score.fp, score.fn, *(shown(one) for one in estimates))


def _detectors(measured: Measured, name: str) -> str:
    """Return what patterns find alone, what likeness adds, and both; empty without likeness."""
    found = detectors_table(measured.lines[name, SpeechStyle.AS_WRITTEN])
    return table(found.columns, found.rows) if found.rows else ""


def _heads() -> str:
    """Return what `models/heads/train.py` found of every head that ships."""
    decided = json.loads(DECISIONS.read_text(encoding="utf-8"))
    head = ("category", "right", "wrong", "of these harmless", "F1 without", "F1 with")
    return table(
        head,
        (
            (
                code(name),
                one["right"],
                one["wrong"],
                one["harmless"],
                f"{one['without']:.3f}",
                f"{one['with_head']:.3f}",
            )
            for name, one in sorted(decided.items())
        ),
    )


def _near(measured: Measured) -> str:
    """Return of each set how many hard negatives stayed silent in the category they are near."""
    rows = []
    for name in (BLIND, SEEN):
        near = measured.lines[name, SpeechStyle.AS_WRITTEN].whole.near
        cases, fired = sum(one.cases for one in near), sum(len(one.fired) for one in near)
        silent = share_of(cases - fired, cases)
        rows.append((name, cases, fired, shown(silent.estimate)))
    return table(("set", "near misses", "fired all the same", "share silent"), rows)


def _transforms(results: Iterable[StressResult]) -> str:
    every = list(results)
    rows = []
    for style in TRANSFORMS:
        kept, of = _sums(one for one in every if one.transform is style)
        rows.append((style.replace("_", " "), of, kept, shown(share_of(kept, of).estimate)))
    return table(("words", "examples changed", "keep their verdict", "share"), rows)


def _transforms_by_category(results: Iterable[StressResult]) -> str:
    every = list(results)
    names = sorted({one.category for one in every})
    head = ("category", *(style.replace("_", " ") for style in TRANSFORMS))
    return table(
        head,
        (
            (
                code(name),
                *(
                    _kept(one for one in every if one.category == name and one.transform is style)
                    for style in TRANSFORMS
                ),
            )
            for name in names
        ),
    )


def _kept(results: Iterable[StressResult]) -> str:
    kept, of = _sums(results)
    return f"{kept} of {of}" if of else NO_NUMBER


def _sums(results: Iterable[StressResult]) -> tuple[int, int]:
    counted = list(results)
    return sum(one.kept for one in counted), sum(one.of for one in counted)


def _details(report: GoldReport) -> str:
    """Return what is told of whole calls alone: turns, call types, elements."""
    wanted = ("By turn", "Call type and elements")
    return "\n\n".join(
        table(one.columns, one.rows) for one in accuracy_tables(report) if one.title in wanted
    )
