"""A batch with a log of several calls per case, from inputs to cases.csv."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from callaudit.pipeline.tools import AuditSettings
from callaudit.rulespec import default_rules
from callaudit.runner.batch import BatchResult, BatchSettings, run_batch

AGENT = "agent: This is Dana Frost with Pine Ridge Supply, a debt collector."
COLUMNS = (
    "call_id,start,result,direction,collector_party,debt_type,phone,consumer_id,consumer_name,"
    "consumer_state,consumer_zip,debt_id,amount"
).split(",")

Row = tuple[str, str, str, str]
"""Person, start, result, and what was said; empty where nothing was."""

CALLS: dict[str, Row] = {
    # Lee asks for no more calls, and is called again.
    "s01": (
        "lee",
        "2026-03-02T10:00:00-05:00",
        "answered",
        f"{AGENT} / customer: Stop calling me.",
    ),
    "s02": ("lee", "2026-03-05T10:00:00-05:00", "busy", ""),
    "s03": (
        "lee",
        "2026-03-16T10:00:00-04:00",
        "answered",
        f"{AGENT} I'm calling about your balance. / customer: I told you.",
    ),
    # Ada promises to pay, and nobody asks after it.
    "t01": (
        "ada",
        "2026-03-03T10:00:00-05:00",
        "answered",
        f"{AGENT} When can you pay? / customer: I'll pay two hundred dollars on Friday by card. "
        "My card is 4111 1111 1111 1111. / agent: Thank you.",
    ),
    # Mo has an attorney, Ben disputes; both are asked for money again.
    "u01": ("mo", "2026-03-03T11:00:00-05:00", "answered", f"{AGENT} / customer: I have a lawyer."),
    "u02": (
        "mo",
        "2026-03-17T11:00:00-04:00",
        "answered",
        f"{AGENT} How would you like to pay? / customer: Ask her.",
    ),
    "v01": (
        "ben",
        "2026-03-03T12:00:00-05:00",
        "answered",
        f"{AGENT} / customer: I never ordered this.",
    ),
    "v02": (
        "ben",
        "2026-03-17T12:00:00-04:00",
        "answered",
        f"{AGENT} How would you like to pay? / customer: I don't know.",
    ),
    # Zoe is called twice, and nothing is wrong with it.
    "w01": ("zoe", "2026-04-13T10:00:00-04:00", "no_answer", ""),
    "w02": ("zoe", "2026-04-20T10:00:00-04:00", "no_answer", ""),
}


def written(folder: Path, order: Sequence[str]) -> tuple[Path, Path]:
    """Write the calls with words as files and all of them as a log, in an order."""
    calls = folder / "calls"
    calls.mkdir(parents=True)
    log = folder / "log.csv"
    with log.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for call_id in order:
            person, start, result, said = CALLS[call_id]
            row = (call_id, start, result, "outbound", "third", "consumer", "614-555-0142")
            writer.writerow((*row, person, person.title(), "OH", "43004", f"debt-{person}", "431"))
            if said:
                turns = [line.split(": ", 1) for line in said.split(" / ")]
                record = {
                    "call_id": call_id,
                    "turns": [{"speaker": s, "text": t} for s, t in turns],
                }
                (calls / f"{call_id}.json").write_text(json.dumps(record), encoding="utf-8")
    return calls, log


def ran(folder: Path, order: Sequence[str], *, jobs: int = 2) -> BatchResult:
    calls, log = written(folder, order)
    audit = AuditSettings(rules=default_rules(), cache=folder / "cache", like=False)
    out = folder / "out"
    out.mkdir()
    return run_batch(BatchSettings(inputs=(calls,), out=out, audit=audit, log=log, jobs=jobs))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a finished run in `out`."""
    made = tmp_path_factory.mktemp("cases")
    ran(made, list(CALLS))
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> list[dict[str, str]]:
    return rows_of(folder / "out" / "findings.csv")


@pytest.fixture(scope="module")
def cases(folder: Path) -> dict[str, dict[str, str]]:
    return {row["consumer_id"]: row for row in rows_of(folder / "out" / "cases.csv")}


def broken(found: list[dict[str, str]], rule: str) -> dict[str, str]:
    (row,) = [row for row in found if row["rule"] == rule and row["verdict"] == "broken"]
    return row


def evidence(folder: Path, call_id: str, rule: str) -> list[dict[str, Any]]:
    lines = (folder / "out" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    audit = next(one for one in map(json.loads, lines) if one["call_id"] == call_id)
    return next(f for f in audit["findings"] if f["rule"] == rule)["evidence"]


def test_a_call_after_a_stop_cites_both_calls(folder, found) -> None:
    row = broken(found, "REGF-14h-onfile")
    assert (row["call_id"], row["severity"], row["other_calls"]) == ("s03", "critical", "s01")
    assert "asked for no more calls on 2026-03-02 (call s01)" in row["because"]
    proof = evidence(folder, "s03", "REGF-14h-onfile")
    assert [(e["quote"], e["turn"]) for e in proof if e["call_id"] == "s01"] == [
        ("Stop calling me", 1)
    ]
    assert any(e["call_id"] is None for e in proof)


@pytest.mark.parametrize(
    ("rule", "call_id", "other", "confidence"),
    [
        ("FDCPA-1692c2-represented", "u02", "u01", "likely"),
        ("FDCPA-1692g-open", "v02", "v01", "needs_review"),
    ],
)
def test_an_attorney_and_a_dispute_bind_the_next_call(
    found, rule, call_id, other, confidence
) -> None:
    row = broken(found, rule)
    assert (row["call_id"], row["other_calls"], row["confidence"]) == (call_id, other, confidence)


def test_a_promise_nobody_asked_after_is_a_finding_of_its_case(folder, found, cases) -> None:
    row = broken(found, "FUP-04-promised-day")
    assert (row["call_id"], row["quote"], row["confidence"]) == ("t01", "Friday", "conditional")
    ada = cases["ada"]
    assert (ada["promise_date"], ada["promise_amount"]) == ("2026-03-06", "200.00")
    assert ada["case_findings"] == "1"
    lines = (folder / "out" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    audit = next(one for one in map(json.loads, lines) if one["call_id"] == "t01")
    assert audit["verdicts"]["FUP-04-promised-day"] == "not_applicable"


def test_each_case_has_its_state_and_its_next_call(cases) -> None:
    assert {person: row["state"] for person, row in cases.items()} == {
        "lee": "stopped",
        "ada": "open",
        "mo": "represented",
        "ben": "disputed",
        "zoe": "open",
    }
    never = {p: r["next_call_because"] for p, r in cases.items() if not r["next_call_utc"]}
    assert never == {
        "lee": "the consumer asked for no more calls",
        "mo": "the consumer has an attorney: call the attorney",
    }
    zoe = cases["zoe"]
    assert (zoe["next_call_utc"], zoe["next_call_local"], zoe["next_call_zone"]) == (
        "2026-04-20T14:01:00Z",
        "2026-04-20T10:01-04:00",
        "America/New_York",
    )
    assert (zoe["attempts"], zoe["attempts_in_7_days"], zoe["findings"]) == ("2", "1", "0")
    assert (cases["lee"]["attempts"], cases["lee"]["conversations"]) == ("3", "2")


def test_a_busy_line_is_an_attempt_that_does_not_count(folder) -> None:
    lines = (folder / "out" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    lee = next(one for one in map(json.loads, lines) if one["consumer_id"] == "lee")
    assert [(c["call_id"], c["counts"]) for c in lee["calls"]] == [
        ("s01", True),
        ("s02", False),
        ("s03", True),
    ]


def test_private_data_is_masked_in_every_file(folder) -> None:
    for path in (folder / "out").iterdir():
        if path.is_file():
            assert "4111 1111" not in path.read_text(encoding="utf-8"), path.name


def test_the_same_calls_in_another_order_give_the_same_files(folder, tmp_path) -> None:
    ran(tmp_path, list(reversed(CALLS)), jobs=1)
    for name in ("cases.csv", "cases.jsonl"):
        first, second = (one / "out" / name for one in (folder, tmp_path))
        assert first.read_bytes() == second.read_bytes()
    plain = [
        (one / "out" / "findings.csv").read_text(encoding="utf-8").replace(str(one), "")
        for one in (folder, tmp_path)
    ]
    assert plain[0] == plain[1]
