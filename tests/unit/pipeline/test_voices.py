"""Voices are measured once, where several people share a channel and nowhere else."""

from pathlib import Path

import pytest

from callaudit.core.errors import ModelError
from callaudit.core.metadata import CallMetadata, CallResult
from callaudit.core.recording import RecordingQuality
from callaudit.core.transcript import AsrSettings, Segment, Transcript
from callaudit.core.voices import VoiceTrack
from callaudit.pipeline.cache import HeardRecording
from callaudit.pipeline.tools import AuditSettings, AuditTools
from callaudit.pipeline.voices import find_voices, lacks_voices
from callaudit.rulespec import default_rules
from callaudit.voices.track import VERSION

TALK = CallMetadata(call_id="k1")


def heard(*channels: int, voices: VoiceTrack | None = None) -> HeardRecording:
    """Return a recording with a sentence on each channel named."""
    segments = tuple(
        Segment(start_s=3.0 * n, end_s=3.0 * n + 2, text="How are you?", channel=channel)
        for n, channel in enumerate(channels)
    )
    transcript = Transcript(
        call_id="k1", recording_sha256="0" * 64, settings=AsrSettings(), segments=segments
    )
    return HeardRecording(
        quality=RecordingQuality(channels=()), transcript=transcript, voices=voices
    )


def test_one_channel_needs_voices_two_do_not() -> None:
    assert lacks_voices(heard(0, 0, 0), TALK)
    assert not lacks_voices(heard(0, 1, 0), TALK)
    assert not lacks_voices(heard(), TALK)


def test_a_message_of_the_log_has_one_speaker_and_needs_none() -> None:
    voicemail = CallMetadata(call_id="k1", result=CallResult.VOICEMAIL)
    assert not lacks_voices(heard(0, 0), voicemail)


def test_voices_are_not_measured_twice_but_older_ones_are_again() -> None:
    assert not lacks_voices(heard(0, 0, voices=VoiceTrack(version=VERSION)), TALK)
    assert lacks_voices(heard(0, 0, voices=VoiceTrack(version=VERSION - 1)), TALK)


def test_a_missing_model_is_told_and_words_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise ModelError("the model 'campplus' is not on this machine")

    monkeypatch.setattr("callaudit.pipeline.hearing_tools.find_voices", missing)
    tools = AuditTools(AuditSettings(rules=default_rules(), cache=tmp_path))
    assert tools.voices is None
    assert tools.voice_problem == (
        "on one channel the words alone say who speaks, not the voices: "
        "the model 'campplus' is not on this machine"
    )


def test_a_spoilt_model_is_refused_with_its_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from callaudit.asr import sources
    from callaudit.asr.manifest import load_manifest

    spoilt = tmp_path / "campplus"
    spoilt.mkdir()
    (spoilt / "model.onnx").write_bytes(b"not a model")
    manifest = load_manifest().model_copy(update={"folder": tmp_path})
    monkeypatch.setattr(sources, "load_manifest", lambda: manifest)
    with pytest.raises(ModelError, match=r"campplus.*is not the right file"):
        find_voices()
