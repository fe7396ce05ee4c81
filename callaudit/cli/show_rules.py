"""Print rules and how their examples came out."""

from collections.abc import Sequence

from callaudit.cli.console import err, out
from callaudit.pipeline.examples import ExampleResult
from callaudit.rulespec import Rule


def show_rules(rules: Sequence[Rule]) -> None:
    """Print a table of the rules in force; name the others."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("rule", "category", "severity", "basis", "kind", "title"):
        table.add_column(column, no_wrap=column != "title")
    in_force = [rule for rule in rules if rule.in_force]
    for rule in in_force:
        table.add_row(
            rule.id, rule.category, rule.severity, rule.basis, rule.check.kind, rule.title
        )
    out().print(table)
    err().print(_count(len(in_force), "rule"))
    others = [f"{rule.id} ({rule.status})" for rule in rules if not rule.in_force]
    if others:
        err().print(f"not in force: {', '.join(others)}", markup=False)


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
        lines += [f"  {case.text.strip().replace(chr(10), chr(10) + '  ')}" for case in cases]
    out().print("\n".join(lines), markup=False)


def show_example_results(results: Sequence[ExampleResult], *, rules: int) -> None:
    """Print every example that does not hold, then the count."""
    wrong = [result for result in results if not result.holds]
    for result in wrong:
        out().print(f"{result.name}: {result.complaint}\n    {result.say.strip()}", markup=False)
    verdict = (
        "all hold" if not wrong else f"{len(wrong)} {'does' if len(wrong) == 1 else 'do'} not hold"
    )
    counts = f"{_count(rules, 'rule')}, {_count(len(results), 'example')}"
    err().print(f"{counts}: {verdict}")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
