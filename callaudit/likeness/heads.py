"""Heads: one small classifier a category, over a sentence's vector.

A head is a file `models/heads/weights/<category>.json`, made by `models/heads/train.py`. Its
numbers are the weights of a logistic regression on the vector, then the constant.
"""

import base64
import binascii
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

    def score(self, vector: "Vector") -> float:
        """Return how strongly the sentence speaks for the category; at `threshold` it counts."""
        weights = self.numbers
        return float(vector @ weights[:DIMENSIONS]) + float(weights[-1])


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


def heads_digest(heads: dict[str, Head]) -> str:
    """Return one digest over all heads; it names the models in a result."""
    return digest_parts(*(heads[name].model_dump_json() for name in sorted(heads)))
