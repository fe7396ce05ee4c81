"""Times of day, parts of the day and days of the week as people say them of calls."""

import re
from datetime import time
from typing import Literal, NamedTuple

from callaudit.core.day_hours import WEEKDAYS, WEEKEND, WORKDAYS

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_HOURS = {word: n for n, word in enumerate((*_NUMBERS, "eleven", "twelve"), start=1)}
_MINUTES = {"fifteen": 15, "thirty": 30, "forty five": 45, "forty-five": 45}
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(23, 59, 59)}

_HOUR = rf"\d{{1,2}}(?::\d\d)?|{'|'.join(_HOURS)}"
_HALF = (
    r"\s*(?:o'?clock\b)?\s*"
    r"(?P<{0}half>a\.?\s?m\b\.?|p\.?\s?m\b\.?|in the morning|in the afternoon|in the evening|"
    r"at night|tonight)?"
)
_COUNTED = (
    r"(?!\s*(?:more|times?|days?|weeks?|months?|years?|minutes?|hours?|calls?|payments?|dollars|"
    r"hundred|thousand|people|kids|jobs|of|percent|weeks'|th\b|st\b|nd\b|rd\b|%|/))"
)


class Clock(NamedTuple):
    """A time as it was said: hour, minute, and the half of the day where that was said."""

    hour: int
    minute: int
    half: Literal["", "am", "pm"]

    def readings(self) -> tuple[time, ...]:
        """Return the times of day it may mean."""
        if self.hour > 12 or (self.hour == 0):
            return (time(self.hour % 24, self.minute),)
        morning = time(self.hour % 12, self.minute)
        evening = time(self.hour % 12 + 12, self.minute)
        return {"am": (morning,), "pm": (evening,)}.get(self.half, (morning, evening))


def time_pattern(name: str) -> str:
    """Return a pattern of a time of day whose groups begin with `name`."""
    minutes = "|".join(_MINUTES)
    return (
        rf"(?:(?P<{name}named>noon|midday|midnight)|(?P<{name}shift>half past |quarter (?:to|past|"
        rf"after) )?(?P<{name}hour>{_HOUR})\b(?:[ -](?P<{name}minutes>{minutes}|\d\d(?!\d)))?"
        rf"{_COUNTED}{_HALF.format(name)})"
    )


def clock_of(match: re.Match[str], name: str) -> Clock | None:
    """Return the time that `time_pattern(name)` matched, None where no clock has it."""
    if named := match[f"{name}named"]:
        at = _NAMED[named]
        return Clock(at.hour, at.minute, "pm")
    hour, _, written = match[f"{name}hour"].partition(":")
    spoken = match[f"{name}minutes"] or written or "0"
    number = _HOURS.get(hour) or int(hour)
    minute = _MINUTES.get(spoken) or (int(spoken) if spoken.isdigit() else 0)
    shift = match[f"{name}shift"] or ""
    if shift:
        minute = 30 if shift.startswith("half") else 15
        if shift.startswith("quarter to"):
            number, minute = (number - 1) or 12, 45
    if number > 23 or minute > 59:
        return None
    return Clock(number, minute, _half(match[f"{name}half"] or ""))


def _half(said: str) -> Literal["", "am", "pm"]:
    if not said:
        return ""
    return "am" if (said[0] == "a" and "night" not in said) or "morning" in said else "pm"


DAY_PARTS: dict[str, tuple[time | None, time | None]] = {
    "morning": (None, time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), None),
    "night": (time(20), None),
    "lunch": (time(12), time(13)),
    "day": (time(9), time(17)),
    "work": (time(9), time(17)),
}
"""What the parts of a day are taken for; none narrower is named by those who say them."""

_PART_WORDS = {
    "morning": r"(?:in the |the |any |weekday )?mornings?(?! (?:paper|news|show|sickness))",
    "afternoon": r"(?:in the |the |any )?afternoons?",
    "evening": r"(?:in the |the |any )?evenings?",
    "night": r"at nights?(?:[- ]?time)?|nights\b|night ?time",
    "lunch": r"(?:at |my |on my |during )*lunch(?: ?time| hour| break)?",
    "day": r"(?:during |in )the day(?:time)?|day ?time",
    "work": r"(?:during |in )?(?:my |the )?(?:work(?:ing)?|business|office) hours",
}

PART = "|".join(f"(?P<{name}>{words})" for name, words in _PART_WORDS.items())
"""A part of the day, by name."""

_DAY_NAMES = "|".join(day.lower() for day in WEEKDAYS)
DAYS = rf"(?P<days>(?:{_DAY_NAMES})s?(?: (?:and|or) (?:{_DAY_NAMES})s?)*|weekends?|weekdays?)"
"""Days of the week, by name."""


def days_in(words: str) -> tuple[int, ...]:
    """Return the weekdays that some words name."""
    if "weekend" in words:
        return WEEKEND
    if "weekday" in words:
        return WORKDAYS
    return tuple(n for n, day in enumerate(WEEKDAYS) if day.lower() in words)


def is_plural(words: str) -> bool:
    """Tell "on Sundays" and "at weekends" from one single Sunday."""
    return bool(re.search(r"days\b|week(?:end|day)s?\b|\bor\b", words))
