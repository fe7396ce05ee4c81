"""Builds transcripts and conversations of invented calls from scripts.

A script is "agent: Hi, is this Nora? / customer: Yes."; every word lasts a quarter of a second
and speakers follow each other after half a second; a line "silence: 4" adds so
many seconds on two channels.
"""

import re

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.metadata import Agent, CallMetadata, Consumer
from callaudit.core.transcript import AsrSettings, Segment, Transcript, Word

WORD_S = 0.25
PAUSE_S = 0.5

OUTBOUND = CallMetadata(
    call_id="k1",
    agent=Agent(name="Dana Whitfield", company="Juniper Valley Dental"),
    consumer=Consumer(name="Nora Castellan"),
)
NAMELESS = CallMetadata(call_id="k1")


def lines_of(script: str) -> list[tuple[str, str]]:
    """Split a script into (speaker, text)."""
    lines = re.split(r" / |\n\s*(?=[a-z_]+: )", script)
    pairs = [line.split(":", 1) for line in lines if line.strip()]
    return [(speaker.strip(), " ".join(text.split())) for speaker, text in pairs]


def stereo(script: str, *, agent_on: int = 0) -> Transcript:
    """Say a script on two channels: the collector on one, everybody else on the other."""
    segments: list[Segment] = []
    at_s = 0.5
    for speaker, text in lines_of(script):
        if speaker == "silence":
            at_s += float(text)
            continue
        channel = agent_on if speaker == "agent" else 1 - agent_on
        segments.append(segment(text, at_s, channel=channel))
        at_s = segments[-1].end_s + PAUSE_S
    return transcript(*segments)


def mono(script: str, *, pause_s: float = PAUSE_S) -> Transcript:
    """Say a script on one channel, as a single long segment: borders are not marked."""
    words: list[Word] = []
    at_s = 0.5
    for _, text in lines_of(script):
        words.extend(segment(text, at_s).words)
        at_s = words[-1].end_s + pause_s
    return transcript(
        Segment(
            start_s=0.5,
            end_s=at_s,
            text=" ".join(word.text for word in words),
            words=tuple(words),
        )
    )


def segment(text: str, start_s: float, *, channel: int = 0) -> Segment:
    """Say one text without a pause."""
    words = tuple(
        Word(
            text=f" {word}",
            start_s=start_s + index * WORD_S,
            end_s=start_s + (index + 1) * WORD_S,
            channel=channel,
        )
        for index, word in enumerate(text.split())
    )
    return Segment(start_s=start_s, end_s=words[-1].end_s, text=text, words=words, channel=channel)


def transcript(*segments: Segment) -> Transcript:
    """Put segments together."""
    return Transcript(
        call_id="k1", recording_sha256="0" * 64, settings=AsrSettings(), segments=segments
    )


def conversation(script: str) -> Conversation:
    """Make a conversation whose speakers are given, without times."""
    return Conversation(
        call_id="k1",
        turns=tuple(
            Turn(index=index, speaker=Speaker(speaker), text=text)
            for index, (speaker, text) in enumerate(lines_of(script))
        ),
    )


def script_of(call: Conversation) -> list[tuple[str, str]]:
    """Return (speaker, text) of a conversation."""
    return [(str(turn.speaker), turn.text) for turn in call.turns]
