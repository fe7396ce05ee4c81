"""`callaudit lint --force-exclude`: a hook names every file of a commit."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app

BAD = "# Voicemail\n\nYou will be arrested.\n"


@pytest.fixture
def commit(tmp_path, monkeypatch) -> list[str]:
    """The files of a commit, one of them a script that is not left out."""
    monkeypatch.chdir(tmp_path)
    Path("callaudit.toml").write_text('[scripts]\nexclude = ["drafts/**"]\n')
    Path("drafts").mkdir()
    Path("drafts", "first.md").write_text(BAD)
    Path("voicemail.md").write_text(BAD)
    Path("package.json").write_text('{"name": "no script"}\n')
    Path("logo.png").write_bytes(b"\x89PNG\r\n")
    return ["drafts/first.md", "voicemail.md", "package.json", "logo.png"]


def test_what_is_no_script_or_left_out_is_passed_over(commit):
    done = CliRunner().invoke(app, ["lint", "--force-exclude", *commit])
    assert done.exit_code == 1
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "Found 2 findings in 1 file: 1 critical, 1 coach."


def test_globs_of_the_command_line_leave_out_named_files_too(commit):
    words = ["lint", "--force-exclude", "--exclude", "voicemail.md", *commit]
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, done.stdout) == (0, "Nothing found in 0 files.\n")


def test_without_it_every_named_file_is_linted_or_told(commit):
    done = CliRunner().invoke(app, ["lint", *commit])
    assert done.exit_code == 2
    told = [line.split(": ")[1] for line in done.stderr.splitlines()]
    assert [Path(one.split(":")[0]).name for one in told] == [
        "package.json",
        "logo.png",
    ]


def test_a_script_that_cannot_be_read_is_told_to_the_hook_too(commit):
    Path("broken.json").write_text("{")
    done = CliRunner().invoke(app, ["lint", "--force-exclude", *commit, "broken.json"])
    assert done.exit_code == 2
    assert done.stderr.startswith("error: broken.json:1: is no JSON")
