"""The sample calls from their sound: what gold says is found, and next to nothing else."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from callaudit.core.transcript import AsrSettings
from callaudit.pipeline.tools import AuditSettings
from callaudit.rulespec import default_rules
from callaudit.runner.batch import BatchSettings, run_batch

pytestmark = [pytest.mark.asr, pytest.mark.slow]

SAMPLES = Path(__file__).parent.parent.parent / "sample_calls"
ELEMENTS = ("invoice_number", "amount", "due_date", "payment_date", "contact_name")
MOST_EXTRA_FINDINGS = 2
IN_WORDS = "s21_case_missed_promise"
LOG_ALONE = {"s17_case_first_message", "s20_case_no_answer"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Audit the sample calls once, with Whisper base and nothing cached."""
    home = tmp_path_factory.mktemp("samples")
    audit(home / "out", home / "cache")
    return home


def audit(out: Path, cache: Path) -> None:
    run_batch(
        BatchSettings(
            inputs=(SAMPLES,),
            log=SAMPLES / "call_log.csv",
            out=out,
            jobs=2,
            audit=AuditSettings(rules=default_rules(), cache=cache, asr=AsrSettings()),
        )
    )


def records(folder: Path) -> dict[str, dict[str, Any]]:
    lines = (folder / "out" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["call_id"]: record for record in map(json.loads, lines)}


def gold() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((SAMPLES / "gold").glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))


def broken(record: dict[str, Any]) -> list[str]:
    return [f["category"] for f in record["findings"] if f["verdict"] == "broken"]


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def test_every_sample_call_is_audited(folder: Path) -> None:
    """Two calls of the case are rows of the log and nothing else: the log alone judges them."""
    logged = rows(SAMPLES / "call_log.csv")
    assert logged.keys() - {name for name, _ in gold()} == LOG_ALONE
    found = records(folder)
    assert {name: r["status"] for name, r in found.items()} == dict.fromkeys(logged, "audited")
    assert {name for name, r in found.items() if "without a recording" in "".join(r["notes"])} == (
        LOG_ALONE
    )


def test_rows_of_the_log_alone_break_nothing(folder: Path) -> None:
    found = records(folder)
    assert [category for name in LOG_ALONE for category in broken(found[name])] == []


def test_every_violation_of_gold_is_found(folder: Path) -> None:
    found = records(folder)
    missed = {
        (name, violation["category"])
        for name, truth in gold()
        for violation in truth["violations"]
        if violation["category"] not in broken(found[name])
    }
    assert missed == set()


def test_next_to_nothing_is_found_that_gold_does_not_have(folder: Path) -> None:
    found = records(folder)
    extra = [
        (name, category)
        for name, truth in gold()
        for category in broken(found[name])
        if category not in {violation["category"] for violation in truth["violations"]}
    ]
    assert len(extra) <= MOST_EXTRA_FINDINGS, extra


def test_call_types_and_elements_agree_with_gold(folder: Path) -> None:
    found = records(folder)
    wrong = []
    for name, truth in gold():
        record = found[name]
        if record["call_type"] != truth["call_type"]:
            wrong.append((name, "call_type", record["call_type"]))
        for element in ELEMENTS:
            value = (record["elements"].get(element) or {}).get("value")
            if value != truth["required_elements"].get(element):
                wrong.append((name, element, value))
    assert wrong == []


def test_every_quote_is_in_its_transcript_and_has_its_seconds(folder: Path) -> None:
    lines = (folder / "out" / "transcripts.jsonl").read_text(encoding="utf-8").splitlines()
    spoken = {t["call_id"]: t["turns"] for t in map(json.loads, lines)}
    for name, record in records(folder).items():
        for finding in record["findings"]:
            for proof in finding["evidence"]:
                turn = spoken[proof["call_id"] or name][proof["turn"]]
                assert turn["text"][proof["start_char"] : proof["end_char"]] == proof["quote"]
                if name == IN_WORDS and proof["call_id"] is None:
                    assert proof["start_s"] is None
                    continue
                assert turn["start"] <= proof["start_s"] <= proof["end_s"] <= turn["end"] + 0.01


def test_a_swapped_channel_is_caught(folder: Path) -> None:
    """On s12 the dialler put the collector on the second channel."""
    record = records(folder)["s12_attorney_ignored"]
    assert "attorney_ignored" in broken(record)


def test_a_call_that_breaks_what_an_earlier_one_established_cites_it(folder: Path) -> None:
    """In s18 she forbids calls at work; five days later s19 rings there."""
    told = {f["category"]: f for f in records(folder)["s19_case_work_line"]["findings"]}
    cited = {e["call_id"]: e["quote"] for e in told["work_call"]["evidence"] if e["call_id"]}
    assert cited.keys() == {"s18_case_promise"}
    assert "work" in cited["s18_case_promise"]
    assert "(call s18_case_promise)" in told["frequency_after_conversation"]["because"]


def test_the_case_of_five_calls_is_summed_up(folder: Path) -> None:
    lines = (folder / "out" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    case = next(c for c in map(json.loads, lines) if c["consumer_id"] == "K1017")
    assert [call["call_id"][:3] for call in case["calls"]] == ["s17", "s18", "s19", "s20", "s21"]
    assert [call["conversation"] for call in case["calls"]] == [False, True, False, False, True]
    said = [(f["kind"], f["call_id"][:3], f["amount"], f["due"]) for f in case["facts"]]
    assert ("promise", "s18", "210.00", "2026-10-08") in said
    assert ("work_prohibited", "s18", None, None) in said
    assert ("promise", "s21", "210.00", "2026-10-23") in said
    assert [(one["finding"]["rule"], one["call_id"][:3]) for one in case["findings"]] == [
        ("FUP-04-promised-day", "s18")
    ]
    assert case["next_call"]["local"] == "2026-10-22T08:00-04:00"
    row = next(r for r in rows(folder / "out" / "cases.csv").values() if r["debt_id"] == "D2017")
    assert (row["attempts"], row["conversations"], row["next_call_utc"]) == (
        "5",
        "2",
        "2026-10-22T12:00:00Z",
    )


def test_promises_that_nobody_asked_after_are_findings_of_their_cases(folder: Path) -> None:
    """Calls that stand alone in the log have no follow-up in it; that needs a look at the money."""
    lines = (folder / "out" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    told = {
        one["call_id"][:3]: (one["finding"]["rule"], one["finding"]["confidence"])
        for case in map(json.loads, lines)
        for one in case["findings"]
    }
    assert told == {
        **dict.fromkeys(("s01", "s08", "s13", "s15"), ("FUP-04-promised-day", "conditional")),
        "s18": ("FUP-04-promised-day", "likely"),
    }


def test_the_report_draws_cases_of_several_calls_or_with_findings_of_their_own(
    folder: Path,
) -> None:
    html = (folder / "out" / "report.html").read_text(encoding="utf-8")
    drawn = re.findall(r'<svg [^>]*aria-label="([^"]*) by day and hour', html)
    assert sorted(drawn) == [
        "Albert Grimes: 1 call",
        "Colin Mabry: 1 call",
        "Martin Sloan: 1 call",
        "Molly Price: 1 call",
        "Rachel Porter: 5 calls",
    ]


def test_a_second_run_recognises_nothing_and_writes_the_same(folder: Path) -> None:
    before = records(folder)
    audit(folder / "again", folder / "cache")
    lines = (folder / "again" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    after = {record["call_id"]: record for record in map(json.loads, lines)}
    assert all("transcribe" not in record["timings_s"] for record in after.values())
    assert [{**r, "timings_s": {}} for r in after.values()] == [
        {**r, "timings_s": {}} for r in before.values()
    ]
    for name in ("findings.csv", "calls.csv", "cases.csv", "cases.jsonl", "transcripts.jsonl"):
        assert (folder / "again" / name).read_bytes() == (folder / "out" / name).read_bytes()
