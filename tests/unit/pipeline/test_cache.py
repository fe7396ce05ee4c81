"""What was heard is kept, or the reason told why it cannot be."""

from pathlib import Path

from callaudit.core.recording import ChannelQuality, RecordingQuality
from callaudit.core.transcript import AsrSettings, Transcript
from callaudit.pipeline.cache import HeardRecording, TranscriptCache

SETTINGS = AsrSettings()
HEARD = HeardRecording(
    transcript=Transcript(call_id="c1", recording_sha256="sha256:ab12", settings=SETTINGS),
    quality=RecordingQuality(
        channels=(
            ChannelQuality(
                channel=0,
                level_dbfs=-20.0,
                peak_dbfs=-3.0,
                clipped_share=0.0,
                silent_share=0.1,
                dead=False,
            ),
        )
    ),
)


def test_what_was_heard_comes_back_whole(tmp_path: Path) -> None:
    cache = TranscriptCache(tmp_path / "cache")
    assert cache.problem() is None
    assert cache.get("sha256:ab12", SETTINGS) is None
    cache.put("sha256:ab12", SETTINGS, HEARD)
    assert cache.get("sha256:ab12", SETTINGS) == HEARD
    assert cache.get("sha256:ab12", AsrSettings(language="en")) is None
    assert (tmp_path / "cache" / "transcripts").stat().st_mode & 0o077 == 0


def test_a_damaged_entry_is_heard_again(tmp_path: Path) -> None:
    cache = TranscriptCache(tmp_path)
    cache.put("sha256:ab12", SETTINGS, HEARD)
    (entry,) = tmp_path.rglob("*.json")
    entry.write_bytes(entry.read_bytes()[:50] + b"\xff")
    assert cache.get("sha256:ab12", SETTINGS) is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "transcripts").write_text("in the way", encoding="utf-8")
    told = TranscriptCache(tmp_path).problem()
    assert told is not None
    assert told.endswith("no transcript is kept")
