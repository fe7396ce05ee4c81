"""What gold labels mean: which categories a quoted line can show at all."""

from callaudit.scoring.areas import AREA_CATEGORIES

CATEGORIES = frozenset(name for names in AREA_CATEGORIES.values() for name in names)
"""The closed list of violation categories."""

NOT_SHOWN_BY_A_LINE = frozenset(
    {
        "element_missing",
        "mini_miranda_missing",
        "identity_not_verified",
        "recording_not_disclosed",
        "followup_timing",
        "notes_missing",
        "weak_recap",
        "call_hours",
        "call_day",
        "frequency_attempts",
        "frequency_after_conversation",
        "talk_ratio",
        "tone",
        "pace_number",
    }
)
"""Categories that need a whole call, its log or its sound: left out of the score of lines."""


def left_out_of_line(*, voicemail: bool) -> frozenset[str]:
    """Return the categories that one quoted line cannot show.

    A voicemail is one line, so it shows whether the caller named himself; a line of a live
    call does not.
    """
    if voicemail:
        return NOT_SHOWN_BY_A_LINE
    return NOT_SHOWN_BY_A_LINE | {"identity_not_disclosed"}
