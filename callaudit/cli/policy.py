"""`callaudit policy`: list, show and compare policies."""

from pathlib import Path
from typing import Annotated

import typer

from callaudit.cli.rules import RulesOption

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="List, show, compare policies.")

_NAME_HELP = "third_party, first_party_strict, commercial, or a YAML file."


@app.command("list")
def list_policies(rules: RulesOption = None) -> None:
    """List the policies that come along.

    Example: callaudit policy list
    """
    from callaudit.cli.show_policy import show_policies
    from callaudit.rulespec.policy import load_policy, policy_names

    folder = _folder(rules)
    show_policies([load_policy(name, rules=folder) for name in policy_names(folder)])


@app.command()
def show(
    name: Annotated[str, typer.Argument(help=_NAME_HELP)],
    rules: RulesOption = None,
) -> None:
    """Show a policy: every setting with value, default, meaning and source, and its rules.

    Example: callaudit policy show third_party
    """
    from callaudit.cli.show_policy import show_policy
    from callaudit.rulespec.policy import load_policy, load_settings

    folder = _folder(rules)
    show_policy(load_policy(name, rules=folder), load_settings(folder))


@app.command()
def diff(
    left: Annotated[str, typer.Argument(help=_NAME_HELP)],
    right: Annotated[str, typer.Argument(help="The policy to compare it with.")],
    rules: RulesOption = None,
) -> None:
    """Show what differs between two policies: settings, rules off, severities, assumptions.

    Example: callaudit policy diff third_party first_party_strict
    """
    from callaudit.cli.show_policy import show_difference
    from callaudit.rulespec.policy import differences, load_policy

    folder = _folder(rules)
    one, other = load_policy(left, rules=folder), load_policy(right, rules=folder)
    show_difference((one.name, other.name), differences(one, other))


@app.command()
def states(
    state: Annotated[str | None, typer.Argument(help="A state's code, such as CA.")] = None,
    rules: RulesOption = None,
) -> None:
    """Show what states add to the federal rules, with the source and the day it was read.

    A finding that rests on a row that was not read at its source needs review.

    Example: callaudit policy states CA
    """
    from callaudit.cli.show_states import show_states
    from callaudit.rulespec import load_pack

    show_states(load_pack(_folder(rules)).jurisdictions, state=state)


def _folder(rules: Path | None) -> Path:
    from callaudit.rulespec import default_rules

    return rules or default_rules()
