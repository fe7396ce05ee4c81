"""What differs between two scorecards, or two versions of one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from callaudit.core.finding import Severity
from callaudit.core.ids import RuleId
from callaudit.core.model import Frozen
from callaudit.rulespec.scorecard import CardRule, ScorecardSpec

_Fails = dict[RuleId, tuple[Severity, ...]]


class CardDifference(Frozen):
    """What one card says and the other says otherwise; empty where one is silent."""

    what: str
    left: str
    right: str


def differences(left: ScorecardSpec, right: ScorecardSpec) -> tuple[CardDifference, ...]:
    """Return what two cards do not share: the card's own lines, bands, sections, then rules.

    A line of the file that touches many rules is told once: what fails the call or a section,
    points by severity, another name for a section. A rule is told where it alone changed, or
    stands on one of the cards only.
    """
    pair = _Pair(left, right)
    one, other = dict(_said(left, pair)), dict(_said(right, pair))
    found = [
        CardDifference(what=what, left=one.get(what, ""), right=other.get(what, ""))
        for what in {*one, *other}
        if one.get(what, "") != other.get(what, "")
    ]
    found += (*pair.of_fails(), *pair.of_points(), *pair.of_rules())
    return tuple(sorted(found, key=lambda d: (_ORDER.index(d.what.split()[0]), d.what)))


_ORDER = ("version", "title", "for", "coverage", "most", "band", "fails", "points", "section",
          "rule")  # fmt: skip

_FEW = 3
"""Up to so many rules are told one by one, more of them in one line."""


@dataclass(frozen=True)
class _Pair:
    """Two cards side by side, and which changes of theirs are of more than single rules."""

    left: ScorecardSpec
    right: ScorecardSpec

    @cached_property
    def shared(self) -> tuple[tuple[CardRule, CardRule], ...]:
        """The rules that stand in sections of both cards, as each has them."""
        found = ((rule, self.right.rule(rule.id)) for rule in _rules(self.left))
        return tuple((one, other) for one, other in found if other is not None)

    @cached_property
    def renamed(self) -> dict[str, str]:
        """New names of sections whose rules all stand in one section that is new."""
        names = {section.name for section in self.right.sections}
        found: dict[str, str] = {}
        for section in self.left.sections:
            if section.name in names:
                continue
            went = {_section(self.right, rule.id) for rule in section.rules}
            old = {one.name for one in self.left.sections} | set(found.values())
            if len(went) == 1 and went.isdisjoint(old | {""}):
                found[section.name] = went.pop()
        return found

    @cached_property
    def fails(self) -> tuple[tuple[str, _Fails, _Fails], ...]:
        """What fails the call and each section, where more than a few rules differ in it."""
        both = [("fails the call", self.left.fails, self.right.fails)]
        for section in self.left.sections:
            name = self.renamed.get(section.name, section.name)
            other = next((one for one in self.right.sections if one.name == name), None)
            if other is not None:
                both.append((f"fails section {name}", section.fails, other.fails))
        ids = {one.id for one, _ in self.shared}
        return tuple(
            (what, one, other)
            for what, one, other in both
            if sum(one.get(rule) != other.get(rule) for rule in ids) > _FEW
        )

    @cached_property
    def points(self) -> dict[tuple[Severity, float], float]:
        """New points by severity and old points, where all such rules changed alike."""
        groups: dict[tuple[Severity, float], set[float]] = {}
        for one, other in self.shared:
            groups.setdefault((one.severity, one.points), set()).add(other.points)
        counts = Counter((one.severity, one.points) for one, _ in self.shared)
        return {
            key: new
            for key, now in groups.items()
            for new in now
            if len(now) == 1 and new != key[1] and counts[key] > 1
        }

    def of_fails(self) -> Iterator[CardDifference]:
        """Yield one line for each change of what fails the call or a section."""
        for what, one, other in self.fails:
            yield CardDifference(
                what=what, left=_failing(one, self.left), right=_failing(other, self.right)
            )

    def of_points(self) -> Iterator[CardDifference]:
        """Yield one line for each severity that has other points."""
        for (severity, old), new in self.points.items():
            told = CardDifference(
                what=f"points of {severity.value} rules", left=number(old), right=number(new)
            )
            yield told

    def of_rules(self) -> Iterator[CardDifference]:
        """Yield the rules that changed by themselves, or stand on one card alone."""
        for one, other in self.shared:
            if self._own(self.left, one) != self._own(self.right, other):
                yield CardDifference(
                    what=f"rule {one.id}",
                    left=rule_in_words(self.left, one.id),
                    right=rule_in_words(self.right, one.id),
                )
        shared = {one.id for one, _ in self.shared}
        for card in (self.left, self.right):
            for rule in _rules(card):
                if rule.id not in shared:
                    words = rule_in_words(card, rule.id)
                    at = ("left", "right")[card is self.right]
                    blank = {"left": "", "right": ""}
                    yield CardDifference(what=f"rule {rule.id}", **(blank | {at: words}))

    def _own(self, card: ScorecardSpec, rule: CardRule) -> tuple[object, ...]:
        """Return what a card says of a rule, less what is told of many rules at once."""
        section, points = _section(card, rule.id), rule.points
        if card is self.left:
            section = self.renamed.get(section, section)
            points = self.points.get((rule.severity, points), points)
        whats = {what for what, *_ in self.fails}
        held = next(one for one in card.sections if any(r.id == rule.id for r in one.rules))
        in_section = None if f"fails section {section}" in whats else held.fails.get(rule.id)
        in_call = None if "fails the call" in whats else card.fails.get(rule.id)
        return section, points, in_section, in_call


def _rules(card: ScorecardSpec) -> Iterator[CardRule]:
    return (rule for section in card.sections for rule in section.rules)


def _section(card: ScorecardSpec, rule_id: RuleId) -> str:
    """Return the name of the section that holds a rule, empty where none does."""
    held = (one.name for one in card.sections if any(rule.id == rule_id for rule in one.rules))
    return next(held, "")


def _failing(fails: _Fails, card: ScorecardSpec) -> str:
    """Say which rules fail something: `80 rules if critical`, or a few by their ids."""
    groups: dict[tuple[Severity, ...], list[RuleId]] = {}
    for rule_id, severities in fails.items():
        groups.setdefault(severities, []).append(rule_id)
    whole = sum(1 for _ in _rules(card))
    return "; ".join(
        (
            "every rule" if len(ids) == whole
            else ", ".join(sorted(ids)) if len(ids) <= _FEW
            else f"{len(ids)} rules"
        )
        + _if(severities)
        for severities, ids in sorted(groups.items())
    )  # fmt: skip


def _said(card: ScorecardSpec, pair: _Pair) -> Iterator[tuple[str, str]]:
    yield "version", str(card.version)
    yield "title", card.title
    yield "for", call_types_of(card)
    yield "coverage needed for a band", f"{card.least_coverage:.0%}"
    yield "most bonus", number(card.most_bonus)
    yield "most points of a failed call", number(card.most) if card.fails else ""
    for band in card.bands:
        yield f"band {band.name}", f"from {number(band.least)}"
    for section in card.sections:
        old = card is pair.left
        name = pair.renamed.get(section.name, section.name) if old else section.name
        called = f"{section.name}, " if name in pair.renamed.values() else ""
        yield f"section {name}", f"{called}weight {number(section.weight)}"
        yield f"section {name}, title", section.title
    for rule in card.bonus:
        yield f"rule {rule.id} as bonus", f"{number(rule.points)} points"


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
