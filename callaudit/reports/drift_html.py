"""A script's drift as one page that opens offline, prints, and needs no script."""

from pathlib import Path

from callaudit.core.drift import CallDrift, Drift, DriftCount, SpokenLine, count_of
from callaudit.core.model import Frozen
from callaudit.reports.as_html import asset, content_policy, environment
from callaudit.reports.drift_rows import CollectorRow, LineRow, collector_rows, line_rows

MOST_QUOTES = 12
"""Rewordings of a line that are shown, the farthest first; the CSV has them all."""

WORST = 5
"""Lines that are named of a collector."""


class Bar(Frozen):
    """Shares of said, reworded and skipped, in percent of a bar's width."""

    said: float
    reworded: float
    skipped: float


class LineView(Frozen):
    """A line with its bar and the quotes shown."""

    anchor: str
    row: LineRow
    bar: Bar | None
    shown: tuple[tuple[CallDrift, SpokenLine], ...]


class CollectorView(Frozen):
    """A collector with a bar, and the lines skipped or reworded most: (anchor, text, count)."""

    row: CollectorRow
    bar: Bar | None
    worst: tuple[tuple[str, str, DriftCount], ...]


def drift_page(drift: Drift) -> str:
    """Return the page: what is skipped and reworded, by line with the words said, by collector."""
    templates = environment()
    templates.globals["percent"] = percent
    templates.globals["moment"] = moment
    style = asset("report.css") + asset("drift.css")
    return templates.get_template("drift.html.j2").render(
        title=f"{Path(drift.path).name}: what is said of it",
        drift=drift,
        whole=count_of(tuple(one for call in drift.calls for one in call.lines)),
        lines=[_line(at, row) for at, row in enumerate(line_rows(drift))],
        collectors=[_collector(drift, row) for row in collector_rows(drift)],
        style=style,
        policy=content_policy(style),
    )


def percent(part: int, whole: int) -> str:
    """Return a share as a percentage, a dash of nothing."""
    return f"{part / whole:.0%}" if whole else "–"


def moment(seconds: float | None) -> str:
    """Return a moment of a call as minutes and seconds; empty where it is not known."""
    return "" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _line(at: int, row: LineRow) -> LineView:
    return LineView(
        anchor=_anchor(at), row=row, bar=_bar(row.count), shown=row.reworded[:MOST_QUOTES]
    )


def _anchor(at: int) -> str:
    return f"line-{at + 1}"


def _collector(drift: Drift, row: CollectorRow) -> CollectorView:
    lost = [
        (_anchor(at), drift.lines[at].text, count)
        for at, count in enumerate(row.lines)
        if count.skipped or count.reworded
    ]
    lost.sort(key=lambda one: (-one[2].skipped, -one[2].reworded))
    return CollectorView(row=row, bar=_bar(row.count), worst=tuple(lost[:WORST]))


def _bar(count: DriftCount) -> Bar | None:
    if not count.reached:
        return None
    parts = (100 * part / count.reached for part in (count.said, count.reworded, count.skipped))
    said, reworded, skipped = (round(part, 2) for part in parts)
    return Bar(said=said, reworded=reworded, skipped=skipped)
