"""What is built from the repository carries the rules with it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_carries_every_rule_and_the_list_of_models(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {
        f"callaudit/_rules/{path.relative_to(ROOT / 'rules').as_posix()}"
        for path in (ROOT / "rules").rglob("*.yaml")
    }
    assert rules, "the repository has no rules"
    assert rules - names == set()
    assert "callaudit/_models/manifest.yaml" in names


def test_wheel_carries_what_the_second_detector_needs_beside_its_model(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    heads = {
        f"callaudit/_models/heads/weights/{path.name}"
        for path in (ROOT / "models" / "heads" / "weights").glob("*.json")
    }
    encoder = "callaudit/_models/collections-minilm"
    ours = {f"{encoder}/model.onnx", f"{encoder}/tokenizer.json", "callaudit/_models/NOTICE"}
    assert (heads | ours) - names == set()
    assert not [name for name in names if "/lines/" in name]


def test_wheel_carries_the_voice_model(wheel: Path) -> None:
    assert "callaudit/_models/campplus/model.onnx" in zipfile.ZipFile(wheel).namelist()


def test_wheel_carries_the_templates_and_the_type_marker(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    beside_the_code = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "callaudit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "callaudit/py.typed" in names
    assert beside_the_code - names == set()


def test_unpacked_wheel_tests_its_own_rules_away_from_the_repository(
    wheel: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    program = (
        "import callaudit, sys; from callaudit.cli.main import app; "
        "sys.stderr.write(callaudit.__file__); app(['rules', 'test'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(site), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert str(site) in done.stderr, "the repository was imported, not the wheel"
    assert done.returncode == 0, done.stdout + done.stderr
