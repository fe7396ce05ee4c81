"""Recordings that no officer wants to meet, through the whole command with real Whisper tiny.en."""

import atexit
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from callaudit.rulespec import default_rules
from tests.interrupts import hear_interrupts

pytestmark = [pytest.mark.asr, pytest.mark.slow]

RATE_HZ = 8_000
SAMPLES = Path(__file__).parents[2] / "sample_calls"
OUTPUTS = ("audit.jsonl", "transcripts.jsonl", "findings.csv", "calls.csv", "report.html")
UNREADABLE = {
    "empty": "empty",
    "text": "not_audio",
    "header_only": "no_sound",
    "cut": "truncated",
    "four_channels": "channels",
}


@functools.cache
def threats_only() -> Path:
    """Copy the rules on threats: what is tested here is no matter of any other rule."""
    folder = Path(tempfile.mkdtemp(prefix="callaudit-rules-"))
    atexit.register(shutil.rmtree, folder)
    ours = default_rules()
    for name in ("threats", "cues", "policies"):
        shutil.copytree(ours / name, folder / name)
    for path in ours.glob("*.yaml"):
        shutil.copy(path, folder)
    return folder


def command(*arguments: object) -> list[str]:
    given = [*map(str, arguments), "--model", "tiny.en", "--rules", str(threats_only())]
    return [sys.executable, "-m", "callaudit", "audit", *given]


def audit(
    *arguments: object, cache: Path, **settings: str
) -> tuple[subprocess.CompletedProcess[str], dict[str, dict[str, Any]]]:
    """Run an audit into the last argument and return the process and its records by call."""
    done = subprocess.run(
        command(*arguments[:-1], "--out", arguments[-1]),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CALLAUDIT_CACHE": str(cache), **settings},
    )
    assert "Traceback" not in done.stderr
    path = Path(str(arguments[-1])) / "audit.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return done, {record["call_id"]: record for record in map(json.loads, lines)}


def write(path: Path, *channels: np.ndarray) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.stack(channels, axis=1), RATE_HZ, subtype="ULAW")
    return path


def threat(seconds: float | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return collector and customer of the call with a threat of arrest."""
    samples, _ = soundfile.read(SAMPLES / "s05_threat_of_arrest.wav", dtype="float32")
    end = len(samples) if seconds is None else int(seconds * RATE_HZ)
    return samples[:end, 0], samples[:end, 1]


def music(seconds: float) -> np.ndarray:
    """Return chords that change every half second, as a line on hold plays them."""
    chance = np.random.default_rng(7)
    t = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    sound = np.zeros_like(t)
    for half in range(int(seconds * 2)):
        inside = (t >= half / 2) & (t < half / 2 + 1.5)
        decay = np.exp(-2 * (t[inside] - half / 2))
        for note in chance.choice([130.8, 164.8, 196.0, 261.6, 329.6, 392.0], 3, replace=False):
            sound[inside] += decay * np.sin(2 * np.pi * note * t[inside])
    return 0.3 * sound / np.abs(sound).max()


def ringing(seconds: float) -> np.ndarray:
    """Return the ringing tone of the United States: two seconds of six."""
    t = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    tone = np.sin(2 * np.pi * 440 * t) + np.sin(2 * np.pi * 480 * t)
    return np.where(t % 6 < 2, 0.2 * tone, 0.0)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, cache: Path
) -> tuple[subprocess.CompletedProcess[str], dict[str, dict[str, Any]]]:
    """Audit one folder of everything at once."""
    folder = tmp_path_factory.mktemp("hostile")
    agent, customer = threat()
    mixed = agent + customer
    whole = write(folder / "stereo.wav", agent, customer).read_bytes()
    (folder / "cut.wav").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.wav").write_bytes(b"")
    (folder / "text.wav").write_text("this is no sound\n" * 50, encoding="utf-8")
    (folder / "header_only.wav").write_bytes(whole[:40])
    soundfile.write(folder / "four_channels.wav", np.stack([mixed[:8000]] * 4, axis=1), RATE_HZ)
    write(folder / "dual_mono.wav", mixed, mixed)
    write(folder / "music.wav", music(30))
    write(folder / "ringing.wav", ringing(30))
    write(folder / "silence.wav", np.zeros(60 * RATE_HZ))
    write(folder / "second.wav", agent[2000:10000], customer[2000:10000])
    write(folder / "no_customer.wav", agent, np.zeros_like(agent))
    write(folder / "no_agent.wav", np.zeros_like(customer[:40_000]), customer[40_000:80_000])
    for name in ("a space.wav", "ünï #1 100%.wav", 'it\'s "quoted".wav', "<b>&amp;.wav", "-x.wav"):
        write(folder / name, np.zeros(4000))
    return audit(folder, folder.with_name("out"), cache=cache)


Hostile = tuple[subprocess.CompletedProcess[str], dict[str, dict[str, Any]]]


def test_what_is_no_recording_fails_with_its_reason_and_the_rest_is_audited(
    hostile: Hostile,
) -> None:
    done, found = hostile
    assert done.returncode == 3
    failed = {name: r["failure"]["code"] for name, r in found.items() if r["status"] == "failed"}
    assert failed == UNREADABLE
    assert all(f"{name}.wav" in done.stderr for name in UNREADABLE)
    assert len(found) == 18


@pytest.mark.parametrize("call_id", ["music", "ringing", "silence", "second", "no_agent"])
def test_where_no_agent_was_heard_nothing_is_met(hostile: Hostile, call_id: str) -> None:
    verdicts = hostile[1][call_id]["verdicts"]
    assert verdicts["FDCPA-1692e4-arrest"] == "undetermined"
    assert "broken" not in {f["verdict"] for f in hostile[1][call_id]["findings"] if f["evidence"]}


@pytest.mark.parametrize("call_id", ["stereo", "dual_mono", "no_customer"])
def test_a_threat_is_found_whatever_the_channels_carry(hostile: Hostile, call_id: str) -> None:
    assert hostile[1][call_id]["verdicts"]["FDCPA-1692e4-arrest"] == "broken"


def test_odd_channels_are_told(hostile: Hostile) -> None:
    found = hostile[1]
    assert found["dual_mono"]["quality"]["dual_mono"]
    assert found["no_customer"]["quality"]["warnings"] == [
        "channel 1 carries no sound",
        "the other party's channel (1) is silent: nothing was recorded of them",
    ]


def test_strange_names_stay_names(hostile: Hostile) -> None:
    assert {"a space", "ünï #1 100%", 'it\'s "quoted"', "<b>&amp;", "-x"} <= set(hostile[1])


def without_times(out: Path) -> dict[str, str]:
    texts = {name: (out / name).read_text(encoding="utf-8") for name in OUTPUTS}
    records = [json.loads(line) for line in texts["audit.jsonl"].splitlines()]
    return {
        **texts,
        "audit.jsonl": json.dumps([{**one, "timings_s": {}} for one in records]),
        "report.html": str(len(texts["report.html"]) > 10_000),
    }


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of six stretches of a call."""
    folder = tmp_path_factory.mktemp("batch") / "calls"
    agent, customer = threat()
    for number in range(6):
        piece = slice(number * 4 * RATE_HZ, (number * 4 + 14) * RATE_HZ)
        write(folder / f"call{number}.wav", agent[piece], customer[piece])
    return folder


@pytest.fixture(scope="module")
def whole(calls: Path, cache: Path) -> Path:
    """Return the results of a batch that was left alone."""
    done, _ = audit(calls, calls.with_name("whole"), cache=cache)
    assert done.returncode in (0, 1)
    return calls.with_name("whole")


def kept(cache: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in cache.rglob("transcripts/*/*.json")}


def started(calls: Path, out: Path, cache: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command(calls, "--out", out, "--jobs", 2),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,
        env={**os.environ, "CALLAUDIT_CACHE": str(cache)},
    )
    while process.poll() is None and not kept(cache):
        time.sleep(0.02)
    assert process.poll() is None, "the batch ended before it could be disturbed"
    yield process


def test_a_second_run_recognises_nothing_and_writes_the_same(
    calls: Path, whole: Path, cache: Path, tmp_path: Path
) -> None:
    before = kept(cache)
    _, found = audit(calls, tmp_path / "again", cache=cache)
    assert all("transcribe" not in record["timings_s"] for record in found.values())
    assert kept(cache) == before
    assert without_times(tmp_path / "again") == without_times(whole)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_batch_stopped_while_recognising_goes_on_and_ends_the_same(
    calls: Path, whole: Path, tmp_path: Path, end: signal.Signals
) -> None:
    out, cache = tmp_path / "cut", tmp_path / "cache"
    for process in started(calls, out, cache):
        process.send_signal(end)
        _, told = process.communicate(timeout=60)
    if end is signal.SIGINT:
        assert (process.returncode, b"goes on from there" in told) == (130, True)
    assert b"Traceback" not in told
    assert not [path for path in out.glob("*") if path.name != ".callaudit"]
    time.sleep(3)  # orphaned workers look every two seconds whether their parent lives
    before = kept(cache)
    assert 0 < len(before) < 6
    audit(calls, out, cache=cache)
    assert before.items() <= kept(cache).items()
    assert without_times(out) == without_times(whole)
    assert not list(out.glob(".callaudit/*.tmp"))


def test_a_worker_that_is_killed_once_costs_no_call(
    calls: Path, whole: Path, tmp_path: Path
) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    for process in started(calls, out, cache):
        os.kill(busiest_child(process.pid), signal.SIGKILL)
        process.communicate(timeout=300)
    assert process.returncode in (0, 1)
    assert without_times(out) == without_times(whole)


def busiest_child(parent: int) -> int:
    """Return the child process that holds the most memory: a worker with a model."""
    table = subprocess.run(
        ["ps", "-o", "pid=,rss=", "--ppid", str(parent)], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in table.stdout.splitlines()]
    return int(max(rows, key=lambda row: int(row[1]))[0])


def test_a_cache_that_cannot_be_written_costs_no_call(calls: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "cache"
    blocked.mkdir()
    (blocked / "transcripts").write_text("in the way", encoding="utf-8")
    done, found = audit(calls / "call0.wav", tmp_path / "out", cache=blocked)
    assert found["call0"]["status"] == "audited"
    assert "no transcript is kept" in done.stderr


def test_without_the_packages_for_speech_the_command_that_mends_it_is_told(
    calls: Path, tmp_path: Path
) -> None:
    (tmp_path / "av.py").write_text("raise ImportError('No module named av')", encoding="utf-8")
    done, found = audit(
        calls / "call0.wav", tmp_path / "out", cache=tmp_path, PYTHONPATH=str(tmp_path)
    )
    assert (done.returncode, found) == (2, {})
    assert "pip install 'callaudit[asr,offline]'" in done.stderr
