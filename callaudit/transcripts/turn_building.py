"""Turns from the pieces that transcript files hold."""

import math
from typing import NamedTuple

from callaudit.core.conversation import Speaker, Turn

MAX_TURNS = 50_000
"""Turns of one call; a day of talk has fewer."""

NEXT_CAPTION_S = 1.5
"""Longest pause between captions that are still one turn of one speaker."""

_ENDS_OF_SENTENCE = (".", "!", "?", '."', '!"', '?"')


class Piece(NamedTuple):
    """A caption or line: who said it (None where the file does not say), what, and when."""

    label: str | None
    text: str
    start_s: float | None = None
    end_s: float | None = None


class Reading(NamedTuple):
    """The turns of a file and what is to be said about them."""

    turns: tuple[Turn, ...]
    problems: tuple[str, ...] = ()


def seconds(value: object) -> float | None:
    """Return a time in seconds from JSON: a finite number from zero up, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and number >= 0 else None


def span(start: object, end: object) -> tuple[float | None, float | None]:
    """Return start and end in seconds; both None where they make no span."""
    start_s, end_s = seconds(start), seconds(end)
    if start_s is None or end_s is None or end_s < start_s:
        return None, None
    return start_s, end_s


def joined(pieces: list[Piece]) -> list[Piece]:
    """Join captions that cut one sentence of one speaker in two.

    A rule looks at whole turns, and would miss what stands across two captions.
    """
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and _goes_on(runs[-1][-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [
        run[0]._replace(text=" ".join(piece.text for piece in run), end_s=run[-1].end_s)
        for run in runs
    ]


def turn(index: int, speaker: Speaker, piece: Piece) -> Turn:
    """Return a piece as a turn."""
    return Turn(
        index=index, speaker=speaker, text=piece.text, start_s=piece.start_s, end_s=piece.end_s
    )


def _goes_on(last: Piece, piece: Piece) -> bool:
    # Captions without a speaker may be anybody's, one each.
    if piece.label is None or last.label != piece.label:
        return False
    if last.text.endswith(_ENDS_OF_SENTENCE):
        return False
    if last.end_s is None or piece.start_s is None:
        return False
    return 0 <= piece.start_s - last.end_s <= NEXT_CAPTION_S
