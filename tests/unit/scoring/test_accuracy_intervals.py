"""How far a number from a few cases can be trusted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callaudit.core.accuracy import Estimate
from callaudit.scoring.intervals import bootstrap, f1_of, label_score, wilson

COUNTS = st.integers(0, 400)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        # Newcombe, Two-sided confidence intervals for the single proportion (1998), table I
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_wilson_interval_has_the_published_values(right, of, low, high):
    assert wilson(right, of) == Estimate(value=round(right / of, 4), low=low, high=high)


def test_nothing_counted_is_no_share():
    assert wilson(0, 0) == Estimate()
    assert f1_of(0, 0, 0) == Estimate()


@pytest.mark.parametrize(("right", "of"), [(-1, 3), (4, 3)])
def test_counts_that_are_no_share_are_refused(right, of):
    with pytest.raises(ValueError, match="is no share"):
        wilson(right, of)


def test_f1_and_its_interval_by_hand():
    # 6 of the 10 labels that either has are in both: Wilson(6, 10) = 0.3127 to 0.8318.
    assert f1_of(6, 2, 2) == Estimate(
        value=0.75, low=round(2 * 0.31267 / 1.31267, 4), high=round(2 * 0.83182 / 1.83182, 4)
    )


def test_few_right_answers_are_no_certainty():
    assert f1_of(3, 0, 0).value == 1.0
    assert f1_of(3, 0, 0).low == pytest.approx(2 * 0.4385 / 1.4385, abs=1e-4)
    assert wilson(3, 3).low == pytest.approx(0.4385, abs=1e-4)


def ends(estimate: Estimate) -> tuple[float, float, float]:
    """Return low, value and high of something that was counted."""
    assert estimate.low is not None
    assert estimate.value is not None
    assert estimate.high is not None
    return estimate.low, estimate.value, estimate.high


@given(COUNTS, COUNTS, COUNTS)
def test_a_number_lies_in_its_interval_and_f1_between_precision_and_recall(tp, fp, fn):
    score = label_score("x", tp=tp, fp=fp, fn=fn)
    for estimate in (score.precision, score.recall, score.f1):
        if estimate != Estimate():
            low, value, high = ends(estimate)
            assert 0 <= low <= value <= high <= 1
    if tp:
        less, more = sorted((ends(score.precision)[1], ends(score.recall)[1]))
        assert less - 1e-4 <= ends(score.f1)[1] <= more + 1e-4


@given(st.integers(1, 60), st.integers(0, 60))
def test_more_of_the_same_cases_narrow_the_interval(tp, errors):
    few, many = ends(f1_of(tp, errors, 0)), ends(f1_of(tp * 9, errors * 9, 0))
    assert many[2] - many[0] <= few[2] - few[0]


def test_the_bootstrap_draws_cases_and_gives_the_same_every_time():
    rows = [(1, 1)] * 30 + [(0, 1)] * 10
    share = bootstrap(rows, lambda sums: sums[..., 0] / sums[..., 1])
    assert share.value == 0.75
    # The normal approximation: 0.75 ± 1.96 · sqrt(0.75 · 0.25 / 40)
    assert share.low == pytest.approx(0.616, abs=0.03)
    assert share.high == pytest.approx(0.884, abs=0.03)
    assert share == bootstrap(rows[::-1], lambda sums: sums[..., 0] / sums[..., 1])


def test_a_bootstrap_without_anything_to_count_is_empty():
    assert bootstrap([], lambda sums: sums[..., 0]) == Estimate()
    nothing = bootstrap([(0, 0)], lambda sums: np.full(sums[..., 0].shape, np.nan))
    assert nothing == Estimate()
