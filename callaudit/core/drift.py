"""What became of an approved script on the line: which of its lines were said, and how."""

from enum import StrEnum

from callaudit.core.ids import CallId
from callaudit.core.model import Frozen


class LineVerdict(StrEnum):
    """What a collector made of one line of the script."""

    SAID = "said"
    REWORDED = "reworded"
    SKIPPED = "skipped"
    NOT_REACHED = "not_applicable"


class DriftLine(Frozen):
    """One line of a script: a sentence with its slots, where it stands, and on which branch."""

    number: int
    script: str
    text: str
    branch: str = ""


class SpokenLine(Frozen):
    """What became of a line on one call; `line` is its place in `Drift.lines`.

    `quote` are the words that come nearest, `score` how near, 0 to 1. Both empty where it was
    skipped or not reached.
    """

    line: int
    verdict: LineVerdict
    score: float = 0.0
    quote: str = ""
    turn: int | None = None
    start_s: float | None = None


class CallDrift(Frozen):
    """One call beside the script that was meant for it."""

    call_id: CallId
    agent: str
    script: str
    lines: tuple[SpokenLine, ...]


class Drift(Frozen):
    """A script beside the calls in which it was to be followed; `left_out` were other calls."""

    path: str
    lines: tuple[DriftLine, ...]
    calls: tuple[CallDrift, ...]
    left_out: int = 0


class DriftCount(Frozen):
    """How often lines were said, reworded, skipped, or not reached."""

    said: int = 0
    reworded: int = 0
    skipped: int = 0
    not_reached: int = 0

    @property
    def reached(self) -> int:
        """How often there was a line to be said."""
        return self.said + self.reworded + self.skipped


def count_of(lines: tuple[SpokenLine, ...]) -> DriftCount:
    """Count what became of some lines."""
    verdicts = [line.verdict for line in lines]
    return DriftCount(
        said=verdicts.count(LineVerdict.SAID),
        reworded=verdicts.count(LineVerdict.REWORDED),
        skipped=verdicts.count(LineVerdict.SKIPPED),
        not_reached=verdicts.count(LineVerdict.NOT_REACHED),
    )
