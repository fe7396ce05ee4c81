"""What differs, what does not show a difference, and what is too little to tell."""

import pytest

from callaudit.core.accuracy import Estimate
from callaudit.scoring.differences import Difference, Telling, against_the_others, difference

# Newcombe (1998), table II, method 10.
PUBLISHED = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((10, 10), (0, 10), 0.6075, 1.0),
]


@pytest.mark.parametrize(("one", "other", "low", "high"), PUBLISHED)
def test_the_interval_is_the_published_one(one, other, low, high) -> None:
    estimate = difference(one, other).estimate
    assert (estimate.low, estimate.high) == (pytest.approx(low, abs=1e-4), high)


def test_three_of_forty_is_not_worse_than_one_of_thirty_eight() -> None:
    assert difference((3, 40), (1, 38)).telling is Telling.NO_DIFFERENCE


@pytest.mark.parametrize(
    ("one", "other", "telling"),
    [
        ((30, 40), (30, 80), Telling.HIGHER),
        ((30, 80), (30, 40), Telling.LOWER),
        ((9, 10), (3, 10), Telling.HIGHER),
        ((3, 10), (40, 200), Telling.FEW_CASES),
        ((4, 20), (40, 200), Telling.NO_DIFFERENCE),
    ],
)
def test_a_comparison_says_what_it_tells(one, other, telling) -> None:
    assert difference(one, other).telling is telling


def test_nothing_counted_tells_nothing() -> None:
    nothing = Difference(estimate=Estimate(), telling=Telling.FEW_CASES)
    assert difference((0, 0), (3, 10)) == nothing
    assert difference((3, 10), (0, 0)) == nothing


def test_more_comparisons_ask_for_more_evidence() -> None:
    assert difference((14, 30), (10, 50)).telling is Telling.HIGHER
    assert difference((14, 30), (10, 50), comparisons=12).telling is Telling.NO_DIFFERENCE


def test_each_group_is_compared_with_all_others_together() -> None:
    groups = {"Ines": (20, 30), "Omar": (5, 30), "Pia": (6, 30), "new": (0, 4)}
    told = {name: one.telling.value for name, one in against_the_others(groups).items()}
    assert told == {
        "Ines": "higher",
        "Omar": "no difference shown",
        "Pia": "no difference shown",
        "new": "too few to tell",
    }


def test_counts_that_are_no_share_are_an_error() -> None:
    with pytest.raises(ValueError, match="7 of 3"):
        difference((1, 2), (7, 3))
