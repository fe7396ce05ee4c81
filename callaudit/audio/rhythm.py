"""What repeated tones mean: ringing, busy and congestion differ by rhythm more than by pitch.

Sources: ITU-T E.180 supplement 2 (tones by country), ITU-T T.30 (fax).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from callaudit.core.model import Frozen
from callaudit.core.recording import SoundKind

if TYPE_CHECKING:
    from callaudit.audio.tones import Tone


class Rhythm(Frozen):
    """Seconds a tone lasts and is silent, each from and to, and how often it is heard at least."""

    kind: SoundKind
    hz: tuple[int, int]
    on_s: tuple[float, float]
    off_s: tuple[float, float]
    least: int


_CALL_PROGRESS_HZ = (390, 640)
"""400 Hz in Britain, 425 Hz in most of Europe, 440 and 480 or 480 and 620 Hz in North America."""

RHYTHMS = (
    Rhythm(
        kind=SoundKind.REORDER,
        hz=_CALL_PROGRESS_HZ,
        on_s=(0.15, 0.31),
        off_s=(0.15, 0.31),
        least=4,
    ),
    Rhythm(kind=SoundKind.BUSY, hz=_CALL_PROGRESS_HZ, on_s=(0.31, 0.8), off_s=(0.31, 0.8), least=3),
    Rhythm(kind=SoundKind.RING, hz=(390, 490), on_s=(0.8, 2.5), off_s=(2.0, 5.0), least=2),
    Rhythm(kind=SoundKind.FAX, hz=(1070, 1130), on_s=(0.35, 0.65), off_s=(2.5, 3.5), least=2),
)
"""Tried in this order."""

_SAME_HZ = 15
_SAME_LENGTH = 0.2


def by_rhythm(tones: tuple[Tone, ...]) -> tuple[Tone, ...]:
    """Return the tones with the kind that their rhythm gives them; others as they are."""
    marked: list[Tone] = []
    for series in _series(tones):
        kind = _kind(series)
        marked.extend(
            one if kind is None else one.model_copy(update={"kind": kind}) for one in series
        )
    return tuple(marked)


def _series(tones: tuple[Tone, ...]) -> list[list[Tone]]:
    """Divide tones into stretches of the same pitch, length and pause."""
    series: list[list[Tone]] = []
    for tone in tones:
        if series and _goes_on(series[-1], tone):
            series[-1].append(tone)
        else:
            series.append([tone])
    return series


def _goes_on(series: list[Tone], tone: Tone) -> bool:
    last = series[-1]
    if len(last.frequencies_hz) != len(tone.frequencies_hz):
        return False
    alike = all(
        abs(a - b) <= _SAME_HZ
        for a, b in zip(last.frequencies_hz, tone.frequencies_hz, strict=True)
    )
    # The recording may begin or end within a tone: a series' first and last may be shorter.
    shorter, longer = sorted((last.span.duration_s, tone.span.duration_s))
    pause_s = last.span.gap_s(tone.span)
    steady = len(series) < 2 or abs(pause_s - _pauses(series)[-1]) <= max(0.1, 0.2 * pause_s)
    same = shorter >= (1 - _SAME_LENGTH) * longer - 0.03 or len(series) == 1
    return alike and same and steady


def _pauses(series: list[Tone]) -> list[float]:
    return [a.span.gap_s(b.span) for a, b in pairwise(series)]


def _kind(series: list[Tone]) -> SoundKind | None:
    if len(series) < 2:
        return None
    on_s = sorted(one.span.duration_s for one in series)[len(series) // 2]
    off_s = sorted(pauses := _pauses(series))[len(pauses) // 2]
    for rhythm in RHYTHMS:
        if (
            len(series) >= rhythm.least
            and all(rhythm.hz[0] <= hz <= rhythm.hz[1] for hz in series[0].frequencies_hz)
            and rhythm.on_s[0] <= on_s <= rhythm.on_s[1]
            and rhythm.off_s[0] <= off_s <= rhythm.off_s[1]
        ):
            return rhythm.kind
    return None
