"""The audit command as a user meets it: results, exit codes, bad input, interrupted batches."""

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.interrupts import hear_interrupts
from tests.unit.runner.conftest import write_call

OUTPUTS = ("audit.jsonl", "transcripts.jsonl", "findings.csv", "calls.csv")


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run callaudit in a process of its own."""
    command = [sys.executable, "-m", "callaudit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def audits(out: Path) -> dict[str, dict[str, Any]]:
    lines = (out / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["call_id"]: record for record in map(json.loads, lines)}


def without_times(out: Path) -> dict[str, str]:
    """Return the outputs, times left out."""
    texts = {name: (out / name).read_text(encoding="utf-8") for name in OUTPUTS}
    records = [json.loads(line) for line in texts["audit.jsonl"].splitlines()]
    for record in records:
        record["timings_s"] = {}
    return {**texts, "audit.jsonl": json.dumps(records)}


def broken(record: dict[str, Any]) -> set[str]:
    return {f["rule"] for f in record["findings"] if f["verdict"] == "broken"}


def test_a_threat_is_found_quoted_and_timed(calls: Path, tmp_path: Path) -> None:
    done = run("audit", calls, "--out", tmp_path / "out")
    assert done.returncode == 1
    found = audits(tmp_path / "out")
    assert "FDCPA-1692e4-arrest" in broken(found["threat"])
    assert "FDCPA-1692e4-arrest" not in broken(found["denial"]) | broken(found["clean"])
    finding = next(f for f in found["threat"]["findings"] if f["rule"] == "FDCPA-1692e4-arrest")
    proof = finding["evidence"][0]
    assert (proof["quote"], proof["turn"], proof["speaker"]) == ("you will be arrested", 1, "agent")
    assert 1.0 <= proof["start_s"] < proof["end_s"] <= 6.0


def test_all_results_are_written(calls: Path, tmp_path: Path) -> None:
    run("audit", calls, "--out", tmp_path / "out")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written >= {*OUTPUTS, "report.html", "run.json"}


def test_a_second_run_writes_the_same_bytes_but_for_times(calls: Path, tmp_path: Path) -> None:
    run("audit", calls, "--out", tmp_path / "one")
    run("audit", calls, "--out", tmp_path / "two")
    assert without_times(tmp_path / "one") == without_times(tmp_path / "two")


@pytest.mark.parametrize(
    ("fail_on", "code"), [("critical", 1), ("major", 1), ("never", 0)], ids=str
)
def test_fail_on_decides_the_exit_code(
    calls: Path, tmp_path: Path, fail_on: str, code: int
) -> None:
    assert run("audit", calls, "--out", tmp_path / "o", "--fail-on", fail_on).returncode == code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere",), "no such file or folder: nowhere"),
        (("{calls}", "--policy", "lenient"), "no policy or file of that name"),
        (("{calls}", "--log", "{calls}/none.csv"), "none.csv"),
        (("{calls}", "--rules", "{calls}/none"), "none"),
    ],
)
def test_what_the_user_can_mend_is_told_without_a_traceback(
    calls: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    filled = [argument.format(calls=calls) for argument in arguments]
    done = run("audit", *filled, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_rule_with_three_faults_shows_all_three_with_their_lines(
    calls: Path, tmp_path: Path
) -> None:
    rules = tmp_path / "rules"
    (rules / "threats").mkdir(parents=True)
    (rules / "threats" / "MY-01-bad.yaml").write_text(
        "schema: 1\nid: MY-01-bad\ncategory: no_such\ntitle: x\nstatus: test\n"
        "severity: awful\nbasis: policy\nchanged: 2026-01-01\n"
        "check: {kind: forbid, patterns: [{name: a}]}\ncoaching: {why: x}\n",
        encoding="utf-8",
    )
    done = run("audit", calls, "--rules", rules, "--out", tmp_path / "out")
    assert done.returncode == 2
    for place in (":3: category:", ":6: severity:", ":9: check.forbid.patterns.0:"):
        assert f"MY-01-bad.yaml{place}" in done.stderr


def test_one_bad_call_stops_no_other(calls: Path, tmp_path: Path) -> None:
    (calls / "broken.json").write_text('{"call_id": "x", "turns": [', encoding="utf-8")
    (calls / "empty.wav").write_bytes(b"")
    (calls / "text.wav").write_text("this is not sound", encoding="utf-8")
    (calls / "folder.wav").mkdir()
    many = "\n".join(
        ['{"call_id": "one", "turns": [{"speaker": "agent", "text": "Hello."}]}', "{oops", ""]
    )
    (calls / "many.jsonl").write_text(many, encoding="utf-8")
    done = run("audit", calls, "--out", tmp_path / "out")
    assert done.returncode == 3
    found = audits(tmp_path / "out")
    failed = {name: r["failure"]["code"] for name, r in found.items() if r["status"] == "failed"}
    assert set(failed) == {"broken", "empty", "text", "many-2"}
    assert {"clean", "threat", "denial", "one"} <= set(found)
    for path in ("broken.json", "empty.wav", "text.wav", "many.jsonl"):
        assert path in done.stderr


def test_the_second_call_of_an_id_is_failed_and_named(calls: Path, tmp_path: Path) -> None:
    write_call(calls / "again", "clean", "Hello there, this is Dana.")
    done = run("audit", calls, "--out", tmp_path / "out")
    assert done.returncode == 3
    assert audits(tmp_path / "out")["clean#2"]["failure"]["code"] == "duplicate_id"


def test_a_log_row_without_a_recording_is_kept_and_not_judged(calls: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "call_id,start,result\nlost,2026-03-04T10:00:00-05:00,answered\n", encoding="utf-8"
    )
    run("audit", calls, "--log", log, "--out", tmp_path / "out")
    lost = audits(tmp_path / "out")["lost"]
    assert lost["status"] == "audited"
    assert lost["verdicts"]["FDCPA-1692e4-arrest"] == "undetermined"
    assert broken(lost) == set()


def test_an_unknown_column_names_the_nearest_and_stops(calls: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("call_id,amuont\nclean,12.00\n", encoding="utf-8")
    done = run("audit", calls, "--log", log, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "amuont" in done.stderr
    assert "amount" in done.stderr


def test_a_full_disk_is_told_and_leaves_no_half_file(calls: Path, tmp_path: Path) -> None:
    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    for number in range(30):
        write_call(calls, f"more{number}", "You will be arrested. " * 20)
    done = run("audit", calls, "--out", tmp_path / "out", preexec_fn=little_room)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "File too large" in done.stderr
    assert not (tmp_path / "out" / "report.html").exists()
    assert not list((tmp_path / "out").glob("*.tmp"))


@pytest.mark.slow
@pytest.mark.parametrize("after_files", [1, 40, 120])
def test_a_killed_batch_goes_on_and_ends_the_same(tmp_path: Path, after_files: int) -> None:
    calls = tmp_path / "calls"
    for number in range(150):
        said = "You will be arrested. " if number % 3 else "Thank you for calling. "
        write_call(calls, f"call{number:03d}", said * (1 + number % 5))
    run("audit", calls, "--out", tmp_path / "whole")
    command = [sys.executable, "-m", "callaudit", "audit", str(calls), "--out"]
    command.append(str(tmp_path / "cut"))
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ledger = tmp_path / "cut" / ".callaudit"
    while process.poll() is None:
        if len(list(ledger.glob("*.json"))) >= after_files:
            process.kill()
            break
        time.sleep(0.002)
    process.wait()
    kept = {path.name: path.stat().st_mtime_ns for path in ledger.glob("*.json")}
    assert len(kept) >= after_files
    run("audit", calls, "--out", tmp_path / "cut")
    assert without_times(tmp_path / "cut") == without_times(tmp_path / "whole")
    later = {path.name: path.stat().st_mtime_ns for path in ledger.glob("*.json")}
    assert kept.items() <= later.items()


@pytest.mark.slow
def test_an_interrupt_keeps_what_was_done(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    for number in range(400):
        write_call(calls, f"call{number:03d}", "You will be arrested. ")
    command = [sys.executable, "-m", "callaudit", "audit", str(calls), "--out"]
    command.append(str(tmp_path / "out"))
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        preexec_fn=hear_interrupts,
    )
    ledger = tmp_path / "out" / ".callaudit"
    while not ledger.is_dir() or len(list(ledger.iterdir())) < 5:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert b"goes on from there" in told
    assert b"Traceback" not in told


def test_the_summary_counts_rows_without_a_recording_and_facts_that_were_not_read(
    calls: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "call_id,start,collector_party\nclean,2026-03-04T10:00:00-05:00,agency\n"
        "lost,2026-03-05T10:00:00-05:00,third\n",
        encoding="utf-8",
    )
    done = run("audit", calls, "--log", log, "--out", tmp_path / "out")
    told = {" ".join(line.split()) for line in done.stdout.splitlines()}
    assert {"calls audited 4", "judged by the log alone 1", "calls with facts not read 1"} <= told
