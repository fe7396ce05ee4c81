"""Print what a dry run found out about a call log."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from callaudit.cli.console import inert, out, show_error
from callaudit.pipeline.log_check import LogCheck, RuleCount, WorstCase
from callaudit.pipeline.log_facts import Concern

SHOWN_LINES = 5
"""Lines named for a reason; `--json` has them all."""

SHOWN_CONCERNS = 20
SHOWN_CLOCK_CHANGES = 20

_ABOUT = {
    "lost": "lost: no call",
    "time": "no time: not judged",
    "place": "no place: not judged",
    "cell": "doubtful value",
}


def show_json(found: LogCheck) -> None:
    """Print everything as one object."""
    out().print(found.model_dump_json(indent=1), markup=False, soft_wrap=True)


def show_log(found: LogCheck) -> None:
    """Print everything in short tables, the worst first."""
    facts = found.facts
    for fault in facts.faults:
        show_error(fault)
    if not facts.columns:
        return
    _table("What the log says", ("", ""), _summary(found))
    _table(
        "Columns",
        ("column", "read as", "values", "doubtful", ""),
        (
            (one.theirs, one.ours or "–", str(one.read), str(one.doubtful or ""), one.note)
            for one in facts.columns
        ),
    )
    shown = found.concerns[:SHOWN_CONCERNS]
    _table("Rows with gaps", ("rows", "", "for example", "lines"), map(_concern, shown))
    if len(found.concerns) > SHOWN_CONCERNS:
        out().print(f"… and {len(found.concerns) - SHOWN_CONCERNS} more reasons (--json)")
    changes = found.clock_changes[:SHOWN_CLOCK_CHANGES]
    _table(
        "Times that the change of clocks made doubtful",
        ("line", "call", "why"),
        ((str(one.line), one.call_id, one.problem) for one in changes),
    )
    if len(found.clock_changes) > SHOWN_CLOCK_CHANGES:
        out().print(f"… and {len(found.clock_changes) - SHOWN_CLOCK_CHANGES} more times (--json)")
    _table(
        "By the log alone",
        ("rule", "severity", "broken", "not known", "for example"),
        map(_rule, found.rules),
    )
    _table(
        "Cases with most broken rules",
        ("consumer", "debt", "calls", "broken", "for example"),
        map(_case, found.worst_cases),
    )


def _summary(found: LogCheck) -> Iterable[tuple[str, str]]:
    facts, cases = found.facts, found.cases
    lost = sum(len(one.lines) for one in found.concerns if one.about == "lost")
    yield "rows", f"{facts.rows} read, {lost} lost, {found.unjudged} that cannot be judged"
    yield "days", f"{_day(facts.first)} to {_day(facts.last)}"
    several = f"; rows that may be in more than one: {facts.rows_in_several_zones}"
    yield "time zones", _counts(facts.zones) + (several if facts.rows_in_several_zones else "")
    yield "results", _counts(facts.results)
    yield "who collects", _counts(facts.parties)
    yield (
        "cases",
        f"{cases.cases}, with {cases.fewest} to {cases.most} calls, median {cases.median:g}",
    )


def _concern(one: Concern) -> tuple[str, ...]:
    return str(len(one.lines)), _ABOUT[one.about], one.example, _first(one.lines)


def _rule(one: RuleCount) -> tuple[str, ...]:
    example = one.broken_example or one.undetermined_example
    return one.rule_id, one.severity, str(one.broken), str(one.undetermined), example


def _case(one: WorstCase) -> tuple[str, ...]:
    broken = ", ".join(f"{rule} {count}" for rule, count in one.broken.items())
    told = f"line {one.line}, {one.call_id}: {one.because}"
    return one.consumer_id or "–", one.debt_id or "–", str(one.calls), broken, told


def _first(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:SHOWN_LINES]))
    return f"{shown}, …" if len(lines) > SHOWN_LINES else shown


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def _day(moment: datetime | None) -> str:
    return "–" if moment is None else moment.isoformat(" ", "minutes")


def _table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    told = list(rows)
    if not told:
        return
    table = Table(
        box=None, pad_edge=False, header_style="bold", show_header=any(header), title_justify="left"
    )
    for name in header:
        table.add_column(name)
    for row in told:
        table.add_row(*(Text(inert(cell)) for cell in row))
    out().print()
    out().print(title, style="bold")
    out().print(table)
