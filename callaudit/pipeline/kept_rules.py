"""Compiled rules kept from run to run: reading them costs a tenth of compiling them.

They are kept as data and nothing else: JSON of the checked rules, and of the words that call for
a closer look at each phrase. Reading it runs no code, whoever wrote it. It could still be given
false rules, so a file or folder that others may write to is not used.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import callaudit.core
from callaudit.core.ids import digest_file, digest_parts
from callaudit.engine.compile import Ear, EarGates, ear_with, gates_of_ear
from callaudit.engine.index import GateBits
from callaudit.engine.triggers import Gate
from callaudit.pipeline.cache import PRIVATE
from callaudit.rulespec.pattern import CHECKED
from callaudit.rulespec.rule import Examples, RulePack

PACKAGE = Path(callaudit.core.__file__).parents[1]

CODE = ("core", "rulespec", "engine", "text", "pipeline")
"""Folders of the package whose change makes what was kept worthless."""

LIBRARIES = ("pydantic", "spacy")
"""So does another version of these."""

SUFFIX = ".json"

OLDER = (".pickle",)
"""Endings of what earlier versions kept; removed."""


class KeptRules:
    """A private folder with the compiled form of some rules; named by all that decides it.

    Two lines of JSON: the rules without their examples, which judge nothing, and the gates of
    their phrases.
    """

    def __init__(self, folder: Path, *, rules: Path) -> None:
        """Name the entry: the bytes of the rules, the code that compiles them, the interpreter."""
        name = digest_parts(sys.version, *_state(rules), *_code()).removeprefix("sha256:")
        self._path = folder / "rules" / f"{name[:32]}{SUFFIX}"

    def get(self) -> tuple[RulePack, Ear] | None:
        """Return what was kept; None if nothing is, it cannot be read, or others could write it."""
        try:
            with self._path.open("rb") as kept:
                if not _is_private(os.fstat(kept.fileno()), self._path.parent.stat()):
                    return None
                rules, gates = kept.read().split(b"\n")
            pack = RulePack.model_validate_json(rules, context=CHECKED)
            return pack, ear_with(pack, _gates_of(json.loads(gates)))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def put(self, pack: RulePack, ear: Ear) -> None:
        """Keep compiled rules in place of older ones.

        A folder that cannot be written is let be, and so are rules that JSON would change.
        """
        bare = without_examples(pack)
        rules = bare.model_dump_json(by_alias=True, exclude_defaults=True).encode()
        if RulePack.model_validate_json(rules, context=CHECKED) != bare:
            return
        gates = json.dumps(_as_data(gates_of_ear(ear)), separators=(",", ":")).encode()
        fresh = self._path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            self._path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            for suffix in (SUFFIX, *OLDER):
                for old in self._path.parent.glob(f"*{suffix}"):
                    old.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
                to.write(rules + b"\n" + gates)
            fresh.replace(self._path)


def without_examples(pack: RulePack) -> RulePack:
    """Return the rules without the examples that test them."""
    bare = (rule.model_copy(update={"examples": Examples()}) for rule in pack.rules)
    return pack.model_copy(update={"rules": tuple(bare)})


def _is_private(*places: os.stat_result) -> bool:
    if not hasattr(os, "getuid"):
        return True
    own = os.getuid()
    return all(place.st_uid == own and not place.st_mode & 0o022 for place in places)


def _as_data(gates: EarGates) -> dict[str, Any]:
    index = gates.index
    return {
        "words": dict(index.words),
        "prefixes": dict(index.prefixes),
        "opened": index.opened,
        "lists": {
            phrase: [_triggers_of(gate) for gate in own] for phrase, own in gates.lists.items()
        },
    }


def _triggers_of(gate: Gate) -> list[str]:
    return sorted((*gate.triggers, *(f"{prefix}*" for prefix in gate.prefixes)))


def _gates_of(data: Mapping[str, Any]) -> EarGates:
    lists: Mapping[str, Sequence[Sequence[str]]] = data["lists"]
    return EarGates(
        GateBits(data["words"], data["prefixes"], data["opened"]),
        {
            phrase: tuple(Gate(frozenset(triggers)) for triggers in own)
            for phrase, own in lists.items()
        },
    )


def _state(rules: Path) -> list[str]:
    files = sorted(path for path in rules.rglob("*.yaml") if path.is_file())
    return [f"{path.relative_to(rules)}={digest_file(path)}" for path in files]


def _code() -> list[str]:
    files = sorted(path for folder in CODE for path in (PACKAGE / folder).rglob("*.py"))
    known = [f"{path.relative_to(PACKAGE)}={_stamp(path)}" for path in files]
    return known + [f"{name}={_stamp(file)}" for name in LIBRARIES if (file := _version_file(name))]


def _version_file(library: str) -> Path | None:
    """Return the file of a library in which its version stands; its import would cost more."""
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    return next((f for f in (folder / "version.py", folder / "about.py") if f.is_file()), None)


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size}:{found.st_mtime_ns}"
