"""Tables for a spreadsheet."""

import csv
import io

import pytest

from callaudit.reports.as_csv import csv_text, inert_cell, write_calls_csv, write_findings_csv
from callaudit.reports.from_audit import report_call
from callaudit.reports.tables import CALL_COLUMNS, FINDING_COLUMNS, calls_frame, findings_frame
from tests.unit.reports import examples


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_findings_have_one_row_each_with_the_first_quote():
    rows = records(csv_text(findings_frame([report_call(examples.threat_call())])))
    arrest = rows[1]
    assert arrest == {
        "call_id": "k01-threat",
        "severity": "critical",
        "rule": "FDCPA-1692e4-arrest",
        "title": "Says or implies that not paying leads to arrest or jail",
        "verdict": "broken",
        "category": "threat_arrest_criminal",
        "basis": "law",
        "confidence": "certain",
        "detector": "pattern",
        "because": "The collector says that the sheriff will arrest the customer.",
        "quote": "the sheriff will arrest you",
        "speaker": "agent",
        "at": "0:19",
        "start_s": "19.02",
        "end_s": "20.64",
        "turn": "4",
        "turns": "4",
        "quotes": "1",
        "other_calls": "",
        "citation": "12 CFR 1006.18(b)(3); 15 U.S.C. 1692e(4)",
        "coaching": "A debt is a civil matter: say what really happens next, and when.",
        "agent": "Dana Brook",
        "company": "Larkfield Lumber",
        "call_start": "2025-04-03T21:20:00-04:00",
        "call_type": "first_call",
        "source": "calls/k01 threat #1.wav",
        "finding_id": examples.threat_call().findings[4].id,
    }
    assert rows[0]["verdict"] == "undetermined"
    assert (rows[0]["quote"], rows[0]["start_s"], rows[0]["turn"]) == ("", "", "")


def test_calls_have_one_row_each_failed_ones_too():
    calls = [report_call(audit) for audit in examples.all_calls()]
    rows = {row["call_id"][:4]: row for row in records(csv_text(calls_frame(calls)))}
    assert len(rows) == 5
    threat, cut = rows["k01-"], rows["k04-"]
    assert [threat[s] for s in ("critical", "major", "minor", "coach")] == ["1", "1", "1", "1"]
    assert (threat["undetermined"], threat["score"], threat["duration_s"]) == ("1", "22.7", "38.2")
    assert threat["missing_elements"] == "payment_date contact_name"
    assert (threat["amount"], threat["speech_heard_share"]) == ("520.00", "0.85")
    assert (cut["status"], cut["failure_stage"], cut["score"]) == ("failed", "probe", "")
    assert (cut["critical"], cut["undetermined"]) == ("", "")
    assert cut["failure"].startswith("The header promises")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1dcmd"],
)
def test_cells_that_a_spreadsheet_would_run_get_an_apostrophe(text):
    assert inert_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "a=b", "1-2", "'quoted", "5 @ noon"])
def test_other_cells_stay_as_they_are(text):
    assert inert_cell(text) == text


def test_no_text_cell_of_a_hostile_call_starts_a_formula():
    calls = [report_call(examples.hostile_call())]
    for frame in (findings_frame(calls), calls_frame(calls)):
        for row in csv.reader(io.StringIO(csv_text(frame))):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_numbers_below_zero_would_stay_numbers():
    frame = calls_frame([report_call(examples.clean_call())]).assign(duration_s=-1.5)
    assert records(csv_text(frame))[0]["duration_s"] == "-1.5"


def test_an_audit_without_findings_gives_a_table_with_a_head(tmp_path):
    write_findings_csv(tmp_path / "findings.csv", [report_call(examples.clean_call())])
    assert (tmp_path / "findings.csv").read_text().strip() == ",".join(FINDING_COLUMNS)
    write_calls_csv(tmp_path / "calls.csv", [])
    assert (tmp_path / "calls.csv").read_text().strip() == ",".join(CALL_COLUMNS)
