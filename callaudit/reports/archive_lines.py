"""The files of audits, read line by line as plain data: what is wrong names file and line."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from callaudit.core.errors import UserError

AnyPath = str | os.PathLike[str]

SCHEMA = 1
"""The version of `audit.jsonl` that is read."""

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class AuditFolder:
    """An output folder of an audit: a short name of its own, its line file and its run."""

    label: str
    file: Path
    run: dict[str, Any]

    @property
    def folder(self) -> Path:
        """Return the folder itself."""
        return self.file.parent

    @property
    def finished_at(self) -> datetime:
        """Return when the run ended; the beginning of time where nothing says so."""
        written = self.run.get("finished_at")
        moment = _moment(written) if isinstance(written, str) else None
        return moment or _LONG_AGO


def audit_paths(given: AnyPath | Iterable[AnyPath]) -> tuple[Path, ...]:
    """Return one path or several, text or not, as paths.

    Raises:
        UserError: if something given is no path.
    """
    if isinstance(given, str | os.PathLike):
        return (Path(given),)
    several = tuple(given) if isinstance(given, Iterable) else (given,)
    for one in several:
        if not isinstance(one, str | os.PathLike):
            raise UserError(
                f"{one!r} is no path: name a folder that `callaudit audit --out` wrote, "
                "or its audit.jsonl"
            )
    return tuple(map(Path, several))


def audit_folders(paths: tuple[Path, ...]) -> tuple[AuditFolder, ...]:
    """Find the audits that paths name, latest first; one that is named twice is taken once.

    Raises:
        UserError: if a path is no audit, or a `run.json` cannot be read.
    """
    found: dict[Path, AuditFolder] = {}
    taken: set[str] = set()
    for path in paths:
        file = path / "audit.jsonl" if path.is_dir() else path
        if not file.is_file():
            raise UserError(
                f"{path}: no audit: name a folder that `callaudit audit --out` wrote, "
                "or its audit.jsonl"
            )
        whole = file.resolve()
        if whole in found:
            continue
        label = _unused(whole.parent.name or "audit", taken)
        taken.add(label)
        found[whole] = AuditFolder(label=label, file=file, run=_run(file.parent / "run.json"))
    return tuple(sorted(found.values(), key=lambda one: one.finished_at, reverse=True))


def audit_lines(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number and the data of each line of `audit.jsonl`.

    Raises:
        UserError: with file and line, if a line is damaged or of a newer version.
    """
    for number, line in json_lines(file):
        schema = line.get("schema")
        if schema != SCHEMA:
            raise UserError(
                f"{file}:{number}: schema {schema!r} is not {SCHEMA}: "
                "written by another version of callaudit; read it with that one"
            )
        yield number, line


def json_lines(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number and the object of each line of a JSON Lines file; empty lines are none.

    Raises:
        UserError: if the file cannot be read or a line is no object.
    """
    number = 0
    try:
        with file.open(encoding="utf-8", newline="\n") as stream:
            for number, text in enumerate(stream, start=1):
                if not text.strip():
                    continue
                line = json.loads(text)
                if not isinstance(line, dict):
                    raise UserError(f"{file}:{number}: not an object")
                yield number, line
    except json.JSONDecodeError as error:
        raise UserError(f"{file}:{number}: not JSON: {error.msg} at {error.colno}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{file}: cannot be read: {error}") from error


def _run(file: Path) -> dict[str, Any]:
    """Read `run.json`, empty where there is none: an `audit.jsonl` may stand alone."""
    if not file.is_file():
        return {}
    try:
        run = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{file}: cannot be read: {error}") from error
    if not isinstance(run, dict):
        raise UserError(f"{file}: not an object")
    return run


def _unused(name: str, taken: set[str]) -> str:
    label, number = name, 2
    while label in taken:
        label, number = f"{name} ({number})", number + 1
    return label


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
