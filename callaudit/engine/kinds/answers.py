"""Sentences and proof that the kinds share."""

from collections.abc import Sequence

from callaudit.core.finding import Confidence, Evidence, Verdict
from callaudit.core.interval import clock
from callaudit.engine.listen import Heard
from callaudit.engine.match import Match
from callaudit.engine.outcome import Outcome

SHOWN_QUOTES = 2
"""Quotes named in the sentence; all stand in the evidence."""


def quoted(matches: Sequence[Match]) -> str:
    """Return `“…” at 0:42 and “…”` for the first few matches."""
    shown = [_one(match.evidence()) for match in matches[:SHOWN_QUOTES]]
    rest = len(matches) - len(shown)
    return " and ".join(shown) + (f" and {rest} more" if rest > 0 else "")


def broken_by(
    heard: Heard,
    because: str,
    *,
    evidence: tuple[Evidence, ...] | None = None,
    confidence: Confidence | None = None,
) -> Outcome:
    """Return a broken verdict on what was heard, conditional where a flag could make it true."""
    conditions = heard.conditions
    if conditions:
        because = f"{because}; {' and '.join(conditions)}"
    return Outcome(
        Verdict.BROKEN,
        because,
        evidence=evidence or tuple(match.evidence() for match in heard.matches),
        excused=tuple(heard.excused),
        confidence=confidence or (Confidence.CONDITIONAL if conditions else None),
        category=next((m.category for m in heard.matches if m.category), None),
    )


def said_by_whom(heard: Heard) -> Outcome:
    """Return undetermined: the words were said, the speaker is not known."""
    return Outcome(
        Verdict.UNDETERMINED,
        f"{quoted(heard.matches)} was said, but it is not known by whom",
        evidence=tuple(match.evidence() for match in heard.matches),
        excused=tuple(heard.excused),
    )


def _one(evidence: Evidence) -> str:
    at = "" if evidence.start_s is None else f" at {clock(evidence.start_s)}"
    return f"“{evidence.quote}”{at}"
