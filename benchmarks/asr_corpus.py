"""What `asr.py` reads aloud: recordings with the words that are said in them, and the scores."""

import csv
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import jiwer
import soundfile
from whisper_normalizer.english import EnglishTextNormalizer

_normalised = EnglishTextNormalizer()


class Line(NamedTuple):
    """One thing said, and by whom."""

    speaker: str
    text: str


class Reference(NamedTuple):
    """A recording and its true words, in order of time."""

    path: Path
    group: str
    seconds: float
    channels: int
    lines: tuple[Line, ...]


class Score(NamedTuple):
    """Word errors against a reference."""

    words: int
    wrong: int
    deleted: int
    invented: int

    @property
    def errors(self) -> int:
        """Return all errors."""
        return self.wrong + self.deleted + self.invented


def read_corpora(paths: Sequence[Path]) -> tuple[Reference, ...]:
    """Read manifests (CSV with `file` and `reference`) and folders of recordings.

    Beside a recording of a folder, or in its `gold/`, a JSON file has `turns` with text.
    Recordings without true words are left out.
    """
    found = [one for path in paths for one in _read_corpus(path)]
    if not found:
        raise SystemExit("no recording with true words: name a manifest.csv or a folder")
    return tuple(found)


def _read_corpus(path: Path) -> Iterator[Reference]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["reference"].strip():
                    lines = (Line("", row["reference"]),)
                    group = f"{path.parent.name}/{row['file'].split('/')[0]}"
                    yield _reference(path.parent / row["file"], group, lines)
        return
    for sound in sorted(path.glob("*.wav")):
        stem = sound.name.split(".")[0]
        for truth in (path / "gold" / f"{stem}.json", path / f"{stem}.json"):
            if truth.is_file():
                turns = json.loads(truth.read_text(encoding="utf-8"))["turns"]
                turns.sort(key=lambda turn: turn["start"])
                lines = tuple(Line(turn["speaker"], turn["text"]) for turn in turns)
                yield _reference(sound, path.name, lines)
                break


def _reference(path: Path, group: str, lines: tuple[Line, ...]) -> Reference:
    info = soundfile.info(path)
    return Reference(path, group, info.duration, info.channels, lines)


def spoken(text: str) -> str:
    """Return a text as it is compared: by Whisper's English normaliser, figure by figure.

    "Five one six seven" and "5167" are the same, and one wrong digit is one error.
    """
    plain = re.sub(r"[$£€%.,:]", " ", _normalised(text))
    return " ".join(re.sub(r"(\d)", r" \1 ", plain).split())


def score(reference: Reference, texts: Sequence[str]) -> Score:
    """Compare what was read, one text a channel or one for all, with the true words.

    Of two channels nobody says whose is whose: the split of the speakers that fits best counts.
    """
    speakers = sorted({line.speaker for line in reference.lines})
    if len(texts) < 2 or len(speakers) < 2:
        whole = [" ".join(line.text for line in reference.lines)]
        return _compared(whole, [" ".join(texts)])
    scores = []
    for size in range(1, len(speakers)):
        for left in itertools.combinations(speakers, size):
            sides = [
                " ".join(line.text for line in reference.lines if (line.speaker in left) is side)
                for side in (True, False)
            ]
            scores.append(_compared(sides, texts))
    return min(scores, key=lambda one: one.errors)


def _compared(true: Sequence[str], read: Sequence[str]) -> Score:
    out = jiwer.process_words([spoken(one) for one in true], [spoken(one) for one in read])
    words = out.hits + out.substitutions + out.deletions
    return Score(words, out.substitutions, out.deletions, out.insertions)
