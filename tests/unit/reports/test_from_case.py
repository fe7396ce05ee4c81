"""Cases as a table and as lines: inert in a spreadsheet, the same when read back."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from callaudit.core.case import CaseAudit, CaseCall, CaseFact, CaseState, FactKind, NextCall
from callaudit.reports.as_csv import csv_text, write_cases_csv, write_findings_csv
from callaudit.reports.as_json import case_line, read_cases, write_lines
from callaudit.reports.from_audit import report_call
from callaudit.reports.from_case import case_row
from callaudit.reports.rows import CaseRow
from callaudit.reports.tables import cases_frame
from tests.unit.reports import examples

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)


def a_case(*, name: str = "Lee Marsh") -> CaseAudit:
    threat = examples.threat_call()
    promise = CaseFact(
        kind=FactKind.PROMISE,
        at=AT,
        call_id=threat.call_id,
        source="said",
        amount=Decimal("200.00"),
        due=date(2026, 3, 6),
    )
    return CaseAudit(
        case_id="a1b2c3",
        consumer_id="p1",
        consumer_name=name,
        debt_id="d1",
        party="third",
        as_of=AT,
        calls=(
            CaseCall(
                call_id=threat.call_id,
                at=AT,
                result="answered",
                outbound=True,
                conversation=True,
                counts=True,
                broken=("FDCPA-1692e4-arrest",),
            ),
            CaseCall(
                call_id="untimed",
                at=None,
                result="unknown",
                outbound=True,
                conversation=False,
                counts=False,
            ),
        ),
        facts=(promise,),
        attempts=2,
        attempts_in_7=1,
        conversations=1,
        state=CaseState.PROMISE,
        next_call=NextCall(
            at_utc=AT, local="2026-03-02T10:00-05:00", zone="America/New_York", because="within"
        ),
        findings=(threat.findings[4],),
    )


def test_a_case_is_one_row_with_promise_and_next_call() -> None:
    (row,) = csv.DictReader(io.StringIO(csv_text(cases_frame([case_row(a_case())]))))
    assert row == {
        "case_id": "a1b2c3",
        "consumer_id": "p1",
        "consumer_name": "Lee Marsh",
        "debt_id": "d1",
        "party": "third",
        "state": "promise",
        "calls": "2",
        "attempts": "2",
        "attempts_in_7_days": "1",
        "conversations": "1",
        "last_call": "2026-03-02T15:00:00+00:00",
        "promise_date": "2026-03-06",
        "promise_amount": "200.00",
        "next_call_utc": "2026-03-02T15:00:00Z",
        "next_call_local": "2026-03-02T10:00-05:00",
        "next_call_zone": "America/New_York",
        "next_call_because": "within",
        "findings": "2",
        "case_findings": "1",
        "as_of": "2026-03-02T15:00:00+00:00",
    }


def test_a_name_that_a_spreadsheet_would_run_is_inert(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    write_cases_csv(path, [case_row(a_case(name="=1+1"))])
    assert ",'=1+1," in path.read_text(encoding="utf-8")


def test_a_case_is_the_same_when_read_back(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write_lines(path, [case_line(a_case())])
    assert read_cases(path) == (case_row(a_case()),)
    assert isinstance(read_cases(path)[0], CaseRow)


def test_findings_of_cases_stand_last_under_the_call_that_asked(tmp_path: Path) -> None:
    path = tmp_path / "findings.csv"
    threat = examples.threat_call()
    write_findings_csv(path, [report_call(threat)], [case_row(a_case())])
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert rows[-1]["call_id"] == threat.call_id
    assert rows[-1]["rule"] == threat.findings[4].rule_id
    assert rows[-1]["agent"] == "Dana Brook"
