import hashlib
import os
import stat
import sys

import pytest

from callaudit.asr.digests import cache_folder, file_sha256
from callaudit.asr.manifest import KnownModel, Manifest, ModelFile, ModelSource
from callaudit.asr.sources import find_model, with_digest
from callaudit.core.errors import ModelError
from callaudit.core.transcript import AsrSettings

FILES = {"model.bin": b"weights of a model", "config.json": b"{}", "tokenizer.json": b"[]"}


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return tmp_path / "cache" / "callaudit"


def manifest(tmp_path, *sources):
    files = tuple(
        ModelFile(path=name, sha256=hashlib.sha256(data).hexdigest())
        for name, data in FILES.items()
    )
    model = KnownModel(
        name="small",
        kind="whisper",
        title="t",
        use="u",
        licence="MIT",
        revision="abc",
        files=files,
        sources=sources,
    )
    return Manifest(folder=tmp_path / "models", models=(model,))


def fill(folder, files=None):
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (files or FILES).items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """Install two packages that carry a model in two parts."""
    first, second = fill(tmp_path / "site" / "parts_one"), tmp_path / "site" / "parts_two"
    (first / "model.bin").rename(first / "model.bin.part1")
    (first / "model.bin.part1").write_bytes(FILES["model.bin"][:7])
    fill(second, {"model.bin.part2": FILES["model.bin"][7:]})
    for package in (first, second):
        (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    yield ModelSource(
        packages={
            "model.bin": ("parts_one/model.bin.part1", "parts_two/model.bin.part2"),
            "config.json": ("parts_one/config.json",),
            "tokenizer.json": ("parts_one/tokenizer.json",),
        }
    )
    assert "parts_one" not in sys.modules, "a package of weights must not be run"


def test_a_folder_beside_the_manifest_comes_first(tmp_path, packages):
    fill(tmp_path / "models" / "small")
    found = find_model("small", manifest=manifest(tmp_path, ModelSource(folder="small"), packages))
    assert (found.folder, found.source) == (tmp_path / "models" / "small", "folder")
    assert found.label == "whisper-small@abc"


def test_a_wrong_folder_gives_way_to_the_next_source(tmp_path, packages):
    fill(tmp_path / "models" / "small", {**FILES, "model.bin": b"other weights"})
    found = find_model("small", manifest=manifest(tmp_path, ModelSource(folder="small"), packages))
    assert found.source == "packages"


def test_parts_are_joined_once_into_a_private_folder(tmp_path, cache, packages):
    known = manifest(tmp_path, ModelSource(folder="small"), packages)
    found = find_model("small", manifest=known)
    assert found.folder == cache / "models" / "small"
    assert (found.folder / "model.bin").read_bytes() == FILES["model.bin"]
    assert stat.S_IMODE(found.folder.stat().st_mode) == 0o700
    assert [path.name for path in (cache / "models").iterdir()] == ["small"]
    again = find_model("small", manifest=known)
    assert (again.folder, again.source, again.sha256) == (found.folder, "folder", found.sha256)


def test_a_spoilt_cache_is_joined_anew(tmp_path, cache, packages):
    known = manifest(tmp_path, ModelSource(folder="small"), packages)
    spoilt = find_model("small", manifest=known).folder / "model.bin"
    spoilt.write_bytes(b"half a mod")
    assert find_model("small", manifest=known).source == "packages"
    assert spoilt.read_bytes() == FILES["model.bin"]


def test_a_package_that_holds_a_whole_model_is_used_where_it_is(tmp_path, packages):
    fill(tmp_path / "site" / "whole_model" / "data")
    (tmp_path / "site" / "whole_model" / "__init__.py").touch()
    source = ModelSource(packages={name: (f"whole_model/data/{name}",) for name in FILES})
    found = find_model("small", manifest=manifest(tmp_path, source))
    assert found.folder == tmp_path / "site" / "whole_model" / "data"


def test_without_a_good_source_every_reason_and_the_cure_are_told(tmp_path):
    fill(tmp_path / "models" / "small", {**FILES, "model.bin": b"other weights"})
    known = manifest(
        tmp_path,
        ModelSource(folder="small"),
        ModelSource(packages={"model.bin": ("no_such_package/model.bin",)}),
        ModelSource(hub="example/small"),
    )
    with pytest.raises(ModelError) as caught:
        find_model("small", manifest=known)
    told = str(caught.value)
    assert "model.bin is not the right file" in told
    assert "no-such-package is not installed" in told
    assert "example/small was not downloaded" in told
    assert told.endswith("pip install 'callaudit[offline]' or: callaudit models pull small")


def test_any_folder_in_the_right_form_is_a_model(tmp_path):
    own = fill(tmp_path / "own", {**FILES, "vocabulary.txt": b"a"})
    found = find_model(str(own), manifest=manifest(tmp_path))
    other = fill(tmp_path / "own2", {**FILES, "vocabulary.txt": b"b"})
    assert (found.name, found.folder, found.source) == ("own", own, "folder")
    assert find_model(str(other), manifest=manifest(tmp_path)).sha256 != found.sha256


def test_a_folder_without_its_tokenizer_is_refused_not_completed_from_the_network(tmp_path):
    own = fill(tmp_path / "own", {"model.bin": b"w", "config.json": b"{}", "vocabulary.txt": b""})
    with pytest.raises(ModelError, match=r"no tokenizer\.json"):
        find_model(str(own), manifest=manifest(tmp_path))


def test_an_unknown_name_tells_the_known_ones(tmp_path):
    with pytest.raises(ModelError, match=r"known are small.*callaudit models pull huge"):
        find_model("huge", manifest=manifest(tmp_path))


def test_the_digest_of_the_weights_changes_the_settings(tmp_path):
    fill(tmp_path / "models" / "small")
    found = find_model("small", manifest=manifest(tmp_path, ModelSource(folder="small")))
    settings = AsrSettings(model="small")
    assert with_digest(settings, found) == AsrSettings(model="small", model_sha256=found.sha256)
    assert with_digest(settings, found).digest != settings.digest


def test_a_digest_is_remembered_until_the_file_changes(tmp_path):
    path = tmp_path / "model.bin"
    path.write_bytes(b"first")
    first, old = file_sha256(path), path.stat()
    path.write_bytes(b"other")
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert file_sha256(path) == first  # same size and time: not read again
    assert file_sha256(path, again=True) == hashlib.sha256(b"other").hexdigest()
    path.write_bytes(b"longer than before")
    assert file_sha256(path) == hashlib.sha256(b"longer than before").hexdigest()


def test_a_broken_memory_only_costs_time(tmp_path):
    path = tmp_path / "model.bin"
    path.write_bytes(b"first")
    file_sha256(path)
    (cache_folder() / "verified.json").write_text("[")
    assert file_sha256(path) == hashlib.sha256(b"first").hexdigest()
