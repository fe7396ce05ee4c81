"""A transcript to a conversation: who spoke each turn."""

from collections.abc import Sequence

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.interval import Interval
from callaudit.core.metadata import CallMetadata, CallResult
from callaudit.core.recording import RecordingQuality
from callaudit.core.transcript import AsrSettings, Segment, Transcript, Word
from callaudit.core.voices import VoiceTrack
from callaudit.speakers.channels import agent_channel
from callaudit.speakers.far_end import far_end, is_inbound
from callaudit.speakers.lone_channel import Parties, live_channel, lone_side, parties_on
from callaudit.speakers.machines import machine_phrase, opening_machine
from callaudit.speakers.names import NameBook, name_book
from callaudit.speakers.roles import SURE
from callaudit.speakers.shared_line import SharedLine, shared_turns
from callaudit.speakers.speech import read_text, spoken_words
from callaudit.speakers.turns import channel_turns

_OPENING_WORDS = 40
"""How many words of a call are looked at for "thank you for calling"."""

_BETWEEN_LINES_S = 0.6
"""Pause supposed between the lines of a text that has no times."""

_WORD_S = 0.3
"""Length supposed for a word of a text that has no times."""

_SAME_SHARE = 0.8
"""Share of words on both channels from which two channels are one sound."""

_CALLER_TURNS = 2
"""Who has let the caller speak more often than this is no greeting."""


def assign_speakers(
    transcript: Transcript,
    *,
    metadata: CallMetadata,
    quality: RecordingQuality | None = None,
    tones: Sequence[Interval] = (),
    voices: VoiceTrack | None = None,
) -> Conversation:
    """Turn recognised words into turns with speakers and how sure each is.

    Two channels: the collector's channel is inferred from what is said on both. One channel,
    or the same sound on both: roles from content, `unknown` where that does not tell. One live
    channel beside a silent one is one party's where silences and voices say so, `unknown` where
    they leave it open (`lone_channel`), and shared where they say that both are on it.
    Machines are `system`; a person who is not the consumer is `third_party`. `tones` are the
    beeps heard: on voicemail the collector speaks after the last one before his name.
    """
    words = spoken_words(transcript)
    if (quality is not None and quality.dual_mono) or _same_sound(words):
        words = _one_channel(words)
    book = name_book(metadata, " ".join(word.text for word in words))
    inbound = is_inbound(metadata, " ".join(word.text for word in words[:_OPENING_WORDS]))
    if not words:
        return Conversation(call_id=transcript.call_id)
    if len({word.channel for word in words}) > 1:
        turns = _two_channels(transcript, book, metadata, inbound=inbound)
    elif (parties := _parties(words, quality, metadata, voices)) is not Parties.BOTH:
        turns = _lone_channel(transcript, book, parties, inbound=inbound)
    else:
        line = SharedLine(
            words=words,
            book=book,
            metadata=metadata,
            inbound=inbound,
            tones=tuple(tones),
            voices=voices,
        )
        turns = shared_turns(line)
    return Conversation(
        call_id=transcript.call_id, turns=_third_parties(turns, book, inbound=inbound)
    )


def infer_speakers(conversation: Conversation, *, metadata: CallMetadata) -> Conversation:
    """Find the speakers of a conversation that names none, such as subtitles without voices.

    A conversation in which any speaker is known is returned as it is. Lines may be divided
    or joined; where the lines had no times the turns have none.
    """
    if not conversation.turns or any(t.speaker is not Speaker.UNKNOWN for t in conversation.turns):
        return conversation
    timed = all(turn.start_s is not None and turn.end_s is not None for turn in conversation.turns)
    heard = Transcript(
        call_id=conversation.call_id,
        recording_sha256="",
        settings=AsrSettings(model="given"),
        segments=_as_segments(conversation.turns, timed=timed),
    )
    inferred = assign_speakers(heard, metadata=metadata)
    if timed:
        return inferred
    bare = {"start_s": None, "end_s": None, "words": (), "channel": None}
    return inferred.model_copy(
        update={"turns": tuple(turn.model_copy(update=bare) for turn in inferred.turns)}
    )


def _as_segments(turns: tuple[Turn, ...], *, timed: bool) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    at_s = 0.0
    for turn in turns:
        start_s, end_s = at_s, at_s + _WORD_S * len(turn.text.split())
        if timed and turn.start_s is not None and turn.end_s is not None:
            start_s, end_s = turn.start_s, turn.end_s
        segments.append(
            Segment(
                start_s=start_s,
                end_s=end_s,
                text=turn.text,
                words=turn.words if timed else (),
                channel=turn.channel or 0,
            )
        )
        at_s = end_s + _BETWEEN_LINES_S
    return tuple(segments)


def _same_sound(words: tuple[Word, ...]) -> bool:
    """Tell two channels that carry the same words at the same times."""
    heard = {
        channel: {
            (w.text.lower().strip(".,?!"), round(w.start_s)) for w in words if w.channel == channel
        }
        for channel in {word.channel for word in words}
    }
    if len(heard) != 2:
        return False
    one, two = heard.values()
    return min(len(one), len(two)) >= 8 and len(one & two) >= _SAME_SHARE * max(len(one), len(two))


def _one_channel(words: tuple[Word, ...]) -> tuple[Word, ...]:
    first = min((word.channel for word in words), default=0)
    return tuple(word for word in words if word.channel == first)


def _parties(
    words: tuple[Word, ...],
    quality: RecordingQuality | None,
    metadata: CallMetadata,
    voices: VoiceTrack | None,
) -> Parties:
    """Tell who may be on the only channel with words; on a voicemail a greeting is no party."""
    if metadata.result is CallResult.VOICEMAIL or live_channel(quality, words) is None:
        return Parties.BOTH
    return parties_on(words, voices)


def _lone_channel(
    transcript: Transcript, book: NameBook, parties: Parties, *, inbound: bool
) -> tuple[Turn, ...]:
    turns = channel_turns(transcript)
    if parties is not Parties.ONE or turns[0].channel is None:
        return turns
    side, sure = lone_side(turns, book, inbound=inbound)
    agent = turns[0].channel if side is Speaker.AGENT else 1 - turns[0].channel
    machine = _machine_turns(turns, agent, book, inbound=inbound)
    machine = machine if side is Speaker.CUSTOMER else frozenset()
    return tuple(
        turn.model_copy(
            update={
                "speaker": Speaker.SYSTEM if turn.index in machine else side,
                "speaker_confidence": sure,
            }
        )
        for turn in turns
    )


def _two_channels(
    transcript: Transcript, book: NameBook, metadata: CallMetadata, *, inbound: bool
) -> tuple[Turn, ...]:
    turns = channel_turns(transcript)
    roles = agent_channel(
        turns, book, inbound=inbound, voicemail=metadata.result is CallResult.VOICEMAIL
    )
    if roles.agent is None or roles.confidence < SURE:
        return tuple(
            turn.model_copy(update={"speaker_confidence": roles.confidence}) for turn in turns
        )
    machine = _machine_turns(turns, roles.agent, book, inbound=inbound)
    if metadata.result is CallResult.VOICEMAIL:
        machine = frozenset(turn.index for turn in turns if turn.channel != roles.agent)
    return tuple(
        turn.model_copy(
            update={
                "speaker": Speaker.SYSTEM
                if turn.index in machine
                else Speaker.AGENT
                if turn.channel == roles.agent
                else Speaker.CUSTOMER,
                "speaker_confidence": roles.confidence,
            }
        )
        for turn in turns
    )


def _machine_turns(
    turns: tuple[Turn, ...], agent: int, book: NameBook, *, inbound: bool
) -> frozenset[int]:
    """Find the turns a machine speaks: the far end's greeting, menus on either side."""
    called = [turn for turn in turns if (turn.channel == agent) == inbound]
    callers = [turn.index for turn in turns if (turn.channel == agent) != inbound]
    answered = callers[_CALLER_TURNS] if len(callers) > _CALLER_TURNS else len(turns)
    far = [turn for turn in called if turn.index < answered]
    texts = [read_text(turn.text, book).text for turn in far]
    count, _ = opening_machine(texts)
    found = {turn.index for turn in far[:count]}
    for turn, text in zip(far[count:], texts[count:], strict=True):
        if machine_phrase(text) is not None and (count or "press" in text):
            found.add(turn.index)
    return frozenset(found)


def _third_parties(turns: tuple[Turn, ...], book: NameBook, *, inbound: bool) -> tuple[Turn, ...]:
    speakers = dict(far_end(turns, book, inbound=inbound).speakers)
    return tuple(
        turn.model_copy(update={"speaker": speakers.get(turn.index, turn.speaker)})
        for turn in turns
    )
