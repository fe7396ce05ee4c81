"""Speech packed into windows for Whisper, and the way back to the time of the recording."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from callaudit.core.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

    from callaudit.asr.protocol import ChannelSound

RATE_HZ = 16_000
"""The rate that Whisper and the voice detector take."""

_LEAST_SHARE = 0.4
"""Share of a window that a piece of a long span holds at least."""

_STEP = RATE_HZ // 50
_PAUSE_STEPS = 40
"""Steps of a fiftieth of a second over which the quietest place is looked for."""


@dataclass(frozen=True, eq=False)
class Window:
    """Spans of one channel's sound that are read together, one after the other.

    Never two channels in one: a word whose time is a little off would be somebody else's.
    """

    sound: ChannelSound
    spans: tuple[Interval, ...]

    @property
    def duration_s(self) -> float:
        """Return how much sound it holds, in seconds."""
        return _total_s(self.spans)

    @property
    def channel(self) -> int:
        """Return the channel it was cut from."""
        return self.sound.channel

    def samples(self) -> np.ndarray:
        """Return its samples, one span after the other."""
        import numpy as np

        return np.concatenate([samples_between(self.sound.samples, span) for span in self.spans])

    def seam_s(self, number: int) -> float:
        """Return where in this window a span begins, in seconds."""
        return _total_s(self.spans[:number])

    def moment_s(self, packed_s: float, *, within: int) -> float:
        """Return the moment of the recording that a moment of this window stands for.

        `within` is the number of the span in which its word was said: it decides between the end
        of one span and the start of the next, and the moment is held inside that span.
        """
        span = self.spans[within]
        inside_s = packed_s - self.seam_s(within)
        return round(span.start_s + min(max(inside_s, 0.0), span.duration_s), 2)


def pack(
    sound: ChannelSound, spans: tuple[Interval, ...], *, limit_s: float, last_s: float = 0.0
) -> tuple[Window, ...]:
    """Pack spans into windows of at most `limit_s` seconds of sound, in order.

    A longer span is cut where it is quietest. The last window may hold up to `last_s`, for a
    crumb alone is read worse, and costs more, than at the end of another window.
    """
    windows: list[Window] = []
    left = list(spans)
    while left:
        now: list[Interval] = []
        room_s = max(limit_s, last_s) if _total_s(left) <= last_s else limit_s
        while left and _total_s(now) + left[0].duration_s <= room_s:
            now.append(left.pop(0))
        if not now:
            first = left.pop(0)
            cut_s = _cut_s(sound.samples, first, limit_s)
            now.append(Interval(start_s=first.start_s, end_s=cut_s))
            left.insert(0, Interval(start_s=cut_s, end_s=first.end_s))
        windows.append(Window(sound, tuple(now)))
    return tuple(windows)


def samples_between(samples: np.ndarray, span: Interval) -> np.ndarray:
    """Return a span's samples; of those that lie in a file, a copy that holds nothing else."""
    import numpy as np

    part = samples[int(span.start_s * RATE_HZ) : int(span.end_s * RATE_HZ)]
    mapped = getattr(part, "_mmap", None)
    if not isinstance(mapped, mmap.mmap) or not hasattr(mmap, "MADV_DONTNEED"):
        return part
    copy = np.array(part)
    mapped.madvise(mmap.MADV_DONTNEED)
    return copy


def _total_s(spans: Iterable[Interval]) -> float:
    return sum(span.duration_s for span in spans)


def _cut_s(samples: np.ndarray, span: Interval, limit_s: float) -> float:
    """Return where the first piece of a long span ends: in its quietest place.

    A number that is read out in groups so stays whole if there is a longer pause near by.
    """
    import numpy as np

    place = Interval(start_s=span.start_s + _LEAST_SHARE * limit_s, end_s=span.start_s + limit_s)
    part = samples_between(samples, place)
    count = len(part) // _STEP
    if count <= _PAUSE_STEPS:
        return place.end_s
    power = (part[: count * _STEP].reshape(count, _STEP) ** 2).sum(axis=1)
    around = np.convolve(power, np.ones(_PAUSE_STEPS), mode="valid")
    # From the back: of several silent places the last leaves the fullest window.
    last = len(around) - 1 - int(around[::-1].argmin())
    return round(place.start_s + (last + _PAUSE_STEPS / 2) * _STEP / RATE_HZ, 2)
