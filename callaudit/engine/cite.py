"""A span of a turn as evidence: the one place where a quote gets its seconds."""

from callaudit.core.conversation import Turn
from callaudit.core.finding import Detector, Evidence


def cite(
    turn: Turn,
    start_char: int,
    end_char: int,
    *,
    pattern: str,
    detector: Detector = Detector.PATTERN,
) -> Evidence:
    """Return the characters `[start_char, end_char)` of a turn as a verbatim, timed quote."""
    start_s, end_s = turn.seconds_of(start_char, end_char)
    return Evidence.of_checked(
        {
            "turn": turn.index,
            "speaker": turn.speaker,
            "quote": turn.text[start_char:end_char],
            "start_char": start_char,
            "end_char": end_char,
            "start_s": start_s,
            "end_s": end_s,
            "pattern": pattern,
            "detector": detector,
            "mean_probability": turn.mean_probability(start_char, end_char),
        }
    )
