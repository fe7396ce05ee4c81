"""YAML read safely: no code, no duplicate keys, and the line of every value."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from callaudit.core.errors import Fault

Loc = tuple[str | int, ...]

_LISTED = 8
"""A closed list up to this length is written out in an error."""

_BOOL = "tag:yaml.org,2002:bool"


# PyYAML's C parser reads a pack ten times faster; not every build of PyYAML has it.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_SafeLoader):  # type: ignore[misc]
    """Safe loader in which only true and false are booleans: `no` and `on` are words here."""


_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), list("tf"))


class YamlSource:
    """One YAML file: its data, and where in the file each part of the data stands."""

    def __init__(self, path: Path, shown: str) -> None:
        """Read the file; `faults` holds what is wrong with it, `data` is None then.

        `shown` is the path as printed in errors.
        """
        self.shown = shown
        self.faults: tuple[Fault, ...] = ()
        self.data: Any = None
        self._node: yaml.Node | None = None
        try:
            self.text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.text = ""
            self.faults = (self._fault(None, "", f"cannot be read: {error}"),)
            return
        try:
            loader = _StrictLoader(self.text)
            self._node = loader.get_single_node()
            doubles = tuple(self._doubles(self._node))
            if self._node is not None and not doubles:
                self.data = loader.construct_document(self._node)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else None
            self.faults = (self._fault(line, "", str(getattr(error, "problem", error))),)
            return
        self.faults = doubles

    def line_of(self, loc: Loc) -> int | None:
        """Return the line of the deepest part of `loc` that stands in the file."""
        node = self._node
        line = node.start_mark.line + 1 if node else None
        for step in loc:
            inner = _child(node, step)
            if inner is None:
                continue  # pydantic names union members too; they are not in the file
            node = inner
            line = node.start_mark.line + 1
        return line

    def faults_of(self, error: ValidationError) -> tuple[Fault, ...]:
        """Turn pydantic's errors into faults with file and line."""
        return tuple(
            self._fault(
                self.line_of(e["loc"]),
                ".".join(str(step) for step in e["loc"]),
                _plain(e, error),
            )
            for e in error.errors()
            # pydantic counts items that failed as absent and complains of that once more.
            if not (e["type"] == "too_short" and _any_below(e["loc"], error))
        )

    def _fault(self, line: int | None, field: str, message: str) -> Fault:
        return Fault(path=self.shown, line=line, field=field, message=message)

    def _doubles(self, node: yaml.Node | None) -> list[Fault]:
        found: list[Fault] = []
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    line = key.start_mark.line + 1
                    found.append(self._fault(line, str(key.value), "this key is given twice"))
                seen.add(key.value)
                found += self._doubles(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                found += self._doubles(item)
        return found


def _plain(fault: Mapping[str, Any], error: ValidationError) -> str:
    """Say a fault of pydantic's with the nearest name, where a slip of the pen has one."""
    message = str(fault["msg"]).removeprefix("Value error, ")
    allowed: list[str] = []
    if fault["type"] in {"literal_error", "enum"}:
        allowed = re.findall(r"'([^']+)'", fault["ctx"]["expected"])
    elif fault["type"] == "extra_forbidden":
        message = "there is no such key here"
        beside = fault["loc"][:-1]
        allowed = [
            str(e["loc"][-1])
            for e in error.errors()
            if e["type"] == "missing" and e["loc"][:-1] == beside
        ]
    elif fault["type"] == "missing":
        message = "this key is missing"
    written = fault["loc"][-1] if fault["type"] == "extra_forbidden" else fault["input"]
    near = get_close_matches(str(written), allowed, n=1)
    if near and len(allowed) > _LISTED:
        return f"{written!r} is none of the {len(allowed)} that there are; did you mean {near[0]}?"
    return f"{message}; did you mean {near[0]}?" if near else message


def _any_below(loc: Loc, error: ValidationError) -> bool:
    depth = len(loc)
    return any(e["loc"][:depth] == loc and len(e["loc"]) > depth for e in error.errors())


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    inner: yaml.Node | None = None
    if isinstance(node, yaml.MappingNode):
        inner = next((value for key, value in node.value if key.value == str(step)), None)
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner = node.value[step]
    return inner
