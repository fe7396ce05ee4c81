"""The real voice model on sample calls that have one channel."""

import json
from pathlib import Path

import numpy as np
import pytest

from callaudit.audio.decode import SPEECH_RATE_HZ, decode
from callaudit.core.interval import Interval
from callaudit.core.metadata import CallMetadata
from callaudit.core.transcript import AsrSettings, Segment, Transcript
from callaudit.core.voices import VoiceTrack
from callaudit.pipeline.voices import find_voices
from callaudit.speakers import assign_speakers
from callaudit.voices import track_voices

pytestmark = [pytest.mark.asr, pytest.mark.slow]

CALLS = Path(__file__).parents[2] / "sample_calls"
ONE_CHANNEL = ("s06_false_government", "s10_payment_already_sent", "s14_stop_calling_ignored")


def turns_of(call: str) -> list[dict]:
    return json.loads((CALLS / "gold" / f"{call}.json").read_text(encoding="utf-8"))["turns"]


def measured(call: str, samples: np.ndarray) -> VoiceTrack:
    spans = [Interval(start_s=one["start"], end_s=one["end"]) for one in turns_of(call)]
    return track_voices(samples, spans, find_voices())


@pytest.mark.parametrize("call", ONE_CHANNEL)
def test_two_speakers_of_a_sample_call_have_two_voices(call: str) -> None:
    track = measured(call, decode(CALLS / f"{call}.wav", rate_hz=SPEECH_RATE_HZ)[0])
    two, three = track.into(2), track.into(3)
    assert two is not None
    assert three is not None
    assert two.alike < 0.8 < three.alike

    voices: dict[str, list[int]] = {}
    for turn in turns_of(call):
        inside = [
            row.index(max(row))
            for window, row in zip(track.windows, two.likeness, strict=True)
            if window.start_s >= turn["start"] - 0.3 and window.end_s <= turn["end"] + 0.3
        ]
        voices.setdefault(turn["speaker"], []).extend(inside)
    usual = {who: max(set(found), key=found.count) for who, found in voices.items()}
    assert len(set(usual.values())) == 2
    for who, found in voices.items():
        assert found.count(usual[who]) >= 0.95 * len(found)


@pytest.mark.parametrize("call", ONE_CHANNEL)
def test_roles_of_a_sample_call_are_right_without_its_log(call: str) -> None:
    turns = turns_of(call)
    segments = tuple(
        Segment(start_s=one["start"], end_s=one["end"], text=one["text"]) for one in turns
    )
    said = Transcript(
        call_id=call, recording_sha256="0" * 64, settings=AsrSettings(), segments=segments
    )
    track = measured(call, decode(CALLS / f"{call}.wav", rate_hz=SPEECH_RATE_HZ)[0])
    found = assign_speakers(said, metadata=CallMetadata(call_id=call), voices=track)
    truth = [one["speaker"] for one in turns for _ in one["text"].split()]
    roles = [str(turn.speaker) for turn in found.turns for _ in turn.words]
    right = sum(a == b for a, b in zip(truth, roles, strict=True))
    assert right >= 0.97 * len(truth)


def test_the_same_sound_gives_the_same_track() -> None:
    call = ONE_CHANNEL[1]
    samples = decode(CALLS / f"{call}.wav", rate_hz=SPEECH_RATE_HZ)[0]
    assert measured(call, samples) == measured(call, samples)
