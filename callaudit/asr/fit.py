"""How well a given text fits a sound: the recogniser is asked, it is not told."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

_LEAST_PROBABILITY = 1e-10

_SAMPLES_A_FRAME = 160

_WHOLE_FRAMES = 3_000
_LEAST = 1_000
_STEP = 500


def text_logprobs(
    whisper: Any, samples: np.ndarray, texts: Sequence[str], *, language: str
) -> tuple[float, ...]:
    """Return the log-probability of each text, all its tokens together, given the same sound.

    Every token is weighed after the ones before it, as if the recogniser had written them.
    Nothing goes before the text, so no text is likelier for having been expected: only the
    differences between texts of one sound mean anything. `whisper` is a model of faster-whisper,
    the samples are at 16 kHz and at most 30 s long.
    """
    from faster_whisper.tokenizer import Tokenizer

    multilingual = whisper.model.is_multilingual
    tokenizer = Tokenizer(whisper.hf_tokenizer, multilingual, task="transcribe", language=language)
    prompt = whisper.get_prompt(tokenizer, previous_tokens=[], without_timestamps=True)
    encoded = whisper.encode(_spectrum(whisper, samples))
    frames = min(_WHOLE_FRAMES, math.ceil(len(samples) / _SAMPLES_A_FRAME))
    # One after the other: in a batch the copies of the encoded sound fall out of the cache.
    return tuple(
        _sum(whisper.model.align(encoded, prompt, [tokens], frames)[0].text_token_probs)
        for tokens in (tokenizer.encode(" " + text.strip()) for text in texts)
    )


def _spectrum(whisper: Any, samples: np.ndarray) -> Any:
    """Return the spectrum, padded to ten seconds or to steps of five."""
    import numpy as np

    spectrum = whisper.feature_extractor(samples)[:, :-1]
    frames = min(_WHOLE_FRAMES, max(_LEAST, _STEP * math.ceil(spectrum.shape[1] / _STEP + 0.2)))
    padded = np.zeros((spectrum.shape[0], frames), np.float32)
    length = min(frames, spectrum.shape[1])
    padded[:, :length] = spectrum[:, :length]
    return padded


def _sum(probabilities: Sequence[float]) -> float:
    total = sum(math.log(max(_LEAST_PROBABILITY, one)) for one in probabilities)
    return round(total, 2)
