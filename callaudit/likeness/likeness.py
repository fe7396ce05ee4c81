"""Sentences against heads and against other sentences; each sentence is read once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from callaudit.core.ids import digest_bytes, digest_parts
from callaudit.likeness.encoder import Encoder
from callaudit.likeness.heads import Head, Heads

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
        self.encoder = encoder
        self._heads = Heads(heads)
        self._vectors: dict[str, Vector] = {}
        self._asked: dict[str, Vector] = {}
        self._spoken: dict[tuple[str, ...], frozenset[str]] = {}
        self.model_sha256 = model_sha256
        self.digest = digest_parts(model_sha256, self._heads.digest)
        self.embedded = 0

    def with_heads(self, heads: Mapping[str, Head]) -> "Likeness":
        """Return the same model with other heads; vectors made so far are shared."""
        other = Likeness(self.encoder, heads, model_sha256=self.model_sha256)
        other._vectors = self._vectors
        return other

    def has_head(self, category: str) -> bool:
        """Tell whether a category has a head."""
        return category in self._heads

    def speaks_for(self, words: tuple[str, ...], category: str) -> bool:
        """Tell whether the heads count a sentence, given as canonical words, for a category.

        All heads are asked at once; the answers for the sentences of a call are remembered.
        """
        spoken = self._spoken.get(words)
        if spoken is None:
            if len(self._spoken) >= REMEMBERED:
                self._spoken.clear()
            spoken = self._spoken[words] = self._heads.spoken(self.vector(words))
        return category in spoken

    def scores(self, words: tuple[str, ...]) -> dict[str, float]:
        """Return the score of every head for a sentence, thresholds aside."""
        return self._heads.scores(self.vector(words))

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
            known = self._vectors[name] = self.encoder.embed(" ".join(words))
            self.embedded += 1
        self._asked[name] = known
        return known

    def begin(self, kept: "Mapping[str, Vector]") -> None:
        """Begin a call with the vectors that were kept of it, by the digest of a sentence."""
        self._vectors.update(kept)
        self._asked.clear()
        self._spoken.clear()

    @property
    def asked(self) -> "dict[str, Vector]":
        """The vectors that were asked for since the call began."""
        return dict(self._asked)


def sentence_digest(words: tuple[str, ...]) -> str:
    """Name a sentence without saying it: files of vectors hold no words."""
    return digest_bytes(" ".join(words).encode()).removeprefix("sha256:")[:24]
