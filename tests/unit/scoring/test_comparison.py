"""A difference is told only where chance does not explain it; an interval covers what it says."""

from math import comb

import numpy as np
import pytest

from callaudit.scoring.comparison import (
    LEVEL,
    Trend,
    chance_of_slope,
    compared,
    fisher,
    holm,
    least_chance,
    mean_score,
    shares_compared,
    tarone,
    trend,
    weight_of_a_score,
)
from callaudit.scoring.intervals import wilson


def test_shares_are_compared_all_at_once_and_a_small_one_tells_nothing():
    told = shares_compared([(21, 23, 42, 106), (40, 100, 23, 29), (19, 19, 0, 110)])
    assert told == ("more", "less", "unknown")
    assert shares_compared([(3, 40, 1, 38), (1, 38, 3, 40)]) == ("same", "same")
    assert shares_compared([]) == ()


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (3, 40, 0.0258, 0.1986), (10, 10, 0.7225, 1.0), (1, 38, 0.0047, 0.1349)],
)
def test_wilson_intervals_known_from_tables(right, of, low, high):
    interval = wilson(right, of)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=2e-4)


def test_the_lady_tasting_tea():
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)
    assert fisher(4, 4, 0, 4) == pytest.approx(2 / 70)


def test_fisher_agrees_with_counting_all_tables():
    for own, of, others, others_of in [(3, 40, 1, 38), (9, 20, 4, 100), (0, 5, 7, 7), (2, 2, 0, 0)]:
        total = own + others
        ways = [comb(of, k) * comb(others_of, total - k) for k in range(total + 1)]
        seen = comb(of, own) * comb(others_of, others)
        exact = sum(way for way in ways if way <= seen) / comb(of + others_of, total)
        assert fisher(own, of, others, others_of) == pytest.approx(exact)


def test_counts_that_are_no_share_are_refused():
    with pytest.raises(ValueError, match="no shares"):
        fisher(5, 4, 0, 3)


def test_three_of_forty_is_not_worse_than_one_of_thirty_eight():
    chance = fisher(3, 40, 1, 38)
    assert chance == pytest.approx(0.616, abs=1e-3)
    assert compared(3, 40, 1, 38, chance=chance) == "same"


def test_twenty_of_forty_is_worse_than_one_of_thirty_eight():
    chance = fisher(20, 40, 1, 38)
    assert compared(20, 40, 1, 38, chance=chance) == "more"
    assert compared(1, 38, 20, 40, chance=chance) == "less"


def test_without_calls_on_one_side_nothing_is_compared():
    assert compared(0, 0, 3, 9, chance=1.0) == "unknown"
    assert compared(3, 9, 0, 0, chance=1.0) == "unknown"


def test_holm_weighs_every_comparison_made():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.9, 0.8]) == (1.0, 1.0)
    assert holm([]) == ()


def test_what_stands_out_alone_does_not_among_a_hundred_comparisons():
    chance = fisher(6, 20, 2, 40)
    assert chance < LEVEL
    assert holm([chance, *([1.0] * 99)])[0] > LEVEL


def test_comparisons_that_could_tell_nothing_cost_the_others_nothing():
    chances = [0.004, 0.5, *([1.0] * 100)]
    least = [0.001, 0.002, *([0.3] * 100)]
    assert tarone(chances, least)[:2] == pytest.approx((0.008, 1.0))
    assert tarone([], []) == ()


def test_the_least_chance_is_that_of_the_most_uneven_table():
    assert least_chance(4, 4, 4) == pytest.approx(2 / 70)
    assert least_chance(20, 100, 1) == pytest.approx(fisher(1, 20, 0, 100))


def test_collectors_who_do_the_same_seldom_stand_out():
    draw = np.random.default_rng(7)
    wrong = 0
    for _ in range(120):
        broken = draw.binomial(20, 0.15, size=(8, 6))
        chances = [
            fisher(int(own), 20, int(rule.sum() - own), 100) for rule in broken for own in rule
        ]
        least = [least_chance(20, 100, int(rule.sum())) for rule in broken for _ in rule]
        wrong += min(tarone(chances, least)) < LEVEL
    assert wrong / 120 <= LEVEL


def test_a_mean_keeps_room_for_doubt_where_all_scores_are_the_same():
    interval = mean_score([100.0] * 5, weight=1.0)
    assert (interval.value, interval.high) == (100.0, 100.0)
    assert interval.low == pytest.approx(56.6, abs=0.1)
    assert (mean_score([100.0] * 5, weight=10.0).low or 0) > 90


def test_no_score_has_no_mean():
    assert mean_score([], weight=1.0).value is None


def test_scores_that_are_yes_or_no_weigh_one_answer():
    groups = {"a": [0.0, 100.0] * 20, "b": [100.0, 0.0] * 20}
    assert weight_of_a_score(groups) == pytest.approx(1.0, abs=0.05)


def test_scores_close_together_weigh_more_and_few_weigh_one():
    close = {"a": [78.0, 82.0] * 20, "b": [85.0, 81.0] * 20}
    assert weight_of_a_score(close) > 20
    assert weight_of_a_score({"a": [78.0, 82.0] * 3}) == 1.0
    assert weight_of_a_score({"a": [100.0] * 90}) == 1.0


@pytest.mark.parametrize(("a", "b"), [(16, 4), (45, 5), (3, 1)])
def test_the_interval_of_a_mean_covers_the_truth_as_often_as_it_says(a, b):
    draw = np.random.default_rng(11)
    covered = 0
    for _ in range(400):
        team = 100 * draw.beta(a, b, size=(6, 20))
        weight = weight_of_a_score({str(n): list(row) for n, row in enumerate(team)})
        interval = mean_score(list(team[0]), weight=weight)
        covered += interval.low <= 100 * a / (a + b) <= interval.high
    assert covered / 400 >= 0.93


def trend_of(weeks, scores) -> Trend:
    found = trend(weeks, scores)
    assert found is not None
    return found


def test_a_steady_climb_is_a_trend():
    weeks = [week for week in range(8) for _ in range(3)]
    scores = [60 + 4 * week + one for week in range(8) for one in (-5, 0, 5)]
    found = trend_of(weeks, scores)
    assert (found.points_a_week, found.steady) == (4.0, True)
    assert found.chance < 0.001


def test_scores_in_any_order_are_no_trend():
    draw = np.random.default_rng(3)
    weeks = [week for week in range(8) for _ in range(3)]
    found = [trend_of(weeks, list(draw.normal(80, 10, 24))).chance < LEVEL for _ in range(60)]
    assert sum(found) <= 8


def test_one_bad_week_at_the_end_is_no_steady_trend():
    weeks = [week for week in range(8) for _ in range(3)]
    found = trend_of(weeks, [95.0] * 21 + [0.0] * 3)
    assert found.chance < LEVEL
    assert not found.steady


def test_scores_all_the_same_are_no_trend():
    assert trend_of([0, 1, 2, 3] * 4, [90.0] * 16).chance == 1.0


def test_few_calls_or_weeks_have_no_trend():
    assert trend([0, 1, 2, 3], [1.0, 2.0, 3.0, 4.0]) is None
    assert trend([0, 1] * 20, [1.0, 2.0] * 20) is None


def test_over_many_calls_the_normal_distribution_gives_the_same_answer():
    draw = np.random.default_rng(5)
    groups = [0.0] * 140 + [1.0] * 140
    values = [float(one) for one in draw.normal(80, 10, 280) + 2.0 * np.asarray(groups)]
    drawn = chance_of_slope(groups, values)
    assert chance_of_slope(groups * 2, values * 2) < drawn < LEVEL * 4
    assert chance_of_slope([0.0, 1.0] * 200, [1.0, 1.0, 2.0, 2.0] * 100) == pytest.approx(1.0)


def test_means_of_two_groups_are_compared_by_the_same_test():
    assert chance_of_slope([0, 0, 0, 0, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6, 7, 8]) == pytest.approx(
        2 / 70, abs=0.01
    )
