"""Hear a short span again, with more care than a whole call gets: is that what was said?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from callaudit.asr.fit import text_logprobs
from callaudit.asr.sources import VerifiedModel, find_model
from callaudit.core.errors import ModelError, RecognitionError
from callaudit.core.model import Frozen
from callaudit.core.transcript import SpanHearing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

    from callaudit.core.interval import Interval
    from callaudit.core.transcript import AsrSettings

    Load = Callable[[VerifiedModel], Any]

SIZES = ("tiny", "base", "small", "medium", "large-v2", "large-v3")
"""Whisper's models from the smallest; a larger one is asked where it lies on this machine."""


class Manner(Frozen):
    """One way to hear a span again: search width, temperature, and whether by a larger model."""

    beam: int
    temperature: float
    larger: bool = False

    def named(self, model: VerifiedModel) -> str:
        """Return how it was heard, as results carry it."""
        return f"{model.label}, beam {self.beam}, temperature {self.temperature:g}"


MANNERS = (
    Manner(beam=10, temperature=0.0),
    Manner(beam=5, temperature=0.4),
    Manner(beam=5, temperature=0.0, larger=True),
)
"""A wider search; a draw that does not follow the likeliest path; another ear."""

DIGIT_BY_DIGIT = "The number is 6, 1, 4, 5, 5, 5, 0, 1, 9, 0."
"""What Whisper is told went before a telephone number: how numbers are written, no value."""

_SILENT_NO_SPEECH = 0.6
_SILENT_LOGPROB = -1.0
"""Whisper's own bounds, both of which text over no speech passes."""


def larger_model(settings: AsrSettings) -> VerifiedModel | None:
    """Return the next larger model that lies on this machine, None if there is none.

    Nothing is downloaded. A model of one's own has no size to compare.
    """
    size = settings.model.removesuffix(".en")
    if size not in SIZES:
        return None
    for larger in SIZES[SIZES.index(size) + 1 :]:
        for name in (f"{larger}.en", larger):
            try:
                return find_model(name)
            except ModelError:
                continue
    return None


def hear_span(
    whisper: Any, samples: np.ndarray, *, language: str, manner: Manner, prompt: str | None = None
) -> tuple[str, float, float]:
    """Return the text of a span, its mean log-probability and that of there being no speech.

    `whisper` is a model of faster-whisper, `prompt` what it is told went before. The same samples
    give the same text.
    """
    import ctranslate2

    ctranslate2.set_random_seed(0)
    found, _ = whisper.transcribe(
        samples,
        language=language,
        beam_size=manner.beam,
        best_of=manner.beam,
        temperature=(manner.temperature,),
        initial_prompt=prompt,
        condition_on_previous_text=False,
        without_timestamps=True,
        vad_filter=False,
    )
    segments = list(found)
    if not segments:
        return "", 0.0, 1.0
    text = " ".join(one.text.strip() for one in segments).strip()
    logprob = sum(one.avg_logprob for one in segments) / len(segments)
    silent = min(one.no_speech_prob for one in segments)
    if silent > _SILENT_NO_SPEECH and logprob < _SILENT_LOGPROB:
        text = ""
    return text, round(float(logprob), 3), round(float(silent), 3)


class _Piece(NamedTuple):
    """Sound to be heard again, and where it is from."""

    samples: np.ndarray
    channel: int
    span: Interval
    language: str


class SecondEar:
    """Hears spans again, by the recogniser that wrote the call and by a larger one if there is."""

    def __init__(self, settings: AsrSettings, model: VerifiedModel, load: Load) -> None:
        """Look for a larger model; `load` is called at the first span."""
        self._models = {False: model}
        larger = larger_model(settings)
        if larger is not None:
            self._models[True] = larger
        self._load = load
        self._loaded: dict[bool, Any] = {}

    @property
    def manners(self) -> tuple[str, ...]:
        """How a span is heard, each by name: what a kept hearing must have been heard by."""
        return tuple(manner.named(model) for manner, model in self._ways())

    def hear(
        self, samples: np.ndarray, *, channel: int, span: Interval, language: str
    ) -> tuple[SpanHearing, ...]:
        """Return what is heard in the samples of a span, once in each manner.

        Raises:
            RecognitionError: if the recogniser gives up.
        """
        return tuple(
            self._hear(_Piece(samples, channel, span, language), manner)
            for manner, _ in self._ways()
        )

    @property
    def digits_by(self) -> str:
        """How `hear_digits` hears, as results carry it."""
        return f"{MANNERS[0].named(self._models[False])}, digit by digit"

    def hear_digits(
        self, samples: np.ndarray, *, channel: int, span: Interval, language: str
    ) -> SpanHearing:
        """Return what is heard in a span that should hold a telephone number.

        Raises:
            RecognitionError: if the recogniser gives up.
        """
        piece = _Piece(samples, channel, span, language)
        heard = self._hear(piece, MANNERS[0], prompt=DIGIT_BY_DIGIT)
        return heard.model_copy(update={"heard_by": self.digits_by})

    @property
    def plainly_by(self) -> str:
        """How `hear_plainly` hears, as results carry it."""
        return MANNERS[0].named(self._models[False])

    def hear_plainly(
        self, samples: np.ndarray, *, channel: int, span: Interval, language: str
    ) -> SpanHearing:
        """Return what is heard in a span by a wide search that is told nothing.

        Raises:
            RecognitionError: if the recogniser gives up.
        """
        return self._hear(_Piece(samples, channel, span, language), MANNERS[0])

    @property
    def weighed_by(self) -> str:
        """Which model `weigh` asks, as results carry it."""
        return self._models[False].label

    def weigh(
        self, samples: np.ndarray, texts: Sequence[str], *, language: str
    ) -> tuple[float, ...]:
        """Return how well each text fits the samples: see `asr.fit`.

        Raises:
            RecognitionError: if the recogniser gives up.
        """
        try:
            return text_logprobs(self._whisper(larger=False), samples, texts, language=language)
        except RuntimeError as error:  # all that CTranslate2 raises
            raise RecognitionError("recogniser", f"the recogniser gave up: {error}") from error

    def _whisper(self, *, larger: bool) -> Any:
        if larger not in self._loaded:
            self._loaded[larger] = self._load(self._models[larger])
        return self._loaded[larger]

    def _hear(self, piece: _Piece, manner: Manner, *, prompt: str | None = None) -> SpanHearing:
        model = self._models[manner.larger]
        whisper = self._whisper(larger=manner.larger)
        try:
            text, logprob, silent = hear_span(
                whisper, piece.samples, language=piece.language, manner=manner, prompt=prompt
            )
        except RuntimeError as error:  # all that CTranslate2 raises
            raise RecognitionError("recogniser", f"the recogniser gave up: {error}") from error
        return SpanHearing(
            channel=piece.channel,
            start_s=piece.span.start_s,
            end_s=piece.span.end_s,
            heard_by=manner.named(model),
            text=text,
            avg_logprob=logprob,
            no_speech_prob=silent,
        )

    def _ways(self) -> tuple[tuple[Manner, VerifiedModel], ...]:
        return tuple(
            (manner, self._models[manner.larger])
            for manner in MANNERS
            if manner.larger in self._models
        )
