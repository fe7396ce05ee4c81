"""What rules are called and advise, for audits read back: from the rules at hand, else the lines.

Reads the few keys that a report tells of, unchecked: the rules of an old audit need not be those
of today, and to check a pack takes longer than to read ten thousand calls.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from callaudit.core.errors import RulePackError
from callaudit.rulespec.loader import default_rules, rule_files

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class RuleCard:
    """One rule as a reader knows it; `coaching` is what to say instead, else empty."""

    rule: str
    title: str = ""
    category: str = ""
    severity: str = ""
    basis: str = ""
    area: str = ""
    coaching: str = ""
    why: str = ""
    citation: str = ""


@cache
def rule_cards(folder: Path | None = None) -> Mapping[str, RuleCard]:
    """Return the rules of a folder, those that come with callaudit by default, by id.

    A file that cannot be read tells nothing: the audit's own lines say the rest.
    """
    try:
        files = list(rule_files(folder or default_rules()))
    except RulePackError:
        return {}
    cards = (_card(path) for path in files)
    return {card.rule: card for card in cards if card is not None}


def card_of_finding(finding: Mapping[str, Any]) -> RuleCard:
    """Return what a finding tells of its rule."""
    return RuleCard(
        rule=finding["rule"],
        title=finding.get("title", ""),
        category=finding["category"],
        severity=finding["severity"],
        basis=finding["basis"],
        coaching=finding["coaching"],
        citation="; ".join(finding["citation"]),
    )


def _card(path: Path) -> RuleCard | None:
    try:
        rule = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506  a safe loader
        coaching = rule.get("coaching") or {}
        return RuleCard(
            rule=str(rule["id"]),
            title=str(rule["title"]),
            category=str(rule["category"]),
            severity=str(rule["severity"]),
            basis=str(rule["basis"]),
            area=path.parent.name,
            coaching=str(coaching.get("say_instead") or ""),
            why=str(coaching.get("why") or ""),
            citation="; ".join(str(one["law"]) for one in rule.get("citation") or ()),
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError):
        return None
