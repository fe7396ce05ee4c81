"""Each fix of a rule, made in its own example, takes the finding away and brings no other."""

from collections import Counter

import pytest
import yaml

from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.pipeline.script_mend import load, mend
from callaudit.rulespec import Rule, default_rules, load_pack
from callaudit.rulespec.fix import Fix

LINTER = ScriptLinter(LintSettings(rules=default_rules()))
FIXES = [(rule, fix) for rule in load_pack(default_rules()).rules for fix in rule.coaching.fix]


def test_rules_that_have_a_safe_wording_carry_it() -> None:
    assert len({rule.id for rule, _ in FIXES}) >= 12


@pytest.mark.parametrize(("rule", "fix"), FIXES, ids=lambda one: getattr(one, "id", None))
def test_a_fix_made_in_its_example_takes_the_finding_away_and_brings_none(rule: Rule, fix: Fix):
    head = f"---\n{yaml.safe_dump(fix.example.script)}---\n\n"
    before = load(f"{head}{fix.example.before}\n".encode(), path="x.md")
    mended = mend(LINTER, before)
    assert mended.data.decode() == f"{head}{fix.example.after}\n"
    old = Counter((one.rule_id, one.message) for one in LINTER.judge(before.file))
    new = Counter((one.rule_id, one.message) for one in mended.findings)
    assert new < old
    assert rule.id in {rule_id for rule_id, _ in old - new}
    assert rule.id not in {rule_id for rule_id, _ in new}
