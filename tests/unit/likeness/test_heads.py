"""Heads together: each by its own threshold, or the best one where the head for any counts."""

import base64

import numpy as np
import pytest

from callaudit.likeness.encoder import DIMENSIONS
from callaudit.likeness.heads import ANY, Head, Heads


def head(
    category: str, place: int, *, threshold: float | None = None, named_at: float | None = None
) -> Head:
    """Return a head whose score is the vector's number at a place."""
    numbers = np.zeros(DIMENSIONS + 1, dtype="<f2")
    numbers[place] = 1.0
    return Head(
        category=category,
        threshold=threshold,
        named_at=named_at,
        weights=base64.b64encode(numbers.tobytes()).decode(),
    )


def vector(*numbers: float) -> np.ndarray:
    """Return a vector that begins with these numbers."""
    found = np.zeros(DIMENSIONS, dtype=np.float32)
    found[: len(numbers)] = numbers
    return found


@pytest.fixture
def heads() -> Heads:
    """Two categories that ANY may name, one that counts by itself alone."""
    return Heads(
        {
            one.category: one
            for one in (
                head(ANY, 0, threshold=3.0),
                head("threat_lawsuit", 1, named_at=-1.0),
                head("threat_vague", 2, named_at=0.5),
                head("vm_debt_or_payment_talk", 3, threshold=2.0),
            )
        }
    )


@pytest.mark.parametrize(
    ("scores", "counted"),
    [
        ((2.9, 4.0, 0.0, 0.0), set()),
        ((3.0, 1.0, 0.0, 0.0), {"threat_lawsuit"}),
        ((3.0, 1.0, 1.5, 0.0), {"threat_vague"}),
        ((3.0, -2.0, 0.25, 0.0), set()),
        ((3.0, 0.0, 0.25, 0.0), {"threat_lawsuit"}),
        ((3.0, -2.0, -3.0, 1.0), set()),
        ((0.0, 9.0, 9.0, 0.0), set()),
        ((0.0, 0.0, 0.0, 2.0), {"vm_debt_or_payment_talk"}),
        ((3.0, 1.0, 0.0, 2.0), {"threat_lawsuit", "vm_debt_or_payment_talk"}),
    ],
)
def test_what_counts(heads: Heads, scores: tuple[float, ...], counted: set[str]) -> None:
    assert heads.spoken(vector(*scores)) == counted


def test_the_scores_are_told_by_category(heads: Heads) -> None:
    assert heads.scores(vector(1.0, 2.0, 3.0, 4.0)) == {
        ANY: 1.0,
        "threat_lawsuit": 2.0,
        "threat_vague": 3.0,
        "vm_debt_or_payment_talk": 4.0,
    }
    assert "threat_vague" in heads
    assert "threat_credit" not in heads


def test_without_a_head_for_any_each_counts_by_itself() -> None:
    alone = Heads(
        {
            "threat_credit": head("threat_credit", 0, threshold=3.0),
            "threat_vague": head("threat_vague", 0, named_at=1.0),
        }
    )
    assert alone.spoken(vector(2.9)) == frozenset()
    assert alone.spoken(vector(3.0)) == {"threat_credit"}


def test_other_thresholds_are_other_heads(heads: Heads) -> None:
    one = Heads({"threat_vague": head("threat_vague", 0, threshold=1.0)})
    other = Heads({"threat_vague": head("threat_vague", 0, named_at=1.0)})
    assert len({heads.digest, one.digest, other.digest}) == 3
