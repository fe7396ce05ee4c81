"""Print rules and how their examples came out."""

from collections.abc import Sequence

from callaudit.cli.console import err, out
from callaudit.pipeline.examples import ExampleResult
from callaudit.rulespec import Rule


def show_rules(rules: Sequence[Rule]) -> None:
    """Print a table of rules."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("rule", "category", "severity", "basis", "kind", "title"):
        table.add_column(column, no_wrap=column != "title")
    for rule in rules:
        table.add_row(
            rule.id, rule.category, rule.severity, rule.basis, rule.check.kind, rule.title
        )
    out().print(table)
    err().print(f"{len(rules)} rules")


def show_rule(rule: Rule) -> None:
    """Print one rule for a reader."""
    lines = [
        f"{rule.id}: {rule.title}",
        f"category {rule.category} · {rule.severity} · {rule.basis} · status {rule.status}",
        "",
    ]
    for citation in rule.citation:
        checked = citation.checked or "not checked at its source"
        lines += [f"{citation.law} ({checked})", f"  {citation.says.strip()}"]
        lines += [f"  {citation.url}"] if citation.url else []
    lines += ["", f"kind {rule.check.kind}, speaker {rule.scope.speaker}"]
    scope = rule.scope.model_dump(exclude_defaults=True, mode="json")
    lines += [f"  {field}: {value}" for field, value in scope.items() if field != "speaker"]
    lines += ["", f"why: {rule.coaching.why}"]
    lines += [f"say instead: {rule.coaching.say_instead}"] if rule.coaching.say_instead else []
    for name, cases in (
        ("breaks it", rule.examples.fail),
        ("does not", rule.examples.passing),
        ("known miss", rule.examples.known_miss),
    ):
        lines += ["", f"{name}:"] if cases else []
        lines += [f"  {case.say.strip().replace(chr(10), chr(10) + '  ')}" for case in cases]
    out().print("\n".join(lines), markup=False)


def show_example_results(results: Sequence[ExampleResult], *, rules: int) -> None:
    """Print every example that does not hold, then the count."""
    wrong = [result for result in results if not result.holds]
    for result in wrong:
        out().print(f"{result.name}: {result.complaint}\n    {result.say.strip()}", markup=False)
    verdict = "all hold" if not wrong else f"{len(wrong)} do not hold"
    err().print(f"{rules} rules, {len(results)} examples: {verdict}")
