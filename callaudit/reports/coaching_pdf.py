"""Coaching sheets and the team report as PDF, set by Typst.

Why Typst and not WeasyPrint: `pip install weasyprint` on a machine without Pango gives a package
that cannot be imported (it opens libpango, libharfbuzz and fontconfig of the system), while the
wheel of `typst` links nothing but the C library and brings its fonts along. It also measures what
it sets, so that a page can choose the largest size of type at which all of it fits: a sheet has
two pages on every machine, whatever was said in the calls. One sheet takes a tenth of a second.

Texts travel as JSON beside the template, never inside it: `#` and `*` of a call stay letters.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

from callaudit.reports.as_html import SHAPES, asset
from callaudit.reports.coaching_charts import cell_bar, share_bar
from callaudit.reports.coaching_facts import (
    also_broken,
    fails_words,
    more_words,
    sheet_facts,
    team_facts,
)
from callaudit.reports.coaching_text import clipped, day_words, likely, moment_place, percent
from callaudit.reports.coaching_views import (
    CellView,
    ChangeView,
    LineView,
    MemberView,
    MomentView,
    RuleRowView,
    SheetView,
    TeamView,
    WeekView,
)
from callaudit.reports.marks import visible
from callaudit.reports.wording import TWO_MEASURES, count_of

_LONG_WORD = re.compile(r"\S{30}(?=\S)")
"""Where Typst may break what has no blank, such as a call's id: nowhere, unless it is told."""

COLUMNS = 10
"""Collectors whose cells stand side by side on a landscape page."""


def write_sheet_pdf(path: Path, sheet: SheetView) -> None:
    """Write a collector's sheet of at most two pages, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    data = {
        "title": f"Coaching sheet: {sheet.name}",
        "foot": _foot(sheet.audits),
        "sheet": {
            **sheet.model_dump(mode="json"),
            "made_of": sheet_facts(sheet),
            "fails_words": fails_words(sheet),
            "weeks": [_week(week) for week in sheet.weeks],
            "weeks_told": "Mean score of each week; the table has the numbers",
            "measures": [
                {**one.model_dump(), "calls_words": count_of(one.calls, "call")}
                for one in sheet.measures
            ],
            "strengths": [
                {**one.model_dump(mode="json"), "moment": _moment(one.moment)}
                for one in sheet.strengths
            ],
            "changes": [_change(one) for one in sheet.changes],
            "more_words": also_broken(sheet.more),
        },
    }
    _write(path, ("coach.typ", "coach_sheet.typ"), data)


def write_team_pdf(path: Path, team: TeamView) -> None:
    """Write the team report, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    data = {
        "title": "Team report",
        "foot": _foot(team.audits),
        "team": {
            **team.model_dump(mode="json"),
            "made_of": team_facts(team),
            "members_told": "Mean score of each collector; the table has the numbers",
            "two_measures": TWO_MEASURES,
            "members": [_member(one) for one in team.members],
            "weeks": [_week(week) for week in team.weeks],
            "bins": [{"name": one.name, "calls": one.calls} for one in team.bins if one.calls],
            "frequent": [
                {
                    **_row(row, slice(0)),
                    "likely": likely(row.total),
                    "bar": share_bar(row.total),
                }
                for row in team.frequent
            ],
            "comparisons": f"{team.comparisons:,}",
            "parts": _parts(team),
            "left_out": more_words(team.rules_left_out),
        },
    }
    _write(path, ("coach.typ", "coach_team.typ"), data)


def _foot(audits: tuple[str, ...]) -> str:
    """Say on every page what it is made from."""
    return f"Made from {clipped(', '.join(audits), 80)}. “Likely” is the 95% interval."


def _week(week: WeekView) -> dict[str, Any]:
    return {**week.model_dump(mode="json"), "day": day_words(week.week)}


def _member(one: MemberView) -> dict[str, Any]:
    return {
        **one.model_dump(mode="json"),
        "serious_in": f"{one.serious.broken:,} of {count_of(one.serious.of, 'call')}",
        "serious_share": percent(one.serious),
        "serious_likely": likely(one.serious),
        "serious_bar": share_bar(one.serious),
    }


def _moment(moment: MomentView) -> dict[str, Any]:
    return {**moment.model_dump(mode="json"), "place": moment_place(moment)}


def _change(change: ChangeView) -> dict[str, Any]:
    return {
        **change.model_dump(mode="json"),
        "shape": SHAPES[change.severity],
        "moment": _moment(change.moment),
        "line": _line(change.line),
    }


def _line(line: LineView | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {"said": f"{line.who or 'A colleague'} said", "moment": _moment(line.moment)}


def _parts(team: TeamView) -> list[dict[str, Any]]:
    """Cut the heat map where a page has no room for more collectors."""
    names = [one.name for one in team.members]
    starts = range(0, len(names), COLUMNS)
    return [
        {
            "names": names[at : at + COLUMNS],
            "rows": [_row(row, slice(at, at + COLUMNS)) for row in team.rules],
        }
        for at in starts
        if team.rules
    ]


def _row(row: RuleRowView, shown: slice) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "title": row.title,
        "severity": row.severity,
        "shape": SHAPES[row.severity],
        "all": f"{row.total.broken} of {row.total.of}",
        "all_calls": f"{row.total.broken} of {count_of(row.total.of, 'call')}",
        "percent": percent(row.total),
        "cells": [_cell(cell) for cell in row.cells[shown]],
    }


def _cell(cell: CellView) -> dict[str, Any]:
    of = cell.count.of
    return {
        "broken": cell.count.broken,
        "of": of,
        "percent": percent(cell.count),
        "sign": {"more": "▲", "less": "▼"}.get(cell.standing, ""),
        "bar": cell_bar(cell.count.broken / of, step=cell.step) if of else "",
    }


def _write(path: Path, templates: tuple[str, ...], data: dict[str, Any]) -> None:
    """Set a document and put it in its place whole."""
    import typst

    source = "\n".join(asset(name) for name in templates)
    document = typst.compile(
        source.encode("utf-8"),
        format="pdf",
        sys_inputs={"data": json.dumps(_shown(data), ensure_ascii=False)},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(document)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _shown(value: Any, *, name: str = "") -> Any:
    """Make control and direction signs of all texts visible, as the pages do, and words breakable.

    Pictures and links are ours and stay as they are.
    """
    if isinstance(value, str):
        if name == "href" or value.startswith("<svg"):
            return value
        return _LONG_WORD.sub("\\g<0>\u200b", visible(value))
    if isinstance(value, dict):
        return {key: _shown(one, name=key) for key, one in value.items()}
    if isinstance(value, list):
        return [_shown(one) for one in value]
    return value
