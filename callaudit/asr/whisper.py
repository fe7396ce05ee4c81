"""Recognition by Whisper on faster-whisper's model objects, from channels to a transcript."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from callaudit.asr.coverage import find_unheard, measure_coverage
from callaudit.asr.decoder import Decoder
from callaudit.asr.packing import RATE_HZ, Window
from callaudit.asr.repair import LOOP_COMPRESSION, repair
from callaudit.asr.second_hearing import SecondEar
from callaudit.asr.segments import as_segments
from callaudit.asr.sources import VerifiedModel, find_model, with_digest
from callaudit.asr.speech import find_leftover, find_speech
from callaudit.core.errors import ModelError, RecognitionError
from callaudit.core.interval import Interval
from callaudit.core.transcript import AsrSettings, Segment, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

    from callaudit.asr.protocol import ChannelSound
    from callaudit.core.ids import CallId
    from callaudit.core.recording import Recording

    Spans = dict[int, tuple[Interval, ...]]

_SURE_LOGPROB = -0.7
_SURE_NO_SPEECH = 0.5
"""What text must reach where the voice detector heard nothing."""

_EMPTY_WINDOWS = 3
"""Windows without kept text after which the rest of a stretch is taken for music."""

_SHORTEST_SECOND_LOOK_S = 1.0
"""Speech without words is read once more from this length up."""

_SURE_LANGUAGE = 0.6
"""Probability from which another language than English is believed: a short "yes" is Welsh."""


class WhisperTranscriber:
    """Recognises speech with one loaded Whisper model.

    The model is found and verified at once and loaded at the first recording. `threads` is the
    number of processor threads; two processes of one thread do more than one of two.
    """

    def __init__(self, settings: AsrSettings, *, threads: int = 1) -> None:
        """Find and verify the model.

        Raises:
            ModelError: if it is not on this machine, or is not what it should be.
        """
        self.model: VerifiedModel = find_model(settings.model)
        self._settings = with_digest(settings, self.model)
        self._threads = threads
        self._whisper: Any = None

    @property
    def settings(self) -> AsrSettings:
        """Everything that decides what is written, the digest of the weights included."""
        return self._settings

    def transcribe(
        self, recording: Recording, sounds: tuple[ChannelSound, ...], *, call_id: CallId
    ) -> Transcript:
        """Return what was said on all channels, in order of time.

        The speech of all channels goes through the decoder together, so that two channels cost
        what they say and no more. Sound that the voice detector passed over is tried as well and
        kept only if the recogniser is sure. Invented text is marked.

        Raises:
            ModelError: if the model's files cannot be loaded.
            RecognitionError: if the recogniser gives up.
        """
        speech = {one.channel: find_speech(one, self.detect_voices) for one in sounds}
        leftover = {one.channel: find_leftover(one, speech[one.channel]) for one in sounds}
        if not any(speech.values()) and not any(leftover.values()):
            return self._transcript(recording, call_id, language=("en", 0.0))
        try:
            decoder = Decoder(self._loaded(), self._settings)
            windows = _windows(decoder, sounds, speech)
            language = self._language(decoder, windows or _windows(decoder, sounds, leftover))
            decoder = decoder.in_language(language[0])
            found = [segment for one in decoder.read(windows) for segment in as_segments(one)]
            found += _try_leftover(decoder, sounds, leftover)
            if self._settings.second_look:
                found += _look_again(decoder, sounds, speech, tuple(found))
        except RuntimeError as error:  # all that CTranslate2 raises
            raise RecognitionError("recogniser", f"the recogniser gave up: {error}") from error
        segments = _in_order(
            segment
            for one in sounds
            for segment in repair(
                _of_channel(tuple(found), one.channel), active=one.active, tones=one.tones
            )
        )
        coverage = tuple(
            measure_coverage(
                one.channel,
                speech=speech[one.channel],
                active=one.active,
                segments=segments,
                leftover=leftover[one.channel],
            )
            for one in sounds
        )
        transcript = self._transcript(recording, call_id, language=language)
        return transcript.model_copy(update={"segments": segments, "coverage": coverage})

    @cached_property
    def second_ear(self) -> SecondEar:
        """What hears single spans again."""
        return SecondEar(
            self._settings,
            self.model,
            lambda model: self._loaded() if model is self.model else self._load(model),
        )

    def load(self) -> None:
        """Load the model now, so that the first recording does not wait for it.

        Raises:
            ModelError: if its files cannot be loaded.
        """
        self._loaded()

    def detect_voices(self, samples: np.ndarray) -> tuple[Interval, ...]:
        """Return where the voice detector hears speech, each span padded."""
        from faster_whisper.vad import VadOptions, get_speech_timestamps

        options = VadOptions(
            threshold=self._settings.vad_threshold,
            min_silence_duration_ms=self._settings.vad_min_silence_ms,
            speech_pad_ms=self._settings.vad_speech_pad_ms,
        )
        return tuple(
            Interval(start_s=one["start"] / RATE_HZ, end_s=one["end"] / RATE_HZ)
            for one in get_speech_timestamps(samples, options)
        )

    def _transcript(
        self, recording: Recording, call_id: CallId, *, language: tuple[str, float]
    ) -> Transcript:
        return Transcript(
            call_id=call_id,
            recording_sha256=recording.sha256,
            settings=self._settings,
            language=language[0],
            language_probability=round(language[1], 3),
        )

    def _loaded(self) -> Any:
        """Load the model once."""
        if self._whisper is None:
            self._whisper = self._load(self.model)
        return self._whisper

    def _load(self, model: VerifiedModel) -> Any:
        from faster_whisper import WhisperModel

        try:
            return WhisperModel(
                str(model.folder),
                device=self._settings.device,
                compute_type=self._settings.compute_type,
                cpu_threads=self._threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"{model.folder} cannot be loaded: {error}") from error

    def _language(self, decoder: Decoder, windows: tuple[Window, ...]) -> tuple[str, float]:
        """Return the language and its probability; English unless another one is plain.

        The first window of each channel votes, by how much speech it holds.
        """
        if self._settings.language is not None:
            return self._settings.language.partition("-")[0].lower(), 1.0
        if not self._loaded().model.is_multilingual:
            return "en", 1.0
        firsts = tuple({one.channel: one for one in reversed(windows)}.values())
        total_s = sum(window.duration_s for window in firsts)
        votes: dict[str, float] = {}
        for window in firsts:
            for language, probability in decoder.languages(window).items():
                share = probability * window.duration_s / total_s
                votes[language] = votes.get(language, 0.0) + share
        best = max(votes, key=lambda one: votes[one])
        if best != "en" and votes[best] >= _SURE_LANGUAGE:
            return best, votes[best]
        return "en", votes.get("en", 0.0)


def _windows(
    decoder: Decoder, sounds: tuple[ChannelSound, ...], spans: Spans
) -> tuple[Window, ...]:
    return tuple(window for one in sounds for window in decoder.windows(one, spans[one.channel]))


def _try_leftover(
    decoder: Decoder, sounds: tuple[ChannelSound, ...], leftover: Spans
) -> list[Segment]:
    """Read sound that the voice detector passed over; keep only what is sure.

    A few windows of every stretch at a time: where they give nothing, the rest is music.
    """
    stretches = [decoder.windows(one, (span,)) for one in sounds for span in leftover[one.channel]]
    kept: list[Segment] = []
    while stretches:
        now = [window for stretch in stretches for window in stretch[:_EMPTY_WINDOWS]]
        spoken: set[Window] = set()
        for reading in decoder.read(now):
            sure = [segment for segment in as_segments(reading) if _is_sure(segment)]
            kept.extend(sure)
            if sure:
                spoken.add(reading.window)
        stretches = [
            stretch[_EMPTY_WINDOWS:]
            for stretch in stretches
            if len(stretch) > _EMPTY_WINDOWS and spoken.intersection(stretch[:_EMPTY_WINDOWS])
        ]
    return kept


def _look_again(
    decoder: Decoder,
    sounds: tuple[ChannelSound, ...],
    speech: Spans,
    found: tuple[Segment, ...],
) -> list[Segment]:
    """Read speech that got no words once more, by itself.

    The decoder at times ends a window early and leaves a sentence out; alone it is read well.
    """
    missed = [
        window
        for one in sounds
        for span in find_unheard(
            speech[one.channel],
            active=one.active,
            segments=_of_channel(found, one.channel),
            shortest_s=_SHORTEST_SECOND_LOOK_S,
        )
        for window in decoder.windows(one, (span,))
    ]
    return [
        segment
        for reading in decoder.read(missed)
        for segment in as_segments(reading)
        if _is_sure(segment)
    ]


def _of_channel(segments: tuple[Segment, ...], channel: int) -> tuple[Segment, ...]:
    return tuple(one for one in segments if one.channel == channel)


def _in_order(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    return tuple(sorted(segments, key=lambda one: (one.start_s, one.channel, one.end_s)))


def _is_sure(segment: Segment) -> bool:
    return (
        segment.avg_logprob > _SURE_LOGPROB
        and segment.no_speech_prob < _SURE_NO_SPEECH
        and segment.compression_ratio <= LOOP_COMPRESSION
    )
