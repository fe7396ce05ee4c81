"""The recognisers that `asr.py` compares: each a function from a file to its texts.

Run as a program this is one process of a comparison: it loads one recogniser, reads the files
named on its standard input, a JSON list a line, and answers each line with one of JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Reader = Callable[[list[Path]], list[list[str]]]
"""Reads some files, that may be read together; gives the texts of each."""

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
    from callaudit.asr.protocol import CallSound, sounds_of
    from callaudit.asr.speed import Speed, asr_settings
    from callaudit.asr.whisper import WhisperTranscriber
    from callaudit.audio.listen import listen
    from callaudit.audio.probe import probe

    transcriber = WhisperTranscriber(asr_settings(Speed(speed), model=MODEL), threads=threads)
    transcriber.load()

    def call(path: Path) -> CallSound:
        sound = listen(path)
        sounds = sounds_of(sound.samples, sound.quality, active=sound.active, tones=sound.unspoken)
        return CallSound(path.name, probe(path), sounds)

    def read(paths: list[Path]) -> list[list[str]]:
        calls = [call(path) for path in paths]
        found = transcriber.transcribe_together(calls)
        return [
            [
                " ".join(
                    part.text
                    for part in transcript.segments
                    if part.dropped is None and part.channel == sound.channel
                )
                for sound in one.sounds
            ]
            for one, transcript in zip(calls, found, strict=True)
        ]

    return read


def _faster_whisper(system: str, threads: int) -> Reader:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    from callaudit.asr.sources import find_model

    folder = str(find_model(MODEL).folder)
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=threads)
    batched = BatchedInferencePipeline(model)

    def read_one(path: Path) -> list[str]:
        if system == "batched":
            segments, _ = batched.transcribe(str(path))
        else:
            segments, _ = model.transcribe(str(path), vad_filter=system == "transcribe vad")
        return [" ".join(segment.text for segment in segments)]

    return lambda paths: [read_one(path) for path in paths]


def _openai(threads: int) -> Reader:
    import torch
    import whisper

    torch.set_num_threads(threads)
    model = whisper.load_model(MODEL, device="cpu")
    return lambda paths: [[model.transcribe(str(one), fp16=False)["text"]] for one in paths]


def main() -> None:
    """Read files until the input ends; say what they cost and what the process held."""
    system, threads = sys.argv[1], int(sys.argv[2])
    read = reader(system, threads=threads)
    _tell({"ready": True})
    for line in sys.stdin:
        files = json.loads(line)
        began = time.process_time()
        texts = read([Path(file) for file in files])
        cpu_s = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _tell({"texts": dict(zip(files, texts, strict=True)), "cpu_s": cpu_s, "mib": peak})


def _tell(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
