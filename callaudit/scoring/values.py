"""Call types, elements and missing elements against gold."""

from collections import Counter
from collections.abc import Sequence

from callaudit.core.accuracy import (
    Case,
    CheckedValue,
    MissingScore,
    Share,
    TakenFor,
    ValueScore,
)
from callaudit.scoring.intervals import label_score, share_of


def call_type_share(cases: Sequence[Case]) -> Share | None:
    """Return the share of calls whose type agrees with gold; None where gold has none."""
    types = [case.call_type for case in cases if case.call_type is not None]
    return share_of(sum(map(agrees, types)), len(types)) if types else None


def call_types_taken(cases: Sequence[Case]) -> tuple[TakenFor, ...]:
    """Return which types were taken for which."""
    pairs = Counter(
        (value.gold or "", value.found or "")
        for case in cases
        if (value := case.call_type) is not None and not agrees(value)
    )
    return taken_for_of(pairs)


def element_scores(cases: Sequence[Case]) -> tuple[ValueScore, ...]:
    """Return the accuracy of each element that gold states, by name."""
    by_name: dict[str, list[CheckedValue]] = {}
    for case in cases:
        for value in case.elements:
            by_name.setdefault(value.name, []).append(value)
    return tuple(_value_score(name, by_name[name]) for name in sorted(by_name))


def missing_score(cases: Sequence[Case]) -> MissingScore | None:
    """Return how well missing elements are named; None where gold lists none."""
    pairs = [(set(c.missing[0]), set(c.missing[1])) for c in cases if c.missing is not None]
    if not pairs:
        return None
    return MissingScore(
        lists=share_of(sum(gold == found for gold, found in pairs), len(pairs)),
        elements=label_score(
            "missing elements",
            tp=sum(len(gold & found) for gold, found in pairs),
            fp=sum(len(found - gold) for gold, found in pairs),
            fn=sum(len(gold - found) for gold, found in pairs),
        ),
    )


def agrees(value: CheckedValue) -> bool:
    """Tell whether gold and finding say the same; case and blanks do not matter."""
    return _plain(value.gold) == _plain(value.found)


def taken_for_of(pairs: "Counter[tuple[str, str]]") -> tuple[TakenFor, ...]:
    """Return counted pairs (gold, found), the most frequent first."""
    ordered = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return tuple(TakenFor(gold=gold, found=found, cases=n) for (gold, found), n in ordered)


def _value_score(name: str, values: Sequence[CheckedValue]) -> ValueScore:
    disagreeing = [value for value in values if not agrees(value)]
    missed = sum(value.found is None for value in disagreeing)
    invented = sum(value.gold is None for value in disagreeing)
    return ValueScore(
        name=name,
        agree=share_of(len(values) - len(disagreeing), len(values)),
        wrong=len(disagreeing) - missed - invented,
        missed=missed,
        invented=invented,
    )


def _plain(text: str | None) -> str | None:
    return None if text is None else " ".join(text.casefold().split())
