"""The recognisers that `asr.py` compares: each a function from a file to its texts.

Run as a program this is one process of a comparison: it loads one recogniser, reads the files
named on its standard input, one a line, and answers each with a line of JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Reader = Callable[[Path], list[str]]

OURS = ("fast", "balanced", "accurate")
THEIRS = ("transcribe", "transcribe vad", "batched")
MODEL = "base"


def reader(system: str, *, threads: int) -> Reader:
    """Load a recogniser, by name."""
    if system in OURS:
        return _ours(system, threads)
    if system == "openai-whisper":
        return _openai(threads)
    return _faster_whisper(system, threads)


def _ours(speed: str, threads: int) -> Reader:
    from callaudit.asr.protocol import sounds_of
    from callaudit.asr.speed import Speed, asr_settings
    from callaudit.asr.whisper import WhisperTranscriber
    from callaudit.audio.listen import listen
    from callaudit.audio.probe import probe

    transcriber = WhisperTranscriber(asr_settings(Speed(speed), model=MODEL), threads=threads)
    transcriber.load()

    def read(path: Path) -> list[str]:
        sound = listen(path)
        sounds = sounds_of(sound.samples, sound.quality, active=sound.active, tones=sound.unspoken)
        found = transcriber.transcribe(probe(path), sounds, call_id="benchmark").segments
        return [
            " ".join(s.text for s in found if s.dropped is None and s.channel == one.channel)
            for one in sounds
        ]

    return read


def _faster_whisper(system: str, threads: int) -> Reader:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    from callaudit.asr.sources import find_model

    folder = str(find_model(MODEL).folder)
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=threads)
    batched = BatchedInferencePipeline(model)

    def read(path: Path) -> list[str]:
        if system == "batched":
            segments, _ = batched.transcribe(str(path))
        else:
            segments, _ = model.transcribe(str(path), vad_filter=system == "transcribe vad")
        return [" ".join(segment.text for segment in segments)]

    return read


def _openai(threads: int) -> Reader:
    import torch
    import whisper

    torch.set_num_threads(threads)
    model = whisper.load_model(MODEL, device="cpu")
    return lambda path: [model.transcribe(str(path), fp16=False)["text"]]


def main() -> None:
    """Read files until the input ends; say what each cost and what the process held."""
    system, threads = sys.argv[1], int(sys.argv[2])
    read = reader(system, threads=threads)
    _tell({"ready": True})
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        wall, cpu = time.perf_counter(), time.process_time()
        texts = read(path)
        cpu_s, wall_s = time.process_time() - cpu, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _tell({"file": str(path), "texts": texts, "wall_s": wall_s, "cpu_s": cpu_s, "mib": peak})


def _tell(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
