"""Every key and column that the code writes is documented, and nothing else."""

import csv
import json

import pytest

from callaudit.calllog.reader import read_call_log
from callaudit.calllog.schema import KNOWN_NAMES
from callaudit.core.audit import AuditRun
from callaudit.pipeline.stages import STAGES
from callaudit.reports.as_csv import write_calls_csv, write_cases_csv, write_findings_csv
from callaudit.reports.as_json import audit_line, case_line, transcript_line
from callaudit.reports.from_audit import report_call
from callaudit.reports.from_case import case_row
from callaudit.reports.tables import CALL_COLUMNS, FINDING_COLUMNS
from docs.output_tables import COLUMNS, PARTS, UnexplainedError, keys_of, plain_type, written_keys
from tests.docs.pages import ROOT, fences, read, section
from tests.unit.reports import examples
from tests.unit.reports.test_from_case import a_case

FORMATS = ROOT / "docs" / "formats.md"
README = ROOT / "README.md"
CALL_LOG = ROOT / "docs" / "call-log.md"

KEYED = {"verdicts", "reasons", "elements", "models", "timings_s", "broken_by_severity"}
"""Keys whose objects are keyed by data: rules, elements, stages."""


def keys_in(record: object, *, under: str = "") -> set[str]:
    """Every key at any depth, but those that are data."""
    if isinstance(record, list):
        return {key for item in record for key in keys_in(item, under=under)}
    if not isinstance(record, dict):
        return set()
    own = set() if under in KEYED or under == "speakers" else set(record)
    return own | {k for key, value in record.items() for k in keys_in(value, under=key)}


def column_of(table: str, *, at: int = 1) -> list[str]:
    """The code in a column of the tables of a section, in order."""
    return [
        line.split(" | ")[at - 1].removeprefix("| ").strip("`")
        for line in table.splitlines()
        if line.startswith("| `")
    ]


@pytest.mark.parametrize("file", PARTS)
def test_every_key_is_on_the_page_in_the_order_it_is_written(file) -> None:
    wanted = [key for model in PARTS[file] for key in written_keys(model)]
    assert column_of(section(FORMATS, f"## {file}")) == wanted


@pytest.mark.parametrize("file", COLUMNS)
def test_every_column_is_on_both_pages_in_the_order_it_is_written(file) -> None:
    assert column_of(section(FORMATS, f"## {file}")) == list(COLUMNS[file])
    assert set(COLUMNS[file]) <= set(column_of(section(README, "### Columns of the tables")))


def test_the_documented_keys_are_those_of_a_real_line() -> None:
    lines = [audit_line(audit) for audit in examples.all_calls()]
    known = {key for model in PARTS["audit.jsonl"] for key in written_keys(model)}
    assert keys_in(json.loads(json.dumps(lines))) <= known


def test_the_documented_keys_are_those_of_a_real_transcript() -> None:
    lines = [line for audit in examples.all_calls() if (line := transcript_line(audit))]
    for line in lines:
        line.pop("metadata")
    known = {key for model in PARTS["transcripts.jsonl"] for key in written_keys(model)}
    assert keys_in(json.loads(json.dumps(lines))) <= known


@pytest.mark.parametrize(
    ("write", "columns"),
    [(write_findings_csv, FINDING_COLUMNS), (write_calls_csv, CALL_COLUMNS)],
    ids=("findings.csv", "calls.csv"),
)
def test_the_documented_columns_are_those_of_a_real_file(write, columns, tmp_path) -> None:
    path = tmp_path / "table.csv"
    write(path, [report_call(audit) for audit in examples.all_calls()])
    with path.open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == list(columns)


def test_the_documented_keys_and_columns_of_a_case_are_those_of_a_real_one(tmp_path) -> None:
    line = case_line(a_case())
    known = {key for model in PARTS["cases.jsonl"] for key in written_keys(model)}
    assert keys_in(line) <= known | {
        key for row in PARTS["audit.jsonl"] for key in written_keys(row)
    }
    path = tmp_path / "cases.csv"
    write_cases_csv(path, [case_row(a_case())])
    with path.open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == list(COLUMNS["cases.csv"])


def test_run_json_is_documented_as_it_is_written() -> None:
    assert set(column_of(section(FORMATS, "## run.json"))) == set(AuditRun.model_fields)


def test_every_file_of_the_output_folder_is_described() -> None:
    for name in (*PARTS, *COLUMNS, "report.html"):
        assert f"`{name}`" in read(FORMATS)
        assert f"`{name}`" in section(README, "## What an audit writes")


def test_every_stage_is_named() -> None:
    text = section(FORMATS, "## How a call fails")
    assert [stage for stage in STAGES if f"`{stage}`" not in text] == []


def test_every_column_of_the_call_log_is_described() -> None:
    text = read(CALL_LOG)
    assert [name for name in KNOWN_NAMES if f"`{name}" not in text] == []


def test_a_type_without_words_is_an_error() -> None:
    with pytest.raises(UnexplainedError):
        plain_type(complex)


def test_a_key_without_a_meaning_is_an_error(monkeypatch) -> None:
    class Surprise(AuditRun):
        surprise: str = ""

    monkeypatch.setitem(PARTS, "run.json", (Surprise,))
    with pytest.raises(UnexplainedError, match="surprise"):
        keys_of("run.json")


def test_the_call_log_of_the_readme_is_read_without_a_problem(tmp_path) -> None:
    path = tmp_path / "call_log.csv"
    path.write_text(next(f.text for f in fences(README) if f.language == "csv"), encoding="utf-8")
    log = read_call_log(path)
    assert [(row.call_id, row.problems) for row in log.rows] == [("c0107", ())]
    assert log.problems == ()
