"""What differs between two scorecards, or two versions of one."""

from collections.abc import Iterator
from typing import Any

from callaudit.core.finding import Severity
from callaudit.core.ids import RuleId
from callaudit.core.model import Frozen
from callaudit.rulespec.scorecard import ScorecardSpec


class CardDifference(Frozen):
    """What one card says and the other says otherwise; empty where one is silent."""

    what: str
    left: str
    right: str


def differences(left: ScorecardSpec, right: ScorecardSpec) -> tuple[CardDifference, ...]:
    """Return what two cards do not share: the card's own lines, bands, sections, then rules."""
    one, other = dict(_said(left)), dict(_said(right))
    return tuple(
        CardDifference(what=what, left=one.get(what, ""), right=other.get(what, ""))
        for what in sorted({*one, *other}, key=lambda what: (_ORDER.index(what.split()[0]), what))
        if one.get(what, "") != other.get(what, "")
    )


_ORDER = ("version", "title", "for", "coverage", "most", "band", "section", "rule")


def _said(card: ScorecardSpec) -> Iterator[tuple[str, str]]:
    yield "version", str(card.version)
    yield "title", card.title
    yield "for", call_types_of(card)
    yield "coverage needed for a band", f"{card.least_coverage:.0%}"
    yield "most bonus", number(card.most_bonus)
    yield "most points of a failed call", number(card.most) if card.fails else ""
    for band in card.bands:
        yield f"band {band.name}", f"from {number(band.least)}"
    for section in card.sections:
        yield f"section {section.name}", f"weight {number(section.weight)}"
        for rule in section.rules:
            yield f"rule {rule.id}", rule_in_words(card, rule.id)
    for rule in card.bonus:
        yield f"rule {rule.id}", f"bonus of {number(rule.points)}"


def rule_in_words(card: ScorecardSpec, rule_id: RuleId) -> str:
    """Say where a rule stands on a card: `truth, 10 points, fails the call if critical`."""
    section = next(s for s in card.sections if any(rule.id == rule_id for rule in s.rules))
    points = next(rule.points for rule in section.rules if rule.id == rule_id)
    parts = [section.name, f"{number(points)} points", *fails_in_words(card, rule_id)]
    return ", ".join(parts)


def fails_in_words(card: ScorecardSpec, rule_id: RuleId) -> tuple[str, ...]:
    """Say what a rule fails, and under which severities of its finding where not under all."""
    section = next(s for s in card.sections if any(rule.id == rule_id for rule in s.rules))
    told = (("the section", section.fails), ("the call", card.fails))
    return tuple(f"fails {what}{_if(fails[rule_id])}" for what, fails in told if rule_id in fails)


def call_types_of(card: ScorecardSpec) -> str:
    """Say which calls a card is for."""
    return ", ".join(one.value for one in card.call_types) or "every call"


def number(value: Any) -> str:
    """Write a number of points without needless decimals."""
    return f"{value:g}"


def _if(severities: tuple[Severity, ...]) -> str:
    if set(severities) == set(Severity):
        return ""
    return f" if {' or '.join(severity.value for severity in severities)}"
