"""The list of known models: their files, digests, licences and sources."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from callaudit.core.errors import ModelError
from callaudit.core.model import Frozen

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ModelFile(Frozen):
    """One file of a model, by its path inside the model's folder, and what it must hash to."""

    path: str
    sha256: Sha256


class ModelSource(Frozen):
    """One place a model may come from: exactly one of the four fields is set.

    `folder` is a name under `models/` or the user's cache. `packages` maps each file to the parts
    that installed packages carry. `package_folder` is a complete model inside a package. `hub` is
    a repository on the model hub.
    """

    folder: str | None = None
    packages: dict[str, tuple[str, ...]] | None = None
    package_folder: str | None = None
    hub: str | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "ModelSource":
        given = [value for value in self.model_dump().values() if value is not None]
        if len(given) != 1:
            raise ValueError("a source needs exactly one of folder, packages, package_folder, hub")
        return self


class KnownModel(Frozen):
    """One model of the manifest."""

    name: str
    kind: Literal["whisper", "spacy", "embedding"]
    title: str
    use: str
    licence: str
    revision: str
    files: tuple[ModelFile, ...]
    sources: tuple[ModelSource, ...]

    @property
    def hub(self) -> str | None:
        """Return the hub repository to download it from, None if there is none."""
        return next((source.hub for source in self.sources if source.hub), None)


class Manifest(Frozen):
    """All known models, and the folder the manifest was read from."""

    folder: Path
    models: tuple[KnownModel, ...]

    def find(self, name: str) -> KnownModel | None:
        """Return the model of that name, None if the manifest does not know it."""
        return next((model for model in self.models if model.name == name), None)


def manifest_path(package: Path | None = None) -> Path:
    """Return where the manifest lies: beside the package first, then in the repository.

    The wheel carries it as `callaudit/_models/manifest.yaml`; an editable install does not.

    Raises:
        ModelError: if neither file exists.
    """
    package = package or Path(__file__).parents[1]
    places = (package / "_models" / "manifest.yaml", package.parent / "models" / "manifest.yaml")
    for place in places:
        if place.is_file():
            return place
    raise ModelError("the list of models is missing from this installation; reinstall callaudit")


def load_manifest(path: Path | None = None) -> Manifest:
    """Read a manifest, the installed one by default.

    Raises:
        ModelError: if it cannot be read or is wrong.
    """
    path = path or manifest_path()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ModelError(f"{path}: the list of models cannot be read: {error}") from error
    try:
        return Manifest(folder=path.parent, models=content["models"])
    except (ValidationError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: the list of models is wrong: {error}") from error
