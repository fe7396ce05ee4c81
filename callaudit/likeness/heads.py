"""Heads: one small classifier a category, and one for any violation, over a sentence's vector.

A head is a file `models/heads/weights/<category>.json`, made by `models/heads/train.py`. Its
numbers are the weights of a logistic regression on the vector, then the constant.
"""

import base64
import binascii
import json
from collections.abc import Mapping
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

HEADS_FOLDER = "heads/weights"
"""Beside the manifest."""

ANY = "any"
"""Name of the head that tells whether a sentence violates anything at all."""


class Head(Frozen):
    """The classifier of one category.

    From `threshold` on it counts a sentence by itself. From `named_at` on it may give its category
    to a sentence that the head ANY counts; of those that may the one that scores highest does. A
    head has one of the two. `weights` are float16 numbers, little end first, in base64.
    `trained_on` is the digest of the lines it was trained on, `measured` what `train.py` found
    when it decided to ship the head.
    """

    category: str
    threshold: float | None = None
    named_at: float | None = None
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

    def score(self, vector: "Vector") -> float:
        """Return how strongly the sentence speaks for the category; at `threshold` it counts."""
        weights = self.numbers
        return float(vector @ weights[:DIMENSIONS]) + float(weights[-1])


class Heads:
    """All heads together: what a sentence's vector speaks for."""

    def __init__(self, heads: Mapping[str, Head]) -> None:
        """Take the heads by category; without one for ANY each counts by itself."""
        self._of = {name: heads[name] for name in sorted(heads)}
        self.digest = digest_parts(*(head.model_dump_json() for head in self._of.values()))

    def __contains__(self, category: str) -> bool:
        """Tell whether a category has a head."""
        return category in self._of

    def scores(self, vector: "Vector") -> dict[str, float]:
        """Return how strongly a sentence speaks for each category, and for ANY."""
        found = self._weights @ vector + self._constants
        return dict(zip(self._of, found.tolist(), strict=True))

    def spoken(self, vector: "Vector") -> frozenset[str]:
        """Return the categories that count: by themselves, or as the best one where ANY counts."""
        scores = self.scores(vector)
        alone = {name for name, least in self._alone.items() if scores[name] >= least}
        if ANY in alone and (named := best_named(scores, self._named)) is not None:
            alone.add(named)
        return frozenset(alone - {ANY})

    @cached_property
    def _alone(self) -> dict[str, float]:
        return {n: head.threshold for n, head in self._of.items() if head.threshold is not None}

    @cached_property
    def _named(self) -> dict[str, float]:
        return {n: head.named_at for n, head in self._of.items() if head.named_at is not None}

    @cached_property
    def _weights(self) -> "NDArray[np.float32]":
        import numpy as np

        rows = [head.numbers[:DIMENSIONS] for head in self._of.values()]
        return np.array(rows, dtype=np.float32).reshape(len(rows), DIMENSIONS)

    @cached_property
    def _constants(self) -> "NDArray[np.float32]":
        import numpy as np

        return np.array([head.numbers[-1] for head in self._of.values()], dtype=np.float32)


def best_named(scores: Mapping[str, float], named_at: Mapping[str, float]) -> str | None:
    """Return the category that scores highest among those that reach what they need."""
    reach = [name for name, least in named_at.items() if scores[name] >= least]
    return max(reach, key=scores.__getitem__, default=None)


def load_heads(folder: Path) -> dict[str, Head]:
    """Read every head of a folder, by category; a folder that is not there has none.

    Raises:
        ModelError: if a file is no head.
    """
    heads = {}
    for path in sorted(folder.glob("*.json")):
        try:
            head = Head.model_validate(json.loads(path.read_text(encoding="utf-8")))
            whole = head.numbers.size == DIMENSIONS + 1 and head.category == path.stem
        except (OSError, ValueError, ValidationError, binascii.Error) as error:
            raise ModelError(f"{path}: this is no head: {error}") from error
        if not whole:
            raise ModelError(f"{path}: this head has the wrong name or number of weights")
        heads[head.category] = head
    return heads
