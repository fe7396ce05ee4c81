"""Find recordings and call files under folders, the same way every time."""

import os
import re
from pathlib import Path

from callaudit.core.errors import UserError
from callaudit.core.model import Frozen

RECORDING_SUFFIXES = frozenset(
    {".wav", ".mp3", ".m4a", ".mp4", ".flac", ".ogg", ".opus", ".webm", ".gsm", ".aac"}
)
"""Suffixes of files that are probed as recordings; what they really hold is found there."""

CALL_SUFFIXES = frozenset({".json", ".jsonl", ".vtt", ".srt", ".txt"})
"""Suffixes of files that may hold calls already in words."""

_TRANSCRIPT_SUFFIXES = frozenset({".vtt", ".srt", ".txt"})
_BESIDE = "a transcript beside its recording; the recording is audited"
_SCRIPTS = "scripts are judged by callaudit lint; name the folder itself to audit it"

_NOT_CALLS = re.compile(
    r"(?i)^(readme|license|licence|notice|changelog|manifest|sources|requirements)\b"
)
_TURNS_KEY = re.compile(r'"turns"\s*:')
_TRUTH_FOLDER = "gold"
_SCRIPTS_FOLDER = "scripts"


class Skipped(Frozen):
    """A file or folder that was not taken, and why, as a clause for a person."""

    path: Path
    reason: str


class Discovered(Frozen):
    """What stands under the given paths, each list sorted by path.

    `side_files` are the JSON files beside a recording of the same stem that describe it.
    Made by `audio.discover`.
    """

    recordings: tuple[Path, ...] = ()
    call_files: tuple[Path, ...] = ()
    side_files: tuple[Path, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def discover(paths: tuple[Path, ...]) -> Discovered:
    """Sort everything under the paths into recordings, call files, side files and the rest.

    Folders are walked in full; hidden files and folders, `gold` folders, `*.turns.json` and
    README-like files are no calls, nor is what stands in a folder `scripts`. A symbolic link that
    leads out of the folder it was found under is not followed. A file named twice counts once.

    Raises:
        UserError: if a path does not exist, or is neither a file nor a folder.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UserError(f"no such file or folder: {', '.join(missing)}")
    strange = [str(path) for path in paths if not (path.is_dir() or path.is_file())]
    if strange:
        raise UserError(f"neither a file nor a folder: {', '.join(strange)}")
    files: list[Path] = []
    skipped: list[Skipped] = []
    for path in paths:
        if path.is_dir():
            _walk(path, files, skipped)
        else:
            files.append(path)
            files.extend(_side_file(path))
    return _sort_out(_once(files), skipped)


def _walk(top: Path, files: list[Path], skipped: list[Skipped]) -> None:
    """Collect the files under a folder; what cannot be listed is told, not lost."""
    inside = top.resolve()

    def unreadable(error: OSError) -> None:
        skipped.append(Skipped(path=Path(error.filename), reason="the folder cannot be read"))

    for folder, subfolders, names in os.walk(top, onerror=unreadable):
        here = Path(folder)
        kept = sorted(n for n in subfolders if not n.startswith(".") and n != _TRUTH_FOLDER)
        if _SCRIPTS_FOLDER in kept:
            kept.remove(_SCRIPTS_FOLDER)
            skipped.append(Skipped(path=here / _SCRIPTS_FOLDER, reason=_SCRIPTS))
        # os.walk does not descend into linked folders; say so instead of passing them over.
        skipped.extend(
            Skipped(path=here / n, reason="a linked folder is not followed")
            for n in kept
            if (here / n).is_symlink()
        )
        subfolders[:] = kept
        for name in sorted(names):
            path = here / name
            if name.startswith("."):
                continue
            reason = _not_to_be_opened(path, inside)
            if reason is not None:
                skipped.append(Skipped(path=path, reason=reason))
            else:
                files.append(path)


def _not_to_be_opened(path: Path, inside: Path) -> str | None:
    """Return why a file is left alone: where its link leads, or that reading it would wait."""
    if path.is_symlink():
        # Not Path.resolve: it raises where links lead in a circle.
        target = Path(os.path.realpath(path))
        if target.is_symlink():
            return "a link that leads in a circle"
        if not target.is_relative_to(inside):
            return "a link out of the folder"
    # A pipe or device would block for ever; a link that leads nowhere fails as a missing file.
    return "not a regular file" if path.exists() and not path.is_file() else None


def _side_file(recording: Path) -> tuple[Path, ...]:
    beside = recording.with_suffix(".json")
    found = recording.suffix.lower() in RECORDING_SUFFIXES and beside.is_file()
    return (beside,) if found else ()


def _once(files: list[Path]) -> list[Path]:
    """Drop files named twice, by whatever spelling, and sort; a file wins over a link to it."""
    by_place: dict[Path, Path] = {}
    for path in files:
        known = by_place.setdefault(path.resolve(), path)
        if known.is_symlink() and not path.is_symlink():
            by_place[path.resolve()] = path
    return sorted(by_place.values())


def _sort_out(files: list[Path], skipped: list[Skipped]) -> Discovered:
    recordings = [p for p in files if p.suffix.lower() in RECORDING_SUFFIXES]
    stems = {p.with_suffix("") for p in recordings}
    call_files: list[Path] = []
    side_files: list[Path] = []
    for path in files:
        suffix = path.suffix.lower()
        if suffix in RECORDING_SUFFIXES:
            continue
        if suffix not in CALL_SUFFIXES:
            skipped.append(Skipped(path=path, reason="neither a recording nor a call file"))
        elif path.name.lower().endswith(".turns.json") or _NOT_CALLS.match(path.name):
            skipped.append(Skipped(path=path, reason="by its name a page about calls, none itself"))
        elif suffix in _TRANSCRIPT_SUFFIXES and path.with_suffix("") in stems:
            skipped.append(Skipped(path=path, reason=_BESIDE))
        elif suffix == ".json" and path.with_suffix("") in stems:
            # A transcript beside its recording would be the same call twice: the sound is the
            # evidence, so it is the recording that is audited.
            if _holds_turns(path):
                skipped.append(Skipped(path=path, reason=_BESIDE))
            else:
                side_files.append(path)
        else:
            call_files.append(path)
    return Discovered(
        recordings=tuple(recordings),
        call_files=tuple(call_files),
        side_files=tuple(side_files),
        skipped=tuple(sorted(skipped, key=lambda one: one.path)),
    )


def _holds_turns(path: Path) -> bool:
    """Tell whether a JSON file spells out a conversation. Unreadable ones do not."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return _TURNS_KEY.search(text) is not None
