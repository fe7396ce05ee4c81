"""Strike words that are the other channel's, heard a second time through an echo."""

from statistics import median

from callaudit.core.interval import Interval
from callaudit.core.recording import Echo, Loudness
from callaudit.core.transcript import Segment, Transcript

ECHOED = "an echo of the other channel"
"""Reason that an echoed segment is kept with."""

_TIME_ERROR_S = 1.0
"""How far word times of two hearings of one sound may differ."""

_SAME_WORDS = 0.5
"""Share of a text's words, in order, that the other channel must have; echoes are misheard."""

_FEW_WORDS = 3
"""Texts up to this length must be the same word for word: two people may say "okay" at once."""

_LOUDER_DB = 6.0
"""How far above the level of the echo a stretch may lie: a voice of its own is louder by more."""


def strike_echoes(
    transcript: Transcript, echoes: tuple[Echo, ...], *, loudness: tuple[Loudness, ...]
) -> Transcript:
    """Return the transcript, segments that repeat the other channel marked as dropped.

    Only on channels that the signal shows to carry an echo, at its lag, and no louder than that:
    two people who say the same both keep their words.
    """
    segments = transcript.segments
    levels = {track.channel: track for track in loudness}
    for echo in echoes:
        source = tuple(s for s in segments if s.channel == echo.of_channel and s.dropped is None)
        segments = tuple(
            segment.model_copy(update={"dropped": ECHOED})
            if segment.channel == echo.on_channel
            and segment.dropped is None
            and _is_faint(segment, echo, levels)
            and _repeats(segment, source, echo)
            else segment
            for segment in segments
        )
    return transcript.model_copy(update={"segments": segments})


def _is_faint(segment: Segment, echo: Echo, levels: dict[int, Loudness]) -> bool:
    """Tell whether a segment is as much fainter than the other channel as its echo is."""
    here, there = levels[echo.on_channel], levels[echo.of_channel]
    first, last = (int(moment / here.step_s) for moment in (segment.start_s, segment.end_s))
    steps = range(first, min(last, len(here.levels_dbfs) - 1) + 1)
    if not steps:
        return False
    heard = median(here.levels_dbfs[step] for step in steps)
    # The lag is shorter than a step; the step before holds what a late echo repeats.
    said = median(max(there.levels_dbfs[max(0, step - 1) : step + 1]) for step in steps)
    return heard - said <= echo.level_db + _LOUDER_DB


def _repeats(segment: Segment, source: tuple[Segment, ...], echo: Echo) -> bool:
    from rapidfuzz.distance import LCSseq

    around = Interval(
        start_s=max(0.0, segment.start_s - echo.lag_s - _TIME_ERROR_S),
        end_s=max(0.0, segment.start_s, segment.end_s - echo.lag_s + _TIME_ERROR_S),
    )
    heard = _words(segment.text)
    said = _words(
        " ".join(
            word.text
            for one in source
            for word in one.words
            if around.start_s <= (word.start_s + word.end_s) / 2 <= around.end_s
        )
    )
    if len(heard) <= _FEW_WORDS:
        return bool(heard) and f" {' '.join(heard)} " in f" {' '.join(said)} "
    return bool(LCSseq.similarity(heard, said) >= _SAME_WORDS * len(heard))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()
