"""WebVTT and SRT captions to turns."""

import html
import re

from callaudit.core.conversation import Speaker
from callaudit.core.errors import TranscriptFileError
from callaudit.transcripts.plain_text import split_label
from callaudit.transcripts.speaker_names import speaker_of
from callaudit.transcripts.turn_building import MAX_TURNS, Piece, Reading, joined, turn

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,60})?[ \t]{1,9}([^>\n]{0,100})>")
_TAG = re.compile(r"</?[A-Za-z0-9:.][^<>]{0,200}>|</?[A-Za-z]>")


def read_captions(text: str) -> Reading:
    """Return the turns of a WebVTT or SRT file.

    The speaker stands in `<v Agent>` or before a colon; a caption without one belongs to
    nobody known. Captions that cut a sentence in two are joined.

    Raises:
        TranscriptFileError: if no caption can be read.
    """
    pieces: list[Piece] = []
    problems: list[str] = []
    for number, block in enumerate(re.split(r"\n[ \t]*\n", _unix(text)), start=1):
        lines = block.strip("\n").split("\n")
        at = next((i for i, line in enumerate(lines[:3]) if "-->" in line), None)
        if at is None:
            continue
        timing = _TIMING.fullmatch(lines[at])
        if timing is None:
            problems.append(f"caption {number}: its time cannot be read")
            start_s = end_s = None
        else:
            start_s, end_s = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
            if end_s < start_s:
                problems.append(f"caption {number}: ends before it starts; its time is ignored")
                start_s = end_s = None
        pieces += [Piece(label, said, start_s, end_s) for label, said in _voices(lines[at + 1 :])]
    if not pieces:
        raise TranscriptFileError("no_turns", "it holds no captions with words in them")
    if len(pieces) > MAX_TURNS:
        raise TranscriptFileError("too_large", f"it holds more than {MAX_TURNS} captions")
    return _reading(joined(pieces), problems)


def _reading(pieces: list[Piece], problems: list[str]) -> Reading:
    turns = []
    for index, piece in enumerate(pieces):
        speaker = speaker_of(piece.label) if piece.label else Speaker.UNKNOWN
        turns.append(turn(index, speaker, piece))
    unknown = sum(one.speaker is Speaker.UNKNOWN for one in turns)
    if unknown:
        problems.append(f"{unknown} of {len(turns)} turns name no speaker that is known")
    return Reading(tuple(turns), tuple(problems))


def _voices(lines: list[str]) -> list[tuple[str | None, str]]:
    """Return (label, words) of each voice in one caption."""
    payload = "\n".join(lines)
    parts = _VOICE.split(payload)
    found: list[tuple[str | None, str]] = []
    for line in parts[0].split("\n"):
        label, said = split_label(_bare(line.strip().removeprefix("- ")))
        if label is None and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {said}".strip())
        else:
            found.append((label, said))
    for label, said in zip(parts[1::2], parts[2::2], strict=True):
        found.append((_bare(label), _bare(said)))
    return [(label, said) for label, said in found if said]


def _bare(text: str) -> str:
    """Take the tags off and resolve `&amp;`; blanks become single."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _seconds(clock: tuple[str | None, ...]) -> float:
    hours, minutes, whole, fraction = clock
    parts = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(whole or 0)
    return parts + int((fraction or "0").ljust(3, "0")) / 1000


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
