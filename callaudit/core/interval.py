"""Spans of time within a recording, and how they are printed."""

from pydantic import model_validator

from callaudit.core.model import Frozen


class Interval(Frozen):
    """A half-open span of a recording: `start_s <= t < end_s`, in seconds."""

    start_s: float
    end_s: float

    @model_validator(mode="after")
    def _in_order(self) -> "Interval":
        if self.end_s < self.start_s:
            raise ValueError(f"interval ends ({self.end_s}) before it starts ({self.start_s})")
        return self

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end_s - self.start_s

    def contains(self, seconds: float) -> bool:
        """Tell whether the moment lies in the span."""
        return self.start_s <= seconds < self.end_s

    def overlap_s(self, other: "Interval") -> float:
        """Return the seconds both spans share."""
        return max(0.0, min(self.end_s, other.end_s) - max(self.start_s, other.start_s))

    def gap_s(self, other: "Interval") -> float:
        """Return the silence between two spans; 0 where they touch or overlap."""
        return max(0.0, max(self.start_s, other.start_s) - min(self.end_s, other.end_s))


def clock(seconds: float) -> str:
    """Print a moment of a recording as a person reads it: `1:05`, `1:02:09`."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return f"{hours}:{minutes:02d}:{whole % 60:02d}"
    return f"{minutes}:{whole % 60:02d}"
