"""Calls of a case on a grid of days and hours: where each mark, band and flag is drawn.

Lengths are units of the drawing, one pixel each at full size.
"""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from callaudit.core.model import Frozen
from callaudit.reports.timeline_views import (
    BandView,
    CallMarkView,
    DayView,
    FlagView,
    GapView,
    HourView,
    TimelineView,
)

WEEK = 7
"""Days of the rolling window, its last day included; more calls than this many are presumed too
many, and a conversation asks for as many quiet days, its own included: 12 CFR 1006.14(b)(2)."""

MOST_DAYS = 150
"""Longer cases show their last days; what came before stands in the table below."""

_LEFT, _RIGHT, _DAY, _GAP, _HOUR, _LANE = 46.0, 14.0, 36.0, 44.0, 10.0, 17.0
_AXIS, _STRIP, _FOOT = 46.0, 48.0, 6.0
_LETTER = 5.9
_LONGEST_STRETCH = 6
"""Empty days that are still shown: two calls of one week have at most five between them."""
_LEAST_APART, _SIDESTEP = 14.0, 10.5
_FIRST_HOUR, _LAST_HOUR = 7, 22
_BOUNDS = (8, 21)
_LABELLED = 4
_SATURDAY = 5


class CallPoint(Frozen):
    """A call to be drawn; `at` on the consumer's clock. `quiet` asks for a week without calls."""

    at: datetime
    kind: str
    inbound: bool = False
    quiet: bool = False
    counts: bool = True
    label: str = ""
    anchor: str = ""
    severity: str = ""
    findings: int = 0


class FlagPoint(Frozen):
    """A flag to be drawn on a day; with `at` its pole ends at that time of the day."""

    day: date
    kind: str
    text: str
    at: datetime | None = None
    label: str = ""
    anchor: str = ""


class _Scale(NamedTuple):
    """Where days and hours lie."""

    columns: dict[date, float]
    gaps: tuple[GapView, ...]
    right: float
    first_hour: int
    last_hour: int
    top: float

    @property
    def foot(self) -> float:
        return self.top + (self.last_hour - self.first_hour) * _HOUR

    def y(self, moment: datetime) -> float:
        hours = moment.hour + moment.minute / 60 - self.first_hour
        return round(self.top + hours * _HOUR, 1)


def timeline(
    calls: Sequence[CallPoint], flags: Sequence[FlagPoint], *, label: str
) -> TimelineView | None:
    """Lay out calls and flags, None where no call has a day.

    Longer stretches in which nothing is or binds are left out, and marked.
    """
    if not calls:
        return None
    ordered = sorted(calls, key=lambda call: call.at)
    columns, gaps, right = _columns(_shown_days(ordered, flags))
    seen = [call for call in ordered if call.at.date() in columns]
    raised = [flag for flag in flags if flag.day in columns]
    hours = [call.at.hour for call in seen] + [f.at.hour for f in raised if f.at is not None]
    scale = _Scale(
        columns=columns,
        gaps=gaps,
        right=right,
        first_hour=min(_FIRST_HOUR, *hours),
        last_hour=max(_LAST_HOUR, *(hour + 1 for hour in hours)),
        top=0.0,
    )
    marks = _places(seen, scale)
    raised.sort(key=lambda flag: _pole(flag, seen, marks, scale).x)
    lanes = _lanes([(_pole(flag, seen, marks, scale).x, flag.text) for flag in raised])
    scale = scale._replace(top=4 + _LANE * (max(lanes) + 1 if lanes else 0) + 4)
    marks = _places(seen, scale)
    strip = scale.foot + _AXIS
    waving = tuple(
        _flag(flag, _pole(flag, seen, marks, scale), lane)
        for flag, lane in zip(raised, lanes, strict=True)
    )
    reach = max([right, *(flag.x + len(flag.text) * _LETTER + 14 for flag in waving)])
    return TimelineView(
        label=label,
        width=round(reach + _RIGHT),
        height=round(strip + _STRIP + _FOOT),
        left=_LEFT,
        right=right,
        grid_top=scale.top,
        grid_foot=scale.foot,
        strip_top=strip,
        strip_foot=strip + _STRIP,
        days=_days(ordered, scale),
        gaps=gaps,
        hours=_hours(scale),
        quiet=_quiet(seen, scale),
        week=_last_week(raised, scale),
        calls=tuple(_mark(call, place) for call, place in zip(seen, marks, strict=True)),
        flags=waving,
    )


def _shown_days(calls: Sequence[CallPoint], flags: Sequence[FlagPoint]) -> list[date]:
    """Return the days on which something is or binds, in order, at most `MOST_DAYS`."""
    kept = {call.at.date() for call in calls} | {flag.day for flag in flags}
    kept.update(_last_seven(flags))
    for call in calls:
        kept.update(_week_from(call.at.date()) if call.quiet else ())
    return sorted(kept)[-MOST_DAYS:]


def _last_seven(flags: Sequence[FlagPoint]) -> list[date]:
    """Return the seven days that end with the last one known of."""
    end = next((flag.day for flag in flags if flag.kind == "end"), None)
    return _week_from(end - timedelta(days=WEEK - 1)) if end else []


def _last_week(flags: Sequence[FlagPoint], scale: _Scale) -> BandView | None:
    xs = [scale.columns[day] for day in _last_seven(flags) if day in scale.columns]
    return BandView(x=min(xs), width=max(xs) + _DAY - min(xs)) if xs else None


def _week_from(day: date) -> list[date]:
    return [day + timedelta(days=n) for n in range(WEEK)]


def _columns(kept: list[date]) -> tuple[dict[date, float], tuple[GapView, ...], float]:
    """Give every day its column; long empty stretches become one gap each."""
    columns: dict[date, float] = {}
    gaps: list[GapView] = []
    x = _LEFT
    for before, day in zip([None, *kept], kept, strict=False):
        empty = (day - before).days - 1 if before else 0
        if empty > _LONGEST_STRETCH:
            gaps.append(GapView(x=x, width=_GAP, days=empty))
            x += _GAP
        else:
            for n in range(empty, 0, -1):
                columns[day - timedelta(days=n)] = x
                x += _DAY
        columns[day] = x
        x += _DAY
    return columns, tuple(gaps), x


class _Place(NamedTuple):
    x: float
    y: float


def _places(calls: Sequence[CallPoint], scale: _Scale) -> list[_Place]:
    """Place the calls; those of one day that would touch stand side by side."""
    places: list[_Place] = []
    for day, of_day in itertools.groupby(calls, key=lambda call: call.at.date()):
        middle = scale.columns[day] + _DAY / 2
        last: dict[float, float] = {}
        for call in of_day:
            y = scale.y(call.at)
            free = [s for s in (0, -1, 1) if y - last.get(s, -_LEAST_APART) >= _LEAST_APART]
            side = free[0] if free else min(last, key=lambda one: last[one])
            last[side] = y
            places.append(_Place(middle + side * _SIDESTEP, y))
    return places


def _mark(call: CallPoint, place: _Place) -> CallMarkView:
    return CallMarkView(
        x=place.x,
        y=place.y,
        kind=call.kind,
        inbound=call.inbound,
        label=call.label,
        anchor=call.anchor,
        severity=call.severity,
        findings=call.findings,
    )


def _pole(
    flag: FlagPoint, calls: Sequence[CallPoint], marks: Sequence[_Place], scale: _Scale
) -> _Place:
    """Return the foot of a flag's pole: the call it belongs to, a time, or the foot of its day."""
    for call, mark in zip(calls, marks, strict=True):
        if call.at == flag.at:
            return mark
    middle = scale.columns[flag.day] + _DAY / 2
    return _Place(middle, scale.y(flag.at) if flag.at else scale.foot)


def _flag(flag: FlagPoint, pole: _Place, lane: int) -> FlagView:
    return FlagView(
        x=pole.x,
        y=4 + lane * _LANE,
        foot=pole.y,
        kind=flag.kind,
        text=flag.text,
        label=flag.label or flag.text,
        anchor=flag.anchor,
    )


def _lanes(flags: Sequence[tuple[float, str]]) -> list[int]:
    """Return each flag's lane from the top, so that neither texts nor poles cross a text.

    A flag that would lie in an earlier one's text goes below it.
    """
    lanes: list[int] = []
    ends: list[tuple[float, int]] = []
    for x, text in flags:
        lane = max((below + 1 for end, below in ends if end > x), default=0)
        lanes.append(lane)
        ends.append((x + len(text) * _LETTER + 16, lane))
    return lanes


def _days(calls: Sequence[CallPoint], scale: _Scale) -> tuple[DayView, ...]:
    counted = [call.at.date() for call in calls if call.counts]
    days, month = [], ""
    for day, x in scale.columns.items():
        in_seven = sum(day - timedelta(days=WEEK) < one <= day for one in counted)
        named = f"{day:%b %Y}"
        days.append(
            DayView(
                x=x,
                width=_DAY,
                weekday=f"{day:%a}",
                day=str(day.day),
                month=named if named != month else "",
                weekend=day.weekday() >= _SATURDAY,
                in_seven=in_seven,
                bar=round(min(1.0, in_seven / WEEK), 3),
                over=in_seven > WEEK,
            )
        )
        month = named
    return tuple(days)


def _hours(scale: _Scale) -> tuple[HourView, ...]:
    """Return a line for every fourth hour and for the hours that the law names."""
    hours = range(scale.first_hour, scale.last_hour + 1)
    told = [h for h in hours if h in _BOUNDS or (h % _LABELLED == 0 and h != _BOUNDS[1] - 1)]
    return tuple(
        HourView(
            y=scale.top + (hour - scale.first_hour) * _HOUR,
            label=f"{time(hour % 24):%H:%M}",
            bound=hour in _BOUNDS,
        )
        for hour in told
    )


def _quiet(calls: Sequence[CallPoint], scale: _Scale) -> tuple[BandView, ...]:
    """Return the quiet weeks; those that touch are one band."""
    days = sorted({day for c in calls if c.quiet for day in _week_from(c.at.date())})
    bands: list[BandView] = []
    for before, day in zip([None, *days], days, strict=False):
        x = scale.columns.get(day)
        if x is None:
            continue
        if bands and before and (day - before).days == 1:
            bands[-1] = BandView(x=bands[-1].x, width=x + _DAY - bands[-1].x)
        else:
            bands.append(BandView(x=x, width=_DAY))
    return tuple(bands)
