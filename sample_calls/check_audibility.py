"""Let Whisper base hear every sample call and report the word error rate of each.

    python sample_calls/check_audibility.py --model FOLDER [--show] [CALL_ID ...]

FOLDER is faster-whisper's base model in CTranslate2 form. Channels are transcribed apart. `--show`
prints what was heard of each turn's channel beside what was said.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio
from whisper_normalizer.english import EnglishTextNormalizer

HERE = Path(__file__).parent
VAD = {"threshold": 0.3, "min_silence_duration_ms": 1000, "speech_pad_ms": 400}
_DIGIT_GAP = re.compile(r"(?<=\d) +(?=\d)")


def main() -> None:
    """Read the command line, transcribe, print a line a call."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ids", nargs="*", help="call ids; all without")
    parser.add_argument("--model", required=True, help="folder of the CTranslate2 model")
    parser.add_argument("--show", action="store_true", help="print said and heard")
    options = parser.parse_args()
    model = WhisperModel(options.model, device="cpu", compute_type="int8", cpu_threads=1)
    said_all, heard_all = [], []
    for path in sorted((HERE / "gold").glob("*.json")):
        if options.ids and path.stem not in options.ids:
            continue
        if not (HERE / f"{path.stem}.wav").is_file():
            continue  # a call in words
        said, heard = compare(model, path)
        said_all += said
        heard_all += heard
        rate = word_error_rate(said, heard)
        sys.stdout.write(f"{path.stem}: channels {len(said)}, WER {100 * rate:.1f} %\n")
        if options.show:
            for words_said, words_heard in zip(said, heard, strict=True):
                sys.stdout.write(f"  said:  {words_said}\n  heard: {words_heard}\n")
    sys.stdout.write(f"all: WER {100 * word_error_rate(said_all, heard_all):.1f} %\n")


def compare(model: WhisperModel, gold: Path) -> tuple[list[str], list[str]]:
    """Return what was said and what Whisper heard, one text a channel."""
    turns: list[dict[str, Any]] = json.loads(gold.read_text("utf-8"))["turns"]
    recording = gold.parent.parent / f"{gold.stem}.wav"
    channels = _channels(recording)
    texts = ["", ""]
    for turn in turns:
        agent = turn["speaker"] == "agent"
        texts[0 if agent or len(channels) == 1 else 1] += " " + turn["text"]
    if len(channels) == 1:
        return [texts[0].strip()], [_heard(model, channels[0])]
    heard = [_heard(model, channel) for channel in channels]
    said = [text.strip() for text in texts]
    straight, swapped = word_error_rate(said, heard), word_error_rate(said, heard[::-1])
    return said, heard if straight <= swapped else heard[::-1]


def word_error_rate(said: list[str], heard: list[str]) -> float:
    """Return the word error rate after Whisper's English normaliser (digits in one run)."""
    normal = EnglishTextNormalizer()
    pairs = [
        (_DIGIT_GAP.sub("", normal(s)), _DIGIT_GAP.sub("", normal(h)))
        for s, h in zip(said, heard, strict=True)
        if s or h
    ]
    errors = words = 0
    for truth, guess in pairs:
        if truth:
            out = jiwer.process_words(truth, guess)
            errors += out.substitutions + out.deletions + out.insertions
            words += out.hits + out.substitutions + out.deletions
        else:
            errors += len(guess.split())
    return errors / words


def _channels(recording: Path) -> list[Any]:
    with recording.open("rb") as file:
        count = file.read(24)[22]
    if count == 1:
        return [decode_audio(str(recording))]
    return [np.asarray(c) for c in decode_audio(str(recording), split_stereo=True)]


def _heard(model: WhisperModel, sound: Any) -> str:
    segments, _ = model.transcribe(
        sound, language="en", beam_size=5, vad_filter=True, vad_parameters=VAD
    )
    return " ".join(segment.text.strip() for segment in segments)


if __name__ == "__main__":
    main()
