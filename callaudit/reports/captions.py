"""One call's words as captions or plain text: WebVTT, SRT, `Agent:` lines."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from callaudit.core.audit import CallAudit
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.reports.as_json import json_text, transcript_line
from callaudit.reports.transcript_format import TranscriptFormat

CAPTION_CHARS = 84
"""Two lines of a screen: a longer turn is cut between words where it has their times."""

_ENDS = (".", "!", "?")


class Caption(NamedTuple):
    """Some words of one speaker, and when they are shown."""

    speaker: Speaker
    text: str
    start_s: float
    end_s: float


def transcript_text(audit: CallAudit, form: TranscriptFormat) -> str | None:
    """Return the whole file; None where the call has no words, or captions no times.

    All forms are read again by `callaudit.transcripts`. JSON keeps turns, words, times and
    metadata; captions cut long turns, so only JSON is judged as the recording is.
    """
    if audit.call is None or not audit.call.conversation.turns:
        return None
    conversation = audit.call.conversation
    if form is TranscriptFormat.TXT:
        return "".join(f"{_line(turn)}\n" for turn in conversation.turns)
    if form is TranscriptFormat.JSON:
        record = transcript_line(audit)
        return None if record is None else f"{json_text(record)}\n"
    shown = tuple(captions(conversation))
    if not shown:
        return None
    return _vtt(shown) if form is TranscriptFormat.VTT else _srt(shown)


def captions(conversation: Conversation) -> Iterator[Caption]:
    """Yield the captions of all turns that have times, in order."""
    for turn in conversation.turns:
        if turn.start_s is None or turn.end_s is None:
            continue
        if len(turn.text) <= CAPTION_CHARS or not turn.words:
            yield Caption(turn.speaker, _plain(turn.text), turn.start_s, turn.end_s)
        else:
            yield from _cut(turn)


def _cut(turn: Turn) -> Iterator[Caption]:
    """Cut a turn after sentences that fill half a caption, else where it is full."""
    spans = turn.word_spans()
    first, length = 0, 0
    for at, word in enumerate(turn.words):
        length += len(word.text) + 1
        following = turn.words[at + 1 : at + 2]
        full = bool(following) and length + len(following[0].text) > CAPTION_CHARS
        ended = word.text.endswith(_ENDS) and length > CAPTION_CHARS / 2
        if full or ended or not following:
            text = " ".join(one.text for one in turn.words[first : at + 1])
            start_s, end_s = turn.seconds_of(spans[first][0], spans[at][1])
            yield Caption(turn.speaker, _plain(text), start_s or 0.0, end_s or 0.0)
            first, length = at + 1, 0


def _vtt(shown: tuple[Caption, ...]) -> str:
    cues = (
        f"{_clock(one.start_s)} --> {_clock(one.end_s)}\n"
        f"<v {_name(one.speaker)}>{escape(one.text, quote=False)}</v>\n"
        for one in shown
    )
    return "\n".join(("WEBVTT\n", *cues))


def _srt(shown: tuple[Caption, ...]) -> str:
    # Players take "<b>" for a tag in SRT too, and few resolve "&amp;".
    return "\n".join(
        f"{number}\n{_clock(one.start_s, mark=',')} --> {_clock(one.end_s, mark=',')}\n"
        f"{_name(one.speaker)}: {one.text.replace('<', '&lt;')}\n"
        for number, one in enumerate(shown, start=1)
    )


def _line(turn: Turn) -> str:
    stamp = f"[{_clock(turn.start_s)}] " if turn.start_s is not None else ""
    return f"{stamp}{_name(turn.speaker)}: {_plain(turn.text)}"


def _name(speaker: Speaker) -> str:
    return speaker.value.replace("_", " ").capitalize()


def _plain(text: str) -> str:
    """Return text on one line: a line end would end the caption or the turn."""
    return " ".join(text.split())


def _clock(seconds: float, *, mark: str = ".") -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    hours, rest = divmod(whole, 3600)
    return f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}{mark}{thousandths:03d}"
