"""Findings against gold by turn: was the very place found, and is what was found a place?"""

from collections.abc import Sequence
from typing import Any

from callaudit.core.accuracy import Case, TurnScore
from callaudit.scoring.intervals import bootstrap, share_of

TOLERANCES = (0, 1)
"""Turns by which people and rules may differ on where a violation lies."""

Places = frozenset[tuple[str, int]]


def turn_scores(cases: Sequence[Case]) -> tuple[TurnScore, ...]:
    """Return the scores by turn for each tolerance; empty where no case counts turns.

    A gold (category, turn) is found if a finding of that category has evidence within the
    tolerance; evidence is right if gold has its category within the tolerance. So recall
    counts gold's places and precision the findings' places. A category that gold sets on a
    call as a whole is left out for that call, and so are findings without evidence.
    """
    places = [_places(case) for case in cases if case.turns_known]
    if not any(gold or found for gold, found in places):
        return ()
    return tuple(_score(places, tolerance) for tolerance in TOLERANCES)


def _places(case: Case) -> tuple[Places, Places]:
    whole = {label.category for label in case.gold if label.turn is None} | case.left_out
    gold = frozenset(
        (label.category, label.turn)
        for label in case.gold
        if label.turn is not None and label.category not in whole
    )
    found = frozenset(
        (hit.category, turn) for hit in case.hits if hit.category not in whole for turn in hit.turns
    )
    return gold, found


def _score(places: Sequence[tuple[Places, Places]], tolerance: int) -> TurnScore:
    rows = [
        (_near(gold, found, tolerance), len(gold), _near(found, gold, tolerance), len(found))
        for gold, found in places
    ]
    recalled, gold, right, found = (sum(column) for column in zip(*rows, strict=True))
    return TurnScore(
        tolerance=tolerance,
        recall=share_of(recalled, gold),
        precision=share_of(right, found),
        f1=bootstrap(rows, _f1),
    )


def _near(these: Places, those: Places, tolerance: int) -> int:
    """Count those of `these` that have one of `those` near."""
    return sum(
        any(category == other and abs(turn - at) <= tolerance for other, at in those)
        for category, turn in these
    )


def _f1(sums: Any) -> Any:
    """Return the harmonic mean of recall and precision, 0 where nothing agrees."""
    import numpy as np

    recalled, gold, right, found = (sums[..., column] for column in range(4))
    with np.errstate(divide="ignore", invalid="ignore"):
        recall, precision = recalled / gold, right / found
        mean = 2 * recall * precision / (recall + precision)
    mean = np.where((recalled == 0) | (right == 0), 0.0, mean)
    return np.where(gold + found == 0, np.nan, mean)
