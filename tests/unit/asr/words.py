"""Segments and spans as the tests of the recognition stage need them."""

from callaudit.core.interval import Interval
from callaudit.core.transcript import Segment, Word


def span(start_s, end_s):
    return Interval(start_s=start_s, end_s=end_s)


def spans(*pairs):
    return tuple(span(*pair) for pair in pairs)


def said(text, *, at=0.0, each_s=0.3, channel=0, **signs):
    """Return a segment of words that follow each other from `at` on, `each_s` seconds each."""
    words = tuple(
        Word(
            text=text_of_one,
            start_s=round(at + n * each_s, 2),
            end_s=round(at + (n + 1) * each_s, 2),
            probability=0.9,
            channel=channel,
        )
        for n, text_of_one in enumerate(text.split())
    )
    return Segment(
        start_s=at,
        end_s=words[-1].end_s if words else at,
        text=text,
        words=words,
        channel=channel,
        **signs,
    )
