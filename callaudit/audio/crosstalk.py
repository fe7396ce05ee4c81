"""Hear whether one side of a call is also on the other's channel: echo and cross-talk.

Two people who talk are not alike in any shift of time; an echo is the same wave, later and
fainter. So the channels are correlated over short pieces in which one is much louder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from callaudit.audio.activity import FLOOR_DBFS
from callaudit.core.recording import Echo

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

_PIECE_S = 4.0
_MOST_PIECES = 60
"""Pieces looked at, spread over the call: the cost does not grow with its length."""

_LONGEST_LAG_S = 0.5
"""Echoes of a network return within 0.4 s: ITU-T G.131."""

_LOUDER_DB = 6.0
"""How much louder one channel must be in a piece for its echo to be looked for on the other."""

_FAINTER_DB = -3.0
"""Level below which a copy on a channel of the same loudness is an echo."""

_SAME_WAVE = 0.3
"""Correlation that makes an echo; two talkers reach 0.1, seldom 0.2."""

_STEADY_LAG_S = 0.01
_LEAST_PIECES = 3
_LEAST_SHARE = 0.3
"""Share of the pieces that could show an echo and do."""


def find_echoes(samples: tuple[np.ndarray, ...], *, rate_hz: int) -> tuple[Echo, ...]:
    """Return which channels carry an echo of the other, none for a recording of one channel.

    Copies of the same loudness are none: see `RecordingQuality.dual_mono`.
    """
    if len(samples) != 2:
        return ()
    seen: dict[int, list[tuple[float, float] | None]] = {0: [], 1: []}
    for left, right in _pieces(samples, rate_hz=rate_hz):
        louder = _level(left) - _level(right)
        if max(_level(left), _level(right)) < FLOOR_DBFS:
            continue
        if abs(louder) < _LOUDER_DB:
            _strong(left, right, seen, rate_hz=rate_hz)
            continue
        source, other = (left, right) if louder > 0 else (right, left)
        seen[0 if louder > 0 else 1].append(_echo_in(source, other, rate_hz=rate_hz))
    return tuple(
        echo for channel in (0, 1) if (echo := _agreed(channel, seen[channel])) is not None
    )


def _strong(
    left: np.ndarray,
    right: np.ndarray,
    seen: dict[int, list[tuple[float, float] | None]],
    *,
    rate_hz: int,
) -> None:
    """Look both ways where the channels are alike in level, for echoes that make them so.

    A piece without one tells nothing: there both may talk. Nor does a copy of equal loudness.
    """
    for channel, source, other in ((0, left, right), (1, right, left)):
        echo = _echo_in(source, other, rate_hz=rate_hz)
        if echo is not None and echo[0] > _STEADY_LAG_S and echo[1] < _FAINTER_DB:
            seen[channel].append(echo)


def _pieces(
    samples: tuple[np.ndarray, ...], *, rate_hz: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    size = int(_PIECE_S * rate_hz)
    count = min(len(one) for one in samples) // size
    step = max(1, -(-count // _MOST_PIECES))
    for number in range(0, count, step):
        part = slice(number * size, (number + 1) * size)
        yield samples[0][part], samples[1][part]


def _level(piece: np.ndarray) -> float:
    import numpy as np

    return float(10 * np.log10(np.dot(piece, piece) / len(piece) + 1e-12))


def _echo_in(source: np.ndarray, other: np.ndarray, *, rate_hz: int) -> tuple[float, float] | None:
    """Return lag in seconds and level in dB of the source's echo in the other; None if none."""
    import numpy as np

    if _level(other) < FLOOR_DBFS - 10:
        return None
    size = 2 * len(source)
    spectrum = np.conj(np.fft.rfft(source, size)) * np.fft.rfft(other, size)
    same = np.fft.irfft(spectrum, size)
    # The recorder may have cut the source late: an echo can seem a little early.
    early = int(0.05 * rate_hz)
    around = np.concatenate((same[-early:], same[: int(_LONGEST_LAG_S * rate_hz)]))
    at = int(np.abs(around).argmax())
    power = float(np.dot(source, source))
    likeness = abs(float(around[at])) / float(np.sqrt(power * np.dot(other, other)) + 1e-12)
    if likeness < _SAME_WAVE:
        return None
    level_db = 20 * float(np.log10(abs(float(around[at])) / power + 1e-12))
    return (at - early) / rate_hz, level_db


def _agreed(channel: int, found: list[tuple[float, float] | None]) -> Echo | None:
    """Believe in an echo that many pieces show at the same lag."""
    import numpy as np

    echoes = [one for one in found if one is not None]
    if not echoes:
        return None
    lag_s = float(np.median([lag for lag, _ in echoes]))
    steady = [one for one in echoes if abs(one[0] - lag_s) <= _STEADY_LAG_S]
    if len(steady) < max(_LEAST_PIECES, _LEAST_SHARE * len(found)):
        return None
    level_db = float(np.median([level for _, level in steady]))
    return Echo(
        of_channel=channel,
        on_channel=1 - channel,
        lag_s=round(lag_s, 3),
        level_db=round(level_db, 1),
    )
