"""What a script says of itself: front matter, a prompt's head, or a folder's defaults."""

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from callaudit.core.errors import Fault
from callaudit.core.metadata import FLAG_NAMES, CollectorParty, DebtType
from callaudit.scripts.script import Facts
from callaudit.scripts.script_type import ScriptType

KEYS = ("type", "party", "debt", "attempt", "jurisdictions", "flags", "policy")
"""The keys that the linter reads; others are left to whoever wrote them."""

_ALIASES = {
    "jurisdiction": "jurisdictions",
    "state": "jurisdictions",
    "states": "jurisdictions",
    "collector_party": "party",
    "debt_type": "debt",
    "attempt_number": "attempt",
    "script_type": "type",
    "call_type": "type",
    "flag": "flags",
}
_MISSPELT = 0.74
"""How alike an unknown key and a known one must be, 0 to 1, to be one that is misspelt."""

Choice = TypeVar("Choice", bound=StrEnum)


def _known(key: str) -> str:
    plain = key.strip().casefold().replace("-", "_").replace(" ", "_")
    return _ALIASES.get(plain, plain)


class HeadReader:
    """Reads the facts of one file and keeps what is wrong, each with its line."""

    def __init__(self, path: str, lines: Mapping[str, int]) -> None:
        """Name the file, and the line of each key."""
        self._path = path
        self._lines = lines
        self.faults: list[Fault] = []

    def facts(self, given: Mapping[str, object]) -> Facts:
        """Return the facts that the keys tell; what is wrong is left out and told in `faults`."""
        keys = {_known(key): value for key, value in given.items()}
        for key in given:
            near = get_close_matches(key.casefold(), KEYS, n=1, cutoff=_MISSPELT)
            if near and _known(key) not in KEYS:
                self._fault(key, f"there is no such key; did you mean {near[0]}?")
        policy = keys.get("policy")
        return Facts(
            type=self._choice(ScriptType, "type", keys.get("type")),
            party=self._choice(CollectorParty, "party", keys.get("party")),
            debt=self._choice(DebtType, "debt", keys.get("debt")),
            attempt=self._attempt(keys.get("attempt")),
            jurisdictions=self._states(keys.get("jurisdictions")),
            flags=self._flags(keys.get("flags")),
            policy=policy if isinstance(policy, str) else None,
        )

    def _choice(self, kind: type[Choice], key: str, value: object) -> Choice | None:
        if value is None:
            return None
        plain = str(value).strip().casefold().replace("-", "_").replace(" ", "_")
        plain = plain.removesuffix("_party") if key == "party" else plain
        options = [one.value for one in kind]
        if plain in options:
            return kind(plain)
        self._fault(key, f"{str(value)[:40]!r} is none of {', '.join(options)}")
        return None

    def _attempt(self, value: object) -> int | None:
        if value is None:
            return None
        if isinstance(value, int | str) and str(value).isdecimal() and 1 <= int(value) <= 99:
            return int(value)
        self._fault("attempt", f"{str(value)[:40]!r} is no number from 1 to 99")
        return None

    def _states(self, value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        listed = value if isinstance(value, list) else str(value).replace(",", " ").split()
        states = tuple(str(one).strip().upper().removeprefix("US-") for one in listed)
        wrong = [one for one in states if len(one) != 2 or not one.isalpha()]
        if wrong:
            self._fault("jurisdictions", f"{wrong[0][:40]!r} is no state; write [CA, NY]")
        return tuple(one for one in states if one not in wrong)

    def _flags(self, value: object) -> dict[str, bool]:
        if value is None:
            return {}
        if isinstance(value, dict):
            named = {str(name): truth is True for name, truth in value.items()}
        else:
            listed = value if isinstance(value, list) else str(value).replace(",", " ").split()
            named = {str(name): True for name in listed}
        for name in [name for name in named if name not in FLAG_NAMES]:
            near = get_close_matches(name, sorted(FLAG_NAMES), n=1)
            self._fault(
                "flags",
                f"no account flag is called {name[:40]!r}"
                + (f"; did you mean {near[0]}?" if near else ""),
            )
            del named[name]
        return named

    def _fault(self, key: str, message: str) -> None:
        line = self._lines.get(key)
        self.faults.append(Fault(path=self._path, line=line, field=key, message=message))
