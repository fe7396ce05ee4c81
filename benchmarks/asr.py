"""How fast recordings become words, how many words are wrong, and what memory it takes.

    python benchmarks/asr.py CORPUS… [--quick] [--rounds N] [--cores N] [--json FILE]

A corpus is a manifest (CSV with `file` and `reference`) or a folder of recordings with the true
turns as JSON. Ours at its three speeds and faster-whisper's three ways, openai-whisper too where
it is installed, read the same files on the same cores, one after the other, in several rounds:
all ratios are medians of the rounds. Ours runs one process a core with one thread each, the
others one process with a thread a core, as each is meant to run. Times are without the start of
the process and the loading of the model.

Other programs on the machine stretch the seconds of everybody; processor time suffers less.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import soundfile
from asr_corpus import Reference, Score, read_corpora, score
from asr_systems import OURS, THEIRS

from callaudit.runner.local import in_groups

BASELINE = "transcribe"
QUICK_EVERY = 8
GROWTH_MINUTES = (1, 5, 15, 60)
GROWTH_CALLS = (1, 20, 200)
WORKER = Path(__file__).with_name("asr_systems.py")

Run = dict[str, Any]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", nargs="+", type=Path)
    options.add_argument("--quick", action="store_true", help="every eighth file, one round")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    options.add_argument("--only", nargs="*", help="names of recognisers; else all")
    options.add_argument("--json", type=Path, help="write all figures here")
    asked = options.parse_args()
    references = read_corpora(asked.corpora)
    if asked.quick:
        references = references[::QUICK_EVERY]
    systems = asked.only or [*OURS, *THEIRS, *_openai()]
    rounds = 1 if asked.quick else asked.rounds
    results: dict[str, Any] = {"cores": asked.cores, "files": len(references)}
    compared = compare(references, systems, rounds=rounds, cores=asked.cores)
    results["compared"] = compared
    show("read once", compared)
    with tempfile.TemporaryDirectory() as folder:
        results["stereo"] = stereo(references, Path(folder), rounds=rounds)
        show("two channels against their mix", results["stereo"])
        if not asked.quick:
            results["minutes"] = longer(references, Path(folder))
            show("one call of many minutes", results["minutes"])
            results["calls"] = more(references)
            show("many calls in one process", results["calls"])
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _openai() -> list[str]:
    return ["openai-whisper"] if importlib.util.find_spec("whisper") else []


def compare(
    references: Sequence[Reference], systems: Sequence[str], *, rounds: int, cores: int
) -> dict[str, Any]:
    """Run every recogniser over all files, round by round, and score the first round."""
    runs: dict[str, list[Run]] = defaultdict(list)
    for _ in range(rounds):
        for system in systems:
            ours = system in OURS
            runs[system].append(
                read_all(
                    system,
                    [one.path for one in references],
                    processes=cores if ours else 1,
                    threads=1 if ours else cores,
                )
            )
    length_s = sum(one.seconds for one in references)
    return {
        system: {
            "x real time": round(median(length_s / run["wall_s"] for run in found), 1),
            "x a core": round(median(length_s / run["cpu_s"] for run in found), 1),
            **_against(runs, system),
            **errors(references, found[0]),
            "peak MiB": round(max(run["mib"] for run in found)),
        }
        for system, found in runs.items()
    }


def _against(runs: dict[str, list[Run]], system: str) -> dict[str, float]:
    """Return how many times faster than the baseline: medians over the rounds."""
    if BASELINE not in runs:
        return {}
    pairs = list(zip(runs[BASELINE], runs[system], strict=True))
    return {
        "x transcribe": round(median(a["wall_s"] / b["wall_s"] for a, b in pairs), 2),
        "in cpu": round(median(a["cpu_s"] / b["cpu_s"] for a, b in pairs), 2),
    }


def errors(references: Sequence[Reference], run: Run) -> dict[str, Any]:
    """Return the word error rate and its parts over all files, and the rate of each corpus."""
    scores: dict[str, list[Score]] = defaultdict(list)
    for one in references:
        found = score(one, run["texts"][str(one.path)])
        scores[one.group].append(found)
        scores[""].append(found)
    rates = {
        f"WER {group}".strip(): round(
            100 * sum(one.errors for one in found) / sum(one.words for one in found), 2
        )
        for group, found in scores.items()
    }
    return {
        "WER": rates.pop("WER"),
        "deleted": sum(one.deleted for one in scores[""]),
        "invented": sum(one.invented for one in scores[""]),
        "words": sum(one.words for one in scores[""]),
        **rates,
    }


def stereo(references: Sequence[Reference], folder: Path, *, rounds: int) -> dict[str, Any]:
    """Compare what stereo calls cost with what their mono mixes cost, at our default speed."""
    both = [one for one in references if one.channels == 2]
    mixes = []
    for one in both:
        samples, rate_hz = soundfile.read(one.path, dtype="float32")
        mixes.append(folder / f"{one.path.stem}.mix.wav")
        soundfile.write(mixes[-1], samples.mean(axis=1), rate_hz)
    ratios = []
    for _ in range(rounds if both else 0):
        two = read_all("balanced", [one.path for one in both])
        mono = read_all("balanced", mixes)
        ratios.append((two["cpu_s"] / mono["cpu_s"], two["wall_s"] / mono["wall_s"]))
    if not ratios:
        return {}
    costs = {
        "in cpu": round(median(one for one, _ in ratios), 3),
        "in seconds": round(median(one for _, one in ratios), 3),
    }
    return {"stereo / mono": {"files": len(both), **costs}}


def longer(references: Sequence[Reference], folder: Path) -> dict[str, Any]:
    """Read calls of 1 to 60 minutes, made of the longest recording again and again."""
    source = max(references, key=lambda one: (one.channels, one.seconds))
    samples, rate_hz = soundfile.read(source.path, dtype="int16", always_2d=True)
    table: dict[str, Any] = {}
    for minutes in GROWTH_MINUTES:
        path = folder / f"{minutes}.wav"
        needed = minutes * 60 * rate_hz
        soundfile.write(path, np.tile(samples, (-(-needed // len(samples)), 1))[:needed], rate_hz)
        for system in ("balanced", BASELINE):
            run = read_all(system, [path])
            table[f"{minutes} min {system}"] = {
                "s a minute": round(run["cpu_s"] / minutes, 2),
                "peak MiB": round(run["mib"]),
            }
    return table


def more(references: Sequence[Reference]) -> dict[str, Any]:
    """Read 1 to 200 calls in one process: neither time a call nor memory may grow."""
    calls = sorted(references, key=lambda one: abs(one.seconds - 20))[:10]
    table: dict[str, Any] = {}
    for number in GROWTH_CALLS:
        paths = [calls[at % len(calls)].path for at in range(number)]
        length_s = sum(calls[at % len(calls)].seconds for at in range(number))
        run = read_all("balanced", paths)
        table[f"{number} calls"] = {
            "x a core": round(length_s / run["cpu_s"], 1),
            "peak MiB": round(run["mib"]),
        }
    return table


def read_all(system: str, paths: Sequence[Path], *, processes: int = 1, threads: int = 1) -> Run:
    """Read files by one recogniser in several processes, the largest first.

    Returns the seconds from the first file to the last answer, the processor time and the most
    memory of one process, and the texts of each file.
    """
    todo = sorted(paths, key=lambda path: -path.stat().st_size)
    # Ours gets short files in groups, as an audit hears them; the others read one at a time.
    together = processes if system in OURS else len(todo)
    waiting = iter(list(in_groups(todo, jobs=together, size=lambda path: path.stat().st_size)))
    command = [sys.executable, str(WORKER), system, str(threads)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(min(processes, len(todo)))
    ]
    for worker in workers:
        _answer(worker)
    began = perf_counter()
    with ThreadPoolExecutor(len(workers)) as pool:
        parts = list(pool.map(lambda worker: _work_off(worker, waiting), workers))
    answers = [answer for part in parts for answer in part]
    return {
        "wall_s": perf_counter() - began,
        "cpu_s": sum(one["cpu_s"] for one in answers),
        "mib": max(one["mib"] for one in answers),
        "texts": {file: texts for one in answers for file, texts in one["texts"].items()},
    }


def _work_off(worker: "subprocess.Popen[str]", waiting: Any) -> list[Run]:
    answers = []
    with worker:
        while (group := next(waiting, None)) is not None:
            print(json.dumps([str(path) for path in group]), file=worker.stdin, flush=True)
            answers.append(_answer(worker))
    return answers


def _answer(worker: "subprocess.Popen[str]") -> Run:
    for line in worker.stdout or ():
        found: Run = json.loads(line)
        return found
    raise SystemExit("a recogniser stopped; its message is above")


def show(title: str, table: dict[str, Any]) -> None:
    """Print a table, one row each."""
    lines = [f"\n{title}"]
    for name, figures in table.items():
        lines.append(f"  {name:<22}" + "  ".join(f"{key} {one}" for key, one in figures.items()))
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
