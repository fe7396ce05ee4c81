"""Plain text with `Agent:` and `Customer:` lines to turns."""

import re
from collections import Counter

from callaudit.core.conversation import Speaker
from callaudit.core.errors import TranscriptFileError
from callaudit.transcripts.speaker_names import is_speaker_label, speaker_of
from callaudit.transcripts.turn_building import MAX_TURNS, Piece, Reading, turn

_LABEL = re.compile(
    r"\s*\**([^\W\d_][\w.' \-]{0,40}?)\**\s*(?:[\[(][\d:., \->]{1,30}[\])])?\s*:\**(?!//)"
)
_STAMP = re.compile(r"\s*[\[(]?(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?[\])]?[ \t-]+")

LABEL_CHARS = 120
"""Where a line's speaker must end; keeps the search short in lines of a megabyte."""

MAX_LINES = 200_000
"""Lines of one dialogue."""

LINES_THAT_MAKE_A_NAME = 2
"""A strange word before a colon is a speaker when at least so many lines begin with it."""


def read_dialogue(text: str) -> Reading:
    """Return the turns of a written dialogue.

    `Agent: …` begins a turn, lines without a speaker go on with it; a clock reading before
    the speaker is the turn's start. A strange name is a speaker, unknown, when it begins
    two lines or more. Without any speaker, each line is a turn of an unknown one.

    Raises:
        TranscriptFileError: if there are no words.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        raise TranscriptFileError("too_large", f"it holds more than {MAX_LINES} lines")
    names = _names(lines)
    said_by: list[tuple[str | None, float | None, list[str]]] = []
    labelled = False
    for line in lines:
        start_s, label, said = _parts(line, names)
        if label is None and labelled:
            said_by[-1][2].append(said)
        else:
            labelled = labelled or label is not None
            said_by.append((label, start_s, [said]))
    pieces = [
        Piece(label, " ".join(filter(None, words)), start_s) for label, start_s, words in said_by
    ]
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        raise TranscriptFileError("no_turns", "it holds no words that anybody said")
    if len(pieces) > MAX_TURNS:
        raise TranscriptFileError("too_large", f"it holds more than {MAX_TURNS} turns")
    turns = tuple(
        turn(index, speaker_of(piece.label) if piece.label else Speaker.UNKNOWN, piece)
        for index, piece in enumerate(pieces)
    )
    unknown = sum(one.speaker is Speaker.UNKNOWN for one in turns)
    problems = (
        (f"{unknown} of {len(turns)} turns name no speaker that is known",) if unknown else ()
    )
    return Reading(turns, problems)


def split_label(line: str, *, names: frozenset[str] = frozenset()) -> tuple[str | None, str]:
    """Split `Agent: hello` into speaker and words; None where no speaker stands before.

    `names` are further words that are speakers here. "Listen: I will pay" has no speaker.
    """
    found = _LABEL.match(line[:LABEL_CHARS])
    if found and (is_speaker_label(found.group(1)) or found.group(1) in names):
        return found.group(1), " ".join(line[found.end() :].split())
    return None, " ".join(line.split())


def _parts(line: str, names: frozenset[str]) -> tuple[float | None, str | None, str]:
    """Return start, speaker and words; a clock reading counts only before a speaker.

    "2:30 works for me" is speech.
    """
    label, said = split_label(line, names=names)
    if label is not None:
        return None, label, said
    start_s, rest = _stamped(line)
    label, words = split_label(rest, names=names)
    return (start_s, label, words) if label is not None else (None, None, said)


def _names(lines: list[str]) -> frozenset[str]:
    """Find the strange words that begin lines as speakers do: short and in capitals."""
    counts: Counter[str] = Counter()
    for line in lines:
        found = _LABEL.match(_stamped(line)[1][:LABEL_CHARS])
        if found:
            words = found.group(1).split()
            if len(words) <= 3 and all(word[0].isupper() for word in words):
                counts[found.group(1)] += 1
    return frozenset(n for n, count in counts.items() if count >= LINES_THAT_MAKE_A_NAME)


def _stamped(line: str) -> tuple[float | None, str]:
    found = _STAMP.match(line)
    if not found:
        return None, line
    hours, minutes, seconds, fraction = found.groups()
    at = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return at + int((fraction or "0").ljust(3, "0")) / 1000, line[found.end() :]
