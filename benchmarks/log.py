"""How long a call log takes, read and checked, from 1,000 rows to 100,000.

    python benchmarks/log.py [--rows N …] [--formats] [--json FILE]

A drawn log: eight calls a case over sixty days, every area code and ZIP codes of its state, three
of a hundred calls out of hours. What is checked are the rules on hours, days and frequency, those
of the state table among them, and then the next lawful call of each case is looked for. Each size
runs in a process of its own on one core, which gives the processor time of the whole check with
the loading of the rules, the time a row, the most memory held, and then that of each stage alone,
where places and telephones are known already. In the same run the
naive peer counts the calls of "the last seven days" by filtering a pandas frame for every row, at
1,000 and 10,000 rows. `--formats` also reads the same rows as Excel, Parquet and JSON Lines.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from callaudit.calllog import atlas
from callaudit.calllog.cases import CaseIndex
from callaudit.calllog.places import zones_of
from callaudit.calllog.reader import read_call_log
from callaudit.core.attempts import CallHistory
from callaudit.core.case import CaseState
from callaudit.core.garbage import garbage_left_alone
from callaudit.pipeline.case_next import CaseEnd, next_call
from callaudit.pipeline.log_check import LogCheckSettings, LogRules, call_of, check_log
from callaudit.rulespec import default_rules, load_wordless

SIZES = (1_000, 10_000, 100_000)
NAIVE_SIZES = (1_000, 10_000)
CALLS_A_CASE = 8
DAYS = 60
LATE_SHARE = 0.03
FIRST_DAY = datetime(2026, 9, 1)
RESULTS = ("no_answer", "no_answer", "no_answer", "voicemail", "voicemail", "answered", "busy")
HEADER = (
    "call_id start duration_s direction result collector_party debt_type phone phone_type "
    "agent_id agent_name company consumer_id consumer_name consumer_state consumer_zip "
    "debt_id invoice_number amount due_date days_past_due notes"
).split()

Numbers = dict[str, float]


def main() -> None:
    """Measure each size in a process of its own, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", nargs="*", type=int, default=SIZES)
    options.add_argument("--formats", action="store_true")
    options.add_argument("--json", type=Path)
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.one:
        sys.stdout.write(json.dumps(measured(asked.one)))
        return
    results: dict[str, Numbers] = {}
    for rows in asked.rows:
        command = [sys.executable, __file__, "--one", str(rows)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        results[f"{rows} rows"] = json.loads(done.stdout)
        show(f"{rows} rows", results[f"{rows} rows"])
    if asked.formats:
        results["formats"] = formats(max(asked.rows))
        show(f"reading {max(asked.rows)} rows", results["formats"])
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


def measured(rows: int) -> Numbers:
    """Return the seconds of each stage for a log of so many rows, and the memory it took."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.csv"
        write_log(log, rows)
        asked = LogCheckSettings(log=log, rules=default_rules())
        check_s = timed(lambda: check_log(asked))  # with the rules and from the raw file on
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        numbers = stages(asked)
        whole = check_s + numbers["next call s"]
        numbers |= {
            "whole check s": whole,
            "us a row": whole / rows * 1e6,
            "peak MiB": peak,
        }
        if rows in NAIVE_SIZES:
            numbers["naive counting s"] = naive(log)
            ours = numbers["cases s"] + numbers["hours, days, frequency s"]
            numbers["naive over all our judging"] = numbers["naive counting s"] / ours
    return {name: round(value, 3) for name, value in numbers.items()}


def stages(asked: LogCheckSettings) -> Numbers:
    """Return the seconds of each part, taken one after the other."""
    load_wordless.cache_clear()
    marks = [time.process_time()]
    rules = LogRules(asked)
    marks.append(time.process_time())
    log = read_call_log(asked.log)
    marks.append(time.process_time())
    with garbage_left_alone():
        index = CaseIndex(log.rows)
        calls = [call_of(row, log, index) for row in log.rows]
        marks.append(time.process_time())
        for call in calls:
            rules.findings(call)
        marks.append(time.process_time())
        for end in case_ends(index):
            next_call(rules.pack_for(end.last), end)
        marks.append(time.process_time())
    names = ("rules s", "read s", "cases s", "hours, days, frequency s", "next call s")
    return {name: end - begin for name, begin, end in zip(names, marks, marks[1:], strict=False)}


def case_ends(index: CaseIndex) -> Iterator[CaseEnd]:
    """Yield how each case stands after its last call, as far as the log alone tells."""
    for key, rows in index.cases().items():
        last = max(rows, key=lambda row: row.start or FIRST_DAY.replace(tzinfo=UTC))
        others, _ = index.others_of(key, before=index.next_moment)
        yield CaseEnd(
            last=last,
            history=CallHistory(attempts=index.attempts_of(key), others=others),
            zones=zones_of(last).names,
            as_of=last.start,
            state=CaseState.OPEN,
        )


def naive(log: Path) -> float:
    """Return the seconds that filtering the whole frame for every row takes."""
    import pandas as pd

    frame = pd.read_csv(log, parse_dates=["start"])
    began = time.process_time()
    week = pd.Timedelta(days=7)
    for at, consumer, debt in zip(frame.start, frame.consumer_id, frame.debt_id, strict=True):
        same = (frame.consumer_id == consumer) & (frame.debt_id == debt)
        recent = (frame.start < at) & (frame.start >= at - week)
        int((same & recent).sum())
    return time.process_time() - began


def formats(rows: int) -> Numbers:
    """Return the seconds to read the same rows from each kind of file."""
    import openpyxl
    import pandas as pd

    numbers: Numbers = {}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.csv"
        write_log(log, rows)
        frame = pd.read_csv(log, dtype=str, keep_default_na=False)
        frame.to_parquet(log.with_suffix(".parquet"))
        frame.to_json(log.with_suffix(".jsonl"), orient="records", lines=True)
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for line in (HEADER, *frame.itertuples(index=False, name=None)):
            sheet.append(list(line))
        book.save(log.with_suffix(".xlsx"))
        for suffix in (".csv", ".parquet", ".jsonl", ".xlsx"):
            reading = partial(read_call_log, log.with_suffix(suffix))
            numbers[f"{suffix} s"] = round(timed(reading), 2)
    return numbers


def write_log(path: Path, rows: int) -> None:
    """Write a drawn log; the same number of rows gives the same log."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(drawn_rows(rows))


def drawn_rows(rows: int) -> Iterator[list[object]]:
    """Draw the calls of a log, in no order of time within a case."""
    draw = random.Random(rows)
    people = list(drawn_people(draw, max(1, rows // CALLS_A_CASE)))
    for number in range(rows):
        person, state, zip_code, zone, phone = draw.choice(people)
        late = draw.random() < LATE_SHARE
        minute = draw.randrange(21 * 60 + 5, 23 * 60) if late else draw.randrange(9 * 60, 20 * 60)
        day = FIRST_DAY + timedelta(days=draw.randrange(DAYS), minutes=minute)
        start = day.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        result = draw.choice(RESULTS)
        yield [
            *(f"k{number}", start.isoformat(), draw.randrange(5, 300), "outbound", result),
            *("third", "consumer", phone, "mobile", f"a{number % 40}", "Mona Pell"),
            *("Larkway Recovery", f"c{person}", f"Person {person}", state, zip_code),
            *(f"d{person}", f"F-{person}", f"{person % 900 + 100}.50", "2026-05-01", 90),
            "left word, will try again",
        ]


def drawn_people(draw: random.Random, number: int) -> Iterator[tuple[int, str, str, str, str]]:
    """Draw people with a telephone and a ZIP code of the same state."""
    table = atlas.atlas()
    by_state: dict[str, list[str]] = {}
    for code, line in table.zip_lines.items():
        by_state.setdefault(line.split("\t")[0], []).append(code)
    area_codes = sorted(table.area_codes)
    for person in range(number):
        area = draw.choice(area_codes)
        state = table.area_codes[area].state
        zip_code = draw.choice(by_state[state])
        place = atlas.zip_code(zip_code)
        zone = place.zone if place is not None and place.zone else "America/New_York"
        yield person, state, zip_code, zone, f"({area}) 555-01{draw.randrange(100):02d}"


def timed(work: Callable[[], object]) -> float:
    """Return the processor seconds that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def show(title: str, numbers: Numbers) -> None:
    """Print one block."""
    lines = [title, *(f"  {name:28}{value:12.3f}" for name, value in numbers.items())]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
