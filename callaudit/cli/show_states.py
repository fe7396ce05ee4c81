"""Print the table of states."""

from callaudit.cli.console import err, out
from callaudit.core.errors import UserError
from callaudit.rulespec.jurisdictions import (
    FEDERAL,
    STATES,
    Frequency,
    Hours,
    Jurisdictions,
    Regime,
    StateRow,
    nearest_state,
)

_WHERE = {"anywhere": "", "work": " at work", "not_work": " not at work"}
_WHOM = {"third": "agencies", "first": "creditors", "both": "both"}


def show_states(table: Jurisdictions, *, state: str | None) -> None:
    """Print the rows of one state, or all of them.

    Raises:
        UserError: if there is no such state.
    """
    from rich.table import Table
    from rich.text import Text

    wanted = state.upper() if state else None
    if wanted is not None and wanted not in STATES | {FEDERAL}:
        raise UserError(f"no state has the code {state!r}{nearest_state(wanted)}")
    rows = [row for row in table.rows if wanted in (None, row.state)]
    if not rows:
        err().print(f"No row for {wanted}: the federal rules alone apply there")
        return
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("state", "topic", "rule", "binds", "source", "read"):
        shown.add_column(column)
    for row in rows:
        read = f"{row.checked}" if row.checked else "no: needs review"
        place = f"{row.state} ({row.place})" if row.place else row.state
        cells = (place, row.topic.replace("_", " "), _value(row))
        shown.add_row(*(Text(c) for c in (*cells, _WHOM[row.applies_to], row.source, read)))
    out().print(shown)
    unread = sum(row.checked is None for row in rows)
    err().print(f"{len(rows)} rows, {unread} of them not read at the source")


def _value(row: StateRow) -> str:
    value = row.value
    if isinstance(value, Hours):
        return f"{value.start} to {value.end}"
    if isinstance(value, Frequency):
        caps = [f"{value.calls} {value.counts}"] if value.calls else []
        caps += [f"{value.conversations} conversations"] if value.conversations else []
        where = _WHERE[value.where]
        told = f"at most {' or '.join(caps)} in {value.days} days per {value.per}{where}"
        return f"{told}{_span(row)}"
    if isinstance(value, Regime):
        return value.name
    return ", ".join(value) if isinstance(value, tuple) else value.replace("_", " ")


def _span(row: StateRow) -> str:
    if row.begins:
        return f", from {row.begins}"
    return f", until {row.ends}" if row.ends else ""
