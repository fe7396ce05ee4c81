"""Whether two shares differ by more than chance explains."""

from collections.abc import Mapping
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from callaudit.core.accuracy import Estimate
from callaudit.core.model import Frozen

FEW = 20
"""Fewer cases than this tell little: at none of 20 the truth may still be one in six (Wilson)."""

_ERROR = 0.05


class Telling(StrEnum):
    """What a comparison tells."""

    HIGHER = "higher"
    LOWER = "lower"
    NO_DIFFERENCE = "no difference shown"
    FEW_CASES = "too few to tell"


class Difference(Frozen):
    """The difference of two shares, from -1 to 1, with its interval, and what it tells."""

    estimate: Estimate
    telling: Telling


def difference(one: tuple[int, int], other: tuple[int, int], *, comparisons: int = 1) -> Difference:
    """Compare one share (hits, of) with another: the first less the second.

    The interval is Newcombe's, made of both Wilson intervals. With several `comparisons` each is
    widened (Bonferroni), so that all of them hold together 95 times in 100. Where it leaves out
    nought the shares differ; else nothing is shown, and with fewer than `FEW` cases on either
    side that means little.

    Example: 3 of 40 against 1 of 38 is 0.05 higher (-0.07 to 0.17): no difference shown.

    Source: R. G. Newcombe, Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17 (1998), method 10.

    Raises:
        ValueError: if counts are no share.
    """
    for hits, of in (one, other):
        if not 0 <= hits <= of:
            raise ValueError(f"{hits} of {of} is no share")
    if not one[1] or not other[1]:
        return Difference(estimate=Estimate(), telling=Telling.FEW_CASES)
    z = NormalDist().inv_cdf(1 - _ERROR / (2 * max(comparisons, 1)))
    (p1, low1, high1), (p2, low2, high2) = _score(*one, z), _score(*other, z)
    gap = p1 - p2
    low = gap - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = gap + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    estimate = Estimate(value=round(gap, 4), low=round(low, 4), high=round(high, 4))
    return Difference(estimate=estimate, telling=_telling(low, high, min(one[1], other[1])))


def against_the_others(groups: Mapping[str, tuple[int, int]]) -> dict[str, Difference]:
    """Compare the share of each group with that of all others together."""
    hits = sum(hit for hit, _ in groups.values())
    cases = sum(of for _, of in groups.values())
    return {
        name: difference((hit, of), (hits - hit, cases - of), comparisons=len(groups))
        for name, (hit, of) in groups.items()
    }


def _score(hits: int, of: int, z: float) -> tuple[float, float, float]:
    """Return a share and its Wilson interval at `z`."""
    share, z2 = hits / of, z * z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = z / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return share, max(0.0, middle - half), min(1.0, middle + half)


def _telling(low: float, high: float, cases: int) -> Telling:
    if low > 0:
        return Telling.HIGHER
    if high < 0:
        return Telling.LOWER
    return Telling.FEW_CASES if cases < FEW else Telling.NO_DIFFERENCE
