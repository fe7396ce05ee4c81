"""Findings against gold labels: pure, no file and no clock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from callaudit.core.accuracy import (
    Accuracy,
    Case,
    DetectorScore,
    LabelScore,
    MacroScore,
    NearScore,
    TakenFor,
)
from callaudit.core.finding import Basis, Detector
from callaudit.core.ids import RuleId
from callaudit.scoring.by_turn import turn_scores
from callaudit.scoring.intervals import RESAMPLES, SEED, bootstrap, label_score
from callaudit.scoring.values import (
    call_type_share,
    call_types_taken,
    element_scores,
    missing_score,
    taken_for_of,
)

METHOD: dict[str, str] = {
    "labels": "a category counts once a case; every broken finding counts, of any severity and "
    "confidence",
    "precision, recall": "95 % Wilson score interval",
    "F1": "95 % Wilson interval of tp / (tp + fp + fn), carried through F1 = 2J / (1 + J)",
    "macro, by turn": f"95 % percentile bootstrap over cases, {RESAMPLES} resamples, seed {SEED}",
    "macro": "mean over the categories that gold or findings have; precision over those found, "
    "recall over those in gold",
    "by detector": "the same cases with the findings of these detectors alone; like is only asked "
    "where the patterns of a rule are silent, so its row is what it adds",
    "by rule": "the rule alone against the gold labels of its categories, on cases to which it "
    "applies: what another rule of the same category finds counts here as missed",
}
"""How each number was obtained; stands in every report."""


def accuracy(
    cases: Sequence[Case], *, rules: Mapping[RuleId, frozenset[str]] | None = None
) -> Accuracy:
    """Compare what was found in the cases with their gold labels.

    `rules` gives the categories that each rule can find; without it, those that it found. The
    order of the cases does not matter.
    """
    clean = [case for case in cases if not case.gold_categories]
    return Accuracy(
        cases=len(cases),
        clean=len(clean),
        law_on_clean=sum(hit.basis is Basis.LAW for case in clean for hit in case.scored_hits),
        micro=_micro(cases),
        macro=_macro(cases),
        violating=_violating(cases),
        by_category=tuple(_category(name, cases) for name in _categories(cases)),
        by_rule=_by_rule(cases, rules or _rules_of(cases)),
        detectors=_by_detector(cases),
        turns=turn_scores(cases),
        call_type=call_type_share(cases),
        call_types_taken=call_types_taken(cases),
        elements=element_scores(cases),
        missing=missing_score(cases),
        near=_near(cases),
        taken_for=_taken_for(cases),
    )


def _categories(cases: Sequence[Case]) -> list[str]:
    return sorted({name for c in cases for name in c.gold_categories | c.found_categories})


def _rules_of(cases: Sequence[Case]) -> dict[RuleId, frozenset[str]]:
    found: dict[RuleId, set[str]] = {}
    for case in cases:
        for hit in case.scored_hits:
            found.setdefault(hit.rule_id, set()).add(hit.category)
    return {rule: frozenset(categories) for rule, categories in found.items()}


def _micro(cases: Sequence[Case]) -> LabelScore:
    return label_score(
        "micro",
        tp=sum(len(c.gold_categories & c.found_categories) for c in cases),
        fp=sum(len(c.found_categories - c.gold_categories) for c in cases),
        fn=sum(len(c.gold_categories - c.found_categories) for c in cases),
    )


def _violating(cases: Sequence[Case]) -> LabelScore:
    answers = Counter((bool(c.gold_categories), bool(c.found_categories)) for c in cases)
    return label_score(
        "violating or not",
        tp=answers[True, True],
        fp=answers[False, True],
        fn=answers[True, False],
    )


def _category(name: str, cases: Sequence[Case]) -> LabelScore:
    answers = Counter((name in c.gold_categories, name in c.found_categories) for c in cases)
    tp, fp, fn = answers[True, True], answers[False, True], answers[True, False]
    return label_score(name, tp=tp, fp=fp, fn=fn)


def _by_rule(
    cases: Sequence[Case], rules: Mapping[RuleId, frozenset[str]]
) -> tuple[LabelScore, ...]:
    """Return each rule that fired or had something to find, by id."""
    scores = []
    for rule_id in sorted(rules):
        tp = fp = fn = 0
        for case in cases:
            found = {hit.category for hit in case.scored_hits if hit.rule_id == rule_id}
            tp += len(found & case.gold_categories)
            fp += len(found - case.gold_categories)
            if rule_id not in case.rules_aside:
                fn += len((case.gold_categories & rules[rule_id]) - found)
        if tp + fp + fn:
            scores.append(label_score(rule_id, tp=tp, fp=fp, fn=fn))
    return tuple(scores)


def _by_detector(cases: Sequence[Case]) -> tuple[DetectorScore, ...]:
    if not any(hit.detector is Detector.LIKE for case in cases for hit in case.scored_hits):
        return ()
    rows = (
        ("patterns alone", {Detector.PATTERN}),
        ("like, where patterns are silent", {Detector.LIKE}),
        ("both", set(Detector)),
    )
    return tuple(_detectors(which, detectors, cases) for which, detectors in rows)


def _detectors(which: str, detectors: set[Detector], cases: Sequence[Case]) -> DetectorScore:
    theirs = [
        case.model_copy(
            update={"hits": tuple(hit for hit in case.hits if hit.detector in detectors)}
        )
        for case in cases
    ]
    return DetectorScore(which=which, violating=_violating(theirs), micro=_micro(theirs))


def _macro(cases: Sequence[Case]) -> MacroScore:
    names = _categories(cases)
    rows = [
        [
            *(name in c.gold_categories and name in c.found_categories for name in names),
            *(name in c.found_categories for name in names),
            *(name in c.gold_categories for name in names),
        ]
        for c in cases
    ]
    rows = rows if names else []
    n = len(names)

    def precision(sums: Any) -> Any:
        return _mean_share(sums[..., :n], sums[..., n : 2 * n])

    def recall(sums: Any) -> Any:
        return _mean_share(sums[..., :n], sums[..., 2 * n :])

    def f1(sums: Any) -> Any:
        return _mean_share(2 * sums[..., :n], sums[..., n : 2 * n] + sums[..., 2 * n :])

    return MacroScore(
        categories=n,
        precision=bootstrap(rows, precision),
        recall=bootstrap(rows, recall),
        f1=bootstrap(rows, f1),
    )


def _mean_share(right: Any, of: Any) -> Any:
    """Return the mean over the last axis of right / of, where there is anything to divide by."""
    import numpy as np

    counted = of > 0
    shares = np.where(counted, right / np.maximum(of, 1), 0.0)
    total = counted.sum(axis=-1)
    return np.where(total > 0, shares.sum(axis=-1) / np.maximum(total, 1), np.nan)


def _near(cases: Sequence[Case]) -> tuple[NearScore, ...]:
    """Return for each category how its hard negatives came out."""
    near: dict[str, list[Case]] = {}
    for case in cases:
        for category in set(case.near) - case.gold_categories - case.left_out:
            near.setdefault(category, []).append(case)
    return tuple(_near_score(name, near[name]) for name in sorted(near))


def _near_score(category: str, cases: Sequence[Case]) -> NearScore:
    falsely = {case.id: case.found_categories - case.gold_categories for case in cases}
    return NearScore(
        category=category,
        cases=len(cases),
        fired=tuple(sorted(name for name, found in falsely.items() if category in found)),
        fired_otherwise=tuple(
            sorted(name for name, found in falsely.items() if found - {category})
        ),
    )


def _taken_for(cases: Sequence[Case]) -> tuple[TakenFor, ...]:
    return taken_for_of(
        Counter(
            (missed, instead)
            for c in cases
            for missed in c.gold_categories - c.found_categories
            for instead in c.found_categories - c.gold_categories
        )
    )
