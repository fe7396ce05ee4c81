"""Recognition by Whisper on faster-whisper's model objects, from channels to a transcript."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from callaudit.asr.coverage import measure_coverage
from callaudit.asr.decoder import Decoder
from callaudit.asr.packing import RATE_HZ
from callaudit.asr.processor import use_wide_registers
from callaudit.asr.protocol import CallSound
from callaudit.asr.reader import Voiced, read_channels
from callaudit.asr.repair import repair
from callaudit.asr.second_hearing import SecondEar
from callaudit.asr.sources import VerifiedModel, find_model, with_digest
from callaudit.asr.speech import find_leftover, find_speech
from callaudit.core.errors import ModelError, RecognitionError
from callaudit.core.interval import Interval
from callaudit.core.transcript import AsrSettings, Segment, Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from callaudit.asr.packing import Window
    from callaudit.asr.protocol import ChannelSound
    from callaudit.asr.reader import Found
    from callaudit.core.ids import CallId
    from callaudit.core.recording import Recording

    Language = tuple[str, float]

_NO_LANGUAGE = ("en", 0.0)
"""What a call without any speech is said to be in, and how likely."""

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
        """Return what was said on all channels, in order of time; invented text is marked.

        Raises:
            ModelError: if the model's files cannot be loaded.
            RecognitionError: if the recogniser gives up.
        """
        return self.transcribe_together((CallSound(call_id, recording, sounds),))[0]

    def transcribe_together(self, calls: Sequence[CallSound]) -> tuple[Transcript, ...]:
        """Return the transcripts of several calls, each as if it were alone, but sooner.

        The speech of all channels of all calls goes through the decoder together. Keep them
        short: all their samples are in memory.

        Raises:
            ModelError: if the model's files cannot be loaded.
            RecognitionError: if the recogniser gives up on any of them.
        """
        heard = [tuple(self._voiced(sound) for sound in call.sounds) for call in calls]
        try:
            languages, found = self._read(heard)
        except RuntimeError as error:  # all that CTranslate2 raises
            raise RecognitionError("recogniser", f"the recogniser gave up: {error}") from error
        return tuple(
            self._transcript(call, channels, language, found)
            for call, channels, language in zip(calls, heard, languages, strict=True)
        )

    def _voiced(self, sound: ChannelSound) -> Voiced:
        speech = find_speech(sound, self.detect_voices)
        return Voiced(sound, speech, find_leftover(sound, speech))

    def _read(self, calls: Sequence[tuple[Voiced, ...]]) -> tuple[list[Language], Found]:
        """Return each call's language, and what is heard on each channel of all of them."""
        if not any(one.worth_reading for channels in calls for one in channels):
            return [_NO_LANGUAGE] * len(calls), {}
        decoder = Decoder(self._loaded(), self._settings)
        windows = [_windows(decoder, channels) for channels in calls]
        languages = [
            self._language(decoder, channels, own)
            for channels, own in zip(calls, windows, strict=True)
        ]
        found: Found = {}
        for language in sorted({code for code, _ in languages}):
            mine = [at for at, (code, _) in enumerate(languages) if code == language]
            found |= read_channels(
                decoder.in_language(language),
                [channel for at in mine for channel in calls[at]],
                [window for at in mine for window in windows[at]],
                second_look=self._settings.second_look,
            )
        return languages, found

    def _transcript(
        self, call: CallSound, channels: tuple[Voiced, ...], language: Language, found: Found
    ) -> Transcript:
        segments: list[Segment] = []
        for one in channels:
            own = tuple(sorted(found.get(one.sound, ()), key=_place))
            segments.extend(repair(own, active=one.sound.active, tones=one.sound.tones))
        ordered = tuple(sorted(segments, key=_place))
        return Transcript(
            call_id=call.call_id,
            recording_sha256=call.recording.sha256,
            settings=self._settings,
            language=language[0],
            language_probability=round(language[1], 3),
            segments=ordered,
            coverage=tuple(
                measure_coverage(
                    one.sound.channel,
                    speech=one.speech,
                    active=one.sound.active,
                    segments=ordered,
                    leftover=one.leftover,
                )
                for one in channels
            )
            if language != _NO_LANGUAGE
            else (),
        )

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

    def _loaded(self) -> Any:
        """Load the model once."""
        if self._whisper is None:
            self._whisper = self._load(self.model)
        return self._whisper

    def _load(self, model: VerifiedModel) -> Any:
        from faster_whisper import WhisperModel

        use_wide_registers()
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

    def _language(
        self, decoder: Decoder, channels: tuple[Voiced, ...], windows: Sequence[Window]
    ) -> Language:
        """Return the language and its probability; English unless another one is plain.

        The first window of each channel votes, by how much speech it holds.
        """
        if not any(one.worth_reading for one in channels):
            return _NO_LANGUAGE
        if self._settings.language is not None:
            return self._settings.language.partition("-")[0].lower(), 1.0
        if not self._loaded().model.is_multilingual:
            return "en", 1.0
        windows = windows or [
            window for one in channels for window in decoder.windows(one.sound, one.leftover)
        ]
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


def _windows(decoder: Decoder, channels: tuple[Voiced, ...]) -> list[Window]:
    return [window for one in channels for window in decoder.windows(one.sound, one.speech)]


def _place(segment: Segment) -> tuple[float, int, float]:
    return segment.start_s, segment.channel, segment.end_s
