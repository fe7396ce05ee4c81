import os

import pytest

from callaudit.audio.discover import Discovered, Skipped, discover
from callaudit.core.errors import UserError


@pytest.fixture
def folder(tmp_path):
    """Make files by name, with their text."""

    def fill(names):
        for name, text in names.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return fill


def test_recordings_and_calls_are_told_apart_and_sorted(folder):
    top = folder({"b.WAV": "", "a/z.mp3": "", "a/c.vtt": "", "d.jsonl": "", "e.json": "{}"})
    assert discover((top,)) == Discovered(
        recordings=(top / "a/z.mp3", top / "b.WAV"),
        call_files=(top / "a/c.vtt", top / "d.jsonl", top / "e.json"),
    )


def test_a_json_beside_its_recording_describes_it(folder):
    top = folder({"m1.wav": "", "m1.json": '{"result": "voicemail"}', "m2.json": '{"turns": []}'})
    found = discover((top,))
    assert found.side_files == (top / "m1.json",)
    assert found.call_files == (top / "m2.json",)


def test_a_transcript_beside_its_recording_is_not_the_same_call_twice(folder):
    beside = {"m1.json": '{"turns": []}', "m1.srt": "", "m1.txt": "", "m1.vtt": ""}
    top = folder({"m1.wav": "", **beside})
    reason = "a transcript beside its recording; the recording is audited"
    assert discover((top,)) == Discovered(
        recordings=(top / "m1.wav",),
        skipped=tuple(Skipped(path=top / name, reason=reason) for name in beside),
    )


def test_truth_files_and_papers_are_no_calls(folder):
    top = folder(
        {
            "m1.wav": "",
            "m1.turns.json": "[]",
            "gold/m1.json": "{}",
            "README.txt": "",
            "LICENSE.txt": "",
            "notes.md": "",
            "log.csv": "",
            ".hidden.wav": "",
            ".git/x.wav": "",
        }
    )
    found = discover((top,))
    assert (found.recordings, found.call_files) == ((top / "m1.wav",), ())
    assert [one.path.name for one in found.skipped] == [
        "LICENSE.txt",
        "README.txt",
        "log.csv",
        "m1.turns.json",
        "notes.md",
    ]


def test_a_folder_of_scripts_is_told_and_not_taken_for_calls(folder):
    top = folder(
        {"m1.wav": "", "scripts/opening.txt": "Agent: Hello.", "scripts/more/bot.json": ""}
    )
    reason = "scripts are judged by callaudit lint; name the folder itself to audit it"
    assert discover((top,)) == Discovered(
        recordings=(top / "m1.wav",), skipped=(Skipped(path=top / "scripts", reason=reason),)
    )


def test_a_folder_named_scripts_can_be_audited_by_its_own_name(folder):
    top = folder({"scripts/m1.wav": ""})
    assert discover((top / "scripts",)).recordings == (top / "scripts" / "m1.wav",)


def test_a_named_recording_brings_its_side_file(folder):
    top = folder({"m1.wav": "", "m1.json": "{}", "m2.wav": ""})
    found = discover((top / "m1.wav",))
    assert (found.recordings, found.side_files) == ((top / "m1.wav",), (top / "m1.json",))


def test_a_file_named_twice_counts_once(folder):
    top = folder({"m1.wav": ""})
    assert discover((top, top / "m1.wav", top / "." / "m1.wav")).recordings == (top / "m1.wav",)


def test_links_out_of_the_folder_are_not_followed(folder, tmp_path):
    top = folder({"calls/m1.wav": "", "secret/s.wav": ""}) / "calls"
    (top / "s.wav").symlink_to(tmp_path / "secret" / "s.wav")
    (top / "more").symlink_to(tmp_path / "secret")
    (top / "again.wav").symlink_to(top / "m1.wav")
    found = discover((top,))
    assert found.recordings == (top / "m1.wav",)
    assert [(one.path.name, one.reason) for one in found.skipped] == [
        ("more", "a linked folder is not followed"),
        ("s.wav", "a link out of the folder"),
    ]


def test_links_in_a_circle_and_pipes_are_told_and_not_opened(folder):
    top = folder({"m1.wav": ""})
    (top / "circle.wav").symlink_to(top / "circle.wav")
    os.mkfifo(top / "pipe.wav")
    (top / "up").symlink_to(top)
    found = discover((top,))
    assert found.recordings == (top / "m1.wav",)
    assert [(one.path.name, one.reason) for one in found.skipped] == [
        ("circle.wav", "a link that leads in a circle"),
        ("pipe.wav", "not a regular file"),
        ("up", "a linked folder is not followed"),
    ]


def test_a_pipe_as_input_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(UserError, match="neither a file nor a folder"):
        discover((tmp_path / "pipe.wav",))


def test_a_path_that_does_not_exist_is_the_users_mistake(tmp_path):
    with pytest.raises(UserError, match="no such file or folder"):
        discover((tmp_path / "nowhere",))
