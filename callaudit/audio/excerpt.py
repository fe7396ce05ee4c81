"""A few short spans out of a long recording, without holding the rest in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.audio.decode import SPEECH_RATE_HZ, frames_of
from callaudit.audio.probe import open_sound

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from callaudit.core.interval import Interval


def excerpts(
    path: Path, wanted: tuple[tuple[int, Interval], ...], *, rate_hz: int = SPEECH_RATE_HZ
) -> tuple[np.ndarray, ...]:
    """Return the samples of some spans, each of one channel, in the order they were asked for.

    The file is decoded from its beginning to the last span: seeking is not exact in every format.
    A span that reaches past the end is cut there.

    Raises:
        AudioError: as `decode`.
    """
    import numpy as np
    from av.audio.resampler import AudioResampler

    kept: list[list[np.ndarray]] = [[] for _ in wanted]
    end_s = max((span.end_s for _, span in wanted), default=0.0)
    with open_sound(path) as (container, stream):
        layout = "mono" if stream.codec_context.channels == 1 else "stereo"
        resampler = AudioResampler(format="fltp", layout=layout, rate=rate_hz)
        at = 0
        for frame in frames_of(container, stream):
            frame.pts = None
            for piece in resampler.resample(frame):
                samples = piece.to_ndarray()
                for place, (channel, span) in zip(kept, wanted, strict=True):
                    first, last = int(span.start_s * rate_hz) - at, int(span.end_s * rate_hz) - at
                    if last > 0 and first < samples.shape[1]:
                        place.append(samples[channel, max(0, first) : last].copy())
                at += samples.shape[1]
            if at > end_s * rate_hz:
                break
    return tuple(np.concatenate(parts) if parts else np.empty(0, np.float32) for parts in kept)
