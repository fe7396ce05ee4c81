"""What each report of the same invented calls looks like; renew with `make regold`."""

import os
from pathlib import Path

import pytest

from callaudit.reports.as_csv import write_calls_csv, write_findings_csv
from callaudit.reports.as_json import audit_line, transcript_line, write_lines
from callaudit.reports.from_audit import report_call
from tests.unit.reports import examples

GOLD = Path(__file__).parent


def _audit(path: Path) -> None:
    write_lines(path, [audit_line(audit) for audit in examples.all_calls()])


def _transcripts(path: Path) -> None:
    lines = [transcript_line(audit) for audit in examples.all_calls()]
    write_lines(path, [line for line in lines if line is not None])


def _findings(path: Path) -> None:
    write_findings_csv(path, [report_call(audit) for audit in examples.all_calls()])


def _calls(path: Path) -> None:
    write_calls_csv(path, [report_call(audit) for audit in examples.all_calls()])


WRITERS = {
    "audit.jsonl": _audit,
    "transcripts.jsonl": _transcripts,
    "findings.csv": _findings,
    "calls.csv": _calls,
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_report_is_as_before(name, tmp_path):
    WRITERS[name](tmp_path / name)
    if os.environ.get("REGOLD"):
        WRITERS[name](GOLD / name)
    assert (tmp_path / name).read_bytes() == (GOLD / name).read_bytes()
