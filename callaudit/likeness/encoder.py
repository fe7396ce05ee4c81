"""Sentences to vectors; the one place that runs the embedding model (onnxruntime, tokenizers)."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

DIMENSIONS = 384
"""Length of a vector."""

MAX_TOKENS = 96
"""Word pieces of a sentence that are read; what is longer is cut off."""


class Encoder:
    """The encoder `collections-minilm` (all-MiniLM-L6-v2, tuned) with int8 weights, on one thread.

    The model scales its numbers by the largest of a batch, so a sentence's vector would depend
    on the sentences beside it: each is read alone, and the same words always give the same bits.
    """

    def __init__(self, *, model: Path, tokenizer: Path) -> None:
        """Remember the files; they are read at the first sentence."""
        self._model = model
        self._tokenizer = tokenizer
        self._loaded: tuple[Any, Any] | None = None

    def embed(self, sentence: str) -> "Vector":
        """Return the mean of the sentence's word vectors, of length one, rounded to float16."""
        import numpy as np

        session, tokenizer = self._tools()
        pieces = tokenizer.encode(sentence)
        ids = np.array([pieces.ids], dtype=np.int64)
        (states,) = session.run(
            None,
            {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            },
        )
        mean = states[0].mean(axis=0)
        # Rounded, so that a vector is the same whether it was just made or kept in a file.
        unit: Vector = (mean / np.linalg.norm(mean)).astype(np.float16).astype(np.float32)
        return unit

    def _tools(self) -> tuple[Any, Any]:
        if self._loaded is None:
            import onnxruntime
            from tokenizers import Tokenizer

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3  # it warns of missing graphics cards
            session = onnxruntime.InferenceSession(
                str(self._model), options, providers=["CPUExecutionProvider"]
            )
            tokenizer = Tokenizer.from_file(str(self._tokenizer))
            tokenizer.no_padding()
            tokenizer.enable_truncation(MAX_TOKENS)
            self._loaded = session, tokenizer
        return self._loaded
