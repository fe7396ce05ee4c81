"""Sentences against heads and against other sentences; each sentence is read once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from callaudit.core.ids import digest_bytes, digest_parts
from callaudit.likeness.encoder import Encoder
from callaudit.likeness.heads import Head, heads_digest

if TYPE_CHECKING:
    from callaudit.likeness.encoder import Vector

REMEMBERED = 20_000
"""Sentences whose vectors stay in memory: 30 MB."""


class Likeness:
    """The second detector, ready to be asked.

    `digest` names its model and heads, `embedded` counts the sentences that the model has read.
    """

    def __init__(self, encoder: Encoder, heads: Mapping[str, Head], *, model_sha256: str) -> None:
        """Take the model, by its digest too, and the heads that were trained with it."""
        self._encoder = encoder
        self._heads = dict(heads)
        self._vectors: dict[str, Vector] = {}
        self._asked: dict[str, Vector] = {}
        self.model_sha256 = model_sha256
        self.digest = digest_parts(model_sha256, heads_digest(self._heads))
        self.embedded = 0

    def with_heads(self, heads: Mapping[str, Head]) -> "Likeness":
        """Return the same model with other heads; vectors made so far are shared."""
        other = Likeness(self._encoder, heads, model_sha256=self.model_sha256)
        other._vectors = self._vectors
        return other

    def has_head(self, category: str) -> bool:
        """Tell whether a category has a head."""
        return category in self._heads

    def speaks_for(self, words: tuple[str, ...], category: str) -> bool:
        """Tell whether the category's head counts a sentence, given as canonical words."""
        head = self._heads[category]
        return head.score(self.vector(words)) >= head.threshold

    def near(self, words: tuple[str, ...], others: tuple[tuple[str, ...], ...]) -> float:
        """Return the cosine, -1 to 1, of the nearest of other sentences."""
        vector = self.vector(words)
        return max((float(vector @ self.vector(other)) for other in others), default=-1.0)

    def vector(self, words: tuple[str, ...]) -> "Vector":
        """Return a sentence's vector, made at the first asking."""
        name = sentence_digest(words)
        known = self._vectors.get(name)
        if known is None:
            if len(self._vectors) >= REMEMBERED:
                self._vectors.clear()
            known = self._vectors[name] = self._encoder.embed(" ".join(words))
            self.embedded += 1
        self._asked[name] = known
        return known

    def begin(self, kept: "Mapping[str, Vector]") -> None:
        """Begin a call with the vectors that were kept of it, by the digest of a sentence."""
        self._vectors.update(kept)
        self._asked.clear()

    @property
    def asked(self) -> "dict[str, Vector]":
        """The vectors that were asked for since the call began."""
        return dict(self._asked)


def sentence_digest(words: tuple[str, ...]) -> str:
    """Name a sentence without saying it: files of vectors hold no words."""
    return digest_bytes(" ".join(words).encode()).removeprefix("sha256:")[:24]
