"""What a report must say, counted again from `audit.jsonl` line by line, with no frame in sight."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import sqrt
from pathlib import Path
from typing import Any

SEVERITIES = ("critical", "major", "minor", "coach")
Line = dict[str, Any]


def lines_of(folder: Path) -> list[Line]:
    """The lines of an audit."""
    with (folder / "audit.jsonl").open(encoding="utf-8") as stream:
        return [json.loads(text) for text in stream]


def broken_of(line: Line) -> list[Line]:
    return [one for one in line["findings"] if one["verdict"] == "broken"]


def is_serious(line: Line) -> bool:
    return any(one["severity"] in ("critical", "major") for one in broken_of(line))


def percent(right: int, of: int) -> str:
    """A share with its interval as a reader sees it, worked out from the formula in a textbook."""
    z = 1.959963984540054
    share = right / of
    root = z * sqrt(share * (1 - share) / of + z**2 / (4 * of**2))
    low = max(0.0, (share + z**2 / (2 * of) - root) / (1 + z**2 / of))
    high = min(1.0, (share + z**2 / (2 * of) + root) / (1 + z**2 / of))
    low, high = (0.0 if right == 0 else low), (1.0 if right == of else high)
    return f"{100 * round(share, 4):.0f} %, between {100 * low:.0f} and {100 * high:.0f} %"


@dataclass
class Group:
    """Calls that have something in common."""

    calls: int = 0
    serious: int = 0
    left_open: int = 0
    broken: Counter[str] = field(default_factory=Counter)

    def add(self, line: Line) -> None:
        self.calls += 1
        self.serious += is_serious(line)
        self.left_open += len(line["findings"]) - len(broken_of(line))
        self.broken.update(one["severity"] for one in broken_of(line))

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(self.broken[name] for name in SEVERITIES)


def grouped(lines: Iterable[Line], key: str) -> dict[str, Group]:
    """Audited calls by what the log says of them."""
    groups: dict[str, Group] = defaultdict(Group)
    for line in lines:
        if line["status"] == "audited":
            groups[line["log"][key] or "not named in the log"].add(line)
    return groups


def monday_of(line: Line) -> date:
    day = datetime.fromisoformat(line["log"]["start"]).date()
    return day - timedelta(days=day.weekday())


def by_week(lines: Iterable[Line]) -> dict[date, Group]:
    groups: dict[date, Group] = defaultdict(Group)
    for line in lines:
        if line["status"] == "audited":
            groups[monday_of(line)].add(line)
    return groups


def judged(lines: Iterable[Line]) -> dict[str, tuple[int, int]]:
    """Of each rule in how many calls it was broken, and in how many judged."""
    broken: Counter[str] = Counter()
    all_judged: Counter[str] = Counter()
    for line in lines:
        for rule, verdict in line["verdicts"].items():
            all_judged[rule] += verdict in ("met", "broken")
            broken[rule] += verdict == "broken"
    return {rule: (broken[rule], all_judged[rule]) for rule in all_judged}


def worst_first(lines: Iterable[Line]) -> list[str]:
    """Ids of the calls with a serious finding, in the order of a report."""
    bad = [line for line in lines if line["status"] == "audited" and is_serious(line)]

    def gravity(line: Line) -> tuple[Any, ...]:
        counts = Counter(one["severity"] for one in broken_of(line))
        left_open = len(line["findings"]) - len(broken_of(line))
        return (*(-counts[name] for name in SEVERITIES), -left_open, line["call_id"])

    return [line["call_id"] for line in sorted(bad, key=gravity)]


def changed(now: Iterable[Line], before: Iterable[Line]) -> tuple[set[Any], set[Any], set[Any]]:
    """New, gone and unchanged findings (call, rule) of calls that both audited."""
    audited = [{x["call_id"]: x for x in one if x["status"] == "audited"} for one in (now, before)]
    both = audited[0].keys() & audited[1].keys()
    keys = [
        {(call, one["rule"]) for call in both for one in broken_of(lines[call])}
        for lines in audited
    ]
    return keys[0] - keys[1], keys[1] - keys[0], keys[0] & keys[1]
