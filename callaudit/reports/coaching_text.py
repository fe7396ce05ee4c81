"""How coaching sheets write days, shares, and texts that would not fit."""

from datetime import date

from callaudit.reports.coaching_views import CountView, MomentView


def day_words(day: date) -> str:
    """Say a day: `3 Nov 2026`."""
    return f"{day.day} {day:%b %Y}"


def percent(count: CountView) -> str:
    """Say a count as a share; empty where nothing was judged."""
    return f"{100 * count.broken / count.of:.0f}%" if count.of else ""


def likely(count: CountView) -> str:
    """Say where the share of a count likely lies; empty where nothing was judged."""
    if count.low is None or count.high is None:
        return ""
    return f"{100 * count.low:.0f}–{100 * count.high:.0f}%"


def clipped(text: str, most: int) -> str:
    """Return a text, its end cut off at a word where it has more than `most` characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    whole = kept.rsplit(" ", 1)[0] if " " in kept[most // 2 :] else kept
    return f"{whole.rstrip(' ,;:')}…"


def clipped_start(text: str, most: int) -> str:
    """Return a text, its beginning cut off at a word where it has more than `most` characters."""
    if len(text) <= most:
        return text
    kept = text[-(most - 1) :]
    return f"…{kept.split(' ', 1)[1] if ' ' in kept[: most // 2] else kept}"


def moment_place(moment: MomentView) -> str:
    """Say whose words they are, of which call and when; empty for a line without a call."""
    if not moment.call_id:
        return ""
    day = day_words(moment.day) if moment.day else ""
    parts = (moment.speaker, day, moment.clock, f"call {moment.call_id}")
    return ", ".join(part for part in parts if part)
