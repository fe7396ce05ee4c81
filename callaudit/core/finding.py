"""What a rule says about a call."""

from enum import StrEnum

from callaudit.core.conversation import Speaker
from callaudit.core.ids import CallId, FindingId, RuleId
from callaudit.core.model import Frozen

NO_RECORDING = "There is no recording"
"""Why rules on words cannot judge a call of the log alone."""


class Verdict(StrEnum):
    """The four answers; what could not be judged is never a pass."""

    MET = "met"
    BROKEN = "broken"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Severity(StrEnum):
    """How bad, worst first; `coach` is advice and never counts as non-compliance."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    COACH = "coach"

    @property
    def rank(self) -> int:
        """Return 0 for critical up to 3 for coach."""
        return list(Severity).index(self)


class Basis(StrEnum):
    """What a rule rests on."""

    LAW = "law"
    POLICY = "policy"
    QUALITY = "quality"


class Confidence(StrEnum):
    """How sure a finding is; `conditional` hangs on an account flag nobody set."""

    CERTAIN = "certain"
    LIKELY = "likely"
    CONDITIONAL = "conditional"
    NEEDS_REVIEW = "needs_review"


class Detector(StrEnum):
    """What found a quote: the words of a pattern, or likeness to sentences."""

    PATTERN = "pattern"
    LIKE = "like"


class Heard(StrEnum):
    """What listening again to an unsure quote gave.

    `corroborated`: every hearing breaks the rule again, or has the same words. `contested`: other
    words were heard. `unheard`: no words at all.
    """

    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    UNHEARD = "unheard"


class SecondHearing(Frozen):
    """An unsure quote heard again, alone and with more care: `text` is what was heard instead.

    `heard_by` names the models and settings. Made by `pipeline.second_hearing`.
    """

    result: Heard
    text: str
    heard_by: tuple[str, ...] = ()


class Evidence(Frozen):
    """A verbatim quote that can be heard: `quote == turn.text[start_char:end_char]`.

    `pattern` is `<rule id>/<pattern name>`. `call_id` names another call of the same case, where
    the quote stands in that one. Made by `engine`.
    """

    turn: int
    speaker: Speaker
    quote: str
    start_char: int
    end_char: int
    start_s: float | None = None
    end_s: float | None = None
    pattern: str = ""
    detector: Detector = Detector.PATTERN
    mean_probability: float | None = None
    call_id: CallId | None = None
    second_hearing: SecondHearing | None = None


class Excused(Frozen):
    """A match that was set aside, and why (`negated`, `reported`, `truthful`, …)."""

    evidence: Evidence
    reason: str


class Finding(Frozen):
    """One rule's verdict on one call. `because` is one sentence for a person."""

    id: FindingId
    call_id: CallId
    rule_id: RuleId
    rule_digest: str
    category: str
    verdict: Verdict
    severity: Severity
    basis: Basis
    confidence: Confidence
    because: str
    title: str = ""
    citation: tuple[str, ...] = ()
    coaching: str = ""
    evidence: tuple[Evidence, ...] = ()
    excused: tuple[Excused, ...] = ()

    @property
    def detector(self) -> Detector:
        """Return what the finding rests on: likeness only where no pattern spoke."""
        alike = self.evidence and all(e.detector is Detector.LIKE for e in self.evidence)
        return Detector.LIKE if alike else Detector.PATTERN

    @property
    def sort_key(self) -> tuple[int, int, int, RuleId]:
        """Order by severity, then first evidence, then rule: the same for every run."""
        first = self.evidence[0] if self.evidence else None
        return (
            self.severity.rank,
            first.turn if first else -1,
            first.start_char if first else -1,
            self.rule_id,
        )
