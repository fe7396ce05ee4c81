"""`callaudit lint` as somebody meets it who writes scripts."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app

BAD = "# Second attempt\n\nAgent: If you don't pay you'll be arrested.\n"
GOOD = (
    "# Voicemail\n\nHi [name], this is [your name] with [company]. "
    "Please call me back at [phone].\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scripts" / "old").mkdir(parents=True)
    (tmp_path / "scripts" / "good.md").write_text(GOOD)
    (tmp_path / "scripts" / "old" / "bad.md").write_text(BAD)
    return tmp_path


def run(*words: str, stdin: str | None = None):
    done = CliRunner().invoke(app, ["lint", *words], input=stdin)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_findings_make_the_exit_code_1_and_show_line_and_caret(folder):
    code, told, _ = run("scripts", "--select", "FDCPA-1692e4")
    assert code == 1
    assert told.splitlines()[:4] == [
        "scripts/old/bad.md:3:25: FDCPA-1692e4-arrest [critical] Agent says or implies that not "
        "paying leads to arrest, jail or prosecution: “you'll be arrested”",
        "  |",
        "3 | Agent: If you don't pay you'll be arrested.",
        "  |                         ^^^^^^^^^^^^^^^^^^",
    ]
    assert told.endswith("Found 1 finding in 2 files: 1 critical.\n")


def test_nothing_found_is_told_and_is_exit_code_0(folder):
    assert run("scripts/good.md") == (0, "Nothing found in 1 file.\n", "")


def test_fail_on_says_from_which_severity(folder):
    text = GOOD.replace("Please call", "I must stress that we are a family firm. Please call")
    (folder / "scripts" / "good.md").write_text(text * 4)
    assert run("scripts/good.md", "--fail-on", "critical")[0] == 0
    assert run("scripts/old/bad.md", "--fail-on", "never")[0] == 0
    assert run("scripts/old/bad.md", "--fail-on", "critical")[0] == 1


def test_globs_leave_files_out_of_folders_but_not_files_that_are_named(folder):
    assert run("scripts", "--exclude", "old/**")[0] == 0
    (folder / "callaudit.toml").write_text('[scripts]\nexclude = ["scripts/old"]\n')
    assert run("scripts")[0] == 0
    assert run("scripts/old/bad.md")[0] == 1


def test_folder_defaults_say_who_collects(folder):
    said = "Hi, this is Ana with Larkspur Supply about invoice [invoice number]."
    (folder / "scripts" / "good.md").write_text(f"# First voicemail\n\n{said} Please call [phone].")
    assert "VM-02-invoice-ref" not in run("scripts/good.md")[1]
    (folder / "callaudit.toml").write_text('[scripts.folders."scripts"]\nparty = "third"\n')
    assert "VM-02-invoice-ref" in run("scripts/good.md")[1]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[scripts]\nexclud = []\n", "scripts.exclud: there is no such setting"),
        ('[scripts.folders.a]\nparty = "forth"\n', "party: 'forth' is none of first, third"),
        ("[scripts", "cannot be read"),
    ],
)
def test_wrong_settings_are_told_with_their_file(folder, settings, told):
    (folder / "callaudit.toml").write_text(settings)
    code, _, errors = run("scripts")
    assert code == 2
    assert "callaudit.toml: " in errors
    assert told in errors


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_linted(folder):
    (folder / "scripts" / "broken.md").write_bytes(b"\x00\x01")
    code, told, errors = run("scripts", "nowhere.md", "--format", "json")
    assert code == 2
    assert json.loads(told)["files"] == 2
    assert errors.splitlines() == [
        "error: scripts/broken.md: is no text: it holds null characters; save it as UTF-8 text",
        "error: nowhere.md: there is no such file or folder",
    ]


def test_a_wrong_policy_is_a_wrong_command_line(folder):
    code, _, errors = run("scripts", "--policy", "second_party")
    assert code == 2
    assert "second_party" in errors


def test_standard_input_is_read_by_the_name_it_is_given(folder):
    code, told, _ = run("-", "--format", "github", "--select", "FDCPA-1692e4", stdin=BAD)
    assert code == 1
    assert told.startswith("::error file=stdin.md,line=3,")
    assert run("-", "--stdin-name", "a.json", stdin="{")[0] == 2
