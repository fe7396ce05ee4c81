"""The rules that the selectors of a scorecard mean, and what is wrong with them."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import get_args

from callaudit.core.errors import Fault
from callaudit.core.finding import Severity
from callaudit.core.ids import RuleId
from callaudit.rulespec.categories import Category
from callaudit.rulespec.lint import only_shows
from callaudit.rulespec.rule import Rule, RulePack
from callaudit.rulespec.scorecard import (
    CardFile,
    CardRule,
    ScorecardSpec,
    Section,
    SectionFile,
    Selector,
)
from callaudit.rulespec.yaml_source import Loc, YamlSource

Fails = dict[RuleId, tuple[Severity, ...]]


def find_rules(
    written: CardFile, source: YamlSource, pack: RulePack
) -> tuple[ScorecardSpec, tuple[Fault, ...]]:
    """Return a card with its rules, and every fault of it.

    Only rules in force that can be broken count. A rule lands in one section at most, and in none
    if it gives a bonus. What fails a call or a section must be a rule that it holds and that cites
    a source.
    """
    finder = _Finder(written, source, pack)
    sections = tuple(finder.section(n, section) for n, section in enumerate(written.sections))
    bonus = finder.bonus()
    held = [rule.id for section in sections for rule in section.rules]
    fails = written.auto_fail
    spec = ScorecardSpec(
        name=written.name,
        version=written.version,
        title=written.title,
        changed=written.changed,
        call_types=written.applies_to.call_types,
        least_coverage=written.least_coverage,
        sections=sections,
        bonus=bonus,
        most_bonus=written.bonus.most if written.bonus else 0.0,
        fails=finder.fails(fails.rules, ("auto_fail", "rules"), held) if fails else {},
        most=fails.most if fails else 0.0,
        bands=written.bands,
    )
    finder.check_rest()
    faults = sorted(finder.faults, key=lambda fault: (fault.line or 0, fault.field))
    return spec, tuple(dict.fromkeys(faults))


class _Finder:
    """Finds the rules of one card and notes what is wrong."""

    def __init__(self, written: CardFile, source: YamlSource, pack: RulePack) -> None:
        self.faults: list[Fault] = []
        self._written, self._source = written, source
        self._rules = tuple(sorted(filter(_counts, pack.rules), key=lambda rule: rule.id))
        self._ids = tuple(rule.id for rule in self._rules)
        self._taken: dict[RuleId, str] = {}

    def section(self, number: int, section: SectionFile) -> Section:
        """Return a section with its rules by id."""
        loc: Loc = ("sections", number)
        rules = self._held(section.rules, (*loc, "rules"), f"section {section.name}")
        cards = tuple(self._card_rule(rule) for rule in sorted(rules, key=lambda r: r.id))
        if cards and not any(rule.points for rule in cards):
            self._fault((*loc, "rules"), "no rule of this section has any points")
        return Section(
            name=section.name,
            title=section.title,
            weight=section.weight,
            rules=cards,
            fails=self.fails(section.auto_fail, (*loc, "auto_fail"), [r.id for r in cards]),
        )

    def bonus(self) -> tuple[CardRule, ...]:
        """Return the rules that give points on top, with those points."""
        found: list[CardRule] = []
        for n, one in enumerate(self._written.bonus.rules if self._written.bonus else ()):
            rules = self._held(one.rules, ("bonus", "rules", n, "rules"), "the bonus")
            update = {"points": one.points}
            found += (self._card_rule(rule).model_copy(update=update) for rule in rules)
        return tuple(sorted(found, key=lambda rule: rule.id))

    def fails(self, selectors: Sequence[Selector], loc: Loc, held: Collection[RuleId]) -> Fails:
        """Return the rules that fail, with the severities under which a finding of each does.

        A policy and the facts of a call may weigh a finding less than its rule does: severities
        are those of the finding.
        """
        found: Fails = {}
        for n, selector in enumerate(selectors):
            here = (*loc, n)
            fitting = self._fitting(selector, here)
            # A finding may weigh more than its rule says, too: severities choose later.
            rules = [rule for rule in fitting if rule.id in held]
            if not rules:
                self._fault(here, "selects no rule that is held here")
            for rule in rules:
                if not rule.citation:
                    self._fault(here, f"{rule.id} cites no source, so it cannot fail anything")
                own = selector.severities or tuple(Severity)
                both = {*found.get(rule.id, ()), *own}
                found[rule.id] = tuple(severity for severity in Severity if severity in both)
        return found

    def check_rest(self) -> None:
        """Note faults of names, bands and single points."""
        written = self._written
        names = [section.name for section in written.sections]
        for n, name in enumerate(names):
            if name in names[:n]:
                self._fault(("sections", n, "name"), f"two sections are called {name}")
        for rule in written.weigh:
            if rule not in self._taken:
                self._fault(("weigh", rule), self._no_rule(rule) or "no section holds this rule")
        least = [band.least for band in written.bands]
        if least != sorted(set(least), reverse=True) or least[-1] != 0:
            self._fault(("bands",), "give bands from the best down, each lower, the last from 0")
        if len({band.name for band in written.bands}) < len(written.bands):
            self._fault(("bands",), "two bands have one name")
        if missing := [severity.value for severity in Severity if severity not in written.points]:
            self._fault(("points",), f"say the points of {', '.join(missing)} rules too")

    def _held(self, selectors: Sequence[Selector], loc: Loc, where: str) -> list[Rule]:
        """Return the rules of a part of the card; each belongs to one part."""
        found: dict[RuleId, Rule] = {}
        for n, selector in enumerate(selectors):
            here = (*loc, n)
            rules = [r for r in self._fitting(selector, here) if _weighs(selector, r)]
            if not rules:
                self._fault(here, "selects no rule in force")
            for rule in rules:
                other = self._taken.setdefault(rule.id, where)
                if other != where:
                    self._fault(here, f"{rule.id} is in {other} already")
                found[rule.id] = rule
        return list(found.values())

    def _fitting(self, selector: Selector, loc: Loc) -> list[Rule]:
        """Return the rules that fit in all but severity, and note names that are none."""
        self.faults += self._unknown(selector, loc)
        return [rule for rule in self._rules if _fits(selector, rule)]

    def _unknown(self, selector: Selector, loc: Loc) -> Iterator[Fault]:
        areas = sorted({rule.area for rule in self._rules})
        for field, names, known, what in (
            ("ids", selector.ids, self._ids, _RULE),
            ("except", selector.leave_out, self._ids, _RULE),
            ("categories", selector.categories, get_args(Category), "category"),
            ("areas", selector.areas, areas, "area"),
        ):
            for n, name in enumerate(names):
                if name not in known:
                    yield self._at((*loc, field, n), _near(name, known, what))

    def _no_rule(self, name: str) -> str:
        return "" if name in self._ids else _near(name, self._ids, _RULE)

    def _card_rule(self, rule: Rule) -> CardRule:
        written = self._written
        return CardRule(
            id=rule.id,
            points=written.weigh.get(rule.id, written.points.get(rule.severity, 0.0)),
            title=rule.title,
            severity=rule.severity,
            citation=tuple(citation.law for citation in rule.citation),
        )

    def _fault(self, loc: Loc, message: str) -> None:
        self.faults.append(self._at(loc, message))

    def _at(self, loc: Loc, message: str) -> Fault:
        field = ".".join(str(step) for step in loc)
        return Fault(
            path=self._source.shown, line=self._source.line_of(loc), field=field, message=message
        )


def _counts(rule: Rule) -> bool:
    """Tell whether a rule is in force and can be broken; others would be points for nothing."""
    return rule.in_force and not only_shows(rule)


def _fits(selector: Selector, rule: Rule) -> bool:
    wanted_and_own: tuple[tuple[Collection[str], str], ...] = (
        (selector.ids, rule.id),
        (selector.categories, rule.category),
        (selector.areas, rule.area),
        (selector.bases, rule.basis),
    )
    return rule.id not in selector.leave_out and all(
        not wanted or own in wanted for wanted, own in wanted_and_own
    )


def _weighs(selector: Selector, rule: Rule) -> bool:
    return not selector.severities or rule.severity in selector.severities


_RULE = "rule in force that can be broken"


def _near(name: str, known: Sequence[str], what: str) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"no {what} is called {name}{hint}"
