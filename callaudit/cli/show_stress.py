"""Print what share of the examples keeps its verdict in other words."""

from collections.abc import Iterable, Sequence

from callaudit.cli.console import err, out
from callaudit.pipeline.example_stress import StressResult


def show_stress(results: Sequence[StressResult]) -> None:
    """Print every verdict that was lost, then a table: a row a rule, a column a transform."""
    from rich.table import Table

    for result in results:
        for name in result.lost:
            out().print(f"{result.transform}: {name}", markup=False)
    transforms = list(dict.fromkeys(result.transform for result in results))
    cells = {(result.rule_id, result.transform): result for result in results}
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("rule", no_wrap=True)
    for transform in transforms:
        table.add_column(transform.replace("_", " "), justify="right", no_wrap=True)
    for rule_id in dict.fromkeys(result.rule_id for result in results):
        table.add_row(rule_id, *(_cell([cells[rule_id, name]]) for name in transforms))
    table.add_row(
        "every rule",
        *(_cell(one for one in results if one.transform == name) for name in transforms),
        style="bold",
    )
    out().print(table)
    rules = len({result.rule_id for result in results})
    kept, of = sum(result.kept for result in results), sum(result.of for result in results)
    err().print(f"{rules} rules: {kept} of {of} changed examples keep their verdict")


def _cell(results: Iterable[StressResult]) -> str:
    """Return `11/12 92 %`; nothing where the transform changed no example."""
    counted = list(results)
    kept, of = sum(one.kept for one in counted), sum(one.of for one in counted)
    return f"{kept}/{of} {100 * kept // of:3d} %" if of else "–"
