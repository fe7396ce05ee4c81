"""What a recording's signal is worth, and what a person should know before trusting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.audio.activity import FLOOR_DBFS, active_spans, levels_dbfs
from callaudit.core.recording import ChannelQuality, RecordingQuality

if TYPE_CHECKING:
    import numpy as np

CLIPPED_LEVEL = 0.97
"""Share of full scale from which a sample counts as clipped; resampling rounds the flat tops."""

CLIPPED_WARNING_SHARE = 0.005
"""Clipped share of a channel's sounding samples above which words begin to suffer."""

QUIET_DBFS = -40.0
"""Mean level of a channel's sound below which a person has to turn up the volume."""

DUAL_MONO_CORRELATION = 0.98
"""Correlation of two channels above which they carry the same sound."""

DUAL_MONO_LEVEL_DB = 6.0
"""Most that the levels of two copies may differ; a fainter copy is an echo in another leg."""

_BLOCK = 1 << 20


def measure(samples: tuple[np.ndarray, ...], *, rate_hz: int) -> RecordingQuality:
    """Return level, peak, clipping and silence of each channel, and whether two are one.

    Levels are those of the frames that carry sound, so pauses do not make a talker quiet.
    """
    channels = tuple(
        _measure_channel(channel, one, rate_hz=rate_hz) for channel, one in enumerate(samples)
    )
    dual_mono = len(samples) == 2 and _same_sound(samples, channels)
    warnings = _warnings(channels, dual_mono=dual_mono)
    return RecordingQuality(channels=channels, dual_mono=dual_mono, warnings=warnings)


def _measure_channel(channel: int, samples: np.ndarray, *, rate_hz: int) -> ChannelQuality:
    import numpy as np

    levels = levels_dbfs(samples, rate_hz=rate_hz)
    sounding = levels[levels > FLOOR_DBFS]
    peak, clipped = 0.0, 0
    for start in range(0, len(samples), _BLOCK):
        block = np.abs(samples[start : start + _BLOCK])
        peak = max(peak, float(block.max()))
        clipped += int((block >= CLIPPED_LEVEL).sum())
    sounding_samples = max(1.0, len(samples) * len(sounding) / max(1, len(levels)))
    power = float(np.mean(10 ** (sounding / 10))) if len(sounding) else 0.0
    return ChannelQuality(
        channel=channel,
        level_dbfs=_dbfs(power),
        peak_dbfs=_dbfs(peak * peak),
        clipped_share=round(min(1.0, clipped / sounding_samples), 4),
        silent_share=round(1 - len(sounding) / len(levels), 3) if len(levels) else 1.0,
        dead=not active_spans(levels),
    )


def _dbfs(power: float) -> float:
    import math

    return round(10 * math.log10(max(power, 1e-12)), 1)


def _same_sound(samples: tuple[np.ndarray, ...], channels: tuple[ChannelQuality, ...]) -> bool:
    """Correlate two channels over all samples, block by block."""
    import numpy as np

    if any(one.dead for one in channels):
        return False
    if abs(channels[0].level_dbfs - channels[1].level_dbfs) > DUAL_MONO_LEVEL_DB:
        return False
    left, right = samples
    both = left_power = right_power = 0.0
    for start in range(0, len(left), _BLOCK):
        a, b = left[start : start + _BLOCK], right[start : start + _BLOCK]
        both += float(np.dot(a, b))
        left_power += float(np.dot(a, a))
        right_power += float(np.dot(b, b))
    return both > DUAL_MONO_CORRELATION * float(np.sqrt(left_power * right_power))


def _warnings(channels: tuple[ChannelQuality, ...], *, dual_mono: bool) -> tuple[str, ...]:
    if all(one.dead for one in channels):
        return ("the recording carries no sound",)
    found: list[str] = []
    for one in channels:
        name = f"channel {one.channel}" if len(channels) > 1 else "the recording"
        if one.dead:
            found.append(f"{name} carries no sound")
            continue
        if one.clipped_share > CLIPPED_WARNING_SHARE:
            found.append(f"{name} is clipped in {one.clipped_share:.1%} of its sound")
        if one.level_dbfs < QUIET_DBFS:
            found.append(f"{name} is very quiet ({one.level_dbfs:.0f} dBFS)")
    if dual_mono:
        found.append("both channels carry the same sound, so they do not tell the speakers apart")
    return tuple(found)
