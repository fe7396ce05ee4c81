"""Who speaks on a shared channel: words alone against words and voices, over calls with a truth.

    python benchmarks/voices.py RECORDING... [--truth FOLDER] [--cache FOLDER] [--json FILE]

A stereo recording is mixed down to one channel first. The truth of `call.wav` is `call.json` or
`call.turns.json` beside it or in the folder named: turns with `speaker` or `role`, `start`, `end`.
Without one the channels of a stereo recording are the truth, the agent on the left. No call log
is used. The first two shares are those of the time in which somebody speaks, by the truth, and
words were heard; `heard` says in how much of the speech any words were, `of all` which share of
all speech has the right role with voices. Seconds are processor time.
"""

import argparse
import json
import tempfile
import time
import wave
from collections import Counter
from pathlib import Path

import numpy as np

from callaudit.audio.decode import decode
from callaudit.audio.probe import probe
from callaudit.core.conversation import Conversation
from callaudit.core.metadata import CallMetadata
from callaudit.core.recording import Recording
from callaudit.pipeline.cache import HeardRecording
from callaudit.pipeline.one_call import audit_call
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.tools import AuditSettings, AuditTools
from callaudit.pipeline.voices import with_voices
from callaudit.rulespec import default_rules
from callaudit.speakers import assign_speakers

STEP_S = 0.01
RATE_HZ = 8_000
SAME_ROLE = {"supervisor": "agent", "other": "third_party"}
SILENCE_DB = 28.0
"""A channel speaks where it is at most so far below its loud frames."""

HEADER = f"{'call':30} {'s':>6} {'words':>6} {'voices':>7} {'heard':>6} {'of all':>6} {'s/min':>6}"

Spans = list[tuple[float, float, str]]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("recordings", nargs="+", type=Path)
    options.add_argument("--truth", type=Path)
    options.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "voices")
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    tools = AuditTools(AuditSettings(rules=default_rules(), cache=asked.cache, redact=False))
    asked.cache.mkdir(parents=True, exist_ok=True)
    rows = []
    print(HEADER)  # noqa: T201 - a script's result
    for path in asked.recordings:
        truth = written_truth(path, asked.truth) or channel_truth(path)
        if truth:
            rows.append(measured(path, truth, tools))
            print(told(rows[-1]))  # noqa: T201 - a script's result
    seconds = sum(row["speech_s"] for row in rows)
    total = {
        key: round(sum(row[key] * row["speech_s"] for row in rows) / seconds, 3)
        for key in ("words_alone", "with_voices", "heard", "of_all", "voice_s_a_minute")
    }
    print(told({"call": "all", "speech_s": seconds, "wrong": {}, **total}))  # noqa: T201
    if asked.json:
        asked.json.write_text(json.dumps({"calls": rows, "all": total}, indent=1), encoding="utf-8")


def measured(path: Path, truth: Spans, tools: AuditTools) -> dict:  # type: ignore[type-arg]
    """Return the shares of one call, what was wrong with voices, and what the voices cost."""
    mono = mixed_down(path, tools.settings.cache)
    metadata = CallMetadata(call_id=path.stem)
    audit = audit_call(CallTask(source=mono.name, metadata=metadata, recording=mono), tools)
    recording = probe(mono)
    heard = tools.cache.get(recording.sha256, tools.transcriber.settings)
    if audit.call is None or heard is None:
        raise SystemExit(f"{path}: {audit.failure}")
    alone = assign_speakers(heard.transcript, metadata=metadata, quality=heard.quality)
    words, _, _ = right_share(alone, truth)
    voices, wrong, share = right_share(audit.call.conversation, truth)
    return {
        "call": path.stem,
        "speech_s": round(sum(end - start for start, end, _ in truth), 1),
        "words_alone": words,
        "with_voices": voices,
        "heard": share,
        "of_all": round(voices * share, 3),
        "voice_s_a_minute": round(cost_s(heard, recording, tools) / recording.duration_s * 60, 2),
        "wrong": wrong,
    }


def told(row: dict) -> str:  # type: ignore[type-arg]
    """Return a row of the table."""
    wrong = ", ".join(f"{name} {seconds}" for name, seconds in row["wrong"].items())
    return (
        f"{row['call'][:30]:30} {row['speech_s']:6.1f} {row['words_alone']:6.1%} "
        f"{row['with_voices']:7.1%} {row['heard']:6.1%} "
        f"{row['of_all']:6.1%} {row['voice_s_a_minute']:6.2f}  {wrong}"
    )


def cost_s(heard: HeardRecording, recording: Recording, tools: AuditTools) -> float:
    """Return the processor seconds that the voices of a recording take, the model loaded."""
    assert tools.voices is not None, tools.voice_problem  # noqa: S101
    with_voices(heard, recording, tools.voices)
    began = time.process_time()
    with_voices(heard, recording, tools.voices)
    return time.process_time() - began


def written_truth(path: Path, folder: Path | None) -> Spans:
    """Return the true turns in a file of the call's name; none if there is no such file."""
    name = path.stem.removesuffix(".mono").removesuffix(".stereo")
    places = [folder] if folder else [path.parent]
    for file in (place / f"{name}{end}" for place in places for end in (".turns.json", ".json")):
        if file.is_file():
            content = json.loads(file.read_text(encoding="utf-8"))
            turns = content if isinstance(content, list) else content.get("turns", [])
            roles = [turn.get("role") or turn["speaker"] for turn in turns]
            return [
                (turn["start"], turn["end"], SAME_ROLE.get(role, role))
                for turn, role in zip(turns, roles, strict=True)
            ]
    return []


def channel_truth(path: Path) -> Spans:
    """Return when each channel of a stereo recording speaks; none for one channel."""
    channels = decode(path, rate_hz=RATE_HZ)
    if len(channels) < 2:
        return []
    spans: Spans = []
    for role, samples in zip(("agent", "customer"), channels, strict=False):
        frames = samples[: len(samples) // 80 * 80].reshape(-1, 80)
        power = np.convolve((frames**2).mean(axis=1), np.ones(5) / 5, "same")
        levels = 10 * np.log10(power + 1e-10)
        loud = np.flatnonzero(levels > np.percentile(levels, 95) - SILENCE_DB)
        for run in np.split(loud, np.flatnonzero(np.diff(loud) > 30) + 1):
            if len(run) and run[-1] - run[0] >= 15:
                spans.append((run[0] * STEP_S, (run[-1] + 1) * STEP_S, role))
    return sorted(spans)


def mixed_down(path: Path, folder: Path) -> Path:
    """Return the recording on one channel: itself, or a mix kept in a folder."""
    channels = decode(path, rate_hz=RATE_HZ)
    if len(channels) == 1:
        return path
    mix = np.mean(channels, axis=0)
    out = folder / f"{path.stem}.mixed.wav"
    with wave.open(str(out), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(mix, -1, 1) * 32767).astype("<i2").tobytes())
    return out


def right_share(conversation: Conversation, truth: Spans) -> tuple[float, dict[str, float], float]:
    """Return the right share of the speech with words, the wrong seconds, and the worded share."""
    said: Spans = [
        (turn.start_s, turn.end_s, str(turn.speaker))
        for turn in conversation.turns
        if turn.start_s is not None and turn.end_s is not None
    ]
    length = int(max(end for _, end, _ in (*truth, *said)) / STEP_S) + 1
    true, heard = on_frames(truth, length), on_frames(said, length)
    speech = np.any(list(true.values()), axis=0)
    worded = speech & np.any(list(heard.values()), axis=0)
    right = np.any([true[role] & heard[role] for role in true if role in heard], axis=0)
    wrong: Counter[str] = Counter()
    for role, frames in true.items():
        for other, claimed in heard.items():
            if role != other:
                wrong[f"{role} as {other}"] += int((frames & claimed & ~right).sum())
    return (
        round(float(right[worded].mean()), 3),
        {name: round(n * STEP_S, 1) for name, n in sorted(wrong.items()) if n * STEP_S >= 0.3},
        round(float(worded.sum() / speech.sum()), 3),
    )


def on_frames(spans: Spans, length: int) -> dict[str, np.ndarray]:
    """Return for each role the frames in which it speaks."""
    found: dict[str, np.ndarray] = {}
    for start_s, end_s, role in spans:
        frames = found.setdefault(role, np.zeros(length, bool))
        frames[int(start_s / STEP_S) : int(end_s / STEP_S)] = True
    return found


if __name__ == "__main__":
    main()
