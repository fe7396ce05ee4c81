"""What a call log says, told in counts, and which of its rows cannot be judged."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, get_args

from callaudit.calllog.moments import CLOCKS_WENT
from callaudit.calllog.naming import column_suggestion
from callaudit.calllog.places import Zones, zones_of
from callaudit.calllog.reader import CallLog
from callaudit.calllog.schema import COLUMNS, KNOWN_NAMES
from callaudit.core.errors import Fault
from callaudit.core.metadata import CallMetadata, CallResult, CollectorParty
from callaudit.core.model import Frozen

NO_TIME = "the row gives no start"
NO_PLACE = "the row gives no place and no telephone: the consumer's time zone is not known"

_QUOTED = re.compile(r'"[^"]*"')
_DIGITS = re.compile(r"\d[\d:T.+-]*")


class ColumnRead(Frozen):
    """A column of the log: what it is read as (None: nothing), cells with a value, doubtful cells.

    `note` says what a person should know of a column that is not read.
    """

    theirs: str
    ours: str | None
    read: int = 0
    doubtful: int = 0
    note: str = ""


About = Literal["lost", "time", "place", "cell"]


class Concern(Frozen):
    """What is wrong in the same way with some rows: a reason, an example, their lines.

    `lost` rows are no calls at all; of a row without `time` or `place` neither hours nor
    frequency can be told; a `cell` costs its own value at most.
    """

    about: About
    reason: str
    example: str
    lines: tuple[int, ...]

    @property
    def unjudged(self) -> bool:
        """Tell whether the rows cannot be judged by the log."""
        return self.about != "cell"


class ClockChange(Frozen):
    """A local time that never was or was twice, with both readings."""

    line: int
    call_id: str
    problem: str


class LogFacts(Frozen):
    """What was understood of a log. `zones` counts the rows that may be in each zone."""

    path: str
    faults: tuple[str, ...]
    rows: int
    columns: tuple[ColumnRead, ...]
    first: datetime | None
    last: datetime | None
    zones: dict[str, int]
    rows_in_several_zones: int
    results: dict[str, int]
    parties: dict[str, int]


class LogReading:
    """Adds up what the rows of a log say, one row at a time."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._read: Counter[tuple[int, ...]] = Counter()
        self._sets: dict[tuple[int, ...], tuple[set[str], ...]] = {}
        self._doubtful: Counter[str] = Counter()
        self._zones: Counter[tuple[str, ...]] = Counter()
        self._results: Counter[CallResult] = Counter()
        self._parties: Counter[CollectorParty | None] = Counter()
        self._first: datetime | None = None
        self._last: datetime | None = None
        self._concerns: dict[tuple[About, str], list[int]] = {}
        self._examples: dict[tuple[About, str], str] = {}
        self._clock_changes: list[ClockChange] = []

    def add(self, row: CallMetadata, line: int) -> None:
        """Count a row."""
        zones = zones_of(row)
        self._zones[zones.names] += 1
        self._results[row.result] += 1
        self._parties[row.collector_party] += 1
        self._count_columns(row)
        if row.start is not None:
            self._first = min(self._first or row.start, row.start)
            self._last = max(self._last or row.start, row.start)
        for problem in row.problems:
            self._doubtful[problem.partition(":")[0]] += 1
            if CLOCKS_WENT in problem:
                change = ClockChange(line=line, call_id=row.call_id, problem=problem)
                self._clock_changes.append(change)
        self._concern(row, zones, line)

    def _count_columns(self, row: CallMetadata) -> None:
        """Count which columns the row has values for; most rows share their sets of names."""
        sets = tuple(one.model_fields_set for one in (row, row.agent, row.consumer, row.flags))
        key = tuple(map(id, sets))
        self._read[key] += 1
        self._sets.setdefault(key, sets)  # kept, so that no other set gets its place

    def _concern(self, row: CallMetadata, zones: Zones, line: int) -> None:
        cells = list(row.problems)
        if row.start is None:
            why = [problem for problem in cells if problem.startswith("start:")]
            self._note("time", (why or [NO_TIME])[0], line)
            cells = [problem for problem in cells if problem not in why]
        if not zones.sources:
            self._note("place", (zones.problems or (NO_PLACE,))[0], line)
        cells = [problem for problem in cells if CLOCKS_WENT not in problem]
        for problem in (*cells, *(zones.problems if zones.sources else ())):
            self._note("cell", problem, line)

    def lose(self, faults: Iterable[Fault]) -> None:
        """Count rows that are no calls."""
        for fault in faults:
            told = f"{fault.field}: {fault.message}" if fault.field else fault.message
            self._note("lost", told, fault.line or 0)

    def _note(self, about: About, problem: str, line: int) -> None:
        key: tuple[About, str] = (about, _alike(problem))
        self._concerns.setdefault(key, []).append(line)
        self._examples.setdefault(key, problem)

    def facts(self, log: CallLog, faults: Iterable[Fault]) -> LogFacts:
        """Return what was counted."""
        return LogFacts(
            path=log.path,
            faults=tuple(map(str, faults)) or log.problems,  # such as that it has no rows
            rows=len(log.rows),
            columns=tuple(self._columns(log)),
            first=self._first,
            last=self._last,
            zones=_each(self._zones),
            rows_in_several_zones=sum(n for names, n in self._zones.items() if len(names) > 1),
            results={result.value: n for result, n in self._results.most_common()},
            parties={
                party.value if party else "not given": n for party, n in self._parties.most_common()
            },
        )

    def _columns(self, log: CallLog) -> Iterable[ColumnRead]:
        read: Counter[str] = Counter()
        for key, rows in self._read.items():
            read.update(dict.fromkeys(_columns_of(*self._sets[key]), rows))
        for column in log.columns:
            if column.ours is None:
                near = column_suggestion(column.theirs, KNOWN_NAMES).removeprefix("; ")
                note = "left out" if column.left_out else f"no column of ours; {near}".rstrip("; ")
                yield ColumnRead(theirs=column.theirs, ours=None, note=note)
                continue
            yield ColumnRead(
                theirs=column.theirs,
                ours=column.ours,
                read=read[column.ours],
                doubtful=self._doubtful[column.ours],
            )

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """What is wrong with rows, the gravest sort and the commonest reason first."""
        order = get_args(About)
        found = [
            Concern(
                about=about,
                reason=reason,
                example=self._examples[about, reason],
                lines=tuple(lines),
            )
            for (about, reason), lines in self._concerns.items()
        ]
        return tuple(sorted(found, key=lambda c: (order.index(c.about), -len(c.lines), c.reason)))

    @property
    def clock_changes(self) -> tuple[ClockChange, ...]:
        """Every local time that never was or was twice."""
        return tuple(self._clock_changes)


_PATHS: dict[tuple[str, ...], str] = {column.path: column.name for column in COLUMNS}


def _each(sets: Counter[tuple[str, ...]]) -> dict[str, int]:
    """Count the members of sets that were counted, the commonest first."""
    counts: Counter[str] = Counter()
    for names, number in sets.items():
        counts.update(dict.fromkeys(names, number))
    return dict(counts.most_common())


def _columns_of(
    plain: set[str], agent: set[str], consumer: set[str], flags: set[str]
) -> frozenset[str]:
    """Return columns by the keys that are set."""
    paths: list[tuple[str, ...]] = [(name,) for name in plain]
    for group, names in (("agent", agent), ("consumer", consumer), ("flags", flags)):
        paths += [(group, name) for name in names if group in plain]
    return frozenset(_PATHS[path] for path in paths if path in _PATHS)


def _alike(problem: str) -> str:
    """Return a problem without what differs from row to row: what is quoted, and numbers."""
    return _DIGITS.sub("#", _QUOTED.sub("…", problem))
