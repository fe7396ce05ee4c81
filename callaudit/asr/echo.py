"""Strike words that are the other channel's, heard a second time through an echo."""

from callaudit.core.interval import Interval
from callaudit.core.recording import Echo
from callaudit.core.transcript import Segment, Transcript

ECHOED = "an echo of the other channel"
"""Reason that an echoed segment is kept with."""

_TIME_ERROR_S = 1.0
"""How far word times of two hearings of one sound may differ."""

_SAME_SCORE = 80.0
"""Likeness in percent, by letters, from which a longer text is the same; echoes are misheard."""

_FEW_WORDS = 3
"""Texts up to this length must be the same word for word: two people may say "okay" at once."""


def strike_echoes(transcript: Transcript, echoes: tuple[Echo, ...]) -> Transcript:
    """Return the transcript, segments that repeat the other channel marked as dropped.

    Only on channels that the signal shows to carry an echo, at its lag: two people who say the
    same on a good line both keep their words.
    """
    segments = transcript.segments
    for echo in echoes:
        source = tuple(s for s in segments if s.channel == echo.of_channel and s.dropped is None)
        segments = tuple(
            segment.model_copy(update={"dropped": ECHOED})
            if segment.channel == echo.on_channel
            and segment.dropped is None
            and _repeats(segment, source, echo)
            else segment
            for segment in segments
        )
    return transcript.model_copy(update={"segments": segments})


def _repeats(segment: Segment, source: tuple[Segment, ...], echo: Echo) -> bool:
    from rapidfuzz import fuzz

    heard = _plain(segment.text)
    around = Interval(
        start_s=max(0.0, segment.start_s - echo.lag_s - _TIME_ERROR_S),
        end_s=max(segment.end_s, segment.start_s) - echo.lag_s + _TIME_ERROR_S,
    )
    said = _plain(
        " ".join(
            word.text
            for one in source
            for word in one.words
            if around.start_s <= (word.start_s + word.end_s) / 2 <= around.end_s
        )
    )
    if not heard or not said:
        return False
    if len(heard.split()) <= _FEW_WORDS:
        return f" {heard} " in f" {said} "
    return bool(fuzz.partial_ratio(heard, said) >= _SAME_SCORE)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
