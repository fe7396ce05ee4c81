"""The YAML format of rules, policies and cues; knows nothing of speech or spaCy."""

from callaudit.rulespec.loader import default_rules, load_pack, load_wordless
from callaudit.rulespec.policy import Policy, load_policy
from callaudit.rulespec.rule import Rule, RulePack

__all__ = [
    "Policy",
    "Rule",
    "RulePack",
    "default_rules",
    "load_pack",
    "load_policy",
    "load_wordless",
]
