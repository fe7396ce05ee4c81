"""Recognition and voice detection by faster-whisper: the only module that imports it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from callaudit.asr.coverage import find_unheard, measure_coverage
from callaudit.asr.repair import LOOP_COMPRESSION, repair
from callaudit.asr.second_hearing import SecondEar
from callaudit.asr.segments import as_segments
from callaudit.asr.sources import VerifiedModel, find_model, with_digest
from callaudit.asr.speech import (
    RATE_HZ,
    WINDOW_S,
    find_leftover,
    find_speech,
    pack,
    samples_of,
)
from callaudit.core.errors import ModelError, RecognitionError
from callaudit.core.interval import Interval
from callaudit.core.transcript import AsrSettings, Segment, Transcript

if TYPE_CHECKING:
    import numpy as np

    from callaudit.asr.protocol import ChannelSound
    from callaudit.core.ids import CallId
    from callaudit.core.recording import Recording

_SURE_LOGPROB = -0.7
_SURE_NO_SPEECH = 0.5
"""What text must reach where the voice detector heard nothing."""

_EMPTY_WINDOWS = 3
"""Windows in a row without kept text after which the rest of a stretch is taken for music."""

_SHORTEST_SECOND_LOOK_S = 1.0
"""Speech without words is read once more from this length up."""

_LANGUAGE_S = 29.0
"""Speech that the language is detected on, shared by the channels: one window's worth."""

_SURE_LANGUAGE = 0.6
"""Probability from which another language than English is believed: a short "yes" is Welsh."""

_Window = tuple[Interval, ...]


class WhisperTranscriber:
    """Recognises speech with one loaded Whisper model.

    The model is found and verified at once and loaded at the first recording. `threads` is the
    number of processor threads; two processes of one thread do more than one of two.
    """

    def __init__(self, settings: AsrSettings, *, threads: int = 1, device: str = "cpu") -> None:
        """Find and verify the model.

        Raises:
            ModelError: if it is not on this machine, or is not what it should be.
        """
        self.model: VerifiedModel = find_model(settings.model)
        self._settings = with_digest(settings, self.model)
        self._threads = threads
        self._device = device
        self._whisper: Any = None

    @property
    def settings(self) -> AsrSettings:
        """Everything that decides what is written, the digest of the weights included."""
        return self._settings

    def transcribe(
        self, recording: Recording, sounds: tuple[ChannelSound, ...], *, call_id: CallId
    ) -> Transcript:
        """Return what was said on all channels, in order of time.

        Each channel is recognised apart, where the voice detector hears speech; sound it passed
        over is tried as well and kept only if the recogniser is sure. Invented text is marked.

        Raises:
            ModelError: if the model's files cannot be loaded.
            RecognitionError: if the recogniser gives up.
        """
        speech = {one.channel: find_speech(one, self.detect_voices) for one in sounds}
        leftover = {one.channel: find_leftover(one, speech[one.channel]) for one in sounds}
        heard = {c: speech[c] or leftover[c] for c in speech}
        if not any(heard.values()):
            return self._transcript(recording, call_id, language=("en", 0.0))
        try:
            language = self._language(sounds, heard)
            segments: list[Segment] = []
            for sound in sounds:
                found = self._recognise(sound, speech[sound.channel], language[0])
                found += self._try_leftover(sound, leftover[sound.channel], language[0])
                found += self._look_again(sound, speech[sound.channel], tuple(found), language[0])
                tones, active = sound.tones, sound.active
                segments.extend(repair(tuple(found), active=active, tones=tones))
        except RuntimeError as error:  # all that CTranslate2 raises
            raise RecognitionError("recogniser", f"the recogniser gave up: {error}") from error
        ordered = tuple(sorted(segments, key=lambda one: (one.start_s, one.channel, one.end_s)))
        coverage = tuple(
            measure_coverage(
                one.channel,
                speech=speech[one.channel],
                active=one.active,
                segments=ordered,
                leftover=leftover[one.channel],
            )
            for one in sounds
        )
        transcript = self._transcript(recording, call_id, language=language)
        return transcript.model_copy(update={"segments": ordered, "coverage": coverage})

    @cached_property
    def second_ear(self) -> SecondEar:
        """What hears single spans again."""
        return SecondEar(
            self._settings,
            self.model,
            lambda model: self._loaded() if model is self.model else self._load(model),
        )

    def detect_voices(self, samples: np.ndarray) -> tuple[Interval, ...]:
        """Return where the voice detector hears speech, each span padded and within a window."""
        from faster_whisper.vad import VadOptions, get_speech_timestamps

        options = VadOptions(
            threshold=self._settings.vad_threshold,
            min_silence_duration_ms=self._settings.vad_min_silence_ms,
            speech_pad_ms=self._settings.vad_speech_pad_ms,
            max_speech_duration_s=WINDOW_S,
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
                device=self._device,
                compute_type=self._settings.compute_type,
                cpu_threads=self._threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"{model.folder} cannot be loaded: {error}") from error

    def _language(
        self, sounds: tuple[ChannelSound, ...], heard: dict[int, tuple[Interval, ...]]
    ) -> tuple[str, float]:
        """Return the language and its probability; English unless another one is plain."""
        if self._settings.language is not None:
            return self._settings.language.partition("-")[0].lower(), 1.0
        whisper = self._loaded()
        if not whisper.model.is_multilingual:
            return "en", 1.0
        import numpy as np

        share = int(_LANGUAGE_S * RATE_HZ / sum(1 for spans in heard.values() if spans))
        parts: list[np.ndarray] = []
        for sound in sounds:
            windows = pack(heard[sound.channel])
            if windows:
                parts.append(samples_of(sound.samples, windows[0])[:share])
        _, _, ranking = whisper.detect_language(np.concatenate(parts))
        best, probability = ranking[0]
        if best != "en" and probability >= _SURE_LANGUAGE:
            return str(best), float(probability)
        return "en", float(dict(ranking).get("en", 0.0))

    def _recognise(
        self, sound: ChannelSound, spans: tuple[Interval, ...], language: str
    ) -> list[Segment]:
        return [
            segment
            for window in pack(spans)
            for segment in self._read_window(sound, window, language)
        ]

    def _try_leftover(
        self, sound: ChannelSound, spans: tuple[Interval, ...], language: str
    ) -> list[Segment]:
        """Read sound that the voice detector passed over; keep only what is sure."""
        kept: list[Segment] = []
        for span in spans:
            empty = 0
            for window in pack((span,)):
                found = [s for s in self._read_window(sound, window, language) if _is_sure(s)]
                kept.extend(found)
                empty = 0 if found else empty + 1
                if empty == _EMPTY_WINDOWS:
                    break
        return kept

    def _look_again(
        self,
        sound: ChannelSound,
        speech: tuple[Interval, ...],
        found: tuple[Segment, ...],
        language: str,
    ) -> list[Segment]:
        """Read speech that got no words once more, by itself.

        The decoder at times ends a window early and leaves a sentence out; alone it is read well.
        """
        missed = find_unheard(
            speech, active=sound.active, segments=found, shortest_s=_SHORTEST_SECOND_LOOK_S
        )
        return [
            segment
            for span in missed
            for window in pack((span,))
            for segment in self._read_window(sound, window, language)
            if _is_sure(segment)
        ]

    def _read_window(self, sound: ChannelSound, window: _Window, language: str) -> list[Segment]:
        """Decode one window; the decoder itself tries again where it loops or is unsure.

        Each window is a call of its own, because a decoder that seeks through a whole call encodes
        much of it twice. Measured with base, int8, one free core, four stereo telephone calls: 22 x
        real time a channel against 17 x, at word error rates of 5.7 and 5.1 %; in batches of eight
        windows 15 x, because the encoder falls out of the cache.
        """
        import ctranslate2

        samples = samples_of(sound.samples, window)
        # A second try draws lots: the same draw every time, for the same transcript.
        ctranslate2.set_random_seed(0)
        found, _ = self._loaded().transcribe(
            samples,
            language=language,
            beam_size=self._settings.beam_size,
            hotwords=self._settings.hotwords,
            word_timestamps=True,
            condition_on_previous_text=False,
            vad_filter=False,
        )
        return [segment for one in found for segment in as_segments(one, window, sound.channel)]


def _is_sure(segment: Segment) -> bool:
    return (
        segment.avg_logprob > _SURE_LOGPROB
        and segment.no_speech_prob < _SURE_NO_SPEECH
        and segment.compression_ratio <= LOOP_COMPRESSION
    )
