"""What the guides advise, and the rules that check it: `coverage.yaml` against the rules there are.

A rule named there and not in force is shown as missing: the page hides no gap.
"""

from functools import cache
from pathlib import Path

import yaml

from callaudit.core.model import Frozen
from callaudit.rulespec import Rule, default_rules
from callaudit.rulespec.policy import load_settings
from docs.markdown import code, codes, table
from docs.rule_tables import in_force

COVERAGE = Path(__file__).with_name("coverage.yaml")


class Advice(Frozen):
    """One piece of advice; `rules` are ids, or the beginning that the rules of a duty share."""

    advice: str
    rules: tuple[str, ...]
    settings: tuple[str, ...] = ()


class Guide(Frozen):
    """One guide: its title in our words, and what it advises."""

    title: str
    advice: tuple[Advice, ...]


class Hidden(Frozen):
    """A duty that no call shows, and why."""

    duty: str
    reason: str


class Coverage(Frozen):
    """Every guide by its number, what calls do not show, and what no machine can check."""

    guides: dict[str, Guide]
    not_in_calls: tuple[Hidden, ...] = ()
    beyond_checking: str


@cache
def coverage() -> Coverage:
    """Return the advice of the guides."""
    return Coverage.model_validate(yaml.safe_load(COVERAGE.read_text(encoding="utf-8")))


def checked_by(duty: str) -> tuple[Rule, ...]:
    """Return the rules in force that an entry of `rules` stands for.

    Example: `VM-04` stands for `VM-04-elements`, and not for `VM-041-other`.
    """
    start = duty if duty.endswith("-") else f"{duty}-"
    return tuple(rule for rule in in_force() if rule.id == duty or rule.id.startswith(start))


def unknown_settings() -> tuple[str, ...]:
    """Return settings that the page names and no policy has."""
    declared = load_settings(default_rules())
    named = (s for guide in coverage().guides.values() for a in guide.advice for s in a.settings)
    return tuple(name for name in named if name not in declared)


def missing() -> tuple[str, ...]:
    """Return the duties that no rule in force checks yet."""
    named = (duty for guide in coverage().guides.values() for a in guide.advice for duty in a.rules)
    return tuple(sorted({duty.rstrip("-") for duty in named if not checked_by(duty)}))


def summary() -> str:
    """Return how much of the advice is checked."""
    advice = [one for guide in coverage().guides.values() for one in guide.advice]
    whole = sum(all(checked_by(duty) for duty in one.rules) for one in advice)
    part = sum(any(checked_by(duty) for duty in one.rules) for one in advice) - whole
    text = f"{len(advice)} pieces of advice: {whole} checked, {part} checked in part"
    text += f", {len(advice) - whole - part} not checked yet."
    return f"{text} Missing: {codes(missing())}." if missing() else text


def guide_tables() -> str:
    """Return a table for each guide."""
    return "\n\n".join(
        f"## Guide {number}: {guide.title}\n\n"
        + table(("advice", "checked by", "settings"), (_row(one) for one in guide.advice))
        for number, guide in coverage().guides.items()
    )


def not_in_calls() -> str:
    """Return a table of the duties that the files of calls cannot show."""
    rows = ((one.duty, one.reason.strip()) for one in coverage().not_in_calls)
    return table(("duty", "why a call does not show it"), rows)


def _row(one: Advice) -> tuple[str, str, str]:
    return one.advice, ", ".join(_checked(duty) for duty in one.rules), codes(one.settings)


def _checked(duty: str) -> str:
    rules = checked_by(duty)
    if not rules:
        return f"**missing: {code(duty.rstrip('-'))}**"
    return ", ".join(
        f"[`{rule.id}`](../rules/{rule.path.removeprefix('rules/')})" for rule in rules
    )
