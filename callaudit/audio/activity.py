"""Where a channel carries any sound at all: cheap enough to run over hours of silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.core.interval import Interval

if TYPE_CHECKING:
    import numpy as np

FRAME_S = 0.02
"""Length of the frames that levels are taken over, in seconds."""

FLOOR_DBFS = -60.0
"""Level below which a line is taken as unused.

A quiet talker on a telephone line stands around -45 dBFS, the noise of an open but silent leg at
-65 dBFS and below; the smallest step of G.711 mu-law is at -72 dBFS.
"""

_BRIDGE_S = 0.3
"""Gaps up to this length, in seconds, belong to the sound around them: stops and short breaths."""

_BLOCK_FRAMES = 100_000


def levels_dbfs(samples: np.ndarray, *, rate_hz: int) -> np.ndarray:
    """Return the level of each frame; 0 dBFS is the root mean square of a full-scale square wave.

    Worked through in blocks, so that two hours cost no second copy of the signal.
    """
    import numpy as np

    frame = int(rate_hz * FRAME_S)
    count = len(samples) // frame
    levels = np.empty(count, np.float32)
    for start in range(0, count, _BLOCK_FRAMES):
        end = min(count, start + _BLOCK_FRAMES)
        block = samples[start * frame : end * frame].reshape(-1, frame)
        levels[start:end] = np.einsum("ij,ij->i", block, block) / frame
    return np.asarray(10 * np.log10(np.maximum(levels, 1e-12)))


def active_spans(levels: np.ndarray, *, floor_dbfs: float = FLOOR_DBFS) -> tuple[Interval, ...]:
    """Return the spans that carry sound, in order; short gaps are bridged.

    A span is at least two frames long: one loud frame is a click.
    """
    import numpy as np

    edges = np.diff(np.concatenate(([False], levels > floor_dbfs, [False])).astype(np.int8))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    bridge = round(_BRIDGE_S / FRAME_S)
    spans: list[tuple[int, int]] = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if spans and start - spans[-1][1] <= bridge:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(
        Interval(start_s=round(start * FRAME_S, 2), end_s=round(end * FRAME_S, 2))
        for start, end in spans
        if end - start > 1
    )
