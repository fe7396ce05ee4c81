"""Decode a recording into one array of samples for each channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.audio.containers import states_its_length
from callaudit.audio.long_sound import LONG_SAMPLES, let_go, room_for
from callaudit.audio.probe import open_sound, stated_duration_s, truncated
from callaudit.core.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet


SPEECH_RATE_HZ = 16_000
"""The rate Whisper and the voice detector were trained at."""

_SHORTFALL_S = 0.5
_SHORTFALL_SHARE = 0.01
"""How much less than stated a lossy file may decode to: encoder delay and a last partial frame."""


def decode(path: Path, *, rate_hz: int = SPEECH_RATE_HZ) -> tuple[np.ndarray, ...]:
    """Return the samples of each channel as float32 between -1 and 1, at the given rate.

    The arrays are filled in place; those of a long recording lie in a file (`room_for`).

    Raises:
        AudioError: as `probe`, and `damaged` where nothing can be decoded, `truncated` where
            less sound comes out than the file states, `no_sound` where none does.
    """
    from av.audio.resampler import AudioResampler

    with open_sound(path) as (container, stream):
        stated_s = stated_duration_s(container, stream)
        channels = stream.codec_context.channels
        layout = "mono" if channels == 1 else "stereo"
        resampler = AudioResampler(format="fltp", layout=layout, rate=rate_hz)
        samples = room_for(channels, int((stated_s or 60.0) * rate_hz) + rate_hz)
        filled, kept = 0, 0
        for frame in _resampled(frames_of(container, stream), resampler.resample):
            piece = frame.to_ndarray()
            end = filled + piece.shape[1]
            if end > samples.shape[1]:
                samples = _grown(samples, end)
            samples[:, filled:end] = piece
            filled = end
            if filled - kept > LONG_SAMPLES // channels:
                let_go(samples)
                kept = filled
    if filled == 0:
        raise AudioError("no_sound", "the recording holds no sound")
    _check_length(path, filled / rate_hz, stated_s)
    return tuple(samples[channel, :filled] for channel in range(channels))


def frames_of(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """Decode packet by packet; a broken packet in the middle costs itself, not the rest.

    Raises:
        AudioError: `damaged` if no packet at all can be decoded.
    """
    import av

    good, broken = 0, 0
    for packet in _packets(container, stream):
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            broken += 1
            continue
        for frame in frames:
            good += 1
            yield frame
    if broken and not good:
        raise AudioError("damaged", "the recording is damaged: nothing in it can be decoded")


def _packets(container: InputContainer, stream: AudioStream) -> Iterator[Packet[AudioStream]]:
    """Read packets until the container ends or breaks off; the length is checked afterwards."""
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.error.FFmpegError):
            return
        yield packet


def _resampled(
    frames: Iterator[AudioFrame], resample: Callable[[AudioFrame | None], list[AudioFrame]]
) -> Iterator[AudioFrame]:
    for frame in frames:
        # Recorders leave gaps and jumps in the time stamps; samples are what was heard.
        frame.pts = None
        yield from resample(frame)
    yield from resample(None)


def _grown(samples: np.ndarray, needed: int) -> np.ndarray:
    larger = room_for(samples.shape[0], max(needed, samples.shape[1] * 3 // 2))
    larger[:, : samples.shape[1]] = samples
    let_go(samples)
    let_go(larger)
    return larger


def _check_length(path: Path, decoded_s: float, stated_s: float | None) -> None:
    if stated_s is None or not states_its_length(path):
        return
    missing_s = stated_s - decoded_s
    if missing_s > max(_SHORTFALL_S, stated_s * _SHORTFALL_SHARE):
        raise truncated(missing_s)
