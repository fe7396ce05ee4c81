"""What is wrong with a policy before any call is judged by it."""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol

from callaudit.core.errors import Fault
from callaudit.rulespec.yaml_source import YamlSource

_SLIP = 0.85
"""How alike an unknown rule id must be to a known one to be taken for a slip, 0 to 1."""


class Declared(Protocol):
    """What is known of a setting: its default, and the words it may hold."""

    @property
    def default(self) -> Any:
        """The value of a policy that does not name it."""

    @property
    def options(self) -> tuple[str | int, ...]:
        """The words it may hold; empty where any value of the default's sort will do."""

    @property
    def pattern(self) -> str | None:
        """What each word of a list must look like."""


def lint_policy(
    source: YamlSource,
    *,
    written: Mapping[str, Any],
    declared: Mapping[str, Declared],
    rules: Path,
) -> tuple[Fault, ...]:
    """Return every fault of a policy's settings and rule ids.

    A setting must be declared and hold the same sort of value as its default; a rule that is
    switched off or weighed otherwise must not be the misspelt name of one in the rules folder
    (a policy may know rules that its folder does not hold). A slip of the pen would otherwise
    leave a rule on, or fail every call.
    """
    ids = sorted(path.stem for path in rules.glob("*/*.yaml"))
    told: list[tuple[tuple[str, ...], str]] = [
        *_settings(written["settings"], declared),
        *((("rules_off",), _misspelt(one, ids)) for one in written["rules_off"]),
        *((("severities", one), _misspelt(one, ids)) for one in written["severities"]),
    ]
    return tuple(
        Fault(path=source.shown, line=source.line_of(where), field=".".join(where), message=message)
        for where, message in told
        if message
    )


def _settings(
    settings: Mapping[str, Any], declared: Mapping[str, Declared]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, value in settings.items():
        yield ("settings", name), _setting(name, value, declared)


def _setting(name: str, value: Any, declared: Mapping[str, Declared]) -> str:
    if name in declared:
        known = declared[name]
        return (
            _value(value, known.default)
            or _option(value, known.options)
            or _form(value, known.pattern)
        )
    near = get_close_matches(name, list(declared), n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"no setting of that name is declared{hint}"


def _misspelt(name: str, ids: list[str]) -> str:
    near = [] if name in ids else get_close_matches(name, ids, n=1, cutoff=_SLIP)
    return f"there is no rule {name}; did you mean {near[0]}?" if near else ""


def _option(value: Any, options: tuple[str | int, ...]) -> str:
    """Name the options where a word, or one of a list, is none of them."""
    if not options:
        return ""
    held = value if isinstance(value, list | tuple) else (value,)
    wrong = next((one for one in held if one not in options), None)
    if wrong is None:
        return ""
    near = get_close_matches(str(wrong), [str(one) for one in options], n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"should be one of {', '.join(map(str, options))}, not {wrong!r}{hint}"


def _form(words: Any, pattern: str | None) -> str:
    """Name the first word of a list that does not look as it should."""
    wrong = (
        next((one for one in words if not re.fullmatch(pattern, one)), None) if pattern else None
    )
    return "" if wrong is None else f"cannot be read: {wrong!r}; its meaning says what is allowed"


def _value(value: Any, default: Any) -> str:
    """Say what a value should be where it is not of its default's sort."""
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else f"should be true or false, not {value!r}"
    if isinstance(default, int | float):
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if fits else f"should be a number, not {value!r}"
    if isinstance(default, list | tuple):
        listed = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
        return "" if listed else f"should be a list of words, not {value!r}"
    if _is_time(default):
        return "" if _is_time(value) else f'should be a time such as "{default}", not {value!r}'
    return "" if isinstance(value, str) else f"should be a word, not {value!r}"


def _is_time(value: Any) -> bool:
    try:
        time.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True
