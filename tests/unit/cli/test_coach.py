"""`callaudit coach` as a user meets it, on two months of generated audits."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app
from tests.generated_audits import MondayAudits


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["coach", *map(str, words)])
    return result.exit_code, result.output


def test_a_folder_of_sheets_and_the_team_report(monday_audits: MondayAudits, tmp_path: Path):
    out = tmp_path / "new" / "coaching"
    code, told = run(monday_audits.now, "--out", out)
    assert code == 0
    written = sorted(path.name for path in out.iterdir())
    names = ["Alma-Reyes", "Brent-Oday", "Cleo-Marsh", "Dov-Lindqvist", "Esther-Quill"]
    every = sorted(
        f"{n}.{kind}" for n in (*names, "Farid-Noor", "team") for kind in ("html", "pdf")
    )
    assert written == every
    assert sorted(Path(line).name for line in told.split()) == every


def test_links_from_the_sheets_lead_from_their_folder(monday_audits: MondayAudits, tmp_path: Path):
    run(monday_audits.now, "--out", tmp_path, "--format", "html")
    page = (tmp_path / "Brent-Oday.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="([^"#]+)#c\d', page))
    assert {(tmp_path / link).resolve() for link in links} == {
        (monday_audits.now / "report.html").resolve()
    }
    assert 'href="Brent-Oday.html"' in (tmp_path / "team.html").read_text(encoding="utf-8")


def test_one_collector_in_one_format(monday_audits: MondayAudits, tmp_path: Path):
    code, _ = run(
        monday_audits.now, "--out", tmp_path, "--agent", "A02", "--format", "pdf", "--names"
    )
    assert code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["Brent-Oday.pdf"]


def test_another_scorecard(monday_audits: MondayAudits, tmp_path: Path):
    run(
        monday_audits.now, "--out", tmp_path, "--agent", "A01", "--scorecard", "quality",
        "--format", "html",
    )  # fmt: skip
    assert "scorecard quality 1" in (tmp_path / "Alma-Reyes.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--format", "docx"), "the formats are html and pdf"),
        (("--format", ","), "the formats are html and pdf"),
        (("--since", "soon"), "soon"),
        (("--agent", "Nobody"), "no call was made by a collector 'Nobody'"),
        (("--scorecard", "complience"), "complience"),
    ],
)
def test_what_a_user_can_mend(monday_audits: MondayAudits, tmp_path: Path, words, told):
    code, output = run(monday_audits.now, "--out", tmp_path / "out", *words)
    assert (code, told in output) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_audit(tmp_path: Path):
    code, told = run(tmp_path, "--out", tmp_path / "out")
    assert (code, "no audit" in told) == (2, True)
