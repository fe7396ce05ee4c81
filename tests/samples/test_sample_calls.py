"""The sample calls from their sound: what gold says is found, and next to nothing else."""

import json
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


def test_every_sample_call_is_audited(folder: Path) -> None:
    assert {name: r["status"] for name, r in records(folder).items()} == {
        name: "audited" for name, _ in gold()
    }


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
                turn = spoken[name][proof["turn"]]
                assert turn["text"][proof["start_char"] : proof["end_char"]] == proof["quote"]
                assert turn["start"] <= proof["start_s"] <= proof["end_s"] <= turn["end"] + 0.01


def test_a_swapped_channel_is_caught(folder: Path) -> None:
    """On s12 the dialler put the collector on the second channel."""
    record = records(folder)["s12_attorney_ignored"]
    assert "attorney_ignored" in broken(record)


def test_a_second_run_recognises_nothing_and_writes_the_same(folder: Path) -> None:
    before = records(folder)
    audit(folder / "again", folder / "cache")
    lines = (folder / "again" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    after = {record["call_id"]: record for record in map(json.loads, lines)}
    assert all("transcribe" not in record["timings_s"] for record in after.values())
    assert [{**r, "timings_s": {}} for r in after.values()] == [
        {**r, "timings_s": {}} for r in before.values()
    ]
    for name in ("findings.csv", "calls.csv", "transcripts.jsonl"):
        assert (folder / "again" / name).read_bytes() == (folder / "out" / name).read_bytes()
