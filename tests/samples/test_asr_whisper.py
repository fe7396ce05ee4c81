"""Real weights on the sample calls: what is heard, where, and that it is the same every time."""

import json
import re
import socket
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from callaudit.asr.protocol import CallSound, sounds_of
from callaudit.asr.whisper import WhisperTranscriber
from callaudit.audio.listen import listen
from callaudit.audio.probe import probe
from callaudit.core.transcript import AsrSettings

pytestmark = [pytest.mark.asr, pytest.mark.slow]

CALLS = Path(__file__).parents[2] / "sample_calls"
RATE_HZ = 8_000
_NUMBERS = frozenset(
    "three four five seven eight nine eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
    "dollars cents third fourth fifth sixth seventh eighth ninth tenth twelfth double".split()
)


@pytest.fixture(scope="module")
def tiny():
    return WhisperTranscriber(AsrSettings(model="tiny.en"))


@pytest.fixture(scope="module")
def base():
    return WhisperTranscriber(AsrSettings(model="base"))


def as_sound(path):
    sound = listen(path)
    sounds = sounds_of(sound.samples, sound.quality, active=sound.active, tones=sound.unspoken)
    return CallSound(path.stem, probe(path), sounds)


def hear(transcriber, path):
    one = as_sound(path)
    return transcriber.transcribe(one.recording, one.sounds, call_id=one.call_id)


def kept(transcript, *, channel=None):
    return [
        segment
        for segment in transcript.segments
        if segment.dropped is None and channel in {None, segment.channel}
    ]


def letters(transcript):
    """Return all that was heard but numbers: the small model counts fives badly."""
    return re.sub(r"[^a-z]", "", "".join(one.text for one in kept(transcript)).lower())


def content_words(text):
    """Return the words of four letters and more that are no numbers."""
    return {word for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in _NUMBERS}


def share_heard(transcript, call):
    turns = json.loads((CALLS / "gold" / f"{call}.json").read_text(encoding="utf-8"))["turns"]
    wanted = content_words(" ".join(turn["text"] for turn in turns))
    heard = content_words(" ".join(segment.text for segment in kept(transcript)))
    return len(wanted & heard) / len(wanted)


def write(path, *channels):
    soundfile.write(path, np.stack(channels, axis=1), RATE_HZ, subtype="ULAW")
    return path


def read(call):
    samples, rate_hz = soundfile.read(CALLS / f"{call}.wav", always_2d=True, dtype="float32")
    assert rate_hz == RATE_HZ
    return samples.T


@pytest.mark.parametrize("call", ["s02_clean_voicemail", "s05_threat_of_arrest"])
def test_base_hears_a_call_and_covers_its_speech(base, call):
    transcript = hear(base, CALLS / f"{call}.wav")
    assert share_heard(transcript, call) > 0.85
    assert (transcript.language, transcript.language_probability > 0.9) == ("en", True)
    assert [one.unheard for one in transcript.coverage] == [()] * len(transcript.coverage)
    assert all(one.share > 0.75 for one in transcript.coverage)


def test_tiny_hears_a_call_well_enough_for_a_quick_look(tiny):
    transcript = hear(tiny, CALLS / "s03_voicemail_payment_talk.wav")
    assert share_heard(transcript, "s03_voicemail_payment_talk") > 0.75
    assert transcript.settings.model_sha256 == tiny.model.sha256


def test_words_spell_their_segment_and_lie_inside_the_recording(tiny):
    path = CALLS / "s05_threat_of_arrest.wav"
    transcript, length_s = hear(tiny, path), probe(path).duration_s
    assert [one.start_s for one in transcript.segments] == sorted(
        one.start_s for one in transcript.segments
    )
    for segment in transcript.segments:
        assert " ".join(word.text for word in segment.words) == segment.text
        assert {word.channel for word in segment.words} == {segment.channel}
        for word in segment.words:
            assert 0 <= word.start_s <= word.end_s <= length_s + 0.1
            assert 0 <= word.probability <= 1


def test_the_same_recording_gives_the_same_transcript(tiny):
    path = CALLS / "s02_clean_voicemail.wav"
    assert hear(tiny, path) == hear(tiny, path)


def test_calls_read_together_give_what_each_gives_alone(tiny):
    """So that a transcript does not depend on how many processes shared the work."""
    paths = [CALLS / f"{call}.wav" for call in ("s02_clean_voicemail", "s05_threat_of_arrest")]
    together = tiny.transcribe_together([as_sound(path) for path in paths])
    assert together == tuple(hear(tiny, path) for path in paths)


def test_nothing_is_asked_of_the_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    fresh = WhisperTranscriber(AsrSettings(model="tiny.en"))
    assert kept(hear(fresh, CALLS / "s02_clean_voicemail.wav"))


def test_one_sound_on_both_channels_is_heard_once(tiny, tmp_path):
    voice = read("s02_clean_voicemail").mean(axis=0)
    transcript = hear(tiny, write(tmp_path / "dual.wav", voice, voice))
    assert {one.channel for one in transcript.segments} == {0}
    assert [one.channel for one in transcript.coverage] == [0]


def test_a_dead_channel_gets_no_words(tiny, tmp_path):
    voice = read("s02_clean_voicemail").mean(axis=0)
    transcript = hear(tiny, write(tmp_path / "half.wav", np.zeros_like(voice), voice))
    assert {one.channel for one in transcript.segments} == {1}


def test_a_pause_of_minutes_does_not_move_the_words(tiny, tmp_path):
    voice = read("s02_clean_voicemail").mean(axis=0)
    pause = np.zeros(RATE_HZ * 180, np.float32)
    plain = hear(tiny, write(tmp_path / "plain.wav", voice))
    late = hear(tiny, write(tmp_path / "late.wav", np.concatenate([pause, voice])))
    assert letters(late) == letters(plain)
    assert kept(late)[0].start_s - kept(plain)[0].start_s == pytest.approx(180, abs=0.5)


def test_two_hours_of_silence_cost_nearly_nothing(tiny, tmp_path):
    path = write(tmp_path / "night.wav", np.zeros(RATE_HZ * 7_200, np.float32))
    started = time.monotonic()
    transcript = hear(tiny, path)
    assert (transcript.segments, transcript.coverage) == ((), ())
    assert time.monotonic() - started < 30  # a voice detector alone takes minutes


def test_ringing_and_a_beep_are_not_heard_as_words(tiny, tmp_path):
    at = np.arange(RATE_HZ * 2) / RATE_HZ
    ring = 0.1 * (np.sin(2 * np.pi * 440 * at) + np.sin(2 * np.pi * 480 * at))
    beep = 0.2 * np.sin(2 * np.pi * 1_000 * at[: RATE_HZ // 2])
    gap = np.zeros(RATE_HZ * 4)
    line = np.concatenate([ring, gap, ring, gap, ring, gap, beep, gap]).astype(np.float32)
    line += np.random.default_rng(4).normal(0, 0.0005, len(line)).astype(np.float32)
    assert kept(hear(tiny, write(tmp_path / "ringing.wav", line))) == []


def test_a_call_of_one_second_is_heard_without_an_error(tiny, tmp_path):
    voice = read("s02_clean_voicemail").mean(axis=0)[RATE_HZ : 2 * RATE_HZ]
    transcript = hear(tiny, write(tmp_path / "short.wav", voice))
    assert all(segment.end_s <= 1.5 for segment in transcript.segments)
