"""Two months of invented calls of six collectors, audited by the real engine: once, and before.

Seeded: the same calls each time. Kept from one test session to the next under a name that is a
digest of the code and the rules that make them.
"""

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from callaudit import AuditSettings, BatchSettings, default_rules, run_batch
from tests import monday_dialogues as said

SEED = 20260803
FIRST_MONDAY = date(2026, 8, 3)
WEEKS = 8
CALLS_A_WEEK = 3
ZONE = ZoneInfo("America/New_York")
NEW_RULE = Path("payments", "PAY-04-pressure.yaml")
"""A rule that the older rules have not."""

WRONG_EVERY = 9
"""Every so many calls the ledger of the older audit has a wrong amount, put right since."""

KEPT = 3
"""So many makings are kept on disk."""

MADE_BY = ("core", "text", "rulespec", "calllog", "transcripts", "engine", "scoring", "pipeline")
"""Folders of the package whose change makes other audits; and the writers of the files."""

ELSEWHERE = ("archive", "coach", "drift", "lint_", "officer", "script_")
"""How modules begin that only read what was audited."""


@dataclass(frozen=True)
class Collector:
    """How one collector works: shares of calls with each fault; `drift` is added each week."""

    id: str
    name: str
    hurried: float
    unverified: float
    no_miranda: float
    threat: float
    bad_voicemail: float
    interrupts: float = 0.0
    drift: float = 0.0
    words_per_s: float = 2.6


COLLECTORS = (
    Collector("A01", "Alma Reyes", 0.0, 0.0, 0.0, 0.0, 0.0),
    Collector("A02", "Brent Oday", 0.4, 0.5, 0.4, 0.5, 0.6, interrupts=0.5, words_per_s=3.6),
    Collector("A03", "Cleo Marsh", 0.6, 0.5, 0.6, 0.0, 0.5, drift=-0.08),
    Collector("A04", "Dov Lindqvist", 0.0, 0.1, 0.0, 0.0, 0.1, drift=0.06, words_per_s=2.2),
    Collector("A05", "Esther Quill", 0.1, 0.2, 0.1, 0.0, 0.9),
    Collector("A06", "Farid Noor", 0.2, 0.8, 0.2, 0.1, 0.2, interrupts=0.3),
)
CREDITORS = ("Alder Dental", "Pinewood Plumbing", "Larkfield Lumber")
CONSUMERS = ("Priya Nair", "Omar Field", "Greta Holm", "Hugo Vance", "Iris Cole", "Jonas Beck")
COMPANY = "Northgate Recovery"
DIGITS = "zero one two three four five six seven eight nine".split()


@dataclass(frozen=True)
class MondayAudits:
    """Output folders: `now` of all calls, `old` of the first seven weeks under older rules.

    In the older audit some amounts of the ledger are wrong, and a rule is missing. `calls` holds
    what was audited: `calls.jsonl`, damaged files, `call_log.csv`.
    """

    now: Path
    old: Path
    calls: Path


def monday_audits(cache: Path) -> MondayAudits:
    """Return the audits, made in `cache` unless they lie there."""
    home = cache / _name()
    if not home.exists():
        fresh = cache / f"{home.name}.{os.getpid()}"
        _make(fresh)
        try:
            fresh.rename(home)
        except OSError:  # another session was quicker
            shutil.rmtree(fresh)
        for older in sorted(cache.iterdir(), key=lambda path: -path.stat().st_mtime)[KEPT:]:
            shutil.rmtree(older, ignore_errors=True)
    return MondayAudits(now=home / "now", old=home / "old", calls=home / "calls")


def write_calls(folder: Path, *, older: bool = False) -> None:
    """Write the calls with their log; without the last week and with wrong amounts if `older`."""
    folder.mkdir(parents=True)
    made = [call for call in calls() if not older or call.week < WEEKS - 1]
    for number, call in enumerate(made):
        if older and number % WRONG_EVERY == 0:
            call.row["amount"] = "12.00"
    with (folder / "calls.jsonl").open("w", encoding="utf-8") as stream:
        for call in made:
            if call.turns is not None:
                record = {"call_id": call.row["call_id"], "turns": call.turns}
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    for call in made:
        if call.turns is None:
            (folder / str(call.row["recording"])).write_text("{damaged", encoding="utf-8")
    with (folder / "call_log.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(made[0].row))
        writer.writeheader()
        writer.writerows(call.row for call in made)


@dataclass(frozen=True)
class GeneratedCall:
    """A row of the log and its turns; None where the file is damaged."""

    week: int
    row: dict[str, object]
    turns: list[dict[str, object]] | None


def calls() -> Iterator[GeneratedCall]:
    """Yield all calls, by week and collector."""
    chance = Random(SEED)
    weeks = (
        (week, who) for week in range(WEEKS) for who in COLLECTORS for _ in range(CALLS_A_WEEK)
    )
    for number, (week, collector) in enumerate(weeks, start=1):
        yield _call(number, week, collector, chance)


def _call(number: int, week: int, collector: Collector, chance: Random) -> GeneratedCall:
    slots = _slots(number, week, collector, chance)
    kind = chance.choices(
        ("first", "voicemail", "again", "third_party", "inbound", "unclear", "damaged", "hostile"),
        weights=(34, 26, 16, 6, 6, 4, 4, 4),
    )[0]
    row = _row(number, week, collector, slots, kind, chance)
    if kind == "damaged":
        return GeneratedCall(week, row | {"recording": f"{row['call_id']}.json"}, None)
    dialogue = _dialogue(kind, week, collector, chance).format(**slots)
    return GeneratedCall(week, row, _timed(dialogue, collector, chance))


def _dialogue(kind: str, week: int, who: Collector, chance: Random) -> str:
    def fails(share: float) -> bool:
        return chance.random() < (share + who.drift * week if share or who.drift > 0 else 0.0)

    if kind == "voicemail":
        bad = fails(who.bad_voicemail)
        return chance.choice(
            said.VOICEMAILS[chance.choice(("debt", "no_number")) if bad else "good"]
        )
    if kind == "third_party":
        return said.THIRD_PARTIES["debt" if fails(who.threat) else "good"]
    if kind == "unclear":
        return said.UNCLEAR
    hurried = fails(who.hurried)
    opening = (
        said.INBOUND
        if kind == "inbound"
        else chance.choice(said.OPENINGS["hurried" if hurried else "good"])
    )
    outcome = chance.choices(
        ("promise", "hardship", "dispute", "refusal", "stop", "attorney"),
        weights=(10, 4, 3, 3, 2, 1),
    )[0]
    if outcome == "dispute" and fails(who.threat):
        outcome = "dispute_ignored"
    parts = (
        "" if kind == "inbound" else chance.choice(said.HELLOS),
        opening,
        "" if fails(who.unverified) else chance.choice(said.VERIFICATIONS),
        "" if fails(who.no_miranda) else chance.choice(said.MINI_MIRANDAS),
        chance.choice(said.PURPOSES),
        chance.choice(said.HOSTILE) if kind == "hostile" else "",
        chance.choice(said.THREATS) if fails(who.threat) else "",
        chance.choice(said.OUTCOMES[outcome]),
        chance.choice(said.CLOSINGS["bad" if hurried else "good"]),
    )
    return " / ".join(part for part in parts if part)


def _slots(number: int, week: int, who: Collector, chance: Random) -> dict[str, str]:
    consumer = CONSUMERS[number % len(CONSUMERS)]
    monday = FIRST_MONDAY + timedelta(weeks=week)
    phone = f"614-555-01{chance.randrange(100):02d}"
    return {
        "consumer": consumer,
        "first": consumer.split()[0],
        "agent": who.name,
        "agent_first": who.name.split()[0],
        "company": COMPANY,
        "creditor": CREDITORS[number % len(CREDITORS)],
        "invoice": str(4000 + number),
        "amount": f"${90 + 7 * (number % 60)}.{chance.choice(('00', '40', '75'))}",
        "due": f"{monday - timedelta(days=40):%B} {(monday - timedelta(days=40)).day}",
        "pay_day": f"{monday + timedelta(days=11):%B} {(monday + timedelta(days=11)).day}",
        "phone": phone,
        "spoken_phone": " ".join(DIGITS[int(sign)] for sign in phone if sign != "-"),
        "last_four": phone[-4:],
    }


def _row(
    number: int, week: int, who: Collector, slots: dict[str, str], kind: str, chance: Random
) -> dict[str, object]:
    day = FIRST_MONDAY + timedelta(weeks=week, days=chance.randrange(5))
    hour = chance.choice((9, 10, 11, 13, 14, 15, 16, 17)) if chance.random() < 0.97 else 21
    start = datetime(day.year, day.month, day.day, hour, chance.randrange(60), tzinfo=ZONE)
    due = FIRST_MONDAY + timedelta(weeks=week, days=-40)
    return {
        "call_id": f"m{number:03d}",
        "recording": "",
        "start": start.isoformat(),
        "direction": "inbound" if kind == "inbound" else "outbound",
        "result": "voicemail" if kind == "voicemail" else "answered",
        "collector_party": "third",
        "debt_type": "consumer",
        "language": "en-US",
        "attempt_number": "" if kind == "inbound" else 2 if kind == "again" else 1,
        "phone": "+1" + slots["phone"].replace("-", ""),
        "agent_id": who.id,
        "agent_name": who.name,
        "company": COMPANY,
        "consumer_id": f"K{number:03d}",
        "consumer_name": slots["consumer"],
        "consumer_state": "OH",
        "consumer_zip": "43215",
        "debt_id": f"D{number:03d}",
        "creditor": slots["creditor"],
        "invoice_number": slots["invoice"],
        "amount": slots["amount"].removeprefix("$"),
        "due_date": due.isoformat(),
        "recording_notice_played": "false",
    }


def _timed(dialogue: str, who: Collector, chance: Random) -> list[dict[str, object]]:
    """Give each turn its seconds; two calls of three have those of each word as well."""
    turns: list[dict[str, object]] = []
    at, worded = 0.6, chance.random() < 0.66
    for line in dialogue.split(" / "):
        speaker, text = line.split(": ", 1)
        words = text.split()
        took = len(words) / (who.words_per_s if speaker == "agent" else 2.4)
        if turns and speaker == "agent" and chance.random() < who.interrupts and took > 1:
            at -= 1.1  # before the other one has ended, and the pause
        start, end = round(max(0.0, at), 2), round(at + took, 2)
        turn: dict[str, object] = {"speaker": speaker, "text": text, "start": start, "end": end}
        if worded:
            step = (end - start) / len(words)
            turn["words"] = [
                {
                    "text": word,
                    "start": round(start + n * step, 2),
                    "end": round(start + (n + 1) * step, 2),
                    "probability": 0.9,
                }
                for n, word in enumerate(words)
            ]
        turns.append(turn)
        at = end + (4.0 if chance.random() < 0.05 else 0.5)
    return turns


def _make(home: Path) -> None:
    """Audit the first weeks under older rules, then all calls under the present ones."""
    write_calls(home / "calls")
    write_calls(home / "calls_old", older=True)
    rules = home / "older_rules"
    shutil.copytree(default_rules(), rules)
    (rules / NEW_RULE).unlink()
    _audit(home / "calls_old", home / "old", rules=rules)
    _audit(home / "calls", home / "now", rules=default_rules())
    for ledger in home.glob("*/.callaudit"):
        shutil.rmtree(ledger)


def _audit(calls_of: Path, out: Path, *, rules: Path) -> None:
    settings = AuditSettings(rules=rules, cache=out.parent / "cache", like=False)
    run_batch(
        BatchSettings(inputs=(calls_of,), out=out, audit=settings, log=calls_of / "call_log.csv")
    )


def _name() -> str:
    """Return a digest of all that decides what the audits hold."""
    package = Path(__file__).parents[1] / "callaudit"
    code = [path for folder in MADE_BY for path in sorted((package / folder).rglob("*.py"))]
    code += [*sorted((package / "reports").glob("*.py")), package / "runner" / "batch.py"]
    code += [Path(__file__), Path(said.__file__), *sorted(default_rules().rglob("*.yaml"))]
    made_of = hashlib.sha256()
    for path in code:
        if not path.name.startswith(ELSEWHERE):
            made_of.update(path.read_bytes())
    return f"monday-{made_of.hexdigest()[:16]}"
