"""What is wrong with a policy before any call is judged by it."""

from collections.abc import Iterator, Mapping
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from callaudit.core.errors import Fault
from callaudit.rulespec.yaml_source import YamlSource

_SLIP = 0.85
"""How alike an unknown rule id must be to a known one to be taken for a slip, 0 to 1."""


def lint_policy(
    source: YamlSource, *, written: Mapping[str, Any], defaults: Mapping[str, Any], rules: Path
) -> tuple[Fault, ...]:
    """Return every fault of a policy's settings and rule ids.

    A setting must be declared and hold the same sort of value as its default; a rule that is
    switched off or weighed otherwise must not be the misspelt name of one in the rules folder
    (a policy may know rules that its folder does not hold). A slip of the pen would otherwise
    leave a rule on, or fail every call.
    """
    ids = sorted(path.stem for path in rules.glob("*/*.yaml"))
    told: list[tuple[tuple[str, ...], str]] = [
        *_settings(written["settings"], defaults),
        *((("rules_off",), _misspelt(one, ids)) for one in written["rules_off"]),
        *((("severities", one), _misspelt(one, ids)) for one in written["severities"]),
    ]
    return tuple(
        Fault(path=source.shown, line=source.line_of(where), field=".".join(where), message=message)
        for where, message in told
        if message
    )


def _settings(
    settings: Mapping[str, Any], defaults: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, value in settings.items():
        yield ("settings", name), _setting(name, value, defaults)


def _setting(name: str, value: Any, defaults: Mapping[str, Any]) -> str:
    if name in defaults:
        return _value(value, defaults[name])
    near = get_close_matches(name, list(defaults), n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"no setting of that name is declared{hint}"


def _misspelt(name: str, ids: list[str]) -> str:
    near = [] if name in ids else get_close_matches(name, ids, n=1, cutoff=_SLIP)
    return f"there is no rule {name}; did you mean {near[0]}?" if near else ""


def _value(value: Any, default: Any) -> str:
    """Say what a value should be where it is not of its default's sort."""
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else f"should be true or false, not {value!r}"
    if isinstance(default, int | float):
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if fits else f"should be a number, not {value!r}"
    if _is_time(default):
        return "" if _is_time(value) else f'should be a time such as "{default}", not {value!r}'
    return "" if isinstance(value, str) else f"should be a word, not {value!r}"


def _is_time(value: Any) -> bool:
    try:
        time.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True
