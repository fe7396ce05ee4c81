"""`callaudit script new` as somebody meets it who begins a script."""

from typer.testing import CliRunner

from callaudit.cli.main import app


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["script", "new", *words])
    return done.exit_code, done.output


def test_a_script_is_printed_or_written_but_never_over_another(tmp_path):
    code, told = run("voicemail", "--policy", "third_party")
    assert code == 0
    assert told.startswith("---\ntype: voicemail\nparty: third\n")
    file = tmp_path / "voicemail.md"
    assert run("voicemail", "--out", str(file)) == (0, f"{file}\n")
    before = file.read_text()
    code, told = run("first_call", "--out", str(file))
    assert code == 2
    assert "is there already; name another file" in told
    assert file.read_text() == before


def test_a_script_is_not_written_as_markdown_into_a_file_of_another_sort(tmp_path):
    code, told = run("voicemail", "--out", str(tmp_path / "voicemail.docx"))
    assert code == 2
    assert "voicemail.md" in told
    assert not list(tmp_path.iterdir())


def test_an_unknown_sort_is_a_wrong_command_line():
    assert run("second_call")[0] == 2
