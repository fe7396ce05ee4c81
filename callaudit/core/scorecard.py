"""Findings added up."""

from callaudit.core.model import Frozen


class CategoryScore(Frozen):
    """How the rules of one area stand: counts of verdicts, and the met share of the judged."""

    area: str
    met: int
    broken: int
    undetermined: int
    not_applicable: int
    score: float | None


class Scorecard(Frozen):
    """One call's score between 0 and 100; None where nothing could be judged.

    Undetermined and not applicable rules stand outside the denominator and are shown as
    `coverage`, the judged share of the rules that apply. Made by `scoring.score`.
    """

    policy: str
    policy_digest: str
    areas: tuple[CategoryScore, ...]
    total: float | None
    coverage: float
    failed_outright: bool
    broken_by_severity: dict[str, int]
