"""How well findings agree with gold labels: what is compared, and the numbers that come out."""

from typing import Literal

from callaudit.core.audit import StageFailure
from callaudit.core.finding import Basis, Confidence, Detector, Severity
from callaudit.core.ids import RuleId
from callaudit.core.model import Frozen

CaseSort = Literal["line", "call", "recording"]
"""One quoted line, a call given as words, a call given as sound."""


class Label(Frozen):
    """A violation that people saw; `turn` counts from zero, None = the call as a whole."""

    category: str
    turn: int | None = None


class Hit(Frozen):
    """A broken finding, as far as it is compared: `turns` are those of gold's counting."""

    category: str
    rule_id: RuleId
    severity: Severity
    basis: Basis
    confidence: Confidence
    detector: Detector = Detector.PATTERN
    turns: tuple[int, ...] = ()
    quotes: tuple[str, ...] = ()


class CheckedValue(Frozen):
    """One value that gold states and what was found in its place; None = not said."""

    name: str
    gold: str | None
    found: str | None


class Case(Frozen):
    """One line or call with its gold labels and what was found.

    `near` are categories that it is a hard negative for; `left_out` are not scored here;
    `rules_aside` are rules that do not apply to it; `group` is scored apart too.
    `turns_known`: whether turns of hits and of gold count the same turns. `missing` holds the
    missing elements (gold, found), None where gold does not list them. `texts` are the turns
    as shown to a person, empty where text is left out; `hints` say of a gold category that
    was not found what the rules saw instead. Made by `pipeline.evaluation`.
    """

    id: str
    sort: CaseSort
    group: str = ""
    gold: tuple[Label, ...] = ()
    hits: tuple[Hit, ...] = ()
    near: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    rules_aside: frozenset[RuleId] = frozenset()
    turns_known: bool = False
    call_type: CheckedValue | None = None
    elements: tuple[CheckedValue, ...] = ()
    missing: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    texts: tuple[str, ...] = ()
    hints: dict[str, str] = {}

    @property
    def gold_categories(self) -> frozenset[str]:
        """Return the scored categories of gold."""
        return frozenset(label.category for label in self.gold) - self.left_out

    @property
    def found_categories(self) -> frozenset[str]:
        """Return the scored categories that were found."""
        return frozenset(hit.category for hit in self.hits) - self.left_out

    @property
    def scored_hits(self) -> tuple[Hit, ...]:
        """Return the findings of scored categories."""
        return tuple(hit for hit in self.hits if hit.category not in self.left_out)


class Estimate(Frozen):
    """A number from 0 to 1 with its 95 % interval; all None where nothing was counted."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class Share(Frozen):
    """`right` out of `of`, with the 95 % interval of the share."""

    right: int
    of: int
    estimate: Estimate


class LabelScore(Frozen):
    """Precision, recall and F1 of one yes-or-no question over many cases."""

    name: str
    tp: int
    fp: int
    fn: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


class MacroScore(Frozen):
    """Means over the categories that gold or findings have, each category weighing the same."""

    categories: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


class TurnScore(Frozen):
    """Findings against gold by turn: right within `tolerance` turns."""

    tolerance: int
    recall: Share
    precision: Share
    f1: Estimate


class ValueScore(Frozen):
    """One element over all calls: `agree` counts calls where both say the same, or nothing."""

    name: str
    agree: Share
    wrong: int
    missed: int
    invented: int


class MissingScore(Frozen):
    """Missing elements: calls whose whole list agrees, and the single elements."""

    lists: Share
    elements: LabelScore


class NearScore(Frozen):
    """Hard negatives of one category: how many fired all the same, by id."""

    category: str
    cases: int
    fired: tuple[str, ...]
    fired_otherwise: tuple[str, ...]


class TakenFor(Frozen):
    """How often one category was missed where another one was falsely found."""

    gold: str
    found: str
    cases: int


class Mistake(Frozen):
    """One miss or false alarm, for a person to look at; `hint` says why a miss was one."""

    case: str
    sort: CaseSort
    kind: Literal["miss", "false alarm"]
    category: str
    rule_id: RuleId = ""
    severity: str = ""
    basis: str = ""
    confidence: str = ""
    turn: int | None = None
    quote: str = ""
    text: str = ""
    hint: str = ""


class DetectorScore(Frozen):
    """What the findings of some detectors alone are worth: `which` names them."""

    which: str
    violating: LabelScore
    micro: LabelScore


class Accuracy(Frozen):
    """Every number about one set of cases. Made by `scoring.accuracy`.

    `detectors` is empty where nothing rests on the second detector.

    `law_on_clean` counts law-based findings on cases for which gold has no violation.
    """

    cases: int
    clean: int
    law_on_clean: int
    micro: LabelScore
    macro: MacroScore
    violating: LabelScore
    by_category: tuple[LabelScore, ...]
    by_rule: tuple[LabelScore, ...]
    detectors: tuple[DetectorScore, ...] = ()
    turns: tuple[TurnScore, ...] = ()
    call_type: Share | None = None
    call_types_taken: tuple[TakenFor, ...] = ()
    elements: tuple[ValueScore, ...] = ()
    missing: MissingScore | None = None
    near: tuple[NearScore, ...] = ()
    taken_for: tuple[TakenFor, ...] = ()


class GoldReport(Frozen):
    """An evaluation: what was judged with what, the numbers by sort of case, the mistakes.

    `groups` has `lines`, `calls`, `recordings` as far as there are any, `all` where there is
    more than one of them, then the groups that the user asked for. Made by `runner.gold_batch`.
    """

    schema_version: int = 1
    callaudit_version: str
    policy: str
    style: str
    rules_digest: str
    models: dict[str, str]
    inputs: dict[str, str]
    method: dict[str, str]
    groups: dict[str, Accuracy]
    mistakes: tuple[Mistake, ...]
    failures: tuple[StageFailure, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> Accuracy:
        """Return the numbers over every case."""
        return self.groups.get("all") or next(iter(self.groups.values()))
