"""Print scorecards, what differs between them, and what one would change."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from callaudit.cli.console import err, out
from callaudit.rulespec.scorecard import CardRule, ScorecardSpec
from callaudit.rulespec.scorecard_diff import (
    CardDifference,
    call_types_of,
    fails_in_words,
    number,
)

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from callaudit.scoring.card_preview import CardPreview

SHOWN_CALLS = 20
"""Calls that a preview prints; CSV and JSON have all."""

_Cards = tuple[ScorecardSpec, ScorecardSpec]


def show_cards(cards: Sequence[ScorecardSpec]) -> None:
    """Print a table of scorecards."""
    rows = [
        (
            card.name,
            str(card.version),
            str(sum(len(section.rules) for section in card.sections) + len(card.bonus)),
            call_types_of(card),
            card.title,
        )
        for card in cards
    ]
    _print(("card", "version", "rules", "for", "what it asks"), rows)
    err().print(f"{len(cards)} scorecards")


def show_card(card: ScorecardSpec) -> None:
    """Print one scorecard: its sections with their rules, what fails it, bonus and bands."""
    total = sum(section.weight for section in card.sections)
    bands = ", ".join(f"{band.name} from {number(band.least)}" for band in card.bands)
    lines = [
        f"{card.name} {card.version}: {card.title}",
        f"for: {call_types_of(card)}",
        f"bands: {bands}",
        f"no band below {card.least_coverage:.0%} of the rules judged"
        if card.least_coverage
        else "",
        f"a call that fails gets {number(card.most)} points at most" if card.fails else "",
        f"changed {card.changed}, digest {card.digest}",
    ]
    out().print("\n".join(line for line in lines if line), markup=False)
    for section in card.sections:
        share = f"{section.weight / total:.0%}"
        out().print(f"\n{section.name} ({share}): {section.title}", markup=False)
        heads = ("rule", "points", "fails", "source", "what breaks it")
        _print(heads, [_rule_row(card, rule) for rule in section.rules])
    if card.bonus:
        out().print(f"\nbonus, at most {number(card.most_bonus)} points for rules that were kept:")
        _print(
            ("rule", "points", "what breaks it"),
            [(rule.id, number(rule.points), rule.title) for rule in card.bonus],
        )


def _rule_row(card: ScorecardSpec, rule: CardRule) -> tuple[str, ...]:
    """Say what a rule counts, and for one that fails the call or its section by what source."""
    fails = fails_in_words(card, rule.id)
    what = ", ".join(one.removeprefix("fails ") for one in fails)
    source = "; ".join(rule.citation) if fails else ""
    return rule.id, number(rule.points), what, source, rule.title


def show_difference(cards: _Cards, found: Sequence[CardDifference]) -> None:
    """Print what differs, one line each."""
    names = [f"{card.name} {card.version}" for card in cards]
    if not found:
        err().print(f"{names[0]} and {names[1]} say the same", markup=False)
        return
    _print(("what", *names), [(one.what, one.left or "–", one.right or "–") for one in found])
    err().print(f"{len(found)} differences")


def show_preview(found: "CardPreview", cards: _Cards, *, failed: int) -> None:
    """Print what a card would change: bands, moves, collectors, and the calls it changes most."""
    calls = found.calls
    changed = calls[(calls["change"].fillna(0) != 0) | (calls["old_band"] != calls["new_band"])]
    moved = int((calls["old_band"] != calls["new_band"]).sum())
    old, new = (f"{card.name} {card.version} ({card.digest[:15]})" for card in cards)
    lines = [
        f"{old} → {new}",
        f"{len(calls)} calls scored: {int((calls['change'].fillna(0) != 0).sum())} totals change, "
        f"{moved} calls change their band",
    ]
    if failed:
        lines.append(f"{failed} calls could not be audited and have no score")
    out().print("\n".join(lines), markup=False)
    _section("bands", found.bands, {"band": "band", "old_calls": "old", "new_calls": "new"})
    heads = {"old_band": "from", "new_band": "to", "calls": "calls"}
    _section("calls that change their band", found.moves, heads)
    heads = {"agent": "collector", "calls": "calls", "old_mean": "old mean"}
    heads |= {"new_mean": "new mean", "change": "change", "moved": "change band"}
    _section("collectors", found.collectors, heads)
    heads = {"call_id": "call", "agent": "collector", "old_total": "old", "new_total": "new"}
    heads |= {"old_band": "from", "new_band": "to", "new_failed_by": "failed by"}
    _section("calls that change most", changed.head(SHOWN_CALLS), heads)
    if len(changed) > SHOWN_CALLS:
        told = f"{len(changed) - SHOWN_CALLS} more calls change; --format csv lists every call"
        err().print(told)


def as_csv(found: "CardPreview") -> str:
    """Return one row a call as CSV that no spreadsheet runs."""
    from callaudit.reports.as_csv import csv_text

    return csv_text(found.calls).removesuffix("\n")


def as_json(found: "CardPreview", cards: _Cards) -> str:
    """Return the preview as one JSON object."""
    names = ("name", "version", "digest")
    card = [{name: getattr(one, name) for name in names} for one in cards]
    frames = {name: _records(frame) for name, frame in vars(found).items()}
    told = {"schema": 1, "old": card[0], "new": card[1], **frames}
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1)


def _records(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]


def _section(title: str, frame: "pd.DataFrame", heads: dict[str, str]) -> None:
    if frame.empty:
        return
    out().print(f"\n{title}:")
    rows = frame[list(heads)].itertuples(index=False)
    _print(tuple(heads.values()), [tuple(map(_cell, row)) for row in rows])


def _cell(value: Any) -> str:
    if value is None or value == "" or value != value:
        return "–"
    return number(value) if isinstance(value, float) else str(value)


def _print(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.text import Text

    from callaudit.cli.console import inert

    table = _table(heads)
    for row in rows:
        table.add_row(*(Text(inert(cell)) for cell in row))
    out().print(table)


def _table(heads: Sequence[str]) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, no_wrap=head in ("card", "rule", "call"))
    return table
