"""What was read in one window of speech, with the recogniser's signs of doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callaudit.asr.repair import LOOP_COMPRESSION

if TYPE_CHECKING:
    from callaudit.asr.packing import Window

_LOW_LOGPROB = -1.0
_HIGH_NO_SPEECH = 0.6
"""Whisper's own bounds of doubt; text below the first over sound above the second is silence."""


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One word of a window, in seconds from the window's start, as the recogniser spells it.

    The text begins with a blank unless it goes on from the word before.
    """

    text: str
    start_s: float
    end_s: float
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one window, with the signs of doubt of the whole."""

    window: Window
    tokens: tuple[int, ...] = ()
    words: tuple[HeardWord, ...] = ()
    avg_logprob: float = 0.0
    no_speech_prob: float = 0.0
    compression_ratio: float = 0.0

    @property
    def silent(self) -> bool:
        """Tell words that the recogniser itself does not take for speech."""
        return self.no_speech_prob > _HIGH_NO_SPEECH and self.avg_logprob < _LOW_LOGPROB

    @property
    def doubtful(self) -> bool:
        """Tell a loop, or a text that the recogniser would not bet on."""
        return self.below(_LOW_LOGPROB)

    def below(self, logprob: float) -> bool:
        """Tell a loop, or a text less likely than a bound; silence is neither."""
        if self.silent:
            return False
        return self.compression_ratio > LOOP_COMPRESSION or self.avg_logprob < logprob
