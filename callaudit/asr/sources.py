"""Find a model's files on this machine and prove that they are the right ones."""

import importlib.util
import os
import re
import shutil
from pathlib import Path

from callaudit.asr.digests import cache_folder, file_sha256, private_folder
from callaudit.asr.manifest import KnownModel, Manifest, ModelSource, load_manifest
from callaudit.core.errors import ModelError
from callaudit.core.ids import digest_parts
from callaudit.core.model import Frozen
from callaudit.core.transcript import AsrSettings

_OWN_FILES = ("config.json", "model.bin", "preprocessor_config.json", "tokenizer.json")
_NEEDED_FILES = ("config.json", "model.bin", "tokenizer.json")
"""Without its tokenizer a folder would be completed from the network while a call is audited."""

_HUB_NAME = re.compile(r"^[\w.-]+(/[\w.-]+)?$")


class VerifiedModel(Frozen):
    """A model whose files lie in a folder and are what they should be.

    `sha256` is one digest over all files; it is part of the settings that cached transcripts are
    kept under. Made by `asr.sources`.
    """

    name: str
    folder: Path
    sha256: str
    revision: str
    source: str

    @property
    def label(self) -> str:
        """Return the name that results carry, such as `whisper-base@ebe41f70d5b6`."""
        return f"whisper-{self.name}@{self.revision[:12]}"


class _Unusable(Exception):
    """One source cannot be used; the sentence goes into the error if none can."""


def find_model(
    name: str, *, manifest: Manifest | None = None, again: bool = False
) -> VerifiedModel:
    """Return the folder of a model: by manifest name, as a folder, or from the hub's cache.

    Sources are tried in the manifest's order and the first that verifies is used. `again` reads
    all files even if they were verified before.

    Raises:
        ModelError: if none verifies, with what was found and the commands that mend it.
    """
    manifest = manifest or load_manifest()
    known = manifest.find(name)
    if known is not None:
        return _find_known(known, manifest, again=again)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _own_model(folder.name, folder, "folder", again=again)
    in_hub_cache = _hub_folder(_hub_repository(name), revision=None)
    if in_hub_cache is not None:
        return _own_model(name, in_hub_cache, "hub cache", again=again)
    names = ", ".join(model.name for model in manifest.models if model.kind == "whisper")
    raise ModelError(
        f"no model '{name}': known are {names}; a folder needs {', '.join(_NEEDED_FILES)}; "
        f"to download a model of that name run: callaudit models pull {name}"
    )


def with_digest(settings: AsrSettings, model: VerifiedModel) -> AsrSettings:
    """Return the settings with the digest of the weights they are used with."""
    return settings.model_copy(update={"model_sha256": model.sha256})


def _find_known(model: KnownModel, manifest: Manifest, *, again: bool) -> VerifiedModel:
    reasons: list[str] = []
    for source in model.sources:
        try:
            folder, told = _provide(model, source, manifest)
            _verify(model, folder, again=again)
        except _Unusable as unusable:
            reasons.append(str(unusable))
            continue
        digest = digest_parts(*sorted(f"{one.path}:{one.sha256}" for one in model.files))
        return VerifiedModel(
            name=model.name, folder=folder, sha256=digest, revision=model.revision, source=told
        )
    commands = ["pip install 'callaudit[offline]'"]
    if model.hub:
        commands.append(f"callaudit models pull {model.name}")
    raise ModelError(
        f"the model '{model.name}' is not on this machine, or is not what it should be: "
        f"{'; '.join(reasons)}. Mend it with: {' or: '.join(commands)}"
    )


def _provide(model: KnownModel, source: ModelSource, manifest: Manifest) -> tuple[Path, str]:
    """Return the folder a source keeps the model in, and what to call the source."""
    if source.folder is not None:
        for place in (manifest.folder / source.folder, cache_folder() / "models" / source.folder):
            if place.is_dir():
                return place, "folder"
        raise _Unusable(f"there is no folder models/{source.folder}")
    if source.package_folder is not None:
        return _in_package(source.package_folder), "package"
    if source.packages is not None:
        return _from_packages(model, source.packages), "packages"
    folder = _hub_folder(source.hub or "", revision=model.revision)
    if folder is None:
        raise _Unusable(f"{source.hub} was not downloaded")
    return folder, "hub cache"


def _verify(model: KnownModel, folder: Path, *, again: bool) -> None:
    for file in model.files:
        path = folder / file.path
        try:
            found = file_sha256(path, again=again)
        except OSError as error:
            raise _Unusable(f"{path} cannot be read") from error
        if found != file.sha256:
            raise _Unusable(f"{path} is not the right file (its SHA-256 begins {found[:12]})")


def _in_package(place: str) -> Path:
    """Return the path of `package/inner/path` in an installed package, without importing it."""
    package, _, inner = place.partition("/")
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise _Unusable(f"the package {package.replace('_', '-')} is not installed")
    return Path(spec.submodule_search_locations[0]) / inner


def _from_packages(model: KnownModel, packages: dict[str, tuple[str, ...]]) -> Path:
    """Use the files in place where one folder holds them whole; else join them in the cache."""
    parts = {name: tuple(_in_package(part) for part in parts) for name, parts in packages.items()}
    folders = {paths[0].parent for paths in parts.values()}
    whole = all(len(paths) == 1 and paths[0].name == name for name, paths in parts.items())
    if whole and len(folders) == 1:
        return folders.pop()
    return _join(parts, cache_folder() / "models" / model.name)


def _join(parts: dict[str, tuple[Path, ...]], target: Path) -> Path:
    """Write the joined files beside the target and move them there at once.

    Two processes may join at the same time: both write the same, the first to finish counts.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        private_folder(fresh)
        for name, paths in parts.items():
            with (fresh / name).open("wb") as stream:
                for path in paths:
                    with path.open("rb") as part:
                        shutil.copyfileobj(part, stream, 1 << 20)
        put_in_place(fresh, target)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        reason = error.strerror or str(error)
        raise _Unusable(f"{target} cannot be written: {reason}") from error
    return target


def put_in_place(fresh: Path, target: Path) -> None:
    """Move a finished folder to where it belongs, over a wrong one that stands there.

    Raises:
        OSError: if the folder can neither be moved nor is there already.
    """
    aside = target.with_name(f".{target.name}.{os.getpid()}.old")
    if target.exists():
        target.rename(aside)
    try:
        fresh.rename(target)
    except OSError:
        if not target.is_dir():  # else another process was faster
            raise
    shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(fresh, ignore_errors=True)


def _own_model(name: str, folder: Path, source: str, *, again: bool) -> VerifiedModel:
    """Take a user's own CTranslate2 folder; nobody knows its digests, so they are its name."""
    missing = [one for one in _NEEDED_FILES if not (folder / one).is_file()]
    vocabulary = sorted(path.name for path in folder.glob("vocabulary.*"))
    if missing or not vocabulary:
        missing += [] if vocabulary else ["vocabulary.txt or vocabulary.json"]
        raise ModelError(f"{folder} is no Whisper model in CTranslate2 form: no {missing[0]}")
    names = sorted({one for one in _OWN_FILES if (folder / one).is_file()} | set(vocabulary))
    try:
        hashes = [f"{one}:{file_sha256(folder / one, again=again)}" for one in names]
    except OSError as error:
        raise ModelError(f"{folder} cannot be read: {error.strerror}") from error
    digest = digest_parts(*sorted(hashes))
    revision = digest.removeprefix("sha256:")
    return VerifiedModel(name=name, folder=folder, sha256=digest, revision=revision, source=source)


def _hub_repository(name: str) -> str:
    """Return the repository behind a short name: Whisper sizes are kept by one publisher."""
    return name if "/" in name else f"Systran/faster-whisper-{name}"


def _hub_folder(repository: str, *, revision: str | None) -> Path | None:
    """Return where the hub's cache keeps a repository, without asking the network."""
    if not _HUB_NAME.match(repository) or importlib.util.find_spec("huggingface_hub") is None:
        return None
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        found = snapshot_download(repository, revision=revision, local_files_only=True)
    except (LocalEntryNotFoundError, ValueError):
        return None
    return Path(found)
