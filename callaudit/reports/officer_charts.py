"""Where dots, intervals and bars of the officer's report are drawn.

Across, lengths are percent of the drawing, so that it is as wide as its place; down, they are
pixels. Each drawing has its numbers beside it.
"""

import itertools
from collections.abc import Sequence
from datetime import date

from callaudit.core.accuracy import Share
from callaudit.core.model import Frozen
from callaudit.reports.officer_views import CoverageView, WeekView
from callaudit.reports.wording import in_percent

_TICKS = (0.0, 0.5, 1.0)

_EDGE = 3.0
_HEIGHT, _TOP, _FOOT = 170.0, 12.0, 158.0
_BAR_HEIGHT, _BAR_TOP = 46.0, 14.0
_MOST_LABELS = 8
_MOST_COUNTS = 16


class TickView(Frozen):
    """A labelled place on an axis."""

    at: float
    label: str


class AxisView(Frozen):
    """The axis of shares, from none to all; `reference` is the share over all calls."""

    ticks: tuple[TickView, ...]
    reference: float | None = None


class RangeView(Frozen):
    """A share as a dot on its interval, and in words."""

    at: float
    low: float
    high: float
    words: str


class SegmentView(Frozen):
    """A part of a bar: `pattern` tells it from its neighbours without colour."""

    x: float
    width: float
    pattern: str
    label: str
    count: int


class WeekMark(Frozen):
    """One week: its share with interval and its bar of calls; `at` None without any call.

    Every other label is a `second` one, which a narrow window has no room for.
    """

    x: float
    at: float | None
    low: float
    high: float
    bar_y: float
    bar_height: float
    bar_width: float
    calls: int
    label: str
    second: bool
    count_label: str
    words: str


class WeekChart(Frozen):
    """Shares over the weeks above, calls below."""

    height: float
    foot: float
    bar_height: float
    ticks: tuple[TickView, ...]
    reference: float
    marks: tuple[WeekMark, ...]
    lines: tuple[tuple[float, float, float, float], ...]


def share_axis(*, reference: Share | None = None) -> AxisView:
    """Return the axis from none to all: the same for every drawing, so that they compare."""
    middle = None if reference is None else reference.estimate.value
    return AxisView(
        ticks=tuple(TickView(at=_across(one), label=_percent(one)) for one in _TICKS),
        reference=None if middle is None else _across(middle),
    )


def share_range(share: Share) -> RangeView | None:
    """Place a share on the axis; None where nothing was counted."""
    one = share.estimate
    if one.value is None or one.low is None or one.high is None:
        return None
    at, low, high = (_across(number) for number in (one.value, one.low, one.high))
    return RangeView(at=at, low=low, high=high, words=in_percent(share))


def coverage_bar(view: CoverageView) -> tuple[SegmentView, ...]:
    """Return the parts of a bar over all calls."""
    parts = (
        ("whole", "audited, every rule judged (coaching advice aside)", view.whole),
        ("part", "audited, with rules left open", view.partly),
        ("none", "could not be audited", view.failed),
    )
    segments, x = [], 0.0
    for pattern, label, count in parts:
        width = round(100 * count / view.calls, 3) if view.calls else 0.0
        segments.append(SegmentView(x=x, width=width, pattern=pattern, label=label, count=count))
        x = round(x + width, 3)
    return tuple(segments)


def week_chart(weeks: Sequence[WeekView], *, reference: Share) -> WeekChart | None:
    """Lay out the weeks in order; None where fewer than two have calls."""
    shares = [week.group.share for week in weeks if week.group.calls]
    if len(shares) < 2:
        return None
    most = max(week.group.calls for week in weeks)
    step = -(-len(weeks) // _MOST_LABELS)
    marks = tuple(
        _week_mark(week, _Place(n=n, of=len(weeks), most=most), step=step)
        for n, week in enumerate(weeks)
    )
    return WeekChart(
        height=_HEIGHT,
        foot=_FOOT,
        bar_height=_BAR_HEIGHT,
        ticks=tuple(TickView(at=_down(one), label=_percent(one)) for one in _TICKS),
        reference=_down(reference.estimate.value or 0.0),
        marks=marks,
        lines=tuple(
            (one.x, one.at, other.x, other.at)
            for one, other in itertools.pairwise(marks)
            if one.at is not None and other.at is not None
        ),
    )


class _Place(Frozen):
    """Where a week stands: its number of how many, and the most calls of any."""

    n: int
    of: int
    most: int


def _week_mark(week: WeekView, place: _Place, *, step: int) -> WeekMark:
    share, calls = week.group.share, week.group.calls
    one = share.estimate
    column = (100 - 2 * _EDGE) / place.of
    bar = round((_BAR_HEIGHT - _BAR_TOP) * calls / place.most, 1)
    told = f"{share.right} of {share.of} calls ({in_percent(share)})" if share.of else "no calls"
    return WeekMark(
        x=round(_EDGE + (place.n + 0.5) * column, 2),
        at=None if one.value is None else _down(one.value),
        low=_down(one.low or 0.0),
        high=_down(one.high or 0.0),
        bar_y=round(_BAR_HEIGHT - bar, 1),
        bar_height=bar,
        bar_width=round(min(column * 0.6, 8.0), 2),
        calls=calls,
        label=_day(week.monday) if place.n % step == 0 else "",
        second=place.n // step % 2 == 1,
        count_label=str(calls) if place.of <= _MOST_COUNTS else "",
        words=f"Week of {_day(week.monday)}: {told}",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _across(share: float) -> float:
    return round(_EDGE + (100 - 2 * _EDGE) * share, 2)


def _down(share: float) -> float:
    return round(_FOOT - (_FOOT - _TOP) * share, 1)
