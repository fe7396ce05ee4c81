"""Whisper's encoder and decoder over windows of speech: encoded singly, decoded in batches.

A window alone stays in the processor's cache while it is encoded; a batch of eight takes nearly
twice as long for each. Decoding gains from a batch: every step reads all weights once.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from callaudit.asr.card import read_in_batches
from callaudit.asr.packing import pack
from callaudit.asr.reading import HeardWord, Reading
from callaudit.asr.repair import LOOP_COMPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from callaudit.asr.packing import Window
    from callaudit.asr.protocol import ChannelSound
    from callaudit.core.interval import Interval
    from callaudit.core.transcript import AsrSettings

FRAMES_PER_S = 100
"""Frames of the spectrum a second."""

WHOLE_FRAMES = 3_000
"""Whisper was trained on windows of thirty seconds."""

_LEAST_FRAMES = 1_000
_STEP_FRAMES = 500
"""A window that is not full is padded to one of a few lengths; unpadded, the decoder loops."""

_ROOM_S = 1.0
"""Padding that every window keeps at its end."""

_BATCH = 8
"""Windows decoded together; sixteen gain little and hold twice the memory."""

_RETRIES: tuple[dict[str, Any], ...] = (
    {"beam_size": 5},
    {"beam_size": 5, "no_repeat_ngram_size": 3},
    {"beam_size": 10, "patience": 2.0, "repetition_penalty": 1.2},
)
"""What is tried on a doubtful window, in turn, each in a window of thirty seconds.

Whisper's authors draw lots at rising temperatures instead. CTranslate2 seeds its generator once
for a thread, whatever `set_random_seed` is told later, so what is drawn depends on all that was
read before: the same call would read differently in another batch.
"""

_PREPENDED = "\"'\u201c\u00bf([{-"
_APPENDED = "\"'.\u3002,\uff0c!\uff01?\uff1f:\uff1a\u201d)]}\u3001"
"""Marks that belong to the word after, and to the word before, as faster-whisper has them."""


def frames_of(window: Window, *, limit: int) -> int:
    """Return the frames that a window is padded to: the fewest of a few lengths that hold it."""
    needed = math.ceil((window.duration_s + _ROOM_S) * FRAMES_PER_S)
    stepped = math.ceil(needed / _STEP_FRAMES) * _STEP_FRAMES
    return min(limit, max(_LEAST_FRAMES, stepped))


class Decoder:
    """Reads windows with one loaded model in one language."""

    def __init__(self, whisper: Any, settings: AsrSettings, *, language: str = "en") -> None:
        """Use a loaded `faster_whisper.WhisperModel`."""
        self._whisper = whisper
        self._settings = settings
        self._language = language
        self._encoded: dict[Window, Any] = {}
        self._limit = min(WHOLE_FRAMES, round(settings.window_s * FRAMES_PER_S) + _STEP_FRAMES)

    def windows(self, sound: ChannelSound, spans: tuple[Interval, ...]) -> tuple[Window, ...]:
        """Pack one channel's spans into windows that this decoder reads."""
        limit_s = self._settings.window_s - _ROOM_S
        return pack(sound, spans, limit_s=limit_s, last_s=self._limit / FRAMES_PER_S - _ROOM_S)

    def languages(self, window: Window) -> dict[str, float]:
        """Return the probability of each language in one window, which stays encoded."""
        self._encoded[window] = self._encode(window, self._frames(window))
        ranking = self._whisper.model.detect_language(self._encoded[window])[0]
        return {token[2:-2]: float(probability) for token, probability in ranking}

    def in_language(self, language: str) -> Decoder:
        """Return a decoder for a language, with what this one has encoded."""
        other = Decoder(self._whisper, self._settings, language=language)
        other._encoded = self._encoded
        return other

    def read(self, windows: Sequence[Window]) -> Iterator[Reading]:
        """Read windows, the fullest first; only one batch is in memory at a time.

        A doubtful window is read again with more frames and beams; the best reading counts. On a
        graphics card faster-whisper's own pipeline reads them all, once.
        """
        if self._settings.device == "cuda":
            readings = read_in_batches(
                self._whisper, self._settings, windows, language=self._language
            )
            yield from readings
            return
        ordered = sorted(windows, key=lambda one: (-self._frames(one), -one.duration_s))
        for group in _grouped(ordered, self._frames):
            for start in range(0, len(group), _BATCH):
                yield from self._batch(group[start : start + _BATCH])

    def _frames(self, window: Window) -> int:
        return frames_of(window, limit=self._limit)

    def _batch(self, windows: Sequence[Window]) -> Iterator[Reading]:
        encoded = [
            self._encoded.pop(one, None) or self._encode(one, self._frames(one)) for one in windows
        ]
        how = {"beam_size": self._settings.beam_size}
        for reading, sound in zip(self._decode(windows, encoded, how), encoded, strict=True):
            best = (reading, sound)
            if reading.below(self._settings.retry_logprob):
                best = self._read_again(reading, sound)
            if not best[0].silent and best[0].tokens:
                yield self._with_words(*best)

    def _read_again(self, first: Reading, encoded: Any) -> tuple[Reading, Any]:
        """Try until a reading is without doubt; return the likeliest that does not loop."""
        whole = self._encode(first.window, WHOLE_FRAMES)
        tried = [(first, encoded)]
        for how in _RETRIES:
            reading = self._decode([first.window], [whole], how)[0]
            tried.append((reading, whole))
            if not reading.doubtful:
                break
        calm = [one for one in tried if one[0].compression_ratio <= LOOP_COMPRESSION]
        return max(calm or tried, key=lambda one: one[0].avg_logprob)

    def _encode(self, window: Window, frames: int) -> Any:
        import numpy as np

        spectrum = self._whisper.feature_extractor(window.samples())[:, :-1]
        padded = np.zeros((spectrum.shape[0], frames), np.float32)
        length = min(frames, spectrum.shape[1])
        padded[:, :length] = spectrum[:, :length]
        return self._whisper.encode(padded)

    def _decode(
        self, windows: Sequence[Window], encoded: Sequence[Any], how: dict[str, Any]
    ) -> list[Reading]:
        results = self._whisper.model.generate(
            _stacked(encoded),
            [self._prompt()] * len(windows),
            max_length=self._whisper.max_length,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=self._suppressed,
            **how,
        )
        return [self._reading(*pair) for pair in zip(windows, results, strict=True)]

    def _reading(self, window: Window, result: Any) -> Reading:
        from faster_whisper.transcribe import get_compression_ratio

        tokens = tuple(result.sequences_ids[0])
        text = self._tokenizer.decode(list(tokens)).strip()
        return Reading(
            window=window,
            tokens=tokens,
            # The score is the mean over the tokens; the end of the text counts as one more.
            avg_logprob=result.scores[0] * len(tokens) / (len(tokens) + 1),
            no_speech_prob=result.no_speech_prob,
            compression_ratio=get_compression_ratio(text),
        )

    def _with_words(self, reading: Reading, encoded: Any) -> Reading:
        length_s = reading.window.duration_s
        whole: dict[str, Any] = {
            "seek": 0,
            "start": 0.0,
            "end": length_s,
            "tokens": list(reading.tokens),
        }
        self._whisper.add_word_timestamps(
            [[whole]],
            self._tokenizer,
            encoded,
            math.ceil(length_s * FRAMES_PER_S),
            _PREPENDED,
            _APPENDED,
            0.0,
        )
        words = tuple(
            HeardWord(one["word"], one["start"], one["end"], float(one["probability"]))
            for one in whole.get("words", ())
        )
        return replace(reading, words=words)

    @cached_property
    def _tokenizer(self) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        return Tokenizer(
            self._whisper.hf_tokenizer,
            self._whisper.model.is_multilingual,
            task="transcribe",
            language=self._language,
        )

    def _prompt(self) -> list[int]:
        # Tokens of time are left out: they cost a seventh of the decoding, invite loops on
        # strings of digits, and word times come from the alignment.
        prompt: list[int] = self._whisper.get_prompt(
            self._tokenizer,
            previous_tokens=[],
            without_timestamps=True,
            hotwords=self._settings.hotwords,
        )
        return prompt

    @cached_property
    def _suppressed(self) -> list[int]:
        from faster_whisper.transcribe import get_suppressed_tokens

        return list(get_suppressed_tokens(self._tokenizer, [-1]))


def _grouped(windows: Sequence[Window], key: Any) -> list[list[Window]]:
    groups: dict[int, list[Window]] = {}
    for one in windows:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


def _stacked(encoded: Sequence[Any]) -> Any:
    """Put encoded windows of the same length into one batch."""
    if len(encoded) == 1:
        return encoded[0]
    import ctranslate2
    import numpy as np

    joined: np.ndarray = np.concatenate([np.asarray(one) for one in encoded])
    return ctranslate2.StorageView.from_array(joined)
