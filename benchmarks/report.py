# ruff: noqa: T201  prints its table
"""Time and memory of scoring and reporting thousands of audited calls on one core.

    python benchmarks/report.py [--audit FOLDER] [--calls 10000]

Lines of a real audit are multiplied: each copy gets a call id, a day and a collector of its own.
Without `--audit` it is the two months of invented calls that the tests audit. The
report is a process of its own, kept to one core; its time includes starting Python.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEBIBYTE = 1 << 20
COPIES_A_COLLECTOR = 10
"""So many copies of an audit share their collectors; the next ones have others."""

WEEKS = 8
"""Every copy lies some of these later than the one before."""


def multiplied(audit: Path, calls: int) -> Iterator[str]:
    """Yield so many lines, the audit's own again and again."""
    lines = (audit / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    for number, text in enumerate(islice(cycle(lines), calls)):
        copy = number // len(lines)
        line = json.loads(text)
        line["call_id"] = f"{line['call_id']}-{copy:03d}"
        for finding in line["findings"]:
            finding["id"] = f"{finding['id'][:13]}{copy:03d}"
        log = line.get("log")
        if log:
            if log.get("start"):
                start = datetime.fromisoformat(log["start"]) + timedelta(weeks=copy % WEEKS)
                log["start"] = start.isoformat()
            log["agent_name"] = f"{log.get('agent_name')} {copy // COPIES_A_COLLECTOR}"
        yield json.dumps(line, ensure_ascii=False)


def multiplied_cases(audit: Path, copies: int) -> Iterator[str]:
    """Yield the cases of every copy."""
    lines = (audit / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    for copy in range(copies):
        for text in lines:
            case = json.loads(text)
            case["case_id"] = f"{case['case_id']}-{copy:03d}"
            for part in (*case["calls"], *case["facts"], *case["findings"]):
                part["call_id"] = f"{part['call_id']}-{copy:03d}"
            yield json.dumps(case, ensure_ascii=False)


def write_folder(audit: Path, folder: Path, calls: int) -> None:
    """Write an output folder of so many calls."""
    folder.mkdir()
    with (folder / "audit.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in multiplied(audit, calls))
    number = len((audit / "audit.jsonl").read_text(encoding="utf-8").splitlines())
    with (folder / "cases.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in multiplied_cases(audit, -(-calls // number)))
    shutil.copy(audit / "run.json", folder)
    (folder / "report.html").write_text("<!doctype html>", encoding="utf-8")  # links lead here


def measured(command: list[str]) -> tuple[float, float, float]:
    """Run a command on one core; return wall seconds, processor seconds and peak MiB."""

    def one_core() -> None:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    with subprocess.Popen(
        command,
        env=env,
        stdout=subprocess.DEVNULL,
        preexec_fn=one_core,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {process.returncode}")
    wall = time.perf_counter() - begun
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / MEBIBYTE
    return wall, used.ru_utime + used.ru_stime, peak


def generated(folder: Path) -> Path:
    """Audit the invented calls of the tests."""
    sys.path.insert(0, str(ROOT))
    from tests.generated_audits import monday_audits

    return monday_audits(folder).now


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--audit", type=Path, help="An output folder to multiply.")
    options.add_argument("--calls", type=int, default=10_000)
    chosen = options.parse_args()
    program = [sys.executable, "-m", "callaudit"]
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "audit"
        write_folder(chosen.audit or generated(Path(home)), folder, chosen.calls)
        size = (folder / "audit.jsonl").stat().st_size
        print(f"{chosen.calls:,} calls, audit.jsonl {size / MEBIBYTE:.0f} MiB")
        print(f"{os.cpu_count()} cores, one used; load {os.getloadavg()[0]:.1f}")
        command = [*program, "report", str(folder), "--out", f"{home}/out", "--format", "html,xlsx"]
        wall, spent, peak = measured(command)
        print(f"scored, html and xlsx: {wall:.1f} s wall, {spent:.1f} s processor, {peak:.0f} MiB")
        written = Path(home, "out").glob("*")
        for path in sorted(written):
            print(f"{path.name:24} {path.stat().st_size / MEBIBYTE:6.1f} MiB")


if __name__ == "__main__":
    main()
