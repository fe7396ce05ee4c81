"""Calls of November 2025 in Eastern time, as the tests of the call log write them."""

from datetime import datetime

from callaudit.calllog.cases import ALL_EARLIER
from callaudit.core.attempts import Attempt, CallHistory


def at(text: str) -> datetime:
    """A moment of November 2025 in Eastern time: "3 10:00" is Monday the 3rd."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2025-11-{int(day):02d}T{clock}:00-05:00")


def attempt(text: str, result: str = "no_answer", **more: object) -> Attempt:
    values = {
        "at": at(text),
        "result": result,
        "conversation": result == "answered",
        "connected": result not in {"busy", "out_of_service"},
    }
    return Attempt.model_validate(values | more)


def history(*attempts: Attempt) -> CallHistory:
    return CallHistory(attempts=attempts, complete_since=ALL_EARLIER)
