"""Hold music and voices as a telephone line carries them, made from numbers alone."""

import numpy as np

from tests.unit.audio.sounds import seconds

RATE_HZ = 16_000
_CHORDS_HZ = ((262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294))


def hold_music(length_s, *, level=0.08, seed=3):
    """Chords of four notes, each with overtones, a melody over them and a drum on each beat."""
    rng = np.random.default_rng(seed)
    at = seconds(length_s)
    music = np.zeros(len(at))
    for bar in range(int(length_s / 2) + 1):
        music += _note(at, bar * 2.0, 2.0, *_CHORDS_HZ[bar % 4])
        for beat in range(4):
            tune_hz = float(rng.choice([392, 440, 494, 523, 587, 659]))
            music += 1.2 * _note(at, bar * 2.0 + beat / 2, 0.5, tune_hz)
            music += _drum(at, bar * 2.0 + beat / 2, rng)
    return (level * music / np.abs(music).max()).astype(np.float32)


def _note(at, start_s, length_s, *pitches_hz):
    inside = (at >= start_s) & (at < start_s + length_s)
    since = at[inside] - start_s
    sound = np.zeros(len(at))
    sound[inside] = sum(
        np.exp(-2 * since) * np.sin(2 * np.pi * pitch * overtone * since) / overtone
        for pitch in pitches_hz
        for overtone in (1, 2, 3, 4)
    )
    return sound


def _drum(at, start_s, rng):
    inside = (at >= start_s) & (at < start_s + 0.06)
    sound = np.zeros(len(at))
    sound[inside] = 0.8 * rng.normal(0, 1, int(inside.sum())) * np.exp(-60 * (at[inside] - start_s))
    return sound


def voice(length_s, *, level=0.1, pitch_hz=120, seed=11):
    """Harmonics that glide, in syllables with pauses between phrases, shaped by moving vowels."""
    rng = np.random.default_rng(seed)
    at = seconds(length_s)
    glide = np.interp(
        at,
        np.arange(0, length_s + 1, 0.15),
        1 + 0.12 * rng.normal(0, 1, len(np.arange(0, length_s + 1, 0.15))),
    )
    phase = 2 * np.pi * np.cumsum(pitch_hz * glide) / RATE_HZ
    vowel = np.interp(
        at,
        np.arange(0, length_s + 1, 0.2),
        rng.uniform(300, 2500, len(np.arange(0, length_s + 1, 0.2))),
    )
    sound = sum(
        np.exp(-(((k * pitch_hz - vowel) / 400) ** 2)) * np.sin(k * phase) for k in range(1, 25)
    )
    syllables = np.clip(np.sin(2 * np.pi * 2 * at), 0, 1) * (np.sin(2 * np.pi * at / 3.1) > -0.6)
    sound = sound * syllables
    return (level * sound / np.abs(sound).max()).astype(np.float32)
