"""Files and folders to scripts, each linted or told why not."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copymode

from callaudit.core.errors import Fault, FaultsError
from callaudit.core.model import Frozen
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_lint import ScriptLinter
from callaudit.pipeline.script_mend import Loaded, load, mend, with_tried_fixes
from callaudit.scripts.read import PROMPTS, SUFFIXES
from callaudit.scripts.settings import ScriptSettings, settings_for


class Rewritten(Frozen):
    """A file that fixes change: its bytes before and after, and how many findings go."""

    path: str
    before: bytes
    after: bytes
    count: int


class LintResult(Frozen):
    """What was found in all files, and which files could not be read.

    `rewritten` are the files as they would be with their fixes, where that was asked for; then
    `findings` are those that stay. Nothing is written. `by_hand` are the files with fixes that
    no machine can make.
    """

    findings: tuple[ScriptFinding, ...]
    faults: tuple[Fault, ...]
    files: int
    scripts: int
    rewritten: tuple[Rewritten, ...] = ()
    by_hand: tuple[str, ...] = ()


def lint_paths(
    linter: ScriptLinter,
    paths: tuple[Path, ...],
    *,
    exclude: tuple[str, ...] = (),
    mending: bool = False,
    choosy: bool = False,
) -> LintResult:
    """Lint files, and all scripts of folders; a file that cannot be read does not stop the others.

    In a folder, what is neither Markdown, text, Word, JSON nor YAML is passed over, and so is a
    JSON or YAML file that holds no script. Globs leave out what they name in folders; a file that
    is named itself is always linted, unless `choosy`. `mending` makes the fixes in memory. Folders
    in which nothing is left to lint are a fault, unless `choosy`.
    """
    faults: list[Fault] = []
    judged: list[LintResult] = []
    known: dict[Path, ScriptSettings] = {}
    for path, named in _files(paths, exclude, known, faults, choosy=choosy):
        try:
            loaded = _read(path, known)
            if loaded.file.scripts:
                judged.append(_linted(linter, loaded, mending=mending))
                continue
        except FaultsError as error:
            faults += error.faults
            continue
        if named or path.suffix.lower() not in PROMPTS:
            faults.append(_no_speech(path.as_posix()))
    if not (judged or faults or choosy):
        faults += [_nothing_in(path, known, exclude) for path in paths]
    return LintResult(
        findings=tuple(finding for one in judged for finding in one.findings),
        faults=tuple(faults),
        files=len(judged),
        scripts=sum(one.scripts for one in judged),
        rewritten=tuple(file for one in judged for file in one.rewritten),
        by_hand=tuple(path for one in judged for path in one.by_hand),
    )


def lint_text(linter: ScriptLinter, data: bytes, *, name: str, mending: bool = False) -> LintResult:
    """Lint what came in on standard input, read as a file of that name would be."""
    try:
        loaded = load(data, path=name)
        if loaded.file.scripts:
            return _linted(linter, loaded, mending=mending)
        faults: tuple[Fault, ...] = (_no_speech(name),)
    except FaultsError as error:
        faults = error.faults
    return LintResult(findings=(), faults=faults, files=0, scripts=0)


def _no_speech(path: str) -> Fault:
    told = "no line of speech was found: write `Agent: …`, quote it, or see `docs/scripts.md`"
    return Fault(path=path, line=None, field="", message=told)


def _nothing_in(folder: Path, known: dict[Path, ScriptSettings], exclude: tuple[str, ...]) -> Fault:
    scripts = [file for file in folder.rglob("*") if _is_script(file)]
    left_out = any(settings_for(file, known).leaves_out(file, more=exclude) for file in scripts)
    told = "every script in it is left out, by --exclude or callaudit.toml"
    none = "holds no script: no Markdown, text, Word, and no JSON or YAML with lines to say"
    message = told if left_out else none
    return Fault(path=folder.as_posix(), line=None, field="", message=message)


def write_fixes(result: LintResult) -> tuple[Fault, ...]:
    """Write the mended files in place; return those that cannot be written, with the reason."""
    faults: list[Fault] = []
    for file in result.rewritten:
        try:
            _write_whole(Path(file.path).resolve(), file.after)
        except OSError as error:
            told = f"cannot be written: {error.strerror or error}"
            faults.append(Fault(path=file.path, line=None, field="", message=told))
    return tuple(faults)


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, with the rights that it had."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        fresh.write_bytes(data)
        copymode(path, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _linted(linter: ScriptLinter, loaded: Loaded, *, mending: bool) -> LintResult:
    file = loaded.file
    found = linter.lint(file)
    rewritten: tuple[Rewritten, ...] = ()
    by_hand = not loaded.can_be_edited and any(one.fix for one in found)
    if not mending or not loaded.can_be_edited:
        found = with_tried_fixes(linter, loaded, found)
    elif any(one.fix for one in found):
        done = mend(linter, loaded)
        found = done.findings
        if done.count:
            rewritten = (
                Rewritten(path=file.path, before=loaded.data, after=done.data, count=done.count),
            )
    return LintResult(
        findings=found,
        faults=(),
        files=1,
        scripts=len(file.scripts),
        rewritten=rewritten,
        by_hand=(file.path,) if by_hand else (),
    )


def _read(path: Path, known: dict[Path, ScriptSettings]) -> Loaded:
    shown = path.as_posix()
    under = settings_for(path, known).facts_for(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise FaultsError((Fault(path=shown, line=None, field="", message=message),)) from error
    return load(data, path=shown, under=under)


def _files(
    paths: tuple[Path, ...],
    exclude: tuple[str, ...],
    known: dict[Path, ScriptSettings],
    faults: list[Fault],
    *,
    choosy: bool,
) -> Iterator[tuple[Path, bool]]:
    """Yield every file once, and whether the user named it.

    `choosy` treats files that are named like those of a folder: a hook names all that changed.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            told = "there is no such file or folder"
            faults.append(Fault(path=str(path), line=None, field="", message=told))
            continue
        chosen = choosy or path.is_dir()
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file in seen or (chosen and not _is_script(file)):
                continue
            if not (chosen and settings_for(file, known).leaves_out(file, more=exclude)):
                seen.add(file)
                yield file, not chosen


def _is_script(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts if part not in (".", ".."))
    return path.suffix.lower() in SUFFIXES and not hidden and path.is_file()
