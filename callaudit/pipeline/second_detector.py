"""The second detector on this machine: its model, its heads, and vectors kept from call to call."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from callaudit.core.call import Call
from callaudit.core.errors import ModelError
from callaudit.core.ids import digest_parts
from callaudit.likeness.encoder import Encoder
from callaudit.likeness.heads import HEADS_FOLDER, load_heads
from callaudit.likeness.likeness import Likeness
from callaudit.pipeline.cache import PRIVATE
from callaudit.rulespec.rule import RulePack
from callaudit.rulespec.walk import patterns_of

if TYPE_CHECKING:
    from callaudit.likeness.encoder import Vector

MODEL = "collections-minilm"
"""Its name in models/manifest.yaml."""

WORTH_KEEPING = 8
"""Fresh vectors of a call from which a file costs less than making them again."""


def uses_likeness(pack: RulePack) -> bool:
    """Tell whether a rule in force has a `like` pattern."""
    return any(
        pattern.like is not None
        for rule in pack.rules
        if rule.in_force
        for pattern in patterns_of(rule.check)
    )


def find_likeness() -> Likeness:
    """Return the second detector with the shipped heads; the model is loaded when first asked.

    Raises:
        ModelError: if the model or a package that runs it is not on this machine.
    """
    import importlib.util

    from callaudit.asr.manifest import load_manifest
    from callaudit.asr.sources import find_model

    for package in ("onnxruntime", "tokenizers"):
        if importlib.util.find_spec(package) is None:
            raise ModelError(f"the package {package} is not installed")
    manifest = load_manifest()
    model = find_model(MODEL, manifest=manifest)
    return Likeness(
        Encoder(model=model.folder / "model.onnx", tokenizer=model.folder / "tokenizer.json"),
        load_heads(manifest.folder / HEADS_FOLDER),
        model_sha256=model.sha256,
    )


def likeness_for(pack: RulePack) -> Likeness | None:
    """Return the second detector if a rule asks for it and its model is on this machine."""
    if not uses_likeness(pack):
        return None
    try:
        return find_likeness()
    except ModelError:
        return None


def without_likeness(error: ModelError) -> str:
    """Return the sentence that tells a person that only patterns judge."""
    return f"rules are judged by their patterns alone, without `like`: {error}"


class VectorCache:
    """A private folder of vectors, one file a call; sentences are named by digest."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made when the first entry is kept."""
        self._folder = folder / "vectors"

    def get(self, name: str) -> "dict[str, Vector]":
        """Return the vectors kept of a call; none if nothing is kept or it cannot be read."""
        import numpy as np

        try:
            whole = BytesIO(self._path(name).read_bytes())
            with np.load(whole, allow_pickle=False) as kept:
                vectors = kept["vectors"].astype(np.float32)
                return dict(zip(kept["names"].tolist(), vectors, strict=True))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return {}

    def put(self, name: str, vectors: "Mapping[str, Vector]") -> None:
        """Keep the vectors of a call, whole or not at all.

        Raises:
            OSError: if the folder cannot be written.
        """
        import numpy as np

        path = self._path(name)
        path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.tmp")
        names = sorted(vectors)
        try:
            with fresh.open("wb") as stream:
                np.savez_compressed(
                    stream,
                    names=np.array(names),
                    vectors=np.array([vectors[one] for one in names], dtype=np.float16),
                )
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name[:32]}.npz"


@contextmanager
def remembering(likeness: Likeness | None, cache: VectorCache, call: Call) -> Iterator[None]:
    """Judge a call inside: what was read of it before is not read again.

    A call is known by its words and the model, so changed rules ask for the same vectors.
    """
    if likeness is None:
        yield
        return
    turns = call.conversation.turns
    name = digest_parts(likeness.model_sha256, *(turn.text for turn in turns))
    name = name.removeprefix("sha256:")
    kept = cache.get(name)
    likeness.begin(kept)
    yield
    asked = likeness.asked
    if len(asked.keys() - kept.keys()) >= WORTH_KEEPING:
        with suppress(OSError):  # vectors that cannot be kept cost a second reading
            cache.put(name, {**kept, **asked})
