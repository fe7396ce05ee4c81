"""What `callaudit lint` prints of the sample scripts in each format; renew with `make regold`."""

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from typer.testing import CliRunner

from callaudit.cli.main import app

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SAMPLES = ROOT / "sample_calls" / "scripts"
SCHEMA = ROOT / "tests" / "schemas" / "sarif-2.1.0-rtm.5.json"

FORMATS = {
    "text": "lint.txt",
    "json": "lint.json",
    "github": "lint.github",
    "sarif": "lint.sarif",
    "junit": "lint.xml",
    "markdown": "lint.md",
}


@pytest.fixture
def lint(monkeypatch):
    """Run `callaudit lint` in the folder of the samples, so that paths are the same everywhere."""
    monkeypatch.chdir(SAMPLES)
    return lambda *words: CliRunner().invoke(app, ["lint", ".", *words])


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_scripts_give_what_they_gave_before(name, lint):
    done = lint("--format", name)
    assert done.exit_code == 1, done.output
    golden = HERE / FORMATS[name]
    if os.environ.get("REGOLD"):
        golden.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == golden.read_text(encoding="utf-8")


def test_sarif_is_valid_by_the_official_schema(lint):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    log = json.loads(lint("--format", "sarif").stdout)
    Draft4Validator.check_schema(schema)
    assert [str(fault) for fault in Draft4Validator(schema).iter_errors(log)] == []
    assert len(log["runs"][0]["results"]) > 20
    log["runs"][0]["results"][0]["level"] = "grave"
    assert list(Draft4Validator(schema).iter_errors(log)) != []


def test_there_are_good_scripts_and_bad_ones(lint):
    found = json.loads(lint("--format", "json").stdout)
    bad = {one["path"] for one in found["findings"]}
    every = {
        path.relative_to(SAMPLES).as_posix()
        for path in SAMPLES.rglob("*")
        if path.suffix in (".md", ".txt", ".docx", ".json", ".yaml") and "drafts" not in path.parts
    }
    assert len(every) == found["files"] >= 8
    assert every - bad == {
        "agency/first_call.md",
        "agency/voicemail.md",
        "first_call.md",
        "second_attempt.txt",
        "voicemail_first.md",
    }
