"""Print policies and what differs between them."""

from collections.abc import Iterable, Sequence
from typing import Any

from callaudit.cli.console import err, out
from callaudit.rulespec.policy import Policy, PolicyDifference, Setting


def show_policies(policies: Sequence[Policy]) -> None:
    """Print a table of policies."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("policy", "where the log is silent", "rules off", "for"):
        table.add_column(column, no_wrap=column == "policy")
    for policy in policies:
        silent = f"{policy.assume_party} party, {policy.assume_debt} debt"
        table.add_row(policy.name, silent, str(len(policy.rules_off)), policy.title)
    out().print(table)
    err().print(f"{len(policies)} policies")


def show_policy(policy: Policy, declared: dict[str, Setting]) -> None:
    """Print one policy: every setting, then the rules that it switches off or weighs anew."""
    lines = [
        f"{policy.name}: {policy.title}",
        f"where the log is silent: {policy.assume_party} party, {policy.assume_debt} debt",
        f"digest {policy.digest}",
        "",
        "settings (* differs from the default):",
    ]
    for name, setting in declared.items():
        value = policy.setting(name)
        own = value != setting.default
        default = f"  (default {_value(setting.default)})" if own else ""
        lines += [
            f"{'*' if own else ' '} {name} = {_value(value)}{default}",
            f"      {setting.means}",
            *([f"      one of: {_value(setting.options)}"] if setting.options else []),
            f"      source: {setting.source}",
        ]
    lines += ["", "rules off:", *(f"  {rule}" for rule in _or_none(policy.rules_off))]
    severities = (f"{rule}: {severity}" for rule, severity in sorted(policy.severities.items()))
    lines += ["", "severities of its own:", *(f"  {one}" for one in _or_none(severities))]
    out().print("\n".join(lines), markup=False)


def show_difference(names: tuple[str, str], differences: Sequence[PolicyDifference]) -> None:
    """Print what differs, one line each."""
    from rich.table import Table
    from rich.text import Text

    if not differences:
        err().print(f"{names[0]} and {names[1]} say the same")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("what", *names):
        table.add_column(Text(column))
    for one in differences:
        table.add_row(*(Text(cell) for cell in (one.what, _value(one.left), _value(one.right))))
    out().print(table)
    err().print(f"{len(differences)} differences")


def _value(value: Any) -> str:
    """Return a value as YAML spells it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return "–" if value is None else str(value)


def _or_none(lines: Iterable[str]) -> list[str]:
    return list(lines) or ["none"]
