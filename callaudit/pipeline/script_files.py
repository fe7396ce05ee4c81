"""Files and folders to scripts, each linted or told why not."""

from collections.abc import Iterator
from pathlib import Path

from callaudit.core.errors import Fault, FaultsError
from callaudit.core.model import Frozen
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_lint import ScriptLinter
from callaudit.scripts.read import PROMPTS, SUFFIXES, read_script
from callaudit.scripts.script import ScriptFile
from callaudit.scripts.settings import ScriptSettings, settings_for


class LintResult(Frozen):
    """What was found in all files, and which files could not be read."""

    findings: tuple[ScriptFinding, ...]
    faults: tuple[Fault, ...]
    files: int
    scripts: int


def lint_paths(
    linter: ScriptLinter, paths: tuple[Path, ...], *, exclude: tuple[str, ...] = ()
) -> LintResult:
    """Lint files, and all scripts of folders; a file that cannot be read does not stop the others.

    In a folder, what is neither Markdown, text, Word, JSON nor YAML is passed over, and so is a
    JSON or YAML file that holds no script. Globs leave out what they name in folders; a file that
    is named itself is always linted.
    """
    findings: list[ScriptFinding] = []
    faults: list[Fault] = []
    files = scripts = 0
    known: dict[Path, ScriptSettings] = {}
    for path, named in _files(paths, exclude, known, faults):
        try:
            read = _read(path, known)
        except FaultsError as error:
            if named or path.suffix.lower() not in PROMPTS:
                faults += error.faults
            continue
        if not read.scripts and not named and path.suffix.lower() in PROMPTS:
            continue
        if not read.scripts and named:
            told = (
                "no line of speech was found: write `Agent: …`, quote it, or see `docs/scripts.md`"
            )
            faults.append(Fault(path=str(path), line=None, field="", message=told))
            continue
        files += 1
        scripts += len(read.scripts)
        findings += linter.lint(read)
    return LintResult(findings=tuple(findings), faults=tuple(faults), files=files, scripts=scripts)


def lint_text(linter: ScriptLinter, data: bytes, *, name: str) -> LintResult:
    """Lint what came in on standard input, read as a file of that name would be."""
    try:
        read = read_script(data, path=name)
    except FaultsError as error:
        return LintResult(findings=(), faults=error.faults, files=0, scripts=0)
    found = linter.lint(read)
    return LintResult(findings=found, faults=(), files=1, scripts=len(read.scripts))


def _read(path: Path, known: dict[Path, ScriptSettings]) -> ScriptFile:
    shown = path.as_posix()
    under = settings_for(path, known).facts_for(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise FaultsError((Fault(path=shown, line=None, field="", message=message),)) from error
    return read_script(data, path=shown, under=under)


def _files(
    paths: tuple[Path, ...],
    exclude: tuple[str, ...],
    known: dict[Path, ScriptSettings],
    faults: list[Fault],
) -> Iterator[tuple[Path, bool]]:
    """Yield every file once, and whether the user named it."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            told = "there is no such file or folder"
            faults.append(Fault(path=str(path), line=None, field="", message=told))
            continue
        inside = sorted(p for p in path.rglob("*") if _is_script(p)) if path.is_dir() else [path]
        for file in inside:
            left_out = path.is_dir() and settings_for(file, known).leaves_out(file, more=exclude)
            if not left_out and file not in seen:
                seen.add(file)
                yield file, not path.is_dir()


def _is_script(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts if part not in (".", ".."))
    return path.suffix.lower() in SUFFIXES and not hidden and path.is_file()
