"""A minute of each sound that a telephone line carries while nobody speaks, made from numbers.

Every sound comes from a seed, at 8 kHz, and is written as G.711 mu-law, as recorders do.
"""

from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path

import numpy as np
import soundfile

RATE_HZ = 8_000
LENGTH_S = 60.0

Samples = np.ndarray
Make = Callable[[np.random.Generator], Samples]

_SCALES = (
    (262, 294, 330, 392, 440, 523, 587, 659),
    (220, 262, 294, 330, 392, 440, 523, 587),
    (196, 233, 262, 294, 349, 392, 466, 523),
)
_CHORDS = (
    ((262, 330, 392), (196, 247, 294), (220, 262, 330), (175, 220, 262)),
    ((220, 262, 330), (175, 220, 262), (262, 330, 392), (196, 247, 294)),
    ((233, 294, 349), (262, 311, 392), (196, 233, 294), (175, 220, 262)),
)
_DTMF = tuple((low, high) for low in (697, 770, 852, 941) for high in (1209, 1336, 1477))


def level(dbfs: float) -> float:
    """Return the amplitude of a level."""
    return float(10 ** (dbfs / 20))


def times(length_s: float = LENGTH_S) -> Samples:
    """Return the moment of each sample."""
    return np.arange(int(length_s * RATE_HZ)) / RATE_HZ


def noise(rng: np.random.Generator, *, dbfs: float, colour: float = 0.0) -> Samples:
    """Return steady noise; `colour` 0 is white, 1 is pink: power falls as frequency rises."""
    spectrum = np.fft.rfft(rng.normal(0, 1, len(times())))
    spectrum /= np.maximum(np.fft.rfftfreq(len(times()), 1 / RATE_HZ), 50) ** (colour / 2)
    sound = np.fft.irfft(spectrum, len(times()))
    return np.asarray(sound / sound.std() * level(dbfs))


def swelling(rng: np.random.Generator, *, dbfs: float) -> Samples:
    """Return noise that comes and goes as wind and breath do, several times a second."""
    steps = np.abs(rng.normal(0, 1, int(LENGTH_S * 5) + 2))
    shape = np.interp(times(), np.arange(len(steps)) / 5, steps)
    return noise(rng, dbfs=dbfs, colour=1.0) * shape


def hum(rng: np.random.Generator, *, hz: float, dbfs: float) -> Samples:
    """Return mains hum with its overtones over faint noise."""
    waves = sum(np.sin(2 * np.pi * hz * k * times()) / k for k in range(1, 12))
    return np.asarray(waves * level(dbfs)) + noise(rng, dbfs=-62)


def clicks(rng: np.random.Generator, *, a_second: float) -> Samples:
    """Return short knocks at random, as keys, switches and bad contacts make them."""
    sound = noise(rng, dbfs=-60)
    for at in rng.integers(0, len(sound) - 400, int(a_second * LENGTH_S)):
        length = int(rng.integers(20, 300))
        fade = np.exp(-np.arange(length) / (length / 4))
        sound[at : at + length] += rng.uniform(0.05, 0.4) * rng.normal(0, 1, length) * fade
    return sound


def signal(
    rng: np.random.Generator, *, steps: tuple[tuple[tuple[int, ...], float], ...], dbfs: float = -15
) -> Samples:
    """Return tones over and over: each step is its frequencies, none for a pause, and seconds."""
    parts: list[Samples] = []
    done = 0
    while done < len(times()):
        for frequencies_hz, length_s in steps:
            at = times(length_s)
            waves = sum((np.sin(2 * np.pi * hz * at) for hz in frequencies_hz), np.zeros(len(at)))
            parts.append(waves * level(dbfs))
            done += len(at)
    return np.concatenate(parts)[: len(times())] + noise(rng, dbfs=-60)


def digits(rng: np.random.Generator) -> Samples:
    """Return keys pressed one after the other."""
    steps: list[tuple[tuple[int, ...], float]] = []
    for pair in rng.permutation(np.array(_DTMF)):
        steps += [(tuple(int(hz) for hz in pair), 0.12), ((), 0.18)]
    return signal(rng, steps=(*steps, ((), 3.0)), dbfs=-18)


def hold_music(rng: np.random.Generator, *, piece: int, dbfs: float, drums: bool = True) -> Samples:
    """Return chords, a melody, a bass and drums, each note with overtones and a fade."""
    beat_s = 60 / (84 + 14 * piece)
    sound = np.zeros(len(times()))
    for beat in range(int(LENGTH_S / beat_s) + 1):
        chord = _CHORDS[piece % 3][beat // 4 % 4]
        if beat % 4 == 0:
            for hz in chord:
                _play(sound, beat * beat_s, 4 * beat_s, hz, 0.5)
        _play(sound, beat * beat_s, beat_s, chord[0] / 2, 0.6)
        for half in range(2):
            if rng.random() < 0.75:
                hz = float(rng.choice(_SCALES[piece % 3]))
                _play(sound, (beat + half / 2) * beat_s, beat_s * rng.choice((0.5, 1.0)), hz, 0.8)
            if drums:
                _drum(sound, (beat + half / 2) * beat_s, rng, 0.7 if half else 0.3)
    return sound / sound.std() * level(dbfs) + noise(rng, dbfs=-65)


def _play(sound: Samples, start_s: float, length_s: float, hz: float, strength: float) -> None:
    at = times(length_s)
    note = sum(np.sin(2 * np.pi * hz * k * at) / k**1.5 for k in range(1, 6))
    _add(sound, start_s, strength * note * np.minimum(1, at / 0.01) * np.exp(-1.5 * at / length_s))


def _drum(sound: Samples, start_s: float, rng: np.random.Generator, strength: float) -> None:
    at = times(0.1)
    _add(sound, start_s, strength * rng.normal(0, 1, len(at)) * np.exp(-at / 0.02))


def _add(sound: Samples, start_s: float, part: Samples) -> None:
    first = int(start_s * RATE_HZ)
    room = max(0, min(len(part), len(sound) - first))
    sound[first : first + room] += part[:room]


_RING_US = (((440, 480), 2.0), ((), 4.0))
_RING_UK = (((400, 450), 0.4), ((), 0.2), ((400, 450), 0.4), ((), 2.0))
_BUSY = (((480, 620), 0.5), ((), 0.5))
_REORDER = (((480, 620), 0.25), ((), 0.25))
_SIT = (((950,), 0.33), ((1400,), 0.33), ((1800,), 0.33), ((), 4.0))
_BEEP = (((1000,), 0.4), ((), 9.6))
_NOTICE = (((1400,), 0.5), ((), 14.5))
_DIAL = (((350, 440), 10.0), ((), 1.0))
_FAX_CALLS = (((1100,), 0.5), ((), 3.0))
_FAX_ANSWERS = (((2100,), 3.0), ((), 2.0))

SOUNDS: dict[str, Make] = {
    "silence": lambda rng: np.zeros(len(times())),
    "comfort noise": partial(noise, dbfs=-62, colour=0.5),
    "hold music 1": partial(hold_music, piece=0, dbfs=-20),
    "ring US": partial(signal, steps=_RING_US),
    "line noise, faint": partial(noise, dbfs=-52),
    "clicks": partial(clicks, a_second=3),
    "hum 60 Hz": partial(hum, hz=60, dbfs=-40),
    "beep": partial(signal, steps=_BEEP),
    "busy": partial(signal, steps=_BUSY),
    "line noise, loud": partial(noise, dbfs=-30, colour=1.0),
    "hold music 2": partial(hold_music, piece=1, dbfs=-26),
    "SIT": partial(signal, steps=_SIT),
    "keypad": digits,
    "wind": partial(swelling, dbfs=-32),
    "ring UK": partial(signal, steps=_RING_UK),
    "hold music without drums": partial(hold_music, piece=2, dbfs=-30, drums=False),
    "reorder": partial(signal, steps=_REORDER),
    "line noise": partial(noise, dbfs=-42, colour=1.0),
    "dial tone": partial(signal, steps=_DIAL),
    "typing": partial(clicks, a_second=9),
    "fax calls": partial(signal, steps=_FAX_CALLS),
    "hold music, faint": partial(hold_music, piece=1, dbfs=-42),
    "fax answers": partial(signal, steps=_FAX_ANSWERS),
    "recording beep": partial(signal, steps=_NOTICE),
    "breath": partial(swelling, dbfs=-46),
    "hum 50 Hz": partial(hum, hz=50, dbfs=-30),
}
"""By name, in the order in which a short run takes them: each kind once before any twice."""


def write_minutes(
    folder: Path, minutes: int, *, seed: int = 1, names: tuple[str, ...] = tuple(SOUNDS)
) -> tuple[Path, ...]:
    """Write so many recordings of a minute each, and return their paths in order.

    From the second round of the names on the sounds come from other seeds. Every third recording
    has two channels: the sound, and an open leg with comfort noise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, name in zip(range(minutes), cycle(names), strict=False):
        rng = np.random.default_rng((seed, number))
        channels = [SOUNDS[name](rng)]
        if number % 3 == 2:
            channels.append(noise(rng, dbfs=-62))
        path = folder / f"{number:03d}_{name.replace(' ', '_').replace(',', '')}.wav"
        samples = np.clip(np.stack(channels, axis=1), -1, 1)
        soundfile.write(path, samples, RATE_HZ, subtype="ULAW")
        paths.append(path)
    return tuple(paths)
