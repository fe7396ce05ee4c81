"""Pictures of coaching sheets as SVG: they read in grey, and carry no script and no style.

Every number of a picture stands in a table beside it; the pictures have a text of their own for
those who cannot see them. Colours are shades of grey: shape, length and pattern tell everything.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from callaudit.reports.coaching_views import (
    BinView,
    CountView,
    LevelView,
    MeasureView,
    MemberView,
    WeekView,
)
from callaudit.reports.marks import visible

INK, SOFT, LINE, BAND = "#1b1f24", "#59636e", "#c3c9cf", "#e4e8eb"
"""Ink, soft ink (4.5 to 1 on white and more), lines, and the ground of what is usual."""

LEAST_WEEKS = 2
"""One week makes no picture."""

_FONT = 'font-family="Libertinus Serif, system-ui, sans-serif"'


def weeks_chart(weeks: Sequence[WeekView], *, width: int = 360, height: int = 130) -> str:
    """Draw mean scores of weeks as dots with their intervals; empty with fewer than two."""
    shown = [week for week in weeks if week.level.value is not None]
    if len(shown) < LEAST_WEEKS:
        return ""
    left, right, top, bottom = 26, 6, 8, 20
    step = (width - left - right) / max(1, len(weeks))

    def across(at: int) -> float:
        return left + step * (at + 0.5)

    def down(points: float) -> float:
        return top + (100 - points) / 100 * (height - top - bottom)

    parts = [_axis(down, left=left, right=width - right)]
    dots = [(at, week) for at, week in enumerate(weeks) if week.level.value is not None]
    line = " ".join(f"{across(at):.1f},{down(week.level.value or 0):.1f}" for at, week in dots)
    parts.append(f'<polyline points="{line}" fill="none" stroke="{SOFT}" stroke-dasharray="2 3"/>')
    for at, week in dots:
        parts.append(_whisker(across(at), down, week.level))
    every = -(-len(weeks) // 8)
    for at, week in enumerate(weeks):
        if at % every == 0:
            label = f"{week.week.day} {week.week:%b}"
            parts.append(_text(across(at), height - 6, label, anchor="middle"))
    told = "; ".join(
        f"{week.week}: {week.level.value:.0f}" for week in shown if week.level.value is not None
    )
    return _svg(width, height, parts, f"Mean score of each week, with its interval. {told}.")


def _axis(down: Callable[[float], float], *, left: int, right: int) -> str:
    lines = []
    for points in (0, 50, 100):
        y = down(points)
        lines.append(f'<path d="M{left} {y:.1f}H{right}" stroke="{LINE}" stroke-width="1"/>')
        lines.append(_text(left - 4, y + 3, str(points), anchor="end"))
    return "".join(lines)


def _whisker(x: float, down: Callable[[float], float], level: LevelView) -> str:
    low, high, mid = down(level.low or 0), down(level.high or 0), down(level.value or 0)
    return (
        f'<path d="M{x:.1f} {low:.1f}V{high:.1f}M{x - 3:.1f} {low:.1f}h6M{x - 3:.1f} {high:.1f}h6" '
        f'stroke="{SOFT}" stroke-width="1" fill="none"/>'
        f'<circle cx="{x:.1f}" cy="{mid:.1f}" r="3.2" fill="{INK}"/>'
    )


def measure_chart(view: MeasureView, *, width: int = 180, height: int = 26) -> str:
    """Draw a collector's median and middle half over the colleagues' band, between the bounds."""
    known = (view.middle, view.low, view.high, view.team_low, view.team_high, view.least, view.most)
    numbers = [one for one in known if one is not None]
    if view.middle is None or not numbers:
        return ""
    most = 100.0 if view.unit == "%" else max(numbers) * 1.1 or 1.0

    def across(value: float) -> float:
        return 4 + min(value, most) / most * (width - 8)

    middle = height / 2
    parts = [f'<path d="M4 {middle}H{width - 4}" stroke="{LINE}"/>']
    if view.team_low is not None and view.team_high is not None:
        a, b = across(view.team_low), across(view.team_high)
        parts.append(
            f'<rect x="{a:.1f}" y="{middle - 7}" width="{max(1.5, b - a):.1f}" height="14" '
            f'fill="{BAND}" stroke="{LINE}"/>'
        )
    for bound in (view.least, view.most):
        if bound is not None:
            x = across(bound)
            parts.append(
                f'<path d="M{x:.1f} 1V{height - 1}" stroke="{INK}" stroke-dasharray="3 2"/>'
            )
    if view.low is not None and view.high is not None:
        a, b = across(view.low), across(view.high)
        parts.append(f'<path d="M{a:.1f} {middle}H{b:.1f}" stroke="{INK}" stroke-width="2"/>')
    parts.append(f'<circle cx="{across(view.middle):.1f}" cy="{middle}" r="3.6" fill="{INK}"/>')
    told = f"{view.name}: median {view.middle:g} {view.unit}; {view.words}"
    return _svg(width, height, parts, told)


def members_chart(members: Sequence[MemberView], *, width: int = 420) -> str:
    """Draw each collector's mean score with its interval, in the order of the names."""
    shown = [one for one in members if one.level.value is not None]
    if not shown:
        return ""
    row, left = 20, 150
    height = row * len(shown) + 22

    def across(points: float) -> float:
        return left + points / 100 * (width - left - 10)

    parts = []
    for points in (0, 25, 50, 75, 100):
        x = across(points)
        parts.append(f'<path d="M{x:.1f} 2V{height - 18}" stroke="{LINE}"/>')
        parts.append(_text(x, height - 6, str(points), anchor="middle"))
    for at, one in enumerate(shown):
        y, level = row * at + row / 2 + 2, one.level
        a, b, mid = across(level.low or 0), across(level.high or 0), across(level.value or 0)
        parts.append(_text(left - 6, y + 3.5, _short(one.name, 26), anchor="end"))
        parts.append(
            f'<path d="M{a:.1f} {y}H{b:.1f}M{a:.1f} {y - 3}v6M{b:.1f} {y - 3}v6" stroke="{SOFT}" '
            f'fill="none"/><circle cx="{mid:.1f}" cy="{y}" r="3.6" fill="{INK}"/>'
        )
    told = "; ".join(f"{one.name}: {one.level.value:.0f}" for one in shown)
    return _svg(width, height, parts, f"Mean score of each collector, by name. {told}.")


def bins_chart(bins: Sequence[BinView], *, width: int = 360, height: int = 120) -> str:
    """Draw how many calls have which score; empty where none has one."""
    most = max((one.calls for one in bins), default=0)
    if not most:
        return ""
    step, bottom, top = (width - 8) / len(bins), 20, 14
    parts = [f'<path d="M4 {height - bottom}H{width - 4}" stroke="{SOFT}"/>']
    for at, one in enumerate(bins):
        tall = (height - bottom - top) * one.calls / most
        x = 4 + at * step
        if one.calls:
            parts.append(
                f'<rect x="{x + 2:.1f}" y="{height - bottom - tall:.1f}" width="{step - 4:.1f}" '
                f'height="{tall:.1f}" fill="{SOFT}"/>'
            )
            y = height - bottom - tall - 3
            parts.append(_text(x + step / 2, y, str(one.calls), anchor="middle"))
        parts.append(_text(x + step / 2, height - 6, _bin_name(one), anchor="middle"))
    told = "; ".join(f"{_bin_name(one)}: {one.calls}" for one in bins if one.calls)
    return _svg(width, height, parts, f"Number of calls by score. {told}.")


def cell_bar(share: float, *, step: int) -> str:
    """Draw the bar under a number of the heat map: its length is the share, its grey the step."""
    shade = ("#ffffff", "#b9c0c6", "#8a949d", "#59636e", "#1b1f24")[step]
    length = max(1.5, 60 * share) if share else 0
    bar = f'<rect width="{length:.1f}" height="5" fill="{shade}"/>' if share else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 5" width="60" height="5" '
        f'aria-hidden="true"><path d="M0 4.5H60" stroke="{LINE}"/>{bar}</svg>'
    )


def share_bar(count: CountView) -> str:
    """Draw a share as a bar with the whisker of its interval."""
    if count.low is None or count.high is None:
        return ""
    share = count.broken / count.of
    a, b = 1 + 98 * count.low, 1 + 98 * count.high
    return _svg(
        100,
        10,
        (
            f'<path d="M1 9.5H99" stroke="{LINE}"/>',
            f'<rect x="1" y="2" width="{98 * share:.1f}" height="7" fill="#8a949d"/>',
            f'<path d="M{a:.1f} 5.5H{b:.1f}M{a:.1f} 3.5v4M{b:.1f} 3.5v4" '
            f'stroke="{INK}" fill="none"/>',
        ),
        f"{100 * share:.0f}%, likely {100 * count.low:.0f} to {100 * count.high:.0f}%",
    )


def _bin_name(one: BinView) -> str:
    return "100" if one.low == 100 else f"{one.low}–{one.high - 1}"


def _text(x: float, y: float, said: str, *, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="9" {_FONT} fill="{SOFT}" '
        f'text-anchor="{anchor}">{escape(visible(said))}</text>'
    )


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _svg(width: int, height: int, parts: Iterable[str], told: str) -> str:
    """Wrap a picture; everything that came from a call is escaped here or in `_text`."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label="{escape(visible(told))}">'
        f"{''.join(parts)}</svg>"
    )
