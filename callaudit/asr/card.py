"""Windows read by faster-whisper's own batched pipeline: what a graphics card is fastest with.

A card encodes thirty windows as fast as one, so nothing of `decoder` pays there. The pipeline
also runs on the processor, which is how it is tested.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from callaudit.asr.packing import RATE_HZ
from callaudit.asr.reading import HeardWord, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from callaudit.asr.packing import Window
    from callaudit.core.transcript import AsrSettings

_BATCH = 16
_AT_A_TIME = 64
"""Windows whose samples are laid end to end: half an hour, 115 MB."""

_STEP = RATE_HZ // 100
"""The pipeline counts a window's start in hundredths of a second."""


def read_in_batches(
    whisper: Any, settings: AsrSettings, windows: Sequence[Window], *, language: str
) -> Iterator[Reading]:
    """Read windows of at most thirty seconds with a loaded `faster_whisper.WhisperModel`."""
    from faster_whisper import BatchedInferencePipeline

    pipeline = BatchedInferencePipeline(whisper)
    for first in range(0, len(windows), _AT_A_TIME):
        group = windows[first : first + _AT_A_TIME]
        samples, starts = _end_to_end(group)
        clips = [
            {"start": start, "end": start + one.duration_s}
            for one, start in zip(group, starts, strict=True)
        ]
        found, _ = pipeline.transcribe(
            samples,
            language=language,
            beam_size=settings.beam_size,
            hotwords=settings.hotwords,
            clip_timestamps=clips,
            batch_size=_BATCH,
            word_timestamps=True,
        )
        by_start = {round(start, 2): one for start, one in zip(starts, group, strict=True)}
        for segment in found:
            yield _reading(segment, by_start[round(segment.seek / 100, 2)])


def _end_to_end(windows: Sequence[Window]) -> tuple[np.ndarray, list[float]]:
    """Return the samples of all windows in a row, and where each begins, in seconds."""
    import numpy as np

    parts: list[np.ndarray] = []
    starts: list[float] = []
    at = 0
    for window in windows:
        samples = window.samples()
        length = math.ceil(len(samples) / _STEP) * _STEP
        parts.append(np.pad(samples, (0, length - len(samples))))
        starts.append(at / RATE_HZ)
        at += length
    return np.concatenate(parts), starts


def _reading(segment: Any, window: Window) -> Reading:
    start_s = segment.seek / 100
    return Reading(
        window=window,
        tokens=tuple(segment.tokens),
        words=tuple(
            HeardWord(one.word, one.start - start_s, one.end - start_s, float(one.probability))
            for one in segment.words or ()
        ),
        avg_logprob=segment.avg_logprob,
        no_speech_prob=segment.no_speech_prob,
        compression_ratio=segment.compression_ratio,
    )
