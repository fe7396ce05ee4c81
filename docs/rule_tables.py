"""Tables made from the rules, the policies and the code that judges."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any, get_args

from callaudit.core.entity import EntityKind
from callaudit.engine.counts import COUNTS
from callaudit.engine.facts import FACTS
from callaudit.engine.measures import MEASURES
from callaudit.engine.records import RECORDS
from callaudit.rulespec import Rule, checks, default_rules, load_pack, load_policy, phrase
from callaudit.rulespec.categories import Category
from callaudit.rulespec.policy import load_settings, policy_names
from callaudit.rulespec.rule import Scope
from callaudit.scoring.areas import AREA_CATEGORIES
from callaudit.text.elements import element_names
from callaudit.text.required import RequiredTable, load_required, required_path
from docs.markdown import code, codes, first_line, table


def kinds() -> dict[str, type]:
    """Return the model of every kind of check, by its name."""
    models = get_args(get_args(checks.Check)[0])
    by_name = {get_args(model.model_fields["kind"].annotation)[0]: model for model in models}
    return {name: by_name[name] for name in checks.KIND_NAMES}


def kinds_table() -> str:
    """Return what each kind of check demands."""
    rows = ((code(name), first_line(model)) for name, model in kinds().items())
    return table(("kind", "what it demands"), rows)


def phrase_language() -> str:
    """Return the phrase language as its module describes it."""
    text = inspect.cleandoc(phrase.__doc__ or "").partition("\n\n")[2]
    lines, _, rest = text.partition("\n\n")
    return f"```text\n{inspect.cleandoc(lines)}\n```\n\n{rest}"


def entity_kinds() -> str:
    """Return the names of spoken values that `{…}` and `entity:` take."""
    return codes(EntityKind)


def facts_table() -> str:
    """Return the facts that a `metadata` check may name."""
    return _functions("fact", {**FACTS, **RECORDS})


def measures_table() -> str:
    """Return the measures that a `talk` check may name."""
    return _functions("measure", MEASURES)


def counts_table() -> str:
    """Return the counts that a `history` check may name."""
    return _functions("count", COUNTS)


def scope_fields() -> str:
    """Return the fields of a rule's scope with what they take."""
    return codes(Scope.model_fields)


def element_list() -> str:
    """Return the names of the elements that are looked for in a call."""
    return codes(element_names())


def categories_table() -> str:
    """Return the closed list of categories by area of the scorecard."""
    known = set(get_args(Category))
    rows = [
        (area.replace("_", " "), codes(c for c in categories if c in known))
        for area, categories in AREA_CATEGORIES.items()
    ]
    return table(("area of the scorecard", "categories"), rows)


def settings_table() -> str:
    """Return every setting: its value in each policy, its meaning and source."""
    rules = default_rules()
    policies = [load_policy(name, rules=rules) for name in policy_names(rules)]
    head = ("setting", "means", *(code(policy.name) for policy in policies), "source")
    rows = [
        (code(name), s.means, *(code(policy.setting(name)) for policy in policies), s.source)
        for name, s in load_settings(rules).items()
    ]
    return table(head, rows)


def policies_table() -> str:
    """Return the policies that come along, and what they assume and switch off."""
    rules = default_rules()
    policies = [load_policy(name, rules=rules) for name in policy_names(rules)]
    head = ("policy", "for", "where the log is silent", "rules switched off", "other severities")
    rows = [
        (
            code(p.name),
            p.title,
            f"{p.assume_party} party, {p.assume_debt} debt",
            codes(p.rules_off),
            ", ".join(f"{code(rule)} {severity}" for rule, severity in p.severities.items()),
        )
        for p in policies
    ]
    return table(head, rows)


def required_table() -> str:
    """Return the elements that each type of call must have."""
    rows = [
        (row.call_type.replace("_", " "), row.party, codes(row.elements), row.source)
        for row in _required().required
    ]
    return table(("call", "collector", "must have", "source"), rows)


def waivers_table() -> str:
    """Return what makes required elements unnecessary."""
    rows = []
    for waiver in _required().waivers:
        when = [f"the account flag {code(waiver.flag)}"] if waiver.flag else []
        when += ["what is said"] if waiver.said else []
        if waiver.shorter_than_s is not None:
            when.append(f"a call shorter than {waiver.shorter_than_s:g} s")
        waived = "every element" if waiver.waives == "all" else codes(waiver.waives)
        name = waiver.name.replace("_", " ")
        rows.append((name, " or ".join(when), waived, waiver.source))
    return table(("waiver", "shown by", "waives", "source"), rows)


def rule_count() -> str:
    """Return how many rules are in force, in how many areas."""
    rules = in_force()
    return f"{len(rules)} rules in force, in {len({rule.area for rule in rules})} areas."


def catalogue() -> str:
    """Return every rule by area, those in force first; the others are named at the end."""
    parts = [
        f"### {area.replace('_', ' ').capitalize()}\n\n{_rules_table(rules)}"
        for area, rules in groupby(in_force(), key=lambda rule: rule.area)
    ]
    others = [rule for rule in load_pack(default_rules()).rules if not rule.in_force]
    if others:
        rows = ((code(rule.id), rule.title, rule.status) for rule in others)
        parts.append(f"### Not in force\n\n{table(('rule', 'title', 'status'), rows)}")
    return "\n\n".join(parts)


def in_force() -> tuple[Rule, ...]:
    """Return the rules that judge calls, by area."""
    return tuple(rule for rule in load_pack(default_rules()).rules if rule.in_force)


def _rules_table(rules: Iterable[Rule]) -> str:
    head = ("rule", "title", "category", "severity", "basis", "kind", "source", "examples")
    return table(head, (_rule_row(rule) for rule in rules))


def _rule_row(rule: Rule) -> tuple[str, ...]:
    cited = "; ".join(f"[{c.law}]({c.url})" if c.url else c.law for c in rule.citation)
    examples = rule.examples
    counts = (
        (len(examples.fail), "break it"),
        (len(examples.passing), "do not"),
        (len(examples.undetermined), "undetermined"),
        (len(examples.known_miss), "known misses"),
    )
    return (
        f"[`{rule.id}`]({rule.path})",
        rule.title,
        code(rule.category),
        rule.severity,
        rule.basis,
        code(rule.check.kind),
        cited,
        ", ".join(f"{count} {what}" for count, what in counts if count),
    )


def _required() -> RequiredTable:
    return load_required(required_path())


def _functions(head: str, functions: Mapping[str, Callable[..., Any]]) -> str:
    return table(
        (head, "value"), ((code(n), _returns(first_line(f))) for n, f in functions.items())
    )


def _returns(sentence: str) -> str:
    """Tell the value, where a docstring tells what its function does."""
    for verb in ("Return ", "Tell ", "Count "):
        sentence = sentence.removeprefix(verb)
    return sentence[:1].upper() + sentence[1:]
