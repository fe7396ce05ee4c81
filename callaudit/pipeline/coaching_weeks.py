"""Calls by week."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from callaudit.pipeline.coaching_words import level_view, period_words
from callaudit.reports.coaching_views import WeekView
from callaudit.scoring.comparison import mean_score

if TYPE_CHECKING:
    import pandas as pd

MOST_WEEKS = 13
"""A quarter of a year: earlier weeks count in the sums and are not drawn one by one."""

_SEVERITIES = ("critical", "major", "minor")


def weeks_of(calls: "pd.DataFrame", *, weight: float) -> tuple[WeekView, ...]:
    """Return the last weeks in which calls were made, those between without any too."""
    dated = calls[calls["week"].notna()]
    if not len(dated):
        return ()
    last, first = dated["week"].max().date(), dated["week"].min().date()
    first = max(first, last - timedelta(weeks=MOST_WEEKS - 1))
    number = (last - first).days // 7 + 1
    return tuple(_week(dated, first + timedelta(weeks=at), weight) for at in range(number))


def _week(dated: "pd.DataFrame", week: date, weight: float) -> WeekView:
    rows = dated[(dated["week"].dt.date == week) & (dated["status"] == "audited")]
    points = list(rows["points"].dropna())
    return WeekView(
        week=week,
        calls=len(rows),
        level=level_view(mean_score(points, weight=weight), len(points)),
        broken=int(rows[list(_SEVERITIES)].sum().sum()),
    )


def period_of(calls: "pd.DataFrame") -> str:
    """Say from which day to which the calls were made."""
    days = calls["day"].dropna()
    if not len(days):
        return period_words(None, None)
    return period_words(days.min().date(), days.max().date())
