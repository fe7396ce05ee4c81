"""The stages of one call, by name, and how long each took."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

STAGES = (
    "read",
    "probe",
    "decode",
    "transcribe",
    "speakers",
    "understand",
    "judge",
    "listen again",
    "score",
)
"""In order; failures name the stage they happened in. `read` belongs to call files."""


class Stopwatch:
    """Remembers the running stage, so that a failure can name it, and the seconds of each."""

    def __init__(self) -> None:
        """Start before the first stage."""
        self.stage = STAGES[0]
        self.timings_s: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time one stage; one that is entered again goes on."""
        self.stage = stage
        began = perf_counter()
        try:
            yield
        finally:
            spent_s = self.timings_s.get(stage, 0.0) + perf_counter() - began
            self.timings_s[stage] = round(spent_s, 3)
