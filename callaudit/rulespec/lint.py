"""Rules about rules: what every rule file must have beyond its schema."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath

from callaudit.core.case import FactKind
from callaudit.core.errors import Fault
from callaudit.core.finding import Severity
from callaudit.core.metadata import FLAG_NAMES
from callaudit.rulespec.checks import FollowUp, Forbid, Require
from callaudit.rulespec.pattern import LawfulIf
from callaudit.rulespec.phrase import Ref, parse_phrase, parts_of
from callaudit.rulespec.rule import Rule
from callaudit.rulespec.walk import patterns_of, records_of

Words = dict[str, tuple[str, ...]]
Complaint = tuple[str, str]
"""Field and message."""

LEAST_EXAMPLES = 5
"""How many examples that break it, and how many that do not, a rule in force has."""

FIXABLE = frozenset({"forbid", "only", "order", "respond"})
"""Kinds whose findings are words of a script, which a fix can put right."""

CITATION_AGE = timedelta(days=365)
"""After a year a citation wants to be read again at its source."""


def lint_pack(rules: tuple[Rule, ...], *, words: Words) -> list[Fault]:
    """Return every fault of a pack whose files have the right shape."""
    faults = [
        Fault(path=rule.path, line=None, field=field, message=message)
        for rule in rules
        for check in _RULE_LINTS
        for field, message in check(rule)
    ]
    for rule in rules:
        for name in sorted(_word_lists(rule) - set(words)):
            faults.append(_fault(rule, "check", f"no word list is called @{name}; see words.yaml"))
    ids = Counter(rule.id for rule in rules)
    faults += [
        _fault(r, "id", f"{r.id} is used by {ids[r.id]} files") for r in rules if ids[r.id] > 1
    ]
    return faults


def stale_citations(rules: tuple[Rule, ...], *, today: date) -> tuple[str, ...]:
    """Return `rule: law` of each citation last checked more than a year ago, or never."""
    return tuple(
        f"{rule.id}: {citation.law}"
        for rule in rules
        for citation in rule.citation
        if citation.checked is None or today - citation.checked > CITATION_AGE
    )


def _name_is_file(rule: Rule) -> Iterator[Complaint]:
    if PurePosixPath(rule.path).stem != rule.id:
        yield "id", f"{rule.id} must be the name of its file"


def _major_is_cited(rule: Rule) -> Iterator[Complaint]:
    if rule.severity in (Severity.CRITICAL, Severity.MAJOR) and not rule.citation:
        yield "citation", "a rule from major up needs a citation"


def _has_examples(rule: Rule) -> Iterator[Complaint]:
    if not rule.in_force:
        return
    broken, kept = len(rule.examples.fail), len(rule.examples.passing)
    if broken < LEAST_EXAMPLES and not only_shows(rule):
        told = f"needs {LEAST_EXAMPLES} examples that break it and has {broken}"
        yield "examples.fail", f"a rule in force {told}"
    if kept < LEAST_EXAMPLES:
        told = f"needs {LEAST_EXAMPLES} examples that do not break it and has {kept}"
        yield "examples.pass", f"a rule in force {told}"


def only_shows(rule: Rule) -> bool:
    """Tell whether a rule can never be broken: it demands nothing and shows what was said."""
    return isinstance(rule.check, Require) and rule.check.at_least == 0


def _pattern_names_differ(rule: Rule) -> Iterator[Complaint]:
    names = Counter(pattern.name for pattern in patterns_of(rule.check))
    for name, count in names.items():
        if count > 1:
            yield "check", f"{count} patterns are called {name!r}"


def _flags_are_known(rule: Rule) -> Iterator[Complaint]:
    scopes = (rule.scope, *(adjust.when for adjust in rule.adjust))
    named = {name for scope in scopes for name in (*scope.flags, *scope.not_flags)}
    for condition in records_of(rule.check, LawfulIf):
        named |= {*condition.flags, *condition.not_flags}
    for name in sorted(named - FLAG_NAMES):
        yield "flags", f"no flag is called {name!r}; known are {', '.join(sorted(FLAG_NAMES))}"


def _no_phrase_twice(rule: Rule) -> Iterator[Complaint]:
    phrases = Counter(
        phrase for pattern in patterns_of(rule.check) for phrase in pattern.phrase or ()
    )
    for phrase, count in phrases.items():
        if count > 1:
            yield "check", f"the phrase {phrase!r} is listed {count} times"


def _like_forbids(rule: Rule) -> Iterator[Complaint]:
    if isinstance(rule.check, Forbid):
        return
    for pattern in patterns_of(rule.check):
        if pattern.like is not None:
            yield "check", f"{pattern.name!r} is like sentences: only a forbid rule can be"


def _established_is_heard(rule: Rule) -> Iterator[Complaint]:
    check = rule.check
    if isinstance(check, Require) and check.establishes and check.only_if is None:
        yield "check.establishes", "nothing is heard for it: a require rule needs only_if"
    for one in getattr(check, "establishes", ()):
        if one.fact in _READ_FROM_VALUES:
            told = "is read from the values that were said, not heard by a rule"
            yield "check.establishes", f"{one.fact} {told}"
        for name in sorted(set(one.by) - {pattern.name for pattern in patterns_of(check)}):
            yield "check.establishes", f"no pattern is called {name!r}"


_READ_FROM_VALUES = frozenset({FactKind.PROMISE, FactKind.CONSENT, FactKind.STOP_OTHER})


def _cases_have_calls(rule: Rule) -> Iterator[Complaint]:
    if not isinstance(rule.check, FollowUp):
        return
    for name in ("fail", "passing", "undetermined", "known_miss"):
        if any(not case.calls for case in getattr(rule.examples, name)):
            yield f"examples.{name}", "a followup rule judges a case: give its calls"


def _fixes_have_words(rule: Rule) -> Iterator[Complaint]:
    if rule.coaching.fix and rule.check.kind not in FIXABLE:
        told = f"only what was said can be reworded: a rule of kind {', '.join(sorted(FIXABLE))}"
        yield "coaching.fix", told


_RULE_LINTS: tuple[Callable[[Rule], Iterator[Complaint]], ...] = (
    _name_is_file,
    _major_is_cited,
    _has_examples,
    _pattern_names_differ,
    _no_phrase_twice,
    _flags_are_known,
    _like_forbids,
    _established_is_heard,
    _cases_have_calls,
    _fixes_have_words,
)


def _word_lists(rule: Rule) -> set[str]:
    checked = (phrase for pattern in patterns_of(rule.check) for phrase in pattern.phrase or ())
    fixed = (phrase for fix in rule.coaching.fix for phrase in fix.phrases)
    return {
        part.name
        for phrase in (*checked, *fixed)
        for part in parts_of(parse_phrase(phrase))
        if isinstance(part, Ref)
    }


def _fault(rule: Rule, field: str, message: str) -> Fault:
    return Fault(path=rule.path, line=None, field=field, message=message)
