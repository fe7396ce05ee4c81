"""Coaching sheets and the team report as pages that open offline and print; without a script."""

from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.reports.as_html import asset, content_policy, environment
from callaudit.reports.atomic import atomic_text
from callaudit.reports.coaching_charts import cell_bar, share_bar
from callaudit.reports.coaching_facts import (
    also_broken,
    fails_words,
    more_words,
    sheet_facts,
    team_facts,
)
from callaudit.reports.coaching_text import day_words, likely, moment_place, percent
from callaudit.reports.coaching_views import CellView, SheetView, TeamView
from callaudit.reports.wording import TWO_MEASURES

if TYPE_CHECKING:
    from jinja2 import Template


def write_sheet_html(path: Path, sheet: SheetView) -> None:
    """Write a collector's sheet, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    style = asset("coach.css")
    page = _template("coach_sheet.html.j2").generate(
        sheet=sheet,
        facts=sheet_facts(sheet),
        fails=fails_words(sheet),
        more=also_broken(sheet.more),
        style=style,
        policy=content_policy(style),
    )
    with atomic_text(path) as stream:
        stream.writelines(page)


def write_team_html(path: Path, team: TeamView) -> None:
    """Write the team report, atomically; its links lead to the sheets beside it.

    Raises:
        OSError: if the folder cannot be written.
    """
    style = asset("coach.css")
    page = _template("coach_team.html.j2").generate(
        team=team,
        facts=team_facts(team),
        two_measures=TWO_MEASURES,
        more=more_words(team.rules_left_out),
        style=style,
        policy=content_policy(style),
    )
    with atomic_text(path) as stream:
        stream.writelines(page)


def _template(name: str) -> "Template":
    templates = environment()
    templates.globals["day_words"] = day_words
    templates.globals["percent"] = percent
    templates.globals["place"] = moment_place
    templates.globals["bar"] = _bar
    templates.globals["bar_of"] = share_bar
    templates.globals["likely"] = likely
    return templates.get_template(name)


def _bar(cell: CellView) -> str:
    return cell_bar(cell.count.broken / cell.count.of, step=cell.step)
