"""`callaudit log check` as a user meets it: what it tells, and its exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app

HEADER = (
    "call_id,start,result,phone,consumer_zip,consumer_id,debt_id,amount,collector_party,notes\n"
)
SITE = '[log]\nsite_timezone = "Central"\n'


def row(call_id: str, start: str, **cells: str) -> str:
    told = {
        "result": "no_answer",
        "phone": "312-555-0101",
        "zip": "60601",
        "consumer": "c1",
        "debt": "d1",
        "amount": "12.50",
        "party": "third",
        "notes": "left word",
    } | cells
    return ",".join((call_id, start, *told.values())) + "\n"


def check(folder: Path, *rows: str, words: tuple[str, ...] = (), header: str = HEADER) -> Any:
    """Write a log with its settings and check it; the result has exit code and outputs."""
    (folder / "callaudit.toml").write_text(SITE, encoding="utf-8")
    log = folder / "log.csv"
    log.write_text(header + "".join(rows), encoding="utf-8")
    return CliRunner().invoke(app, ["log", "check", str(log), *words])


def told(folder: Path, *rows: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(check(folder, *rows, words=("--json",)).stdout)
    return answer


def test_a_sound_log_of_lawful_calls_is_clean(tmp_path: Path) -> None:
    done = check(tmp_path, row("k1", "2026-11-03 10:00"), row("k2", "2026-11-04 10:00"))
    assert done.exit_code == 0
    assert "2 read, 0 lost, 0 that cannot be judged" in done.stdout
    assert "America/Chicago 2" in done.stdout


def test_a_call_out_of_hours_is_a_finding_and_the_limit_decides_the_exit_code(
    tmp_path: Path,
) -> None:
    late = row("k1", "2026-11-03 21:30")
    assert check(tmp_path, late).exit_code == 1
    assert check(tmp_path, late, words=("--fail-on", "never")).exit_code == 0
    (worst,) = told(tmp_path, late)["worst_cases"]
    assert worst["broken"]["FDCPA-1692c-hours"] == 1
    assert (worst["line"], worst["call_id"]) == (2, "k1")


def test_an_unknown_column_refuses_the_log_and_names_the_nearest(tmp_path: Path) -> None:
    header = HEADER.replace("consumer_id", "consumer_idd")
    done = check(tmp_path, row("k1", "2026-11-03 10:00"), header=header)
    assert done.exit_code == 2
    assert 'there is no such column; did you mean "consumer_id"?' in done.stderr
    assert "1 read" in done.stdout


@pytest.mark.parametrize("name", ["none.csv", "log.pdf"])
def test_a_file_that_is_no_log_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "log.pdf").write_text("no log", encoding="utf-8")
    done = CliRunner().invoke(app, ["log", "check", str(tmp_path / name)])
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_rows_that_cannot_be_judged_are_grouped_by_reason_with_lines(tmp_path: Path) -> None:
    rows = (
        row("k1", "2026-11-03 10:00"),
        row("k1", "2026-11-03 11:00"),
        row("k2", ""),
        row("k3", "soon"),
        row("k4", "later"),
        row("k5", "2026-11-03 10:00", phone="", zip=""),
        row("k6", "2026-11-03 10:00", amount="twelve"),
    )
    assert check(tmp_path, *rows).exit_code == 3
    found = [
        (one["about"], one["example"], one["lines"]) for one in told(tmp_path, *rows)["concerns"]
    ]
    assert found == [
        ("lost", 'call_id: "k1" is already the id of row 2', [3]),
        ("time", 'start: "soon" is not a date such as 2025-03-31', [5, 6]),
        ("time", "the row gives no start", [4]),
        (
            "place",
            "the row gives no place and no telephone: the consumer's time zone is not known",
            [7],
        ),
        ("cell", 'amount: "twelve" is not an amount such as 1234.50', [8]),
    ]


def test_times_at_the_change_of_clocks_are_named_with_both_readings(tmp_path: Path) -> None:
    found = told(tmp_path, row("k1", "2026-03-08 02:30"), row("k2", "2026-11-01 01:30"))
    gap, fold = found["clock_changes"]
    assert (gap["line"], fold["line"]) == (2, 3)
    assert "2026-03-08T01:30:00-06:00 or 2026-03-08T03:30:00-05:00" in gap["problem"]
    assert "2026-11-01T01:30:00-05:00 and 2026-11-01T01:30:00-06:00" in fold["problem"]


def test_a_file_without_a_name_for_its_calls_is_told_so_once(tmp_path: Path) -> None:
    done = check(tmp_path, *["x,2026-11-03 10:00\n"] * 40, header="Ticket,start\n")
    assert done.exit_code == 2
    assert done.stderr.count("call_id") == 1
    assert "map it under [log.columns] in callaudit.toml" in " ".join(done.stderr.split())


def test_a_header_without_rows_is_no_log(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.exit_code == 2
    assert "the call log has no rows" in " ".join(done.stderr.split())


def test_settings_may_be_named(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[log]\nsite_timezone = "Pacific"\n', encoding="utf-8")
    named = ("--settings", str(mine), "--json")
    done = check(tmp_path, row("k1", "2026-11-03 20:00"), words=named)
    assert json.loads(done.stdout)["facts"]["first"] == "2026-11-03T20:00:00-08:00"
    mine.write_text("[log]\nsite_timezon = 1\n", encoding="utf-8")
    wrong = check(tmp_path, row("k1", "2026-11-03 20:00"), words=named)
    assert (wrong.exit_code, "site_timezone" in wrong.stderr) == (2, True)


def test_cases_are_counted_and_the_eighth_call_of_one_is_found(tmp_path: Path) -> None:
    covers = row("k0", "2026-10-01 10:00", consumer="c9", debt="d9")
    week = [row(f"k{day}", f"2026-11-{day:02d} 10:00") for day in range(3, 10)]
    found = told(tmp_path, covers, *week, row("k10", "2026-11-09 15:00"))
    assert found["cases"]["by_calls"] == {"1": 1, "8": 1}
    seven = next(rule for rule in found["rules"] if rule["rule_id"] == "REGF-7in7")
    assert (seven["broken"], seven["undetermined"]) == (1, 1)
    assert seven["broken_example"].startswith("line 10, k10: 8 calls placed in 7 days")


def test_what_collectors_wrote_is_not_repeated(tmp_path: Path) -> None:
    done = check(tmp_path, row("k1", "2026-11-03 22:00", notes="his sister has diabetes"))
    assert "diabetes" not in done.output


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    done = check(tmp_path, row("k1", "2026-11-03 22:00", consumer="\x1b[2Jc1"))
    assert "\x1b" not in done.output


def test_help_has_examples_and_exit_codes() -> None:
    shown = CliRunner().invoke(app, ["log", "check", "--help"]).stdout
    assert "callaudit log check call_log.csv" in shown
    assert "3 some" in shown
