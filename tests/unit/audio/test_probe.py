import os
import struct

import pytest
import soundfile

from callaudit.audio.decode import decode
from callaudit.audio.probe import probe
from callaudit.core.errors import AudioError
from callaudit.core.ids import digest_file
from callaudit.core.recording import Recording
from tests.unit.audio.sounds import babble, silence, write


def code_of(path, *, read=probe):
    with pytest.raises(AudioError) as caught:
        read(path)
    return caught.value.code


@pytest.fixture
def call(tmp_path):
    return write(tmp_path / "call.wav", babble(4, rate_hz=8_000), codec="pcm_mulaw")


def test_probe_tells_digest_length_and_form(call):
    assert probe(call) == Recording(
        path=str(call),
        sha256=digest_file(call),
        duration_s=4.0,
        sample_rate_hz=8_000,
        channels=1,
        codec="pcm_mulaw",
    )


def test_a_call_of_one_second_is_a_recording(tmp_path):
    path = write(tmp_path / "short.wav", babble(1, rate_hz=8_000))
    assert probe(path).duration_s == 1.0


def test_a_missing_file(tmp_path):
    assert code_of(tmp_path / "gone.wav") == "missing"


def test_an_empty_file(tmp_path):
    (tmp_path / "empty.wav").touch()
    assert code_of(tmp_path / "empty.wav") == "empty"


def test_a_text_renamed_to_wav(tmp_path):
    path = tmp_path / "notes.wav"
    path.write_text("Agent: Good morning.\nCustomer: Who is this?\n")
    assert code_of(path) == "not_audio"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(call):
    call.chmod(0)
    assert code_of(call) == "unreadable"


def test_a_playlist_is_not_followed_to_the_addresses_it_names(tmp_path):
    path = tmp_path / "call.mp3"
    path.write_text("#EXTM3U\n#EXTINF:4,\nhttp://127.0.0.1:9/call.mp3\n#EXT-X-ENDLIST\n")
    assert code_of(path) == "not_audio"


def test_a_wave_file_that_ends_with_its_header(tmp_path, call):
    path = tmp_path / "header.wav"
    path.write_bytes(call.read_bytes()[:44])
    assert code_of(path) in {"no_sound", "truncated"}


def test_a_cut_wave_file_says_how_much_is_missing(tmp_path, call):
    path = tmp_path / "cut.wav"
    path.write_bytes(call.read_bytes()[: -8_000 * 3])
    with pytest.raises(AudioError, match=r"cut short: 3\.0 s are missing") as caught:
        probe(path)
    assert caught.value.code == "truncated"


@pytest.mark.parametrize("length", [0, 0xFFFFFFFF], ids=["zero", "all ones"])
def test_a_recorder_that_streamed_and_left_the_length_open(tmp_path, call, length):
    data = bytearray(call.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = struct.pack("<I", length)
    path = tmp_path / "streamed.wav"
    path.write_bytes(data)
    assert probe(path).duration_s == 4.0
    assert len(decode(path)[0]) / 16_000 == pytest.approx(4.0, abs=0.05)


def test_more_than_two_channels_are_refused(tmp_path):
    samples = [[0.0, 0.1, 0.2, 0.3]] * 8_000
    path = tmp_path / "four.wav"
    soundfile.write(path, samples, 8_000)
    assert code_of(path) == "channels"


@pytest.mark.parametrize(
    ("suffix", "codec", "rate_hz"),
    [
        ("flac", "flac", 8_000),
        ("ogg", "libopus", 48_000),
        ("m4a", "aac", 16_000),
        ("mp3", "libmp3lame", 16_000),
        ("webm", "libopus", 48_000),
    ],
)
def test_a_cut_file_of_any_format_is_found(tmp_path, suffix, codec, rate_hz):
    path = write(
        tmp_path / f"whole.{suffix}", babble(8), codec=codec, rate_hz=16_000, coded_rate_hz=rate_hz
    )
    probe(path)
    decode(path)
    data = path.read_bytes()
    cut = tmp_path / f"cut.{suffix}"
    cut.write_bytes(data[: len(data) * 2 // 3])

    def probe_and_decode(path):
        probe(path)
        decode(path)

    assert code_of(cut, read=probe_and_decode) == "truncated"


def test_silence_is_a_recording(tmp_path):
    path = write(tmp_path / "silence.wav", silence(3, rate_hz=8_000))
    assert probe(path).duration_s == 3.0
