"""Compiled rules kept from run to run: reading them costs a tenth of compiling them."""

import os
import pickle
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import callaudit.core
from callaudit.core.ids import digest_file, digest_parts
from callaudit.engine.compile import Ear
from callaudit.pipeline.cache import PRIVATE
from callaudit.rulespec.rule import RulePack

PACKAGE = Path(callaudit.core.__file__).parents[1]

CODE = ("core", "rulespec", "engine", "text", "pipeline")
"""Folders of the package whose change makes what was kept worthless."""


class KeptRules:
    """A private folder with the compiled form of some rules; named by all that decides it.

    What lies there is a pickle, which runs code when it is read: a folder that others may write
    to is not used.
    """

    def __init__(self, folder: Path, *, rules: Path) -> None:
        """Name the entry: the bytes of the rules, the code that compiles them, the interpreter."""
        name = digest_parts(sys.version, *_state(rules), *_code()).removeprefix("sha256:")
        self._path = folder / "rules" / f"{name[:32]}.pickle"

    def get(self) -> tuple[RulePack, Ear] | None:
        """Return what was kept; None if nothing is, it cannot be read, or others could write it."""
        try:
            if not self._is_private():
                return None
            kept = pickle.loads(zlib.decompress(self._path.read_bytes()))  # noqa: S301  private
        except (OSError, zlib.error, pickle.UnpicklingError, AttributeError, EOFError, ImportError):
            return None
        pack, ear = kept
        return (pack, ear) if isinstance(pack, RulePack) and isinstance(ear, Ear) else None

    def put(self, pack: RulePack, ear: Ear) -> None:
        """Keep compiled rules in place of older ones; a folder that cannot be written is let be."""
        fresh = self._path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            self._path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            for old in self._path.parent.glob("*.pickle"):
                old.unlink(missing_ok=True)
            fresh.write_bytes(zlib.compress(pickle.dumps((pack, ear), protocol=5), level=1))
            fresh.chmod(0o600)
            fresh.replace(self._path)

    def _is_private(self) -> bool:
        if not hasattr(os, "getuid"):
            return True
        own = os.getuid()
        return all(
            place.stat().st_uid == own and not place.stat().st_mode & 0o022
            for place in (self._path, self._path.parent)
        )


def _state(rules: Path) -> list[str]:
    files = sorted(path for path in rules.rglob("*.yaml") if path.is_file())
    return [f"{path.relative_to(rules)}={digest_file(path)}" for path in files]


def _code() -> list[str]:
    files = sorted(path for folder in CODE for path in (PACKAGE / folder).rglob("*.py"))
    return [f"{f.relative_to(PACKAGE)}={f.stat().st_size}:{f.stat().st_mtime_ns}" for f in files]
