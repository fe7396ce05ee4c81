"""What a channel carries that nobody said: tones and music, each with its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.audio.music import find_music
from callaudit.audio.tones import find_tones
from callaudit.core.interval import Interval
from callaudit.core.recording import LineSound, SoundKind

if TYPE_CHECKING:
    import numpy as np

    from callaudit.audio.tones import Tone

_TONES_NOT_MUSIC = 0.35
"""Share of a stretch that its tones fill from which they are not the notes of music."""

_MELODY_PITCHES = 4
"""Unless they have so many pitches: a melody of pure notes, whereas a signal has one to three."""

_SAME_PITCH_HZ = 10
_SHORTEST_MUSIC_S = 1.0


def find_line_sounds(samples: np.ndarray, *, channel: int, rate_hz: int) -> tuple[LineSound, ...]:
    """Return the tones and the music of one channel in order, none over another.

    Notes held in a piece of music are steady tones too, and a busy signal repeats as music does:
    a stretch that tones of few pitches fill is a signal; else what lies in it are notes.
    """
    tones = find_tones(samples, rate_hz=rate_hz)
    music = [one for one in find_music(samples, rate_hz=rate_hz) if _is_music(one, tones)]
    signals = [tone for tone in tones if not _is_note(tone, music)]
    found = [_sound(tone.kind, channel, tone.span) for tone in signals]
    for stretch in music:
        found += (
            _sound(SoundKind.MUSIC, channel, part)
            for part in _without(stretch, [tone.span for tone in signals])
            if part.duration_s >= _SHORTEST_MUSIC_S
        )
    return tuple(sorted(found, key=lambda one: (one.start_s, one.end_s)))


def _is_music(stretch: Interval, tones: tuple[Tone, ...]) -> bool:
    inside = [tone for tone in tones if tone.span.overlap_s(stretch) > 0]
    filled_s = sum(tone.span.overlap_s(stretch) for tone in inside)
    if filled_s < _TONES_NOT_MUSIC * stretch.duration_s:
        return True
    played = [tone for tone in inside if tone.kind is not SoundKind.DTMF]
    pitches = {round(hz / _SAME_PITCH_HZ) for tone in played for hz in tone.frequencies_hz}
    return len(pitches) >= _MELODY_PITCHES


def _is_note(tone: Tone, music: list[Interval]) -> bool:
    return 2 * sum(tone.span.overlap_s(one) for one in music) > tone.span.duration_s


def _without(stretch: Interval, holes: list[Interval]) -> list[Interval]:
    """Return what is left of a stretch outside the holes, which are in order."""
    left: list[Interval] = []
    start_s = stretch.start_s
    for hole in holes:
        if hole.end_s <= start_s or hole.start_s >= stretch.end_s:
            continue
        if hole.start_s > start_s:
            left.append(Interval(start_s=start_s, end_s=hole.start_s))
        start_s = max(start_s, hole.end_s)
    if start_s < stretch.end_s:
        left.append(Interval(start_s=start_s, end_s=stretch.end_s))
    return left


def _sound(kind: SoundKind, channel: int, span: Interval) -> LineSound:
    return LineSound(kind=kind, channel=channel, start_s=span.start_s, end_s=span.end_s)
