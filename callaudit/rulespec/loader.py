"""A folder of rules to a checked RulePack."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from callaudit.core.errors import Fault, RulePackError
from callaudit.core.ids import digest_bytes, digest_parts
from callaudit.core.model import Frozen
from callaudit.rulespec.jurisdictions import load_jurisdictions
from callaudit.rulespec.lint import lint_pack
from callaudit.rulespec.misheard import Misheard
from callaudit.rulespec.pattern import Phrases
from callaudit.rulespec.rule import CueFile, Rule, RulePack
from callaudit.rulespec.yaml_source import YamlSource

NOT_AREAS = frozenset({"cues", "policies", "scorecards"})
"""Folders of the pack that hold no rules."""

WORDLESS_KINDS = frozenset({"history", "metadata"})
"""Checks that need the call log alone, and no word of the call."""

_WORDLESS = re.compile(rf"\bkind\W+(?:{'|'.join(sorted(WORDLESS_KINDS))})\b")

Record = TypeVar("Record", bound=Frozen)


def default_rules() -> Path:
    """Return the folder of the rules that come with callaudit.

    In a wheel they lie beside the code; in a checkout at the top of the repository.

    Raises:
        RulePackError: if neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise RulePackError(
        (
            Fault(
                path=str(package / "_rules"),
                line=None,
                field="",
                message="the rules are not installed",
            ),
        )
    )


@cache
def load_pack(folder: Path) -> RulePack:
    """Read and check every rule, cue, word list and state row of a folder.

    Raises:
        RulePackError: with all faults at once, each with file and line.
    """
    faults: list[Fault] = []
    rules = _rules(rule_files(folder), folder=folder, faults=faults)
    cues = tuple(
        cue
        for path in sorted((folder / "cues").glob("*.yaml"))
        if (cue := _record(path, CueFile, folder=folder, faults=faults)) is not None
    )
    words = _words(folder / "words.yaml", faults)
    misheard = _misheard(folder / "misheard.yaml", faults)
    jurisdictions = load_jurisdictions(folder, faults)
    if not faults:
        faults += lint_pack(rules, words=words)
    if faults:
        raise RulePackError(tuple(faults))
    digest = digest_parts(
        *(rule.digest for rule in rules),
        *(cue.model_dump_json() for cue in cues),
        *(f"{name}={'|'.join(phrases)}" for name, phrases in sorted(words.items())),
        *(confusion.model_dump_json() for confusion in misheard),
        jurisdictions.digest,
    )
    return RulePack(
        rules=rules,
        cues=cues,
        words=words,
        misheard=misheard,
        digest=digest,
        jurisdictions=jurisdictions,
    )


@cache
def load_wordless(folder: Path) -> RulePack:
    """Read and check the rules that the call log alone decides, and the state rows.

    Fifty times as fast as the whole pack. Faults of other rules are not found.

    Raises:
        RulePackError: with all faults at once, each with file and line.
    """
    faults: list[Fault] = []
    files = [path for path in rule_files(folder) if _speaks_of_wordless(path)]
    rules = _rules(files, folder=folder, faults=faults)
    jurisdictions = load_jurisdictions(folder, faults)
    kept = tuple(rule for rule in rules if rule.check.kind in WORDLESS_KINDS)
    if not faults:
        faults += lint_pack(kept, words={})
    if faults:
        raise RulePackError(tuple(faults))
    digest = digest_parts(*(rule.digest for rule in kept), jurisdictions.digest)
    return RulePack(
        rules=kept, cues=(), words={}, misheard=(), digest=digest, jurisdictions=jurisdictions
    )


def _speaks_of_wordless(path: Path) -> bool:
    """Tell whether a file may hold a check without words; one that cannot be read may."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return True
    return _WORDLESS.search(text) is not None


def rule_files(folder: Path) -> Iterator[Path]:
    """Yield the rule files of a pack, by area and name.

    Raises:
        RulePackError: if the folder is not there.
    """
    if not folder.is_dir():
        message = "there is no such folder of rules"
        raise RulePackError((Fault(path=str(folder), line=None, field="", message=message),))
    for area in sorted(path for path in folder.iterdir() if path.is_dir()):
        if area.name not in NOT_AREAS:
            yield from sorted(area.glob("*.yaml"))


def _rules(files: Iterable[Path], *, folder: Path, faults: list[Fault]) -> tuple[Rule, ...]:
    found = (_rule(path, folder=folder, faults=faults) for path in files)
    return tuple(rule for rule in found if rule is not None)


def _rule(path: Path, *, folder: Path, faults: list[Fault]) -> Rule | None:
    rule = _record(path, Rule, folder=folder, faults=faults)
    if rule is None:
        return None
    return rule.model_copy(
        update={
            "area": path.parent.name,
            "digest": digest_bytes(path.read_bytes()),
            "path": path.relative_to(folder).as_posix(),
        }
    )


def _record(path: Path, kind: type[Record], *, folder: Path, faults: list[Fault]) -> Record | None:
    source = YamlSource(path, path.relative_to(folder.parent).as_posix())
    if source.faults:
        faults += source.faults
        return None
    try:
        return kind.model_validate(source.data)
    except ValidationError as error:
        faults += source.faults_of(error)
        return None


def _misheard(path: Path, faults: list[Fault]) -> tuple[Misheard, ...]:
    if not path.exists():
        return ()
    source = YamlSource(path, f"{path.parent.name}/{path.name}")
    if source.faults:
        faults += source.faults
        return ()
    try:
        return TypeAdapter(tuple[Misheard, ...]).validate_python(tuple(source.data or ()))
    except ValidationError as error:
        faults += source.faults_of(error)
        return ()


def _words(path: Path, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    if not path.exists():
        return {}
    source = YamlSource(path, f"{path.parent.name}/{path.name}")
    if source.faults:
        faults += source.faults
        return {}
    try:
        return TypeAdapter(dict[str, Phrases]).validate_python(source.data or {})
    except ValidationError as error:
        faults += source.faults_of(error)
        return {}
