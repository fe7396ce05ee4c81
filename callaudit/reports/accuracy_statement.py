"""How well callaudit finds what people find, as measured: the statement that reports carry."""

import re
from functools import cache
from pathlib import Path

from callaudit.core.accuracy import Estimate
from callaudit.core.model import Frozen

PATH = Path(__file__).with_name("accuracy.json")
"""Written by `make accuracy` together with docs/accuracy.md; nobody edits it."""

BLIND_LINES = "stress lines, blind"
"""Lines that no writer of rules had read."""

SAMPLE_SOUND = "sample calls, from sound"
"""Invented calls recognised from their sound."""

_SHOWN = re.compile(r"^([\d.]+) \(([\d.]+)–([\d.]+)\)$")


class Measurement(Frozen):
    """Precision, recall and F1 of one question on one corpus, each with its 95 % interval."""

    name: str
    question: str
    tp: int
    fp: int
    fn: int
    precision: Estimate
    recall: Estimate
    f1: Estimate
    cases: int | None = None

    @classmethod
    def of(cls, name: str, question: str, *cells: str, cases: int | None = None) -> "Measurement":
        """Read a row of the page: three counts, then three estimates as shown there."""
        tp, fp, fn, precision, recall, f1 = cells
        return cls(
            name=name,
            question=question,
            tp=int(tp),
            fp=int(fp),
            fn=int(fn),
            precision=_estimate(precision),
            recall=_estimate(recall),
            f1=_estimate(f1),
            cases=cases,
        )


class AccuracyStatement(Frozen):
    """What was measured with what, the numbers, and what they do not show."""

    callaudit_version: str
    policy: str
    rules_digest: str
    gold_digest: str
    model: str
    caveats: tuple[str, ...]
    corpora: tuple[Measurement, ...]
    categories: tuple[Measurement, ...]

    def corpus(self, name: str) -> tuple[Measurement, ...]:
        """Return the measurements on one corpus."""
        return tuple(one for one in self.corpora if one.name == name)

    def category(self, name: str) -> Measurement | None:
        """Return how well one category is found on the blind lines, None where none has it."""
        return next((one for one in self.categories if one.name == name), None)


@cache
def accuracy_statement() -> AccuracyStatement:
    """Return the statement that ships with this version."""
    return AccuracyStatement.model_validate_json(PATH.read_text(encoding="utf-8"))


def _estimate(shown: str) -> Estimate:
    """Read `0.77 (0.72–0.81)`; nothing was counted where the page has a dash."""
    found = _SHOWN.match(shown)
    if found is None:
        return Estimate()
    value, low, high = map(float, found.groups())
    return Estimate(value=value, low=low, high=high)
