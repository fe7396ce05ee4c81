"""From which score on heads count: chosen on cases that the encoder has not learnt from."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from callaudit.core.model import Frozen
from callaudit.likeness.heads import ANY, best_named
from models.heads.answers import SAID_IN
from models.heads.decide import Judged

Scores = Mapping[str, Mapping[str, float]]
"""For the words of each sentence, the score of every output."""

HARMLESS_SHARE = 0.025
"""Of the harmless cases on which patterns are silent, so many may be counted; a false alarm
costs a reader's trust, and the patterns make some of their own."""

HARMLESS_AT_MOST = 5
"""Harmless cases that a head may count by itself."""

CALLS_AT_MOST = 1
"""Whole calls without a violation that may be counted."""

ANY_TRIED = tuple(step / 4 for step in range(4, 25))
NAMED_TRIED = tuple(step / 2 for step in range(-2, 5))
"""Least scores of ANY, and of the best category beside it, that are tried."""

MOST_STEPS = 13
"""Steps of a half by which one category's least score is raised at most."""

ROUNDS = 3

MARGIN = 0.02
"""A head stays so far above the examples that its rule lets pass."""


class Chosen(Frozen):
    """The least score of ANY, and the least score of each category that it may name.

    `right` and `wrong` are the violating and the harmless cases counted where patterns are silent.
    """

    any_at: float
    named_at: dict[str, float]
    right: int
    wrong: int


class Gain(Frozen):
    """What one head changes over all cases; F1 of its category without and with.

    `threshold` is its own least score, None where ANY decides. `harmless` are the cases without
    any violation of which it speaks.
    """

    category: str
    threshold: float | None
    right: int
    wrong: int
    harmless: int
    without: float
    with_head: float


def choose(cases: Sequence[Judged], scores: Scores, lawful: Mapping[str, Sequence[str]]) -> Chosen:
    """Return the thresholds that count the most violating cases on which patterns are silent.

    Of the harmless ones at most HARMLESS_SHARE are counted. `lawful` has, for each category that
    ANY may name, the examples that its rule lets pass: none of them counts.
    """
    silent = [case for case in cases if not case.by_patterns]
    harmless = sum(not case.gold for case in silent)
    best: Chosen | None = None
    for any_at, least in product(ANY_TRIED, NAMED_TRIED):
        named_at = {
            name: max([least, *(f + MARGIN for f in _floors(name, words, scores, any_at))])
            for name, words in lawful.items()
        }
        counted = [case for case in silent if named(case, scores, any_at, named_at)]
        right = sum(bool(case.gold) for case in counted)
        wrong = len(counted) - right
        calls = sum(case.whole_call and not case.gold for case in counted)
        if wrong > HARMLESS_SHARE * harmless or calls > CALLS_AT_MOST:
            continue
        if best is None or right > best.right:
            best = Chosen(any_at=any_at, named_at=named_at, right=right, wrong=wrong)
    if best is None:
        raise SystemExit("no threshold keeps enough harmless cases silent: nothing can ship")
    return best


def _floors(
    category: str, examples: Sequence[str], scores: Scores, any_at: float
) -> Iterator[float]:
    for words in examples:
        if scores[words][ANY] >= any_at:
            yield scores[words][category]


def named(
    case: Judged, scores: Scores, any_at: float, named_at: Mapping[str, float]
) -> frozenset[str]:
    """Return the categories that ANY and the best head beside it find in a case."""
    found: set[str] = set()
    for words, may_speak in case.open_to.items():
        of = scores[words]
        if of[ANY] >= any_at and (best := best_named(of, named_at)) in may_speak:
            found.add(best)
    return frozenset(found)


def more_careful(cases: Sequence[Judged], scores: Scores, chosen: Chosen) -> Chosen:
    """Raise what the categories need whose F1 falls, each to where it gains most by its name.

    A category that gains nowhere is left out. What one no longer names another may, so all are
    asked ROUNDS times, and those that still lose are left out at the end.
    """
    for category in sorted(chosen.named_at) * ROUNDS:
        if category not in chosen.named_at:
            continue
        if _gains(category, cases, scores, chosen) > 0:
            continue
        tried = [
            chosen.model_copy(update={"named_at": {**chosen.named_at, category: least}})
            for step in range(1, MOST_STEPS)
            if (least := chosen.named_at[category] + step / 2)
        ]
        best = max(tried, key=lambda one: _gains(category, cases, scores, one))
        kept = best.named_at
        if _gains(category, cases, scores, best) <= 0:
            kept = {name: least for name, least in kept.items() if name != category}
        chosen = chosen.model_copy(update={"named_at": kept})
    kept = {n: at for n, at in chosen.named_at.items() if _gains(n, cases, scores, chosen) > 0}
    chosen = chosen.model_copy(update={"named_at": kept})
    silent = [case for case in cases if not case.by_patterns]
    counted = [c for c in silent if named(c, scores, chosen.any_at, chosen.named_at)]
    right = sum(bool(case.gold) for case in counted)
    return chosen.model_copy(update={"right": right, "wrong": len(counted) - right})


def _gains(category: str, cases: Sequence[Judged], scores: Scores, chosen: Chosen) -> float:
    gain = _gain_by_any(category, cases, scores, chosen)
    return gain.with_head - gain.without


def gains_by_any(cases: Sequence[Judged], scores: Scores, chosen: Chosen) -> Iterator[Gain]:
    """Yield what each category gains that ANY may name."""
    for category in sorted(chosen.named_at):
        yield _gain_by_any(category, cases, scores, chosen)


def _gain_by_any(category: str, cases: Sequence[Judged], scores: Scores, chosen: Chosen) -> Gain:
    added = [
        case
        for case in cases
        if category not in case.by_patterns
        and any(category in names for names in case.open_to.values())
        and category in named(case, scores, chosen.any_at, chosen.named_at)
    ]
    return _gain(category, cases, added, threshold=None)


def gain_alone(
    category: str, cases: Sequence[Judged], scores: Scores, *, floor: float
) -> Gain | None:
    """Return the own threshold that raises the F1 of a category most, None where none does.

    It stays above `floor`, the highest score of an example that the rule lets pass.
    """
    best: Gain | None = None
    asked = {
        place: max(scores[words][category] for words in open_words)
        for place, case in enumerate(cases)
        if category not in case.by_patterns
        and (open_words := [w for w, names in case.open_to.items() if category in names])
    }
    added: list[Judged] = []
    for place in sorted(asked, key=lambda one: -asked[one]):
        added.append(cases[place])
        harmless = [case for case in added if not case.gold]
        calls = sum(case.whole_call for case in harmless)
        too_many = len(harmless) > HARMLESS_AT_MOST or calls > CALLS_AT_MOST
        if too_many or asked[place] <= floor + MARGIN:
            break
        gain = _gain(category, cases, added, threshold=round(asked[place] - 0.005, 2))
        if gain.with_head > max(gain.without, best.with_head if best else 0.0):
            best = gain
    return best


def counts_by_itself(category: str) -> bool:
    """Tell whether a head needs its own threshold: its words are lawful in most calls."""
    return category in SAID_IN


def _gain(
    category: str, cases: Sequence[Judged], added: Sequence[Judged], *, threshold: float | None
) -> Gain:
    wanted = sum(category in case.gold for case in cases)
    hits = sum(category in case.gold and category in case.by_patterns for case in cases)
    alarms = sum(category in case.by_patterns for case in cases) - hits
    right = sum(category in case.gold for case in added)
    wrong = len(added) - right
    return Gain(
        category=category,
        threshold=threshold,
        right=right,
        wrong=wrong,
        harmless=sum(not case.gold for case in added),
        without=_f1(hits, alarms, wanted - hits),
        with_head=_f1(hits + right, alarms + wrong, wanted - hits - right),
    )


def _f1(right: int, wrong: int, missed: int) -> float:
    of = 2 * right + wrong + missed
    return round(2 * right / of, 4) if of else 0.0
