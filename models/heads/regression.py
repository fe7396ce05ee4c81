"""Logistic regression for all categories at once, held-out scores, and thresholds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from callaudit.likeness.encoder import DIMENSIONS
from callaudit.likeness.heads import BUCKETS, hashed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

SEED = 20261122
FOLDS = 5

WEIGHTS = DIMENSIONS + BUCKETS + 1

PENALTY = 0.3
"""Weight of the squared weights; the constant is free. Chosen by cross-validation."""

STEPS = 150
"""Steps of accelerated descent; more change no digit that is kept."""

SAME_LINE = 0.9
"""Cosine from which two sentences are one and the same and stay in one fold."""


def features(vectors: "Array", sentences: Sequence[tuple[str, ...]]) -> "Array":
    """Return one row a sentence: its vector, its hashed words and pairs, and one."""
    rows = np.zeros((len(sentences), WEIGHTS), dtype=np.float32)
    rows[:, :DIMENSIONS] = vectors
    rows[:, -1] = 1.0
    for row, words in zip(rows, sentences, strict=True):
        places, value = hashed(words)
        for place in places:
            row[DIMENSIONS + place] += value
    return rows


def fit(rows: "Array", answers: "Array", counts: "Array") -> "Array":
    """Return weights, one column a category; `counts` is each sentence's weight, 0 to leave out."""
    penalty = np.full((rows.shape[1], 1), PENALTY, dtype=np.float32)
    penalty[-1] = 1e-3
    # The curvature of a logistic loss is at most a quarter of that of squares.
    curves = [_largest(rows * np.sqrt(c)[:, None]) for c in counts.T]
    steepest = np.array(curves, dtype=np.float32) / 4 + PENALTY
    weights = ahead = np.zeros((rows.shape[1], answers.shape[1]), dtype=np.float32)
    for step in range(STEPS):
        chance = 1 / (1 + np.exp(-(rows @ ahead)))
        slope = rows.T @ (counts * (chance - answers)) + penalty * ahead
        after = ahead - slope / steepest
        ahead = after + step / (step + 3) * (after - weights)
        weights = after
    return weights


def _largest(rows: "Array") -> float:
    """Return the largest eigenvalue of rows' x rows, a little too large rather than too small."""
    guess = np.ones(rows.shape[1], dtype=np.float32)
    size = 1.0
    for _ in range(30):
        guess = rows.T @ (rows @ guess)
        size = float(np.linalg.norm(guess))
        guess /= size or 1.0
    return size * 1.05


def folds_of(vectors: "Array") -> "NDArray[np.int64]":
    """Return each sentence's fold; sentences that nearly say the same share one."""
    leader = np.arange(len(vectors))
    for index in range(len(vectors)):
        near = np.flatnonzero(vectors[: index + 1] @ vectors[index] >= SAME_LINE)
        leader[index] = leader[near[0]]
    chance = np.random.default_rng(SEED).integers(0, FOLDS, size=len(vectors))
    folds: NDArray[np.int64] = chance[leader]
    return folds


def held_out(
    rows: "Array", answers: "Array", counts: "Array", folds: "NDArray[np.int64]"
) -> "Array":
    """Return the score of every sentence by weights that have not seen its fold."""
    scores = np.zeros_like(answers)
    for fold in range(FOLDS):
        seen = folds != fold
        weights = fit(rows[seen], answers[seen], counts[seen])
        scores[~seen] = rows[~seen] @ weights
    return scores


def threshold_for(
    scores: "Array", answers: "Array", judged: "NDArray[np.bool_]", *, precision: float
) -> tuple[float, int, int]:
    """Return the least threshold with that precision among the judged sentences.

    With it the right and the wrong it counts; infinity where none has that precision.
    """
    order = np.argsort(-scores[judged], kind="stable")
    sorted_scores, right = scores[judged][order], np.cumsum(answers[judged][order])
    counted = np.arange(1, len(order) + 1)
    good = np.flatnonzero(right / counted >= precision)
    if not len(good) or not right[good[-1]]:
        return float("inf"), 0, 0
    last = int(good[-1])
    below = sorted_scores[last + 1] if last + 1 < len(order) else sorted_scores[last] - 1
    middle = float((sorted_scores[last] + below) / 2)
    return middle, int(right[last]), int(counted[last] - right[last])
