"""The voices on a shared channel: measured once a recording, kept with its transcript."""

from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.core.errors import ModelError
from callaudit.core.interval import Interval
from callaudit.core.metadata import CallMetadata, CallResult
from callaudit.core.recording import Recording
from callaudit.core.transcript import Transcript
from callaudit.pipeline.cache import HeardRecording

if TYPE_CHECKING:
    from callaudit.voices import VoiceEmbedder

MODEL = "campplus"
"""Its name in models/manifest.yaml."""


def find_voices() -> "VoiceEmbedder":
    """Return what tells voices apart; the model is loaded when first asked.

    Raises:
        ModelError: if the model or the package that runs it is not on this machine.
    """
    import importlib.util

    from callaudit.asr.sources import find_model
    from callaudit.voices import VoiceEmbedder

    if importlib.util.find_spec("onnxruntime") is None:
        raise ModelError("the package onnxruntime is not installed")
    model = find_model(MODEL)
    return VoiceEmbedder(model.folder / "model.onnx")


def without_voices(error: ModelError) -> str:
    """Return the sentence that tells a person that only words say who speaks."""
    return f"on one channel the words alone say who speaks, not the voices: {error}"


def lacks_voices(heard: HeardRecording, metadata: CallMetadata) -> bool:
    """Tell whether voices would help and were not measured: several people on one channel.

    On a voicemail of the log one person speaks after the greeting, so nothing is measured.
    """
    from callaudit.voices.track import VERSION

    kept = heard.voices is not None and heard.voices.version == VERSION
    if kept or metadata.result is CallResult.VOICEMAIL:
        return False
    return _shared_channel(heard.transcript) is not None


def with_voices(
    heard: HeardRecording, recording: Recording, voices: "VoiceEmbedder"
) -> HeardRecording:
    """Measure the voices of a recording whose words all lie on one channel.

    Raises:
        AudioError: if the recording cannot be decoded.
    """
    from callaudit.audio.decode import SPEECH_RATE_HZ, decode
    from callaudit.voices import track_voices

    channel = _shared_channel(heard.transcript)
    if channel is None:
        return heard
    samples = decode(Path(recording.path), rate_hz=SPEECH_RATE_HZ)[channel]
    track = track_voices(samples, _spoken(heard.transcript), voices)
    return heard.model_copy(update={"voices": track})


def _shared_channel(transcript: Transcript) -> int | None:
    channels = {one.channel for one in transcript.segments if one.dropped is None}
    return channels.pop() if len(channels) == 1 else None


def _spoken(transcript: Transcript) -> tuple[Interval, ...]:
    """Return where words were heard, each word as long as it can be."""
    from callaudit.speakers.speech import begins_s, spoken_words

    return tuple(
        Interval(start_s=min(begins_s(word), word.end_s), end_s=word.end_s)
        for word in spoken_words(transcript)
    )
