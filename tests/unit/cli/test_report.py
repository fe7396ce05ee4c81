"""`callaudit report` on the command line: files, exit codes, one sentence for what is wrong."""

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app


def run(*arguments):
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


def test_it_writes_page_workbook_and_summary(monday_audits, tmp_path) -> None:
    done = run(monday_audits.now, "--out", tmp_path / "out", "--title", "Monday")
    assert done.exit_code == 0, done.output
    written = [tmp_path / "out" / f"officer_report.{kind}" for kind in ("html", "md", "xlsx")]
    assert done.stdout.split() == [str(path) for path in written]
    assert all(path.stat().st_size > 1000 for path in written)
    assert "<h1>Monday</h1>" in written[0].read_text(encoding="utf-8")


def test_it_writes_the_formats_that_are_asked_for(monday_audits, tmp_path) -> None:
    done = run(monday_audits.now / "audit.jsonl", "--out", tmp_path / "out", "--format", "md, CSV")
    assert done.exit_code == 0, done.output
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".md", ".csv"}


def test_an_audits_own_files_are_left_alone(monday_audits, tmp_path) -> None:
    before = {path.name for path in monday_audits.now.iterdir()}
    run(monday_audits.now, "--out", tmp_path)
    assert not {path.name for path in tmp_path.iterdir()} & before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "html,doc"), "unknown: doc; choose from html, xlsx, csv, parquet, md"),
        (("--format", ","), "choose from html"),
        (("--since", "Monday"), "does not match"),
        (("--since", "2031-01-01"), "no call since 2031-01-01"),
        (("--against", "nowhere"), "nowhere: no audit"),
        (("--card", "unknown"), "unknown"),
    ],
)
def test_what_is_wrong_is_said_with_exit_code_2(monday_audits, tmp_path, arguments, said) -> None:
    done = run(monday_audits.now, "--out", tmp_path / "out", *arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert not (tmp_path / "out").exists()


def test_a_damaged_line_is_named(tmp_path) -> None:
    (tmp_path / "audit.jsonl").write_text('{"schema": 1, "call_id"\n', encoding="utf-8")
    done = run(tmp_path, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "audit.jsonl:1: not JSON" in " ".join(done.output.split())


def test_a_file_in_place_of_the_folder_is_left_alone(monday_audits, tmp_path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    done = run(monday_audits.now, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"
