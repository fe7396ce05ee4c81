"""The transcribe command as a user meets it: files, exit codes, bad input, private data."""

import json
from pathlib import Path

import pytest

from tests.unit.runner.conftest import write_call
from tests.unit.runner.test_audit_command import audits, broken, run


def test_one_file_a_call_and_format_and_no_judgement(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "words"
    done = run("transcribe", calls, "--out", out, "--format", "vtt", "--format", "txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in out.iterdir()} == {
        f"{name}.{form}" for name in ("clean", "threat", "denial") for form in ("vtt", "txt")
    }
    assert (out / "threat.txt").read_text(encoding="utf-8") == (
        "[00:00:00.000] Customer: Hello?\n[00:00:01.000] Agent: This is Dana Frost with Pine "
        "Ridge Supply. Pay by Friday or you will be arrested.\n"
    )


def test_a_transcript_is_judged_as_the_call_it_is_of(calls: Path, tmp_path: Path) -> None:
    run("transcribe", calls, "--out", tmp_path / "words")
    run("audit", calls, "--out", tmp_path / "one")
    run("audit", tmp_path / "words", "--out", tmp_path / "two")
    one, two = audits(tmp_path / "one"), audits(tmp_path / "two")
    assert one.keys() == two.keys() == {"clean", "threat", "denial"}
    for name, record in one.items():
        assert record["findings"] == two[name]["findings"]
        assert record["verdicts"] == two[name]["verdicts"]
        assert record["elements"] == two[name]["elements"]


def test_one_bad_file_stops_no_other(calls: Path, tmp_path: Path) -> None:
    (calls / "broken.json").write_text('{"turns": [', encoding="utf-8")
    (calls / "empty.wav").write_bytes(b"")
    done = run("transcribe", calls, "--out", tmp_path / "words")
    assert done.returncode == 3
    assert "failed:" in done.stderr
    for name in ("broken.json", "empty.wav"):
        assert name in done.stderr
    assert {p.stem for p in (tmp_path / "words").iterdir()} == {"clean", "threat", "denial"}


@pytest.mark.parametrize(
    ("shown", "number"), [((), "•••• •••• •••• 1111"), (("--show-private",), "4111 1111 1111 1111")]
)
def test_private_data_are_masked_unless_they_are_asked_for(
    tmp_path: Path, shown: tuple[str, ...], number: str
) -> None:
    write_call(tmp_path / "calls", "card", "So your card number is 4111 1111 1111 1111, right?")
    run("transcribe", tmp_path / "calls", "--out", tmp_path / "words", *shown)
    record = json.loads((tmp_path / "words" / "card.json").read_text(encoding="utf-8"))
    assert record["turns"][1]["text"] == f"So your card number is {number}, right?"


def test_transcripts_go_to_a_folder_of_their_own(calls: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in calls.iterdir()}
    for named in (calls, calls / "clean.json"):
        done = run("transcribe", named, "--out", calls)
        assert done.returncode == 2
        assert "name another folder" in done.stderr
    assert {path: path.read_bytes() for path in calls.iterdir()} == before


def test_a_second_run_does_not_read_what_the_first_one_wrote(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "words"
    for _ in range(2):
        assert run("transcribe", tmp_path, "--out", out).returncode == 0
    assert {path.name for path in out.iterdir()} == {"clean.json", "threat.json", "denial.json"}


def test_a_folder_without_calls_is_the_users_mistake(tmp_path: Path) -> None:
    done = run("transcribe", tmp_path, "--out", tmp_path / "words")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.asr
def test_the_transcript_of_a_recording_is_judged_as_the_recording(tmp_path: Path) -> None:
    recording = Path("sample_calls/s12_attorney_ignored.wav")
    log = ("--log", "sample_calls/call_log.csv")
    one, two, words = tmp_path / "one", tmp_path / "two", tmp_path / "words"
    run("transcribe", recording, *log, "--out", words, "--show-private")
    run("audit", recording, *log, "--out", one, "--show-private")
    run("audit", words, *log, "--out", two, "--show-private")
    heard, read = audits(one)[recording.stem], audits(two)[recording.stem]
    assert broken(heard) >= {"FDCPA-1692c2-attorney"}
    assert [f for f in heard["findings"] if f["verdict"] == "broken"] == [
        f for f in read["findings"] if f["verdict"] == "broken"
    ]
    assert heard["elements"] == read["elements"]
    differ = {r for r, verdict in heard["verdicts"].items() if read["verdicts"][r] != verdict}
    assert differ <= {"COND-05-tone"}, "only what rests on loudness needs the sound"


@pytest.mark.asr
def test_an_audit_recognises_nothing_that_was_transcribed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAUDIT_CACHE", str(tmp_path / "cache"))
    recording = Path("sample_calls/s02_clean_voicemail.wav")
    run("transcribe", recording, "--out", tmp_path / "words")
    run("audit", recording, "--out", tmp_path / "out")
    assert "transcribe" not in audits(tmp_path / "out")[recording.stem]["timings_s"]
