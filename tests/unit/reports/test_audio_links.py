"""Where the player finds a recording."""

import base64
from pathlib import Path

import pytest

from callaudit.core.recording import Recording
from callaudit.reports.audio_links import audio_src, relative_link, safe_name


def recording(path: Path, codec: str) -> Recording:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"sound of " + codec.encode())
    return Recording(
        path=str(path),
        sha256="sha256:0",
        duration_s=1.0,
        sample_rate_hz=8000,
        channels=1,
        codec=codec,
    )


def converted(path: Path) -> bytes:
    return b"PCM of " + path.read_bytes()


def test_a_playable_recording_is_linked_from_the_reports_folder(tmp_path):
    sound = recording(tmp_path / "calls" / "a b#1?.wav", "pcm_s16le")
    src = audio_src(
        sound, call_id="a", report_dir=tmp_path / "out", embed=False, to_pcm_wav=converted
    )
    assert src == "../calls/a%20b%231%3F.wav"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("codec", ["pcm_mulaw", "pcm_alaw", "gsm_ms", "adpcm_ima_wav"])
def test_a_telephone_codec_is_copied_beside_the_report_as_pcm(tmp_path, codec):
    sound = recording(tmp_path / "a.wav", codec)
    src = audio_src(
        sound, call_id="t/1", report_dir=tmp_path / "out", embed=False, to_pcm_wav=converted
    )
    copy = tmp_path / "out" / src
    assert copy.read_bytes() == b"PCM of sound of " + codec.encode()
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]


def test_an_embedded_recording_needs_no_file(tmp_path):
    song = recording(tmp_path / "a.mp3", "mp3")
    law = recording(tmp_path / "b.wav", "pcm_mulaw")
    given = {"call_id": "a", "report_dir": tmp_path / "out", "embed": True}
    played = audio_src(song, to_pcm_wav=converted, **given)
    assert played == "data:audio/mpeg;base64," + base64.b64encode(b"sound of mp3").decode()
    told = audio_src(law, to_pcm_wav=converted, **given)
    assert told.startswith("data:audio/wav;base64,")
    assert base64.b64decode(told.split(",")[1]) == b"PCM of sound of pcm_mulaw"
    assert not (tmp_path / "out").exists()


def test_a_file_name_cannot_become_an_address(tmp_path):
    link = relative_link(tmp_path / "javascript:alert(1).wav", tmp_path)
    assert link == "javascript%3Aalert%281%29.wav"


def test_two_calls_never_share_a_copy():
    assert safe_name("call-7.2") == "call-7.2"
    names = {safe_name(name) for name in ("a/b", "a_b", "a\\b", "../a", ".a", "a", "A b")}
    assert len(names) == 7
    assert not [name for name in names if "/" in name or name.startswith(".")]
