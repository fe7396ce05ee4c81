"""Audits and lints from Python: the same results as the command's, as objects and frames."""

import json
import tempfile
from pathlib import Path

import pytest

import callaudit
from callaudit.core.errors import RulePackError
from callaudit.core.finding import Verdict
from callaudit.reports.as_csv import write_calls_csv
from callaudit.reports.as_json import read_report_calls
from callaudit.reports.tables import CALL_COLUMNS, CASE_COLUMNS, FINDING_COLUMNS
from callaudit.runner.python_api import LINT_COLUMNS, AuditResult

THREAT = "If you don't pay by Friday we will have you arrested."
CARD = "My card number is 4111 1111 1111 1111."


def call_file(folder: Path) -> Path:
    turns = [
        {"speaker": "agent", "text": "Hello, this is Alma Reyes with Northgate Recovery."},
        {"speaker": "customer", "text": f"Okay. {CARD}"},
        {"speaker": "agent", "text": THREAT},
    ]
    metadata = {"result": "answered", "collector_party": "third", "debt_type": "consumer"}
    path = folder / "m1.json"
    path.write_text(json.dumps({"call_id": "m1", "metadata": metadata, "turns": turns}))
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("api")


@pytest.fixture(scope="module")
def result(folder) -> AuditResult:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CALLAUDIT_CACHE", str(folder / "cache"))
        patch.setattr(tempfile, "tempdir", str(folder))
        return callaudit.audit(str(call_file(folder)), policy="third_party")


def test_findings_are_the_broken_rules_worst_first(result) -> None:
    assert result.findings[0].rule_id == "FDCPA-1692e4-arrest"
    assert {finding.verdict for finding in result.findings} == {Verdict.BROKEN}
    ranks = [finding.severity.rank for finding in result.findings]
    assert ranks == sorted(ranks)


def test_without_a_folder_nothing_stays_on_disk_but_the_cache(result, folder) -> None:
    assert result.out is None
    assert {path.name for path in folder.iterdir()} - {"cache"} == {"m1.json"}


def test_private_data_are_masked_as_in_the_files(result) -> None:
    text = result.calls[0].model_dump_json()
    assert "4111" not in text
    assert "••••" in text


@pytest.mark.parametrize(
    ("of", "columns", "rows"),
    [("findings", FINDING_COLUMNS, None), ("calls", CALL_COLUMNS, 1), ("cases", CASE_COLUMNS, 0)],
)
def test_frames_have_the_columns_of_the_files(result, of, columns, rows) -> None:
    frame = result.to_frame(of)
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == columns
    assert rows is None or len(frame) == rows


def test_the_frame_of_calls_is_the_file_of_calls(result, folder, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("CALLAUDIT_CACHE", str(folder / "cache"))
    out = tmp_path / "out"
    kept = callaudit.audit([folder / "m1.json"], policy="third_party", out=out)
    assert kept.out == out
    write_calls_csv(tmp_path / "calls.csv", read_report_calls(out))
    assert (tmp_path / "calls.csv").read_bytes() == (out / "calls.csv").read_bytes()
    assert kept.to_frame("calls").equals(result.to_frame("calls"))


def test_the_lint_of_a_script_as_a_frame(folder, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("CALLAUDIT_CACHE", str(folder / "cache"))
    script = tmp_path / "call.md"
    script.write_text(f"Agent: {THREAT}\n")
    found = callaudit.lint([script, tmp_path / "none.md"], select=["FDCPA-1692e4"])
    frame = found.to_frame()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == LINT_COLUMNS
    assert frame[["line", "rule", "severity"]].values.tolist() == [
        [1, "FDCPA-1692e4-arrest", "critical"]
    ]
    assert [fault.message for fault in found.faults] == ["there is no such file or folder"]


def test_rules_that_are_not_there_are_an_error(tmp_path) -> None:
    with pytest.raises(RulePackError, match="no such folder of rules"):
        callaudit.load_rules(tmp_path / "none")
