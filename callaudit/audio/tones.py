"""Find steady tones: beeps, ringing, busy signals, keypad digits.

A tone is a frame whose power lies in one or two narrow peaks that keep their frequency. Voices
spread over many harmonics that glide; a held note that does neither is no speech anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from callaudit.audio.rhythm import by_rhythm
from callaudit.core.interval import Interval
from callaudit.core.model import Frozen
from callaudit.core.recording import SoundKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np


class Tone(Frozen):
    """A steady tone and its one or two frequencies. Made by `audio.tones`."""

    kind: SoundKind
    span: Interval
    frequencies_hz: tuple[int, ...]


_FRAME_S = 0.064
_HOP_S = 0.016
_BAND_HZ = (200.0, 3600.0)
"""Where telephone tones lie: above mains hum, within the band of a telephone line."""

_PEAK_BINS = 2
"""Bins on each side of a peak that a Hann window spreads it over."""

_PEAK_SHARE = 0.85
"""Share of a frame's power that its peaks must hold; a tone 10 dB above the noise has 0.9."""

_SECOND_PEAK = 0.03
"""A second peak below this share of the first (-15 dB) is noise or distortion."""

_LOWEST_HZ = 330
"""No telephone tone lies lower (dial tone: 350 Hz); the harmonics of a held vowel often do."""

_DRIFT_HZ = 6.0
"""Most that a tone's frequency may stray from the run's first frame; voices glide more."""

_SHORTEST_S = 0.2
_SHORTEST_UNKNOWN_S = 0.4
"""A tone of no known kind must last longer: a vowel is rarely steady for so long."""

_SHORTEST_DTMF_S = 0.06
_QUIETEST_DBFS = -55.0

_LONGEST_BEEP_S = 1.5
_BEEP_HZ = (350, 2600)
_DTMF_LOW_HZ = (697, 770, 852, 941)
_DTMF_HIGH_HZ = (1209, 1336, 1477, 1633)
_SIT_HZ = ((950, 914, 985), (1371, 1400, 1429), (1777, 1777, 1800))
"""The three rising steps of a special information tone: ITU-T E.180, and North American levels."""

_CALL_PROGRESS: tuple[tuple[SoundKind, tuple[int, int]], ...] = (
    (SoundKind.DIAL, (350, 440)),
    (SoundKind.RING, (440, 480)),
    (SoundKind.RING, (400, 450)),
    (SoundKind.BUSY, (480, 620)),
)
"""Frequency pairs of North American and British call progress tones."""

_FAX_HZ = 2100
"""The tone with which a fax answers: ITU-T T.30. Its calling tone, 1100 Hz, is taken as a beep."""

_BLOCK_FRAMES = 8192


@dataclass
class _Run:
    """Frames in a row that carry the same tone."""

    first: int
    last: int
    peaks: tuple[float, ...]

    def goes_on(self, frame: int, peaks: tuple[float, ...]) -> bool:
        return (
            frame - self.last <= 2  # one frame may be spoilt by a click
            and len(peaks) == len(self.peaks)
            and all(abs(a - b) <= _DRIFT_HZ for a, b in zip(peaks, self.peaks, strict=True))
        )


def find_tones(samples: np.ndarray, *, rate_hz: int) -> tuple[Tone, ...]:
    """Return the steady tones of one channel, in order.

    Neighbouring frames with the same one or two peaks make a tone if they last at least 0.2 s
    (a keypad digit 0.06 s, a tone of no known kind 0.4 s).
    The kind comes from the frequencies and the length.
    """
    runs: list[_Run] = []
    for frame, peaks in _tonal_frames(samples, rate_hz=rate_hz):
        if runs and runs[-1].goes_on(frame, peaks):
            runs[-1].last = frame
        else:
            runs.append(_Run(first=frame, last=frame, peaks=peaks))
    tones = tuple(tone for run in runs if (tone := _as_tone(run)) is not None)
    return by_rhythm(_mark_information_tones(tones))


def _tonal_frames(samples: np.ndarray, *, rate_hz: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Yield the number and the peaks of each frame whose power lies in one or two peaks."""
    import numpy as np

    size, hop = int(_FRAME_S * rate_hz), int(_HOP_S * rate_hz)
    if len(samples) < size:
        return
    window = np.hanning(size).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]
    bin_hz = rate_hz / size
    low, high = int(_BAND_HZ[0] / bin_hz), int(_BAND_HZ[1] / bin_hz)
    quietest = 10 ** (_QUIETEST_DBFS / 10) * size
    for start in range(0, len(frames), _BLOCK_FRAMES):
        block = frames[start : start + _BLOCK_FRAMES]
        loud = np.flatnonzero(np.einsum("ij,ij->i", block, block) > quietest)
        if not len(loud):
            continue
        power = np.abs(np.fft.rfft(block[loud] * window, axis=1)[:, : high + _PEAK_BINS]) ** 2
        power[:, :low] *= np.linspace(0, 1, low) ** 4  # hum below the band speaks against nothing
        tonal, centres = _peaks(power)
        for row in np.flatnonzero(tonal).tolist():
            peaks = sorted(float(one) * bin_hz for one in centres[row] if one >= 0)
            yield int(loud[row]) + start, tuple(round(peak, 1) for peak in peaks)


def _peaks(power: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which rows hold nearly all power in one or two peaks, and the bins of these.

    The bin of a second peak is -1 where there is none.
    """
    import numpy as np

    total = power.sum(axis=1) + 1e-20
    first, first_share, rest = _strongest(power, total)
    second, second_share, _ = _strongest(rest, total)
    alone = second_share < _SECOND_PEAK * first_share
    held = first_share + np.where(alone, 0.0, second_share)
    return held >= _PEAK_SHARE, np.stack((first, np.where(alone, -1.0, second)), axis=1)


def _strongest(power: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return each row's strongest peak, its share of the total, and the row without it."""
    import numpy as np

    around = np.arange(-_PEAK_BINS, _PEAK_BINS + 1)
    bins = power.argmax(axis=1)[:, None] + around
    inside = (bins >= 0) & (bins < power.shape[1])
    bins = np.clip(bins, 0, power.shape[1] - 1)
    peak = np.where(inside, np.take_along_axis(power, bins, axis=1), 0.0)
    strength = peak.sum(axis=1)
    rest = power.copy()
    np.put_along_axis(rest, bins, 0.0, axis=1)
    return (peak * bins).sum(axis=1) / (strength + 1e-20), strength / total, rest


def _as_tone(run: _Run) -> Tone | None:
    # The window sees a tone half a frame before and after it fills the frame.
    start_s = run.first * _HOP_S + _FRAME_S / 4
    end_s = run.last * _HOP_S + _FRAME_S * 3 / 4
    length_s = end_s - start_s
    frequencies = tuple(round(peak) for peak in run.peaks)
    kind = _kind(frequencies, length_s)
    shortest_s = {SoundKind.DTMF: _SHORTEST_DTMF_S, SoundKind.TONE: _SHORTEST_UNKNOWN_S}
    if frequencies[0] < _LOWEST_HZ or length_s < shortest_s.get(kind, _SHORTEST_S):
        return None
    span = Interval(start_s=round(max(0.0, start_s), 2), end_s=round(end_s, 2))
    return Tone(kind=kind, span=span, frequencies_hz=frequencies)


def _kind(frequencies_hz: tuple[int, ...], length_s: float) -> SoundKind:
    if len(frequencies_hz) == 2:
        low, high = frequencies_hz
        if _near(low, _DTMF_LOW_HZ) and _near(high, _DTMF_HIGH_HZ):
            return SoundKind.DTMF
        for kind, (a, b) in _CALL_PROGRESS:
            if _near(low, (a,)) and _near(high, (b,)):
                return kind
        return SoundKind.TONE
    one = frequencies_hz[0]
    if 435 <= one <= 485 and length_s > _LONGEST_BEEP_S / 2:
        return SoundKind.RING  # 440 and 480 Hz lie too close to be seen apart
    if _near(one, (_FAX_HZ,)) and length_s > _LONGEST_BEEP_S:
        return SoundKind.FAX
    if _BEEP_HZ[0] <= one <= _BEEP_HZ[1] and length_s <= _LONGEST_BEEP_S:
        return SoundKind.BEEP
    return SoundKind.TONE


def _near(frequency_hz: int, wanted_hz: tuple[int, ...]) -> bool:
    """Compare within 2.5 %: DTMF senders keep 1.5 %, and a short frame blurs the rest."""
    return any(abs(frequency_hz - one) <= 0.025 * one for one in wanted_hz)


def _mark_information_tones(tones: tuple[Tone, ...]) -> tuple[Tone, ...]:
    """Turn three rising beeps in a row into one special information tone each."""
    marked = list(tones)
    for at in range(len(tones) - 2):
        three = tones[at : at + 3]
        if all(
            len(tone.frequencies_hz) == 1 and _near(tone.frequencies_hz[0], wanted)
            for tone, wanted in zip(three, _SIT_HZ, strict=True)
        ) and all(a.span.gap_s(b.span) < 0.2 for a, b in pairwise(three)):
            for step, tone in enumerate(three):
                marked[at + step] = tone.model_copy(update={"kind": SoundKind.SIT})
    return tuple(marked)
