"""Whether a difference between two counts is more than chance, and a mean's interval."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import erfc, exp, lgamma, sqrt
from typing import TYPE_CHECKING, Literal

from callaudit.core.model import Frozen
from callaudit.scoring.intervals import SEED, Z95

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVEL = 0.05
"""The chance of a false word on any collector that is put up with, over all comparisons made."""

SHUFFLES = 4000
"""Random orders from which chance is learnt: enough for fifty comparisons at once."""

MIN_SPREAD_CALLS = 30
"""With fewer calls, how far scores lie apart is itself not known."""

MIN_TREND_CALLS = 12
MIN_TREND_WEEKS = 4
"""With fewer, no trend is looked for."""

MIN_SHARE_CALLS = 20
"""With fewer a share of calls tells little: where none of 20 is seen it may be one in six."""

MANY = 300
"""Values from which the normal distribution takes the place of random orders."""

_TIES = 1e-7
"""Tables as probable as the one seen count as such although the last digit differs."""


class Level(Frozen):
    """A mean score from 0 to 100 with its 95 % interval; all None without any score."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class Trend(Frozen):
    """How a score changes a week, and how often chance alone makes at least as much of it.

    `steady`: whichever week is left out, at least half of the slope stays. One bad week at the
    end is no trend, however rare it is.
    """

    points_a_week: float
    chance: float
    steady: bool


def fisher(broken: int, of: int, others_broken: int, others_of: int) -> float:
    """Return how often chance alone sets two shares at least this far apart, two-sided.

    Fisher's exact test: the sum over all tables with the same margins that are no more probable
    than the one seen. 3 of 40 against 1 of 38 gives 0.62: no difference to speak of.

    Raises:
        ValueError: if the counts are no shares.

    Source: R. A. Fisher, Statistical Methods for Research Workers, 5th edition (1934), 21.02.
    """
    if not (0 <= broken <= of and 0 <= others_broken <= others_of):
        raise ValueError(f"{broken} of {of} and {others_broken} of {others_of} are no shares")
    total = broken + others_broken
    low, high = max(0, total - others_of), min(total, of)

    def log_ways(count: int) -> float:
        return _log_choose(of, count) + _log_choose(others_of, total - count)

    every = _log_choose(of + others_of, total)
    seen = log_ways(broken)
    chances = (log_ways(count) for count in range(low, high + 1))
    return min(1.0, sum(exp(one - every) for one in chances if one <= seen + _TIES))


def _log_choose(of: int, count: int) -> float:
    return lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Return chances made larger for the number of comparisons, in the order given.

    After Holm's step-down: calling what is below `LEVEL` different is wrong about *any* of them
    with at most that chance, however the comparisons hang together.

    Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian
    Journal of Statistics 6 (1979).
    """
    adjusted = [0.0] * len(chances)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(chances)), key=lambda one: chances[one])):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[at]))
        adjusted[at] = highest
    return tuple(adjusted)


def least_chance(of: int, others_of: int, broken: int) -> float:
    """Return the smallest chance that `fisher` could give with so many broken in all."""
    low, high = max(0, broken - others_of), min(of, broken)
    return min(fisher(one, of, broken - one, others_of) for one in (low, high))


def tarone(chances: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """Return chances made larger for the comparisons that could have told anything.

    A rule that one call in a hundred breaks cannot set a collector apart, however it falls; such
    comparisons cost the others nothing. `least` holds the smallest chance that each could have
    given, see `least_chance`. What is below `LEVEL` is wrong about *any* with at most that chance.

    Source: R. E. Tarone, A modified Bonferroni method for discrete data, Biometrics 46 (1990).
    """
    ordered = sorted(least)
    number = next(
        (k for k in range(1, len(ordered) + 1) if bisect_right(ordered, LEVEL / k) <= k), 1
    )
    return tuple(
        min(1.0, number * one) if own <= LEVEL / number else 1.0
        for one, own in zip(chances, least, strict=True)
    )


def compared(
    broken: int, of: int, others_broken: int, others_of: int, *, chance: float
) -> Literal["more", "less", "same", "unknown"]:
    """Tell whether a share is more or less than others', `chance` being that of `tarone`.

    `same` means that these numbers show no difference, not that there is none; `unknown` that
    one side has no case.
    """
    if not of or not others_of:
        return "unknown"
    if chance >= LEVEL:
        return "same"
    return "more" if broken * others_of > others_broken * of else "less"


def shares_compared(
    tables: Sequence[tuple[int, int, int, int]],
) -> tuple[Literal["more", "less", "same", "unknown"], ...]:
    """Tell of each share (hits, of, others' hits, others' of) whether it is more or less.

    By Fisher's exact test and Holm's correction. A table with fewer than `MIN_SHARE_CALLS` on a
    side is `unknown`: it is not compared at all, and so costs the others nothing.
    """
    enough = [min(table[1], table[3]) >= MIN_SHARE_CALLS for table in tables]
    apart = [fisher(*table) if ok else None for table, ok in zip(tables, enough, strict=True)]
    adjusted = iter(holm([chance for chance in apart if chance is not None]))
    chances = [1.0 if chance is None else next(adjusted) for chance in apart]
    return tuple(
        compared(*table, chance=chance) if ok else "unknown"
        for table, chance, ok in zip(tables, chances, enough, strict=True)
    )


def weight_of_a_score(groups: Mapping[str, Sequence[float]]) -> float:
    """Return how many yes-or-no answers one score from 0 to 100 tells as much as, at least 1.

    `groups` are the scores of each collector. That is the variance of a yes-or-no answer with the
    same mean over the variance of the scores around their collector's mean, as the inverse of a
    survey's design effect. 1 where too few scores are known to say, which errs on the wide side.

    Source: L. Kish, Survey Sampling (1965), 8.2.
    """
    known = [scores for scores in groups.values() if len(scores) > 1]
    calls = sum(map(len, known))
    if calls < MIN_SPREAD_CALLS:
        return 1.0
    mean = sum(map(sum, known)) / calls / 100
    spread = sum(sum((one - sum(s) / len(s)) ** 2 for one in s) for s in known)
    variance = spread / (calls - len(known)) / 100**2
    if variance <= 0 or not 0 < mean < 1:
        return 1.0
    return max(1.0, mean * (1 - mean) / variance)


def mean_score(scores: Sequence[float], *, weight: float) -> Level:
    """Return the mean of scores from 0 to 100 with its 95 % interval, one decimal.

    Wilson's interval of the mean as a share, each score counting as `weight` answers (see
    `weight_of_a_score`). Unlike mean and standard error it does not shrink to a point where a few
    calls have the same score, and does not leave 0 to 100.
    """
    if not scores:
        return Level()
    share, number = sum(scores) / len(scores) / 100, len(scores) * weight
    z2 = Z95 * Z95
    middle = (share + z2 / (2 * number)) / (1 + z2 / number)
    half = Z95 / (1 + z2 / number) * sqrt(share * (1 - share) / number + z2 / (4 * number * number))
    low, high = min(share, middle - half), max(share, middle + half)
    return Level(
        value=round(100 * share, 1),
        low=round(100 * max(0.0, low), 1),
        high=round(100 * min(1.0, high), 1),
    )


def trend(weeks: Sequence[float], scores: Sequence[float]) -> Trend | None:
    """Return the slope of scores over the weeks of their calls; None with too few of either.

    `chance` is that of `chance_of_slope`.
    """
    import numpy as np

    if len(scores) < MIN_TREND_CALLS or len(set(weeks)) < MIN_TREND_WEEKS:
        return None
    at, value = np.asarray(weeks, dtype=np.float64), np.asarray(scores, dtype=np.float64)
    slope = _slope(at, value)
    without = (_slope(at[at != week], value[at != week]) for week in np.unique(at))
    return Trend(
        points_a_week=round(slope, 2),
        chance=chance_of_slope(weeks, scores),
        steady=all(one * slope > 0 and abs(one) >= abs(slope) / 2 for one in without),
    )


def _slope(at: "NDArray[np.float64]", value: "NDArray[np.float64]") -> float:
    """Return the least squares slope; the places are not all the same."""
    middle = at - at.mean()
    return float(middle @ value) / float(middle @ middle)


def chance_of_slope(at: Sequence[float], values: Sequence[float]) -> float:
    """Return how often a random order of the values has a slope over `at` at least as steep.

    With `at` 0 for some and 1 for others that is a test of the difference of two means. Orders
    are drawn with a seed, so that the same calls always give the same answer; over `MANY` values
    the normal distribution, which they then follow, stands in for them.

    Source: E. J. G. Pitman, Significance tests which may be applied to samples from any
    populations II: the correlation coefficient test, Supplement to JRSS 4 (1937).
    """
    import numpy as np

    place = np.asarray(at, dtype=np.float64)
    place = place - place.mean()
    value = np.asarray(values, dtype=np.float64)
    value = value - value.mean()
    seen, scale = abs(float(value @ place)), sqrt(float(value @ value) * float(place @ place))
    if scale <= _TIES:
        return 1.0
    if len(value) > MANY:
        return erfc(seen / scale * sqrt((len(value) - 1) / 2))
    drawn = np.random.default_rng(SEED).permuted(np.tile(value, (SHUFFLES, 1)), axis=1)
    as_steep = int((np.abs(drawn @ place) >= seen * (1 - _TIES)).sum())
    return (as_steep + 1) / (SHUFFLES + 1)
