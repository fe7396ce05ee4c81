"""Hear a telephone number again that lacks a digit or has one too many."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from callaudit.core.conversation import Conversation, Turn
from callaudit.core.interval import Interval
from callaudit.core.recording import Recording
from callaudit.core.transcript import SpanHearing, Word
from callaudit.pipeline.cache import HeardRecording
from callaudit.pipeline.hearing_tools import HearingTools
from callaudit.text.phones import cut_number, phone_asked, whole_number
from callaudit.text.tokens import tokenise

MOST_NUMBERS = 4
"""Numbers heard again in one call: each costs about a second."""

BEFORE_S = 6.0
AFTER_S = 2.0
"""Sound around the digits, up to the nearest other words: the times of long numbers are poor."""

LONGEST_S = 28.0
"""How much of the recording one hearing holds."""

MOST_EDITS = 2
"""Digits dropped, doubled or changed up to which it is the same number that was said."""

_PUTS_OFF = 6


class CutNumber(NamedTuple):
    """Digits that should be a telephone number: their turn, characters and span."""

    turn: Turn
    start_char: int
    end_char: int
    digits: str
    span: Interval


def with_numbers_heard_again(
    conversation: Conversation, heard: HeardRecording, *, recording: Recording, tools: HearingTools
) -> Conversation:
    """Return the conversation, telephone numbers that were cut replaced by what is heard again.

    Whisper is told how numbers are written and nothing of the log: no value can be heard into
    the sound. What is heard again counts if it is ten digits and nearly the first ones.

    Raises:
        AudioError: if the recording can no longer be decoded.
        RecognitionError: if the recogniser gives up.
    """
    cut = tuple(cut_numbers(conversation))[:MOST_NUMBERS]
    if not cut or not heard.transcript.language.startswith("en"):
        return conversation
    hearings = _hearings(cut, heard, recording=recording, tools=tools)
    mended = {
        one.turn.index: mend(one, again)
        for one, again in zip(cut, hearings, strict=True)
        if is_same_number(one.digits, whole_number(again.text))
    }
    turns = tuple(mended.get(turn.index, turn) for turn in conversation.turns)
    return conversation.model_copy(update={"turns": turns})


def cut_numbers(conversation: Conversation) -> Iterator[CutNumber]:
    """Yield the telephone numbers that are expected, timed and not whole, in order."""
    asked = False
    for turn in conversation.turns:
        spoken = tokenise(turn.text)
        found = cut_number(spoken, asked=asked)
        waits = asked and len(spoken) <= _PUTS_OFF and not any(c.isdigit() for c in turn.text)
        asked = phone_asked(spoken) or waits
        if found is None:
            continue
        first, last, digits = found
        start, end = spoken.starts[first], spoken.ends[last - 1]
        start_s, end_s = turn.seconds_of(start, end)
        if turn.words and start_s is not None and end_s is not None:
            span = _span(conversation, turn, start_s, end_s)
            yield CutNumber(turn, start, end, digits, span)


def _span(conversation: Conversation, turn: Turn, start_s: float, end_s: float) -> Interval:
    """Return the span of some words with the pauses around them, no other word of the channel."""
    others = [w for t in conversation.turns if t.channel == turn.channel for w in t.words]
    low_s = max([0.0, start_s - BEFORE_S, *(w.end_s for w in others if w.end_s <= start_s)])
    ahead = (w.start_s for w in others if w.start_s >= end_s)
    high_s = max(low_s, min([end_s + AFTER_S, low_s + LONGEST_S, *ahead]))
    return Interval(start_s=round(low_s, 2), end_s=round(high_s, 2))


def is_same_number(first: str, again: str) -> bool:
    """Tell whether ten digits may be those that were heard first, but for slips of the ear."""
    return bool(again) and _edits(first, again) <= MOST_EDITS


def mend(cut: CutNumber, hearing: SpanHearing) -> Turn:
    """Return the turn with the digits heard again in place of the first ones, at their times."""
    turn = cut.turn
    digits = whole_number(hearing.text)
    written = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    spans = turn.word_spans()
    inside = [
        word
        for word, (a, b) in zip(turn.words, spans, strict=True)
        if b > cut.start_char and a < cut.end_char
    ]
    # Punctuation that is part of the last word stays behind the number.
    last_end = max(b for a, b in spans if a < cut.end_char)
    first_start = min(a for a, b in spans if b > cut.start_char)
    text = turn.text[first_start : cut.start_char] + written + turn.text[cut.end_char : last_end]
    number = Word(
        text=text,
        start_s=inside[0].start_s,
        end_s=inside[-1].end_s,
        probability=min(word.probability for word in inside),
        channel=inside[0].channel,
    )
    at = turn.words.index(inside[0])
    words = (*turn.words[:at], number, *turn.words[at + len(inside) :])
    return turn.model_copy(update={"text": " ".join(word.text for word in words), "words": words})


def _hearings(
    cut: tuple[CutNumber, ...], heard: HeardRecording, *, recording: Recording, tools: HearingTools
) -> tuple[SpanHearing, ...]:
    """Hear the spans; those that were kept with the words need no sound."""
    from callaudit.audio.excerpt import excerpts

    ear, settings = tools.transcriber.second_ear, tools.transcriber.settings
    kept = tools.cache.hearings(recording.sha256, settings)
    known = {(h.channel, h.start_s, h.end_s): h for h in kept if h.heard_by == ear.digits_by}
    places = tuple((_channel(one), one.span) for one in cut)
    missing = tuple(p for p in places if (p[0], p[1].start_s, p[1].end_s) not in known)
    fresh = []
    for (channel, span), samples in zip(
        missing, excerpts(Path(recording.path), missing) if missing else (), strict=True
    ):
        louder = samples * 10 ** (heard.quality.channels[channel].gain_db / 20)
        fresh.append(
            ear.hear_digits(louder, channel=channel, span=span, language=heard.transcript.language)
        )
    if fresh:
        with suppress(OSError):
            tools.cache.keep_hearings(recording.sha256, settings, (*kept, *fresh))
    known |= {(h.channel, h.start_s, h.end_s): h for h in fresh}
    return tuple(known[channel, span.start_s, span.end_s] for channel, span in places)


def _channel(cut: CutNumber) -> int:
    return cut.turn.channel if cut.turn.channel is not None else cut.turn.words[0].channel


def _edits(one: str, two: str) -> int:
    """Return how many digits are dropped, added or changed between two numbers."""
    row = list(range(len(two) + 1))
    for at, left in enumerate(one, start=1):
        before, row[0] = row[0], at
        for place, right in enumerate(two, start=1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (left != right)),
            )
    return row[-1]
