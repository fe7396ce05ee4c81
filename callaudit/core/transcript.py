"""What a recogniser heard, word by word."""

from typing import Literal

from pydantic import Field

from callaudit.core.ids import CallId, digest_model
from callaudit.core.interval import Interval
from callaudit.core.model import Frozen


class Word(Frozen):
    """One recognised word with its time and the recogniser's probability for it."""

    text: str
    start_s: float
    end_s: float
    probability: float = 1.0
    channel: int = 0


class Segment(Frozen):
    """A stretch of speech as the recogniser gave it, on one channel.

    `dropped` is set when the text was removed as invented (a loop, words over silence),
    with the reason; such a segment never becomes a turn.
    """

    start_s: float
    end_s: float
    text: str
    words: tuple[Word, ...] = ()
    avg_logprob: float = 0.0
    no_speech_prob: float = 0.0
    compression_ratio: float = 0.0
    channel: int = 0
    dropped: str | None = None


class SpanHearing(Frozen):
    """A short span of one channel heard again; `text` is empty where nothing was heard.

    `heard_by` names model, beam and temperature. Made by `asr.second_hearing`.
    """

    channel: int
    start_s: float
    end_s: float
    heard_by: str
    text: str
    avg_logprob: float = 0.0
    no_speech_prob: float = 0.0


class SpanFit(Frozen):
    """How well a text fits a short span of one channel: the log-probability of all its words.

    Only the differences between texts of one span mean anything. `weighed_by` names the model.
    Made by `asr.second_hearing`.
    """

    channel: int
    start_s: float
    end_s: float
    weighed_by: str
    text: str
    logprob: float


class AsrSettings(Frozen):
    """Everything that decides what a recogniser writes; its digest is part of the cache key.

    `speed` names the setting that the next four came from (`callaudit.asr.speed`): the seconds
    of a window, the beams of the decoder, the mean log-probability below which a window is read
    again, and whether speech that got no words is.
    """

    model: str = "base"
    model_sha256: str = ""
    compute_type: str = "int8"
    language: str | None = None
    device: Literal["cpu", "cuda"] = "cpu"
    speed: str = "balanced"
    window_s: float = 15.0
    beam_size: int = 2
    retry_logprob: float = -0.6
    second_look: bool = True
    vad_threshold: float = 0.3
    vad_min_silence_ms: int = 300
    vad_speech_pad_ms: int = 200
    hotwords: str | None = None

    @property
    def digest(self) -> str:
        """Return the digest over all settings."""
        return digest_model(self)


ENOUGH_COVERAGE = 0.7
"""Below this worded share of a channel's speech, silence proves nothing."""

LEAST_UNWORDED_S = 2.0
"""Less speech than this without words is a cough or a murmur, whatever its share."""


class Coverage(Frozen):
    """How much of a channel's speech has words: silence is not innocence.

    `unheard` are spans of at least two seconds with speech energy but no word. `voiced_s` is what
    the voice detector hears; `other_s` loud, uneven sound without words that it passes over and
    that is neither tone nor music. That counts as speech only on a channel without any voice.
    """

    channel: int
    speech_s: float
    worded_s: float
    unheard: tuple[Interval, ...] = ()
    voiced_s: float = 0.0
    other_s: float = 0.0

    @property
    def share(self) -> float:
        """Return the worded share of the speech, 1.0 where there is none."""
        return 1.0 if self.speech_s <= 0 else min(1.0, self.worded_s / self.speech_s)

    @property
    def is_low(self) -> bool:
        """Tell whether so much speech is without words that a person must listen."""
        unworded_s = self.speech_s - self.worded_s
        return self.share < ENOUGH_COVERAGE and unworded_s >= LEAST_UNWORDED_S


class Transcript(Frozen):
    """All that was heard on all channels. Made by `asr`."""

    call_id: CallId
    recording_sha256: str
    settings: AsrSettings
    language: str = "en"
    language_probability: float = 1.0
    segments: tuple[Segment, ...] = ()
    coverage: tuple[Coverage, ...] = Field(default=())
