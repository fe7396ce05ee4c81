"""A script's drift as rows: by line, by collector, and by call."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from callaudit.core.drift import (
    CallDrift,
    Drift,
    DriftCount,
    DriftLine,
    LineVerdict,
    SpokenLine,
    count_of,
)
from callaudit.core.model import Frozen
from callaudit.reports.as_csv import inert_cell


class LineRow(Frozen):
    """A line, how often what became of it, and the calls that reworded it, farthest first."""

    line: DriftLine
    count: DriftCount
    reworded: tuple[tuple[CallDrift, SpokenLine], ...]
    skipped_by: tuple[str, ...]


class CollectorRow(Frozen):
    """A collector: calls, what became of the lines, and which are skipped or reworded most."""

    agent: str
    calls: int
    count: DriftCount
    lines: tuple[DriftCount, ...]


def line_rows(drift: Drift) -> tuple[LineRow, ...]:
    """Return a row for each line of the script, in its order."""
    return tuple(_line_row(drift, at, line) for at, line in enumerate(drift.lines))


def _line_row(drift: Drift, at: int, line: DriftLine) -> LineRow:
    spoken = [(call, one) for call in drift.calls for one in call.lines if one.line == at]
    reworded = [pair for pair in spoken if pair[1].verdict is LineVerdict.REWORDED]
    skipped = {call.agent for call, one in spoken if one.verdict is LineVerdict.SKIPPED}
    return LineRow(
        line=line,
        count=count_of(tuple(one for _, one in spoken)),
        reworded=tuple(sorted(reworded, key=lambda pair: (pair[1].score, pair[0].call_id))),
        skipped_by=tuple(sorted(skipped)),
    )


def collector_rows(drift: Drift) -> tuple[CollectorRow, ...]:
    """Return a row for each collector, those who keep to the script least first."""
    rows = [
        _collector_row(drift, agent, [call for call in drift.calls if call.agent == agent])
        for agent in sorted({call.agent for call in drift.calls})
    ]
    return tuple(sorted(rows, key=lambda row: row.count.said / max(1, row.count.reached)))


def _collector_row(drift: Drift, agent: str, calls: list[CallDrift]) -> CollectorRow:
    spoken = tuple(one for call in calls for one in call.lines)
    return CollectorRow(
        agent=agent,
        calls=len(calls),
        count=count_of(spoken),
        lines=tuple(
            count_of(tuple(one for one in spoken if one.line == at))
            for at in range(len(drift.lines))
        ),
    )


def drift_json(drift: Drift) -> str:
    """Return everything as one JSON document; lines are numbered by their place in `lines`."""
    lines = [
        {
            "line": row.line.number,
            "script": row.line.script,
            "branch": row.line.branch or None,
            "text": row.line.text,
            **_counts(row.count),
            "skipped_by": row.skipped_by,
        }
        for row in line_rows(drift)
    ]
    collectors = [
        {"agent": row.agent, "calls": row.calls, **_counts(row.count)}
        for row in collector_rows(drift)
    ]
    whole = {
        "schema": 1,
        "script": drift.path,
        "left_out": drift.left_out,
        "lines": lines,
        "collectors": collectors,
        "calls": [call.model_dump(mode="json") for call in drift.calls],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)


def _counts(count: DriftCount) -> dict[str, int]:
    return {
        "said": count.said,
        "reworded": count.reworded,
        "skipped": count.skipped,
        "not_applicable": count.not_reached,
    }


COLUMNS = (
    "agent",
    "call_id",
    "script",
    "line",
    "branch",
    "text",
    "verdict",
    "score",
    "quote",
    "turn",
    "start_s",
)


def drift_csv(drift: Drift) -> str:
    """Return a row for each call and line; a spreadsheet runs none of the cells."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_csv_rows(drift))
    return text.getvalue()


def _csv_rows(drift: Drift) -> Iterable[list[Any]]:
    for call in drift.calls:
        for one in call.lines:
            line = drift.lines[one.line]
            found = one.verdict in (LineVerdict.SAID, LineVerdict.REWORDED)
            cells = [call.agent, call.call_id, call.script, line.number, line.branch, line.text]
            cells += [one.verdict.value, one.score if found else "", one.quote, one.turn]
            row = [*cells, one.start_s]
            yield [inert_cell(cell) if isinstance(cell, str) else cell for cell in row]
