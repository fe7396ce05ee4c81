"""Settings for scripts: the `[scripts]` part of `callaudit.toml`."""

import fnmatch
import os
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from callaudit.core.errors import Fault, FaultsError
from callaudit.scripts.head import HeadReader
from callaudit.scripts.script import Facts

SETTINGS_FILE = "callaudit.toml"
"""Looked for in the folder of a script and the folders above it."""

KEYS = ("exclude", "folders")


class ScriptSettings:
    """What one settings file says of the scripts below it: defaults by folder, and what to skip.

    `folder` is where the file lies; its paths and globs count from there.
    """

    def __init__(
        self,
        folder: Path,
        *,
        exclude: tuple[str, ...] = (),
        defaults: tuple[tuple[str, Facts], ...] = (),
    ) -> None:
        """Keep the settings; deeper folders first."""
        self.folder = folder
        self.exclude = exclude
        self._defaults = sorted(defaults, key=lambda one: -len(one[0]))

    def facts_for(self, path: Path) -> Facts:
        """Return what the folders around a script say of it; the nearest says most."""
        place = self._place(path)
        facts = Facts()
        for pattern, told in self._defaults:
            if place is not None and _fits(place, pattern):
                facts = facts.over(told)
        return facts

    def leaves_out(self, path: Path, *, more: tuple[str, ...] = ()) -> bool:
        """Tell whether a glob of the settings, or one of `more`, names the script."""
        place = self._place(path)
        shown = PurePosixPath(path.as_posix())
        own = place is not None and any(_fits(place, glob) for glob in self.exclude)
        return own or any(_fits(shown, glob) for glob in more)

    def _place(self, path: Path) -> PurePosixPath | None:
        try:
            relative = path.resolve().relative_to(self.folder.resolve())
        except ValueError:
            return None
        return PurePosixPath(relative.as_posix())


def _fits(path: PurePosixPath, glob: str) -> bool:
    """Tell whether a glob names the path, a folder it lies in, or its name."""
    plain = glob.strip("/").removesuffix("/**")
    names = [str(path), path.name, *(str(folder) for folder in path.parents)]
    tails = ["/".join(path.parts[at:]) for at in range(len(path.parts))]
    return any(fnmatch.fnmatchcase(name, plain) for name in (*names, *tails)) or any(
        part == plain for part in path.parts[:-1]
    )


def settings_for(path: Path, known: dict[Path, ScriptSettings]) -> ScriptSettings:
    """Return the settings that hold for a file or folder; `known` keeps what was read.

    Raises:
        FaultsError: if the nearest settings file is wrong, each fault with its place.
    """
    folder = (path if path.is_dir() else path.parent).resolve()
    if folder not in known:
        file = next(
            (f for one in (folder, *folder.parents) if (f := one / SETTINGS_FILE).is_file()), None
        )
        known[folder] = load_script_settings(file) if file else ScriptSettings(folder)
    return known[folder]


def load_script_settings(path: Path) -> ScriptSettings:
    """Read the `[scripts]` part of a settings file; other parts are none of its business.

    Raises:
        FaultsError: if the file cannot be read, or holds an unknown or wrong setting.
    """
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise FaultsError((_fault(path, "", f"cannot be read: {error}"),)) from error
    wrong = [key for key in whole if key != "scripts" and get_close_matches(key, ["scripts"])]
    if wrong:
        told = "there is no such table; did you mean [scripts]?"
        raise FaultsError(tuple(_fault(path, key, told) for key in wrong))
    part = whole.get("scripts", {})
    if not isinstance(part, dict):
        raise FaultsError((_fault(path, "scripts", "must be a table: [scripts]"),))
    faults = [
        _fault(path, f"scripts.{key}", f"there is no such setting{_hint(key, KEYS)}")
        for key in part
        if key not in KEYS
    ]
    exclude = part.get("exclude", [])
    if not isinstance(exclude, list) or not all(isinstance(one, str) for one in exclude):
        faults.append(_fault(path, "scripts.exclude", 'must be a list of globs: ["drafts/**"]'))
        exclude = []
    folders = part.get("folders", {})
    if not isinstance(folders, dict) or not all(isinstance(v, dict) for v in folders.values()):
        faults.append(
            _fault(path, "scripts.folders", 'must hold tables: [scripts.folders."voicemail"]')
        )
        folders = {}
    defaults = []
    for name, keys in folders.items():
        head = HeadReader(str(path), {})
        defaults.append((name, head.facts(keys)))
        faults += head.faults
        faults += _of_folder(path, name)
    if faults:
        raise FaultsError(tuple(faults))
    return ScriptSettings(path.parent, exclude=tuple(exclude), defaults=tuple(defaults))


def _of_folder(path: Path, glob: str) -> tuple[Fault, ...]:
    """Return a fault where defaults are given for a folder, or a file, that there is not."""
    if (path.parent / glob.strip("/").removesuffix("/**")).exists():
        return ()
    near: set[str] = set()
    for folder, folders, names in os.walk(path.parent):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*folders, *names):
            place = PurePosixPath(Path(folder, name).relative_to(path.parent).as_posix())
            if _fits(place, glob):
                return ()
        near |= {str(Path(folder, name).relative_to(path.parent)) for name in folders}
        near.update(folders)
    told = f"there is no such folder{_hint(glob, sorted(near), every=False)}"
    return (_fault(path, f"scripts.folders.{glob}", told),)


def _hint(wrong: str, names: Sequence[str], *, every: bool = True) -> str:
    near = get_close_matches(wrong, names, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; there are {', '.join(names)}" if every else ""


def _fault(path: Path, field: str, message: str) -> Fault:
    return Fault(path=str(path), line=None, field=field, message=message)
