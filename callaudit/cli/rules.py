"""`callaudit rules`: list, show, test and begin rules."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from callaudit.pipeline.examples import ExampleResult, ExampleRunner
    from callaudit.rulespec import Rule, RulePack

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="List, show, test and begin rules."
)

RulesOption = Annotated[
    Path | None,
    typer.Option("--rules", help="Folder of rules; without it, the ones that come with callaudit."),
]


@app.command("list")
def list_rules(
    rules: RulesOption = None,
    area: Annotated[str | None, typer.Option(help="Only this area, such as voicemail.")] = None,
) -> None:
    """List the rules in force, by area.

    Example: callaudit rules list --area voicemail
    """
    from callaudit.cli.show_rules import show_rules
    from callaudit.core.errors import UserError

    pack = _pack(rules)
    areas = sorted({rule.area for rule in pack.rules})
    if area is not None and area not in areas:
        raise UserError(f"no area is called {area}; there are: {', '.join(areas)}")
    show_rules([rule for rule in pack.rules if area in (None, rule.area)])


@app.command()
def show(
    rule_id: Annotated[str, typer.Argument(help="Id, such as VM-01-debt-talk.")],
    rules: RulesOption = None,
) -> None:
    """Show one rule: what it asks, its source, its scope, its examples.

    Example: callaudit rules show FDCPA-1692e4-arrest
    """
    from callaudit.cli.show_rules import show_rule

    show_rule(_one(_pack(rules), rule_id))


@app.command()
def test(
    rule_ids: Annotated[
        list[str] | None, typer.Argument(help="Ids or areas; without them, every rule.")
    ] = None,
    rules: RulesOption = None,
    transform: Annotated[
        str | None,
        typer.Option(
            help="Say the examples in other words and show what share keeps its verdict: lower, "
            "fillers, expanded, contracted, spoken_numbers, written_numbers, homophones, or all.",
            metavar="NAME",
        ),
    ] = None,
) -> None:
    """Run the examples inside the rules; exit code 1 if one does not hold.

    With --transform nothing fails: it shows how much the rules hang on how words are written.

    For example:

        callaudit rules test FDCPA-1692e4-arrest

        callaudit rules test threats --transform all
    """
    from callaudit.cli.show_rules import show_example_results
    from callaudit.pipeline.examples import ExampleRunner
    from callaudit.rulespec import default_rules

    pack = _pack(rules)
    chosen = _chosen(pack, rule_ids or [])
    runner = ExampleRunner(pack, rules=rules or default_rules())
    if transform is not None:
        _stress(runner, chosen, transform)
        return
    results: list[ExampleResult] = [r for rule in chosen for r in runner.results(rule)]
    show_example_results(results, rules=len(chosen))
    if not all(result.holds for result in results):
        raise typer.Exit(1)


@app.command()
def new(
    place: Annotated[str, typer.Argument(help="Area and id: threats/FDCPA-1692e5-example.")],
    rules: RulesOption = None,
) -> None:
    """Begin a rule: a file with every part in place and its examples first.

    Example: callaudit rules new threats/FDCPA-1692e5-example
    """
    from callaudit.cli.console import show_path
    from callaudit.pipeline.new_rule import begin_rule
    from callaudit.rulespec import default_rules

    show_path(begin_rule(rules or default_rules(), place))


def _stress(runner: "ExampleRunner", rules: tuple["Rule", ...], name: str) -> None:
    from callaudit.cli.show_stress import show_stress
    from callaudit.cli.transforms import chosen
    from callaudit.pipeline.example_stress import stress
    from callaudit.pipeline.speech_style import SpeechStyle

    show_stress(tuple(stress(runner, rules, [SpeechStyle(one) for one in chosen(name)])))


def _pack(rules: Path | None) -> "RulePack":
    from callaudit.rulespec import default_rules, load_pack

    return load_pack(rules or default_rules())


def _one(pack: "RulePack", rule_id: str) -> "Rule":
    from difflib import get_close_matches

    from callaudit.core.errors import UserError

    rule = pack.rule(rule_id)
    if rule is None:
        near = get_close_matches(rule_id, [r.id for r in pack.rules], n=1, cutoff=0.4)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UserError(f"no rule is called {rule_id}{hint}")
    return rule


def _chosen(pack: "RulePack", names: list[str]) -> tuple["Rule", ...]:
    if not names:
        return tuple(rule for rule in pack.rules if rule.in_force)
    areas = {rule.area for rule in pack.rules}
    return tuple(
        rule
        for name in names
        for rule in (
            [r for r in pack.rules if r.area == name] if name in areas else [_one(pack, name)]
        )
    )
