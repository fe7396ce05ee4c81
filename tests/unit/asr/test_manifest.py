from pathlib import Path

import pytest

from callaudit.asr.manifest import load_manifest, manifest_path
from callaudit.core.errors import ModelError

ROOT = Path(__file__).parents[3]


def test_the_manifest_lies_beside_the_package_in_a_wheel(tmp_path):
    package = tmp_path / "callaudit"
    for place in (package / "_models", tmp_path / "models"):
        place.mkdir(parents=True)
        (place / "manifest.yaml").touch()
    assert manifest_path(package) == package / "_models" / "manifest.yaml"


def test_the_manifest_lies_in_the_repository_of_an_editable_install(tmp_path):
    package = tmp_path / "callaudit"
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "manifest.yaml").touch()
    assert manifest_path(package) == tmp_path / "models" / "manifest.yaml"


def test_without_a_manifest_the_installation_is_broken(tmp_path):
    with pytest.raises(ModelError, match="reinstall callaudit"):
        manifest_path(tmp_path / "callaudit")


def test_the_wheel_carries_the_manifest():
    assert '"models/manifest.yaml" = "callaudit/_models/manifest.yaml"' in (
        ROOT / "pyproject.toml"
    ).read_text(encoding="utf-8")


def test_our_manifest_knows_the_models_and_their_weights():
    manifest = load_manifest()
    assert [(one.name, one.kind, one.licence) for one in manifest.models] == [
        ("base", "whisper", "MIT"),
        ("tiny.en", "whisper", "MIT"),
        ("en_core_web_sm", "spacy", "MIT"),
        ("collections-minilm", "embedding", "Apache-2.0"),
        ("campplus", "embedding", "Apache-2.0"),
    ]
    assert {one.name: one.files[0].sha256[:8] for one in manifest.models[:2]} == {
        "base": "d01c3014",
        "tiny.en": "1a5afae0",
    }


@pytest.mark.parametrize(
    "text",
    [
        "models: [",
        "schema: 1",
        "models: [{name: base}]",
        "models:\n- {name: a, kind: whisper, title: t, use: u, licence: MIT, revision: r,"
        " files: [], sources: [{folder: a, hub: b}]}",
    ],
    ids=["broken YAML", "no models", "fields missing", "a source of two sorts"],
)
def test_a_wrong_manifest_is_told_with_its_place(tmp_path, text):
    path = tmp_path / "manifest.yaml"
    path.write_text(text)
    with pytest.raises(ModelError, match=str(path)):
        load_manifest(path)
