from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from callaudit.calllog.reader import read_call_log
from callaudit.calllog.settings import LogSettings, find_settings, load_settings
from callaudit.core.errors import CallLogError, Fault
from callaudit.core.metadata import Agent, CallMetadata, CallResult, Consumer

ROWS = (
    CallMetadata(
        call_id="k1",
        recording="audio/k1.wav",
        start=datetime.fromisoformat("2025-06-03T10:15:00-04:00"),
        result=CallResult.VOICEMAIL,
        agent=Agent(name="Zoë Varga"),
        consumer=Consumer(zip="02139"),
        amount=Decimal("1234.50"),
    ),
    CallMetadata(call_id="k2", recording="k2.wav", result=CallResult.ANSWERED),
)

HEADER = ["call_id", "recording", "start", "result", "agent_name", "consumer_zip", "amount"]
CELLS = [
    [
        "k1",
        "audio/k1.wav",
        "2025-06-03T10:15:00-04:00",
        "voicemail",
        "Zoë Varga",
        "02139",
        "1,234.50",
    ],
    ["", "k2.wav", "", "answered", "", "", ""],
]
PLAIN = LogSettings()


def written(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in [HEADER, *CELLS]]
    path.write_text("\r\n".join(lines) + "\r\n", encoding=encoding, newline="")
    return path


def faults_of(path: Path, settings: LogSettings = PLAIN) -> tuple[Fault, ...]:
    with pytest.raises(CallLogError) as caught:
        read_call_log(path, settings=settings)
    return caught.value.faults


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_tables_of_every_dialect(tmp_path: Path, delimiter: str, encoding: str) -> None:
    log = read_call_log(written(tmp_path / "log.csv", delimiter, encoding), settings=PLAIN)
    assert log.rows == ROWS
    assert log.problems == ()


def test_excel(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    pd.DataFrame(CELLS, columns=HEADER).to_excel(path, index=False)
    assert read_call_log(path, settings=PLAIN).rows == ROWS


def test_excel_with_its_own_kinds_of_cells(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    pd.DataFrame(
        {
            "call_id": [17, 18],
            "start": [datetime(2025, 6, 3, 10, 15), None],
            "due_date": [datetime(2025, 2, 28), None],
            "amount": [611.08, None],
            "days_past_due": [25, None],
            "voice_ai": [True, False],
        }
    ).to_excel(path, index=False)
    rows = read_call_log(path, settings=LogSettings(site_timezone="America/New_York")).rows
    assert rows == (
        CallMetadata(
            call_id="17",
            start=datetime.fromisoformat("2025-06-03T10:15:00-04:00"),
            due_date=datetime(2025, 2, 28).date(),
            amount=Decimal("611.08"),
            days_past_due=25,
            voice_ai=True,
        ),
        CallMetadata(call_id="18", voice_ai=False),
    )


def test_excel_rows_are_counted_as_the_sheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    lines: tuple[list[object], ...] = (
        [],
        ["call_id", "amount"],
        ["k1", 611.08],
        [],
        ["k2", 7, None, "stray"],
        [17.0],
    )
    for line in lines:
        sheet.append(line)
    book.save(path)
    log = read_call_log(path, settings=PLAIN)
    assert [row.call_id for row in log.rows] == ["k1", "17"]
    assert log.lines == (3, 6)
    assert [str(fault) for fault in log.lost] == [f"{path}:5: the row has 4 cells, the header 2"]


def test_parquet_of_picked_rows_with_whole_numbers_missing(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    frame = pd.DataFrame({"call_id": ["k1", "k2", "k3"], "days_past_due": [25, None, 30]})
    frame["days_past_due"] = frame["days_past_due"].astype("Int64")
    frame.iloc[[0, 2]].to_parquet(path)
    rows = read_call_log(path, settings=PLAIN).rows
    assert [(row.call_id, row.days_past_due) for row in rows] == [("k1", 25), ("k3", 30)]


def test_parquet_with_objects_and_times(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    pd.DataFrame(
        {
            "call_id": ["k1", "k2"],
            "start": [pd.Timestamp("2025-06-03T14:15:00Z"), None],
            "amount": [Decimal("1234.50"), None],
            "agent": [{"name": "Zoë Varga", "aliases": ["Z"]}, None],
            "history": [[{"start": "2025-06-01T09:00:00Z", "result": "busy"}], None],
            "attempt_number": [2.0, None],
        }
    ).to_parquet(path)
    first, second = read_call_log(path, settings=PLAIN).rows
    assert first.start == datetime.fromisoformat("2025-06-03T14:15:00+00:00")
    assert first.agent == Agent(name="Zoë Varga", aliases=("Z",))
    assert first.amount == Decimal("1234.50")
    assert first.attempt_number == 2
    assert [entry.result for entry in first.history or ()] == ["busy"]
    assert second == CallMetadata(call_id="k2")


def test_json_lines_flat_or_nested(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(
        '{"call_id": "k1", "agent": {"name": "Zoë Varga"}, "amount": 1234.10}\n\n'
        '{"recording": "sub/k2.wav", "agent_name": "Ines Roth"}\n',
        encoding="utf-8",
    )
    assert read_call_log(path, settings=PLAIN).rows == (
        CallMetadata(call_id="k1", agent=Agent(name="Zoë Varga"), amount=Decimal("1234.10")),
        CallMetadata(call_id="k2", recording="sub/k2.wav", agent=Agent(name="Ines Roth")),
    )


def test_every_fault_of_a_log_is_told_at_once_with_file_and_row(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "call_id,agent_nmae,recording,shoe colour\n"
        "k1,A,one.wav,x\nk1,B,two.wav,x\nk3,C\n,D,,x\nk4,E,one.wav,x\n",
        encoding="utf-8",
    )
    assert faults_of(path) == (
        Fault(
            path=str(path),
            line=None,
            field="agent_nmae",
            message='there is no such column; did you mean "agent_name"?',
        ),
        Fault(path=str(path), line=None, field="shoe colour", message="there is no such column"),
        Fault(path=str(path), line=3, field="call_id", message='"k1" is already the id of row 2'),
        Fault(path=str(path), line=4, field="", message="the row has 2 cells, the header 4"),
        Fault(
            path=str(path),
            line=5,
            field="call_id",
            message="the row has neither call_id nor recording",
        ),
        Fault(
            path=str(path),
            line=6,
            field="recording",
            message='"one.wav" already belongs to row 2',
        ),
    )


@pytest.mark.parametrize(
    ("column", "near"),
    [
        ("phone number", "phone"),
        ("callid", "call_id"),
        ("call_results", "result"),
        ("due date!", "due_date"),
        ("customer_name", "consumer_name"),
        ("Outcome", "result"),
        ("Dial Time", "start"),
        ("State", "consumer_state"),
        ("Balance-Due", "amount"),
        ("Acct", "debt_id"),
    ],
)
def test_an_unknown_column_names_the_nearest_known_one(
    tmp_path: Path, column: str, near: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"recording,{column}\na.wav,1\n", encoding="utf-8")
    (fault,) = faults_of(path)
    assert fault.message == f'there is no such column; did you mean "{near}"?'


def test_mapped_columns_are_read_and_left_out_ones_are_not(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Call Ref,Outcome,Extension\nk9,voicemail,17\n", encoding="utf-8")
    (tmp_path / "callaudit.toml").write_text(
        '[log]\nsite_timezone = "Eastern"\n'
        '[log.columns]\n"Call Ref" = "call_id"\noutcome = "result"\nExtension = ""\n',
        encoding="utf-8",
    )
    assert read_call_log(path).rows == (CallMetadata(call_id="k9", result=CallResult.VOICEMAIL),)


def test_an_unknown_key_inside_an_object_of_a_log_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"call_id": "k1", "consumer": {"nmae": "Bram Teller"}}\n', encoding="utf-8")
    (fault,) = faults_of(path)
    assert str(fault) == (
        f'{path}:1: consumer.nmae: there is no such key; did you mean "consumer.name"?'
    )


def test_a_bad_cell_costs_its_value_and_not_the_call(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("call_id,due_date,start\nk1,2025-02-30,2025-06-03 10:15\n", encoding="utf-8")
    (row,) = read_call_log(path, settings=PLAIN).rows
    assert (row.due_date, row.start) == (None, None)
    assert row.problems == (
        'due_date: "2025-02-30" is not a day of the calendar',
        'start: "2025-06-03 10:15" has no offset from UTC and no site_timezone is set: '
        "when it was is not known",
    )


def test_broken_json_in_the_middle_of_a_log_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"call_id": "k1"}\n{"call_id": \n[]\n{"call_id": "k4"}\n', encoding="utf-8")
    log = read_call_log(path, settings=PLAIN)
    assert [row.call_id for row in log.rows] == ["k1", "k4"]
    assert [fault.line for fault in log.lost] == [2, 3]
    assert "the row is not JSON" in log.lost[0].message
    assert "the row is no object" in log.lost[1].message


def test_rows_that_cannot_be_told_apart_are_lost_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "call_id,recording\nk1,one.wav\nk1,two.wav\nk3\n,\nk4,one.wav\nk5,five.wav\n",
        encoding="utf-8",
    )
    log = read_call_log(path, settings=PLAIN)
    assert [row.call_id for row in log.rows] == ["k1", "k5"]
    assert [(fault.line, fault.message) for fault in log.lost] == [
        (3, '"k1" is already the id of row 2'),
        (4, "the row has 1 cells, the header 2"),
        (6, '"one.wav" already belongs to row 2'),
    ]


def test_a_log_without_one_readable_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("{oops\n[1]\n", encoding="utf-8")
    assert [fault.line for fault in faults_of(path)] == [1, 2]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("log.csv", b"", "the file is empty"),
        ("log.jsonl", b"\n\n", "the file is empty"),
        ("log.csv", b"\0\1\2\3" * 50, "it is not text"),
        ("log.csv", b'call_id,notes\nk1,"never closed\nk2,x\n', "the row cannot be read"),
        ("log.xlsx", b"this is no spreadsheet", "cannot be read as .xlsx"),
        ("log.parquet", b"PAR1 but no more", "cannot be read as .parquet"),
        ("log.pdf", b"%PDF", "a call log is one of"),
        ("log.csv", b"call_id,,notes\nk1,stray,x\n", "has cells but no name"),
        ("log.csv", b"call_id,notes,notes\nk1,a,b\n", "stands twice in the header"),
        ("log.csv", b"call_id,Call ID\nk1,k1\n", 'a second column for "call_id"'),
    ],
)
def test_files_that_are_no_call_log(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    faults = faults_of(path)
    assert any(says in fault.message for fault in faults), faults
    assert all(fault.path == str(path) for fault in faults)


def test_a_log_that_is_not_there(tmp_path: Path) -> None:
    assert [fault.message for fault in faults_of(tmp_path / "log.csv")] == ["there is no such file"]


def test_a_header_without_rows_is_said(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("call_id,result\n\n,\n", encoding="utf-8")
    log = read_call_log(path, settings=PLAIN)
    assert (log.rows, log.problems) == ((), (f"{path}: the call log has no rows",))


def test_lines_are_counted_over_line_breaks_in_cells(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text('call_id,notes\nk1,"two\nlines"\n\nk1,x\n', encoding="utf-8")
    (fault,) = read_call_log(path, settings=PLAIN).lost
    assert (fault.line, fault.message) == (5, '"k1" is already the id of row 2')


def test_settings_are_found_beside_the_log_before_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = tmp_path / "logs"
    beside.mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_settings(beside / "log.csv") == LogSettings()
    (tmp_path / "callaudit.toml").write_text('[log]\ndate_order = "dmy"\n', encoding="utf-8")
    assert find_settings(beside / "log.csv") == LogSettings(date_order="dmy")
    (beside / "callaudit.toml").write_text(
        '[log]\nsite_timezone = "America/Chicago"\n[other]\nx = 1\n', encoding="utf-8"
    )
    assert find_settings(beside / "log.csv") == LogSettings(site_timezone="America/Chicago")


def test_every_fault_of_the_settings_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "callaudit.toml"
    path.write_text(
        '[log]\nsite_timezon = "x"\nsite_timezone = "Mars/Olympus"\ndate_order = "ymd"\n'
        "columns = 3\n",
        encoding="utf-8",
    )
    with pytest.raises(CallLogError) as caught:
        load_settings(path)
    assert [fault.field for fault in caught.value.faults] == [
        "log.site_timezon",
        "log.site_timezone",
        "log.date_order",
        "log.columns",
    ]
    assert 'did you mean "site_timezone"?' in caught.value.faults[0].message


def test_settings_that_are_no_toml(tmp_path: Path) -> None:
    path = tmp_path / "callaudit.toml"
    path.write_text("[log\n", encoding="utf-8")
    with pytest.raises(CallLogError, match="cannot be read"):
        load_settings(path)
