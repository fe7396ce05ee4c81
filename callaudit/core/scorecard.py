"""Findings added up."""

from callaudit.core.ids import RuleId
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


class FailedBy(Frozen):
    """A broken rule that fails a call or a section by itself, with where the duty stands."""

    rule: RuleId
    title: str
    citation: tuple[str, ...]


class SectionScore(Frozen):
    """How the rules of one section of a card stand.

    `score` is 0 to 100, None where nothing was judged; 0 where `failed` names a rule.
    """

    name: str
    weight: float
    met: int
    broken: int
    undetermined: int
    not_applicable: int
    score: float | None
    failed: tuple[FailedBy, ...] = ()


class CardScore(Frozen):
    """One call on one scorecard of `rules/scorecards/`. Made by `scoring.cards.score_call`.

    `applies` is False where the card is not for calls of this type: then there is no score.
    `earned` is what the sections and the bonus come to; `total` is the same unless a rule in
    `failed` holds it down. `coverage` is the judged share of the card's rules that apply.
    `band` is None where nothing, or less than the card asks for, was judged.
    """

    card: str
    version: int
    digest: str
    applies: bool
    total: float | None
    earned: float | None
    coverage: float
    band: str | None
    bonus: float = 0.0
    sections: tuple[SectionScore, ...] = ()
    failed: tuple[FailedBy, ...] = ()
