"""The table of states is read with every fault told at its line, and is part of the pack."""

from datetime import date
from pathlib import Path

import pytest

from callaudit.core.errors import Fault, RulePackError
from callaudit.core.metadata import CollectorParty
from callaudit.rulespec import default_rules, load_pack
from callaudit.rulespec.jurisdictions import (
    Frequency,
    FrequencyRow,
    HoursRow,
    Jurisdictions,
    Regime,
    load_jurisdictions,
)

ROW = "  - {state: MA, topic: hours, value: {start: '08:00', end: '21:00'}, applies_to: both, "
ROW += "source: 940 CMR 7.04, checked: 2026-11-22}\n"
TABLE = load_pack(default_rules()).jurisdictions


def read(folder: Path, rows: str) -> tuple[Jurisdictions, list[Fault]]:
    (folder / "jurisdictions.yaml").write_text(f"schema: 1\nrows:\n{rows}", encoding="utf-8")
    faults: list[Fault] = []
    return load_jurisdictions(folder, faults), faults


def test_a_row_is_read_with_its_types(tmp_path: Path) -> None:
    table, faults = read(tmp_path, ROW)
    assert faults == []
    (row,) = table.of("hours", ["MA"])
    assert isinstance(row, HoursRow)
    assert (row.value.end, row.checked) == ("21:00", date(2026, 11, 22))
    assert table.of("hours", ["NH"]) == ()
    assert not table.speaks_of("days")


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        (("state: MA", "state: Cal"), 3, "no state has the code 'Cal'; did you mean CA?"),
        (("start: '08:00'", "start: 8am"), 3, "String should match pattern"),
        (("applies_to: both", "applies_to: all"), 3, "Input should be 'third', 'first' or 'both'"),
        ((", checked: 2026-11-22", ""), 3, "this key is missing"),
        (("topic: hours", "topic: ours"), 3, "Input tag 'ours'"),
        (("source:", "sources:"), 3, "there is no such key here; did you mean source?"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(
    tmp_path: Path, wrong: tuple[str, str], line: int, message: str
) -> None:
    _, faults = read(tmp_path, ROW.replace(*wrong))
    assert any(message in fault.message and fault.line == line for fault in faults)


def test_two_rows_of_one_thing_are_a_fault(tmp_path: Path) -> None:
    _, faults = read(tmp_path, ROW + ROW)
    assert [str(fault) for fault in faults] == [
        f"{tmp_path.name}/jurisdictions.yaml:4: rows: "
        "another row says the same of MA hours; keep one"
    ]


def test_the_table_is_part_of_the_pack(tmp_path: Path) -> None:
    one, _ = read(tmp_path, ROW)
    other, _ = read(tmp_path, ROW.replace("21:00", "20:00"))
    assert one.digest != other.digest
    digests = {load_pack(pack_with(tmp_path / name, row)).digest for name, row in VARIANTS.items()}
    assert len(digests) == len(VARIANTS)


VARIANTS = {"as-it-is": ROW, "earlier": ROW.replace("21:00", "20:00"), "unread": ""}


def pack_with(folder: Path, row: str) -> Path:
    folder.mkdir()
    rows = row or ROW.replace("2026-11-22", "null")
    (folder / "jurisdictions.yaml").write_text(f"schema: 1\nrows:\n{rows}", encoding="utf-8")
    return folder


def test_a_pack_with_a_wrong_table_is_not_loaded(tmp_path: Path) -> None:
    folder = pack_with(tmp_path / "rules", ROW.replace("both", "nobody"))
    with pytest.raises(RulePackError, match=r"jurisdictions\.yaml:3"):
        load_pack(folder)


def test_a_row_is_law_from_its_first_day_to_its_last() -> None:
    old, new = TABLE.of("frequency", ["NY"])
    assert [row.in_force(date(2026, 12, 31)) for row in (old, new)] == [True, False]
    assert [row.in_force(date(2027, 1, 1)) for row in (old, new)] == [False, True]
    assert [row.binds(CollectorParty.FIRST) for row in (old, new)] == [False, True]


def test_a_limit_is_read_with_what_it_counts() -> None:
    rows = [row for row in TABLE.of("frequency", ["MA"]) if isinstance(row, FrequencyRow)]
    assert [row.value for row in rows] == [
        Frequency(calls=2, days=7, per="debt", counts="contacts", where="not_work"),
        Frequency(calls=2, days=30, per="debt", counts="contacts", where="work"),
    ]


def test_california_takes_over_the_federal_duties_but_for_the_notice_of_a_collector() -> None:
    (row,) = TABLE.of("first_party_regime", ["CA"])
    assert isinstance(row.value, Regime)
    assert row.value.covers("FDCPA-1692d2-profanity")
    assert not row.value.covers("FDCPA-1692e11-initial")
    assert not row.value.covers("FDCPA-1692g-dispute")
    assert not row.value.covers("REGF-7in7")


def test_every_state_that_asks_all_parties_is_listed() -> None:
    rows = [row for row in TABLE.rows if row.topic == "recording_consent"]
    told = {value: {r.state for r in rows if r.value == value} for value in {r.value for r in rows}}
    assert told == {
        "all_party": set("CA DE FL IL MD MA MT NV NH PA WA".split()),
        "notice": {"CT"},
        "warn": {"MI", "OR"},
    }
