"""What a measure answers: a number with its name and its proof."""

from dataclasses import dataclass

from callaudit.core.finding import Evidence


@dataclass(frozen=True)
class Measure:
    """A value with its name and, where it has one, its place; None could not be measured."""

    label: str
    value: float | None
    evidence: tuple[Evidence, ...] = ()
