"""Who said what in one call: from its sound, or as its file has it."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from callaudit.core.conversation import Conversation
from callaudit.core.recording import LineSound, Recording
from callaudit.core.transcript import Transcript
from callaudit.pipeline.cache import HeardRecording
from callaudit.pipeline.hearing_tools import HearingTools
from callaudit.pipeline.number_hearing import with_numbers_heard_again
from callaudit.pipeline.stages import Stopwatch
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.voices import lacks_voices, with_voices

if TYPE_CHECKING:
    from callaudit.audio.listen import Sound


class HeardCall(NamedTuple):
    """The turns of a call; `recording` and `heard` are None where it came as text."""

    recording: Recording | None
    heard: HeardRecording | None
    conversation: Conversation


def hear_call(task: CallTask, tools: HearingTools, watch: Stopwatch) -> HeardCall:
    """Return who said what; a recording that was heard before is not heard again.

    Raises:
        CallError: if the recording cannot be read or the recogniser gives up.
        ModelError: if the recogniser's model is missing or not what it should be.
    """
    from callaudit.speakers import assign_speakers, infer_speakers

    if task.recording is None:
        in_words = task.conversation or Conversation(call_id=task.call_id)
        return HeardCall(None, None, infer_speakers(in_words, metadata=task.metadata))
    from callaudit.audio.probe import probe

    with watch("probe"):
        recording = probe(task.recording)
    heard = _transcribe(task.call_id, recording, tools, watch)
    with watch("speakers"):
        heard = _tell_voices(heard, recording, task, tools)
        conversation = assign_speakers(
            heard.transcript,
            metadata=task.metadata,
            quality=heard.quality,
            tones=heard.tones,
            voices=heard.voices,
        )
    with watch("listen again"):
        conversation = with_numbers_heard_again(
            conversation, heard, recording=recording, tools=tools
        )
    return HeardCall(recording, heard, conversation)


def _transcribe(
    call_id: str, recording: Recording, tools: HearingTools, watch: Stopwatch
) -> HeardRecording:
    from callaudit.asr.protocol import sounds_of
    from callaudit.audio.listen import listen

    settings = tools.transcriber.settings
    kept = tools.cache.get(recording.sha256, settings)
    if kept is not None:
        kept = kept if kept.loudness else _with_loudness(kept, recording, tools, watch)
        named = kept.transcript.model_copy(update={"call_id": call_id})
        return kept.model_copy(update={"transcript": named})
    if recording.sha256 in tools.ahead:
        heard, seconds = tools.ahead.pop(recording.sha256)
        for stage, spent_s in seconds.items():
            watch.timings_s[stage] = round(spent_s, 3)
    else:
        with watch("decode"):
            sound = listen(Path(recording.path))
        with watch("transcribe"):
            sounds = sounds_of(
                sound.samples, sound.quality, active=sound.active, tones=sound.unspoken
            )
            transcript = tools.transcriber.transcribe(recording, sounds, call_id=call_id)
        heard = heard_recording(sound, transcript)
    with suppress(OSError):  # words that cannot be kept cost a second recognition, not the call
        tools.cache.put(recording.sha256, settings, heard)
    return heard


def heard_recording(sound: "Sound", transcript: Transcript) -> HeardRecording:
    """Return what was learnt from a recording, echoes of the other channel struck."""
    from callaudit.asr.echo import strike_echoes

    return HeardRecording(
        quality=sound.quality,
        transcript=strike_echoes(transcript, sound.quality.echoes, loudness=sound.loudness),
        line_sounds=tuple(
            sorted((one for channel in sound.line_sounds for one in channel), key=_start)
        ),
        loudness=sound.loudness,
    )


def _with_loudness(
    kept: HeardRecording, recording: Recording, tools: HearingTools, watch: Stopwatch
) -> HeardRecording:
    """Measure what an entry of an older version lacks; its words are kept."""
    from callaudit.audio.decode import SPEECH_RATE_HZ, decode
    from callaudit.audio.loudness import loudness

    with watch("decode"):
        samples = decode(Path(recording.path), rate_hz=SPEECH_RATE_HZ)
        louder = loudness(samples, rate_hz=SPEECH_RATE_HZ)
        heard = kept.model_copy(update={"loudness": louder})
    with suppress(OSError):
        tools.cache.put(recording.sha256, tools.transcriber.settings, heard)
    return heard


def _tell_voices(
    heard: HeardRecording, recording: Recording, task: CallTask, tools: HearingTools
) -> HeardRecording:
    """Measure the voices where several people share a channel; kept with the words."""
    if tools.voices is None or not lacks_voices(heard, task.metadata):
        return heard
    heard = with_voices(heard, recording, tools.voices)
    with suppress(OSError):
        tools.cache.put(recording.sha256, tools.transcriber.settings, heard)
    return heard


def _start(sound: LineSound) -> tuple[float, int]:
    return sound.start_s, sound.channel
