"""Where dots, intervals and bars of the officer's report are drawn.

Across, lengths are percent of the drawing, so that it is as wide as its place; down, they are
pixels. Each drawing has its numbers beside it.
"""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date

from callaudit.core.accuracy import Share
from callaudit.core.model import Frozen
from callaudit.reports.officer_views import CoverageView, WeekView
from callaudit.reports.wording import in_percent

WHOLE_SCALES = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Where an axis may end; the least that holds every interval."""

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
    """An axis of shares from nought to `end`; `reference` is the share over all calls."""

    end: float
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
    """One week: its share with interval and its bar of calls; `at` None without any call."""

    x: float
    at: float | None
    low: float
    high: float
    bar_y: float
    bar_height: float
    bar_width: float
    calls: int
    label: str
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


def share_axis(shares: Iterable[Share], *, reference: Share | None = None) -> AxisView:
    """Return an axis that holds the intervals of all shares."""
    highest = max((share.estimate.high or 0.0 for share in shares), default=0.0)
    end = next(scale for scale in WHOLE_SCALES if scale >= min(highest, 1.0))
    middle = None if reference is None else reference.estimate.value
    return AxisView(
        end=end,
        ticks=tuple(TickView(at=_across(one, end), label=_percent(one)) for one in _ticks(end)),
        reference=None if middle is None or middle > end else _across(middle, end),
    )


def share_range(share: Share, axis: AxisView) -> RangeView | None:
    """Place a share on an axis; None where nothing was counted."""
    one = share.estimate
    if one.value is None or one.low is None or one.high is None:
        return None
    at, low, high = (_across(number, axis.end) for number in (one.value, one.low, one.high))
    return RangeView(at=at, low=low, high=high, words=in_percent(share))


def coverage_bar(view: CoverageView) -> tuple[SegmentView, ...]:
    """Return the parts of a bar over all calls."""
    parts = (
        ("whole", "audited, every rule judged", view.whole),
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
    axis = share_axis([*shares, reference])
    most = max(week.group.calls for week in weeks)
    step = -(-len(weeks) // _MOST_LABELS)
    marks = tuple(
        _week_mark(
            week, _Place(n=n, of=len(weeks), end=axis.end, most=most), labelled=n % step == 0
        )
        for n, week in enumerate(weeks)
    )
    return WeekChart(
        height=_HEIGHT,
        foot=_FOOT,
        bar_height=_BAR_HEIGHT,
        ticks=tuple(
            TickView(at=_down(one, axis.end), label=_percent(one)) for one in _ticks(axis.end)
        ),
        reference=_down(reference.estimate.value or 0.0, axis.end),
        marks=marks,
        lines=tuple(
            (one.x, one.at, other.x, other.at)
            for one, other in itertools.pairwise(marks)
            if one.at is not None and other.at is not None
        ),
    )


class _Place(Frozen):
    """Where a week stands: its number of how many, and the ends of both scales."""

    n: int
    of: int
    end: float
    most: int


def _week_mark(week: WeekView, place: _Place, *, labelled: bool) -> WeekMark:
    share, calls = week.group.share, week.group.calls
    one = share.estimate
    column = (100 - 2 * _EDGE) / place.of
    bar = round((_BAR_HEIGHT - _BAR_TOP) * calls / place.most, 1)
    told = f"{share.right} of {share.of} calls ({in_percent(share)})" if share.of else "no calls"
    return WeekMark(
        x=round(_EDGE + (place.n + 0.5) * column, 2),
        at=None if one.value is None else _down(one.value, place.end),
        low=_down(one.low or 0.0, place.end),
        high=_down(one.high or 0.0, place.end),
        bar_y=round(_BAR_HEIGHT - bar, 1),
        bar_height=bar,
        bar_width=round(min(column * 0.6, 8.0), 2),
        calls=calls,
        label=_day(week.monday) if labelled else "",
        count_label=str(calls) if place.of <= _MOST_COUNTS else "",
        words=f"Week of {_day(week.monday)}: {told}",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _ticks(end: float) -> tuple[float, ...]:
    return (0.0, end / 2, end)


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _across(share: float, end: float) -> float:
    return round(_EDGE + (100 - 2 * _EDGE) * share / end, 2)


def _down(share: float, end: float) -> float:
    return round(_FOOT - (_FOOT - _TOP) * share / end, 1)
