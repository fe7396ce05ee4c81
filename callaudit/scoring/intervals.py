"""How far a number from a few cases can be trusted: 95 % intervals."""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Any

from callaudit.core.accuracy import Estimate, LabelScore, Share

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""

RESAMPLES = 2000
SEED = 20261122
"""Of the bootstrap: the same cases always give the same interval."""

_DECIMALS = 4


def wilson(right: int, of: int) -> Estimate:
    """Return a share with its Wilson score interval, which holds for few cases and near 0 and 1.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    JASA 22 (1927).

    Raises:
        ValueError: if the counts are no share.
    """
    if not 0 <= right <= of:
        raise ValueError(f"{right} of {of} is no share")
    if of == 0:
        return Estimate()
    share, z2 = right / of, Z95 * Z95
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    # At 0 and 1 the formula gives the border itself, which rounding may miss by a hair.
    low = 0.0 if right == 0 else middle - half
    high = 1.0 if right == of else middle + half
    return _estimate(share, low, high)


def f1_of(tp: int, fp: int, fn: int) -> Estimate:
    """Return F1 with an interval that holds for few cases too.

    F1 = 2 J / (1 + J), where J = tp / (tp + fp + fn) is the share of all labels, of gold or
    found, that both have. So the Wilson interval of J, carried through, is one of F1; unlike
    bootstrap and delta method it does not shrink to a point where everything is right.

    Source for F1 as a function of that share: Hand, Christen, Kirielle, F*: an interpretable
    transformation of the F-measure, Machine Learning 110 (2021).
    """
    agreed = wilson(tp, tp + fp + fn)
    if agreed.value is None or agreed.low is None or agreed.high is None:
        return Estimate()
    either = tp + fp + fn
    low, high = _f1_of_agreement(agreed.low), _f1_of_agreement(agreed.high)
    return _estimate(_f1_of_agreement(tp / either), low, high)


def share_of(right: int, of: int) -> Share:
    """Return a share with its counts."""
    return Share(right=right, of=of, estimate=wilson(right, of))


def label_score(name: str, *, tp: int, fp: int, fn: int) -> LabelScore:
    """Return precision, recall and F1 of one question from its counts."""
    return LabelScore(
        name=name,
        tp=tp,
        fp=fp,
        fn=fn,
        precision=wilson(tp, tp + fp),
        recall=wilson(tp, tp + fn),
        f1=f1_of(tp, fp, fn),
    )


def bootstrap(rows: Sequence[Sequence[int]], statistic: Callable[[Any], Any]) -> Estimate:
    """Return a statistic of summed counts with its percentile interval over resampled cases.

    `rows` holds the counts of one case each; `statistic` takes an array whose last axis are the
    summed counts and returns one number (nan: nothing to count) for each of the other axes.
    Cases are drawn, not labels: those of one call are not independent.
    """
    import numpy as np

    if not rows:
        return Estimate()
    counts = np.asarray(sorted(map(tuple, rows)), dtype=np.float64)
    value = float(statistic(counts.sum(axis=0)))
    if np.isnan(value):
        return Estimate()
    drawn = np.random.default_rng(SEED).multinomial(
        len(counts), np.full(len(counts), 1 / len(counts)), size=RESAMPLES
    )
    resampled = statistic(drawn @ counts)
    low, high = np.nanpercentile(resampled, [2.5, 97.5])
    return _estimate(value, min(float(low), value), max(float(high), value))


def _f1_of_agreement(share: float) -> float:
    return 2 * share / (1 + share)


def _estimate(value: float, low: float, high: float) -> Estimate:
    return Estimate(
        value=round(value, _DECIMALS), low=round(low, _DECIMALS), high=round(high, _DECIMALS)
    )
