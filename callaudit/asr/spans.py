"""Arithmetic on ordered spans of time."""

from callaudit.core.interval import Interval


def join_near(spans: tuple[Interval, ...], *, gap_s: float) -> tuple[Interval, ...]:
    """Return the spans in order, those that overlap or lie within `gap_s` made one."""
    joined: list[Interval] = []
    for span in sorted(spans, key=lambda one: (one.start_s, one.end_s)):
        if joined and span.start_s - joined[-1].end_s <= gap_s:
            end_s = max(joined[-1].end_s, span.end_s)
            joined[-1] = Interval(start_s=joined[-1].start_s, end_s=end_s)
        else:
            joined.append(span)
    return tuple(joined)


def subtract(spans: tuple[Interval, ...], holes: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """Return what is left of the spans outside the holes."""
    cuts = join_near(holes, gap_s=0.0)
    left: list[Interval] = []
    for span in spans:
        start_s = span.start_s
        for hole in cuts:
            if hole.end_s <= start_s or hole.start_s >= span.end_s:
                continue
            if hole.start_s > start_s:
                left.append(Interval(start_s=start_s, end_s=hole.start_s))
            start_s = max(start_s, hole.end_s)
        if start_s < span.end_s:
            left.append(Interval(start_s=start_s, end_s=span.end_s))
    return tuple(left)


def intersect(spans: tuple[Interval, ...], others: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """Return the parts of the spans that lie inside one of the others."""
    return subtract(spans, subtract(spans, others))


def overlap_s(span: Interval, others: tuple[Interval, ...]) -> float:
    """Return the seconds of a span that lie inside the others."""
    return sum(one.duration_s for one in intersect((span,), others))


def total_s(spans: tuple[Interval, ...]) -> float:
    """Return the length of all spans together; overlaps count once."""
    return sum(one.duration_s for one in join_near(spans, gap_s=0.0))
