"""Heads: one small classifier a category, over a sentence's vector and its words.

A head is a file `models/heads/weights/<category>.json`, made by `models/heads/train.py`. Its
numbers are the weights of a logistic regression: first of the vector, then of hashed single
words and pairs of words, then the constant.
"""

import base64
import binascii
import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from callaudit.core.errors import ModelError
from callaudit.core.ids import digest_parts
from callaudit.core.model import Frozen
from callaudit.likeness.encoder import DIMENSIONS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from callaudit.likeness.encoder import Vector

BUCKETS = 1024
"""Numbers that words and pairs of words are hashed into."""

HEADS_FOLDER = "heads/weights"
"""Beside the manifest."""


class Head(Frozen):
    """The classifier of one category.

    `threshold` is the least sum of weights that counts; `weights` are float16 numbers, little
    end first, in base64. `trained_on` is the digest of the lines it was trained on, `measured`
    what `train.py` found when it decided to ship the head.
    """

    category: str
    threshold: float
    weights: str
    trained_on: str = ""
    positives: int = 0
    negatives: int = 0
    measured: dict[str, float] = Field(default_factory=dict)

    @cached_property
    def numbers(self) -> "NDArray[np.float32]":
        """The weights as numbers."""
        import numpy as np

        return np.frombuffer(base64.b64decode(self.weights), dtype="<f2").astype(np.float32)

    def score(self, vector: "Vector", words: tuple[str, ...]) -> float:
        """Return how strongly the sentence speaks for the category; at `threshold` it counts."""
        weights = self.numbers
        total = float(vector @ weights[:DIMENSIONS]) + float(weights[-1])
        places, value = hashed(words)
        return total + value * float(sum(weights[DIMENSIONS + place] for place in places))


def hashed(words: tuple[str, ...]) -> tuple[tuple[int, ...], float]:
    """Return the buckets of a sentence's words and pairs, and what each counts: length one."""
    counts: dict[int, int] = {}
    for size in (1, 2):
        for start in range(len(words) - size + 1):
            key = " ".join(words[start : start + size]).encode()
            digest = hashlib.blake2b(key, digest_size=4).digest()
            place = int.from_bytes(digest, "big") % BUCKETS
            counts[place] = counts.get(place, 0) + 1
    length = sum(count * count for count in counts.values()) ** 0.5
    places = tuple(place for place, count in counts.items() for _ in range(count))
    return places, 1 / length if length else 0.0


def load_heads(folder: Path) -> dict[str, Head]:
    """Read every head of a folder, by category; a folder that is not there has none.

    Raises:
        ModelError: if a file is no head.
    """
    heads = {}
    for path in sorted(folder.glob("*.json")):
        try:
            head = Head.model_validate(json.loads(path.read_text(encoding="utf-8")))
            whole = head.numbers.size == DIMENSIONS + BUCKETS + 1 and head.category == path.stem
        except (OSError, ValueError, ValidationError, binascii.Error) as error:
            raise ModelError(f"{path}: this is no head: {error}") from error
        if not whole:
            raise ModelError(f"{path}: this head has the wrong name or number of weights")
        heads[head.category] = head
    return heads


def heads_digest(heads: dict[str, Head]) -> str:
    """Return one digest over all heads; it names the models in a result."""
    return digest_parts(*(heads[name].model_dump_json() for name in sorted(heads)))
