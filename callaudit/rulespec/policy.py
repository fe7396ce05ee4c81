"""Policies: the settings where the guides disagree, as data."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from callaudit.core.errors import Fault, PolicyError
from callaudit.core.finding import Severity
from callaudit.core.ids import digest_parts
from callaudit.core.metadata import CollectorParty, DebtType
from callaudit.core.model import Frozen
from callaudit.rulespec.policy_lint import lint_policy
from callaudit.rulespec.yaml_source import YamlSource

SETTINGS_FILE = "settings.yaml"
"""Declares every setting with its default, meaning and source."""

AUTO = "auto"
"""Chooses the policy of each call from who collects and what debt it is."""


class Setting(Frozen):
    """One setting: its default, what it means, and where it comes from.

    `options`: the words it may hold, where these are a closed list; `pattern`: what each word of
    a list must look like.
    """

    default: Any
    options: tuple[str | int, ...] = ()
    pattern: str | None = None
    means: str
    source: str


class PolicyFile(Frozen):
    """A policy as written: only what differs from the defaults."""

    schema_version: Literal[1] = Field(alias="schema")
    name: str
    title: str
    assume_party: CollectorParty
    assume_debt: DebtType
    settings: dict[str, Any] = {}
    rules_off: tuple[str, ...] = ()
    severities: dict[str, Severity] = {}


class Policy(Frozen):
    """A policy with every setting filled in.

    `assume_party` and `assume_debt` stand where the call log is silent.
    """

    name: str
    title: str
    assume_party: CollectorParty
    assume_debt: DebtType
    settings: dict[str, Any]
    rules_off: tuple[str, ...]
    severities: dict[str, Severity]
    digest: str

    def setting(self, name: str) -> Any:
        """Return a setting's value.

        Raises:
            KeyError: if no such setting is declared; the pack's lint rules that out for rules.
        """
        return self.settings[name]

    def with_settings(self, settings: Mapping[str, Any]) -> "Policy":
        """Return the policy with other values for some settings, as an example asks for.

        Raises:
            KeyError: if no setting of a name is declared; the message has the nearest name.
        """
        for name in settings:
            if name not in self.settings:
                near = get_close_matches(name, list(self.settings), n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise KeyError(f"no setting is called {name}{hint}")
        return self.model_copy(update={"settings": {**self.settings, **settings}})


class PolicyDifference(Frozen):
    """What one policy says and the other says otherwise."""

    what: str
    left: Any
    right: Any


@cache
def load_settings(rules: Path) -> dict[str, Setting]:
    """Return every declared setting of a rules folder.

    Raises:
        PolicyError: if the file is wrong.
    """
    path = rules / "policies" / SETTINGS_FILE
    source = _read(path)
    faults: list[Fault] = []
    settings: dict[str, Setting] = {}
    for name, value in (source.data or {}).items():
        try:
            settings[name] = Setting.model_validate(value)
        except ValidationError as error:
            line = source.line_of((name,))
            faults += [
                f.model_copy(update={"line": f.line or line}) for f in source.faults_of(error)
            ]
    if faults:
        raise PolicyError(tuple(faults))
    return settings


def policy_names(rules: Path) -> tuple[str, ...]:
    """Return the names of the policies that come with a rules folder."""
    files = sorted((rules / "policies").glob("*.yaml"))
    return tuple(path.stem for path in files if path.name != SETTINGS_FILE)


def load_policy(name_or_path: str, *, rules: Path) -> Policy:
    """Read a policy by name (`third_party`) or from a YAML file.

    Raises:
        PolicyError: with every fault at once: no such policy, unknown settings, wrong values,
            misspelt rules.
    """
    path = rules / "policies" / f"{name_or_path}.yaml"
    if not path.is_file():
        path = Path(name_or_path)
    if not path.is_file():
        known = ", ".join((AUTO, *policy_names(rules)))
        near = get_close_matches(name_or_path, policy_names(rules), n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        message = f"no policy or file of that name; {hint}there are: {known}"
        raise PolicyError((Fault(path=name_or_path, line=None, field="", message=message),))
    source = _read(path, shown=str(path) if path == Path(name_or_path) else None)
    try:
        written = PolicyFile.model_validate(source.data)
    except ValidationError as error:
        raise PolicyError(source.faults_of(error)) from error
    declared = load_settings(rules)
    faults = lint_policy(
        source,
        written=written.model_dump(),
        declared=declared,
        rules=rules,
    )
    if faults:
        raise PolicyError(faults)
    values = {name: written.settings.get(name, s.default) for name, s in declared.items()}
    return Policy(
        name=written.name,
        title=written.title,
        assume_party=written.assume_party,
        assume_debt=written.assume_debt,
        settings=values,
        rules_off=written.rules_off,
        severities=written.severities,
        digest=digest_parts(written.model_dump_json(), repr(sorted(values.items()))),
    )


def differences(left: Policy, right: Policy) -> tuple[PolicyDifference, ...]:
    """Return what two policies of one rules folder do not share, settings first."""
    pairs: list[tuple[str, Any, Any]] = [
        *((name, left.setting(name), right.setting(name)) for name in left.settings),
        ("assumed collector", left.assume_party, right.assume_party),
        ("assumed debt", left.assume_debt, right.assume_debt),
    ]
    for rule in sorted({*left.rules_off, *right.rules_off}):
        off = ["off" if rule in policy.rules_off else "on" for policy in (left, right)]
        pairs.append((f"rule {rule}", off[0], off[1]))
    for rule in sorted({*left.severities, *right.severities}):
        own = [policy.severities.get(rule, "the rule's own") for policy in (left, right)]
        pairs.append((f"severity of {rule}", own[0], own[1]))
    return tuple(
        PolicyDifference(what=what, left=one, right=other)
        for what, one, other in pairs
        if one != other
    )


def _read(path: Path, *, shown: str | None = None) -> YamlSource:
    source = YamlSource(path, shown or f"{path.parent.name}/{path.name}")
    if source.faults:
        raise PolicyError(source.faults)
    return source
