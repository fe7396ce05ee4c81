"""What lint says of the five guides' advice, put into our words, under each policy."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.rulespec import default_rules, load_policy
from callaudit.rulespec.policy import policy_names
from callaudit.scripts.read import read_script

CASES = yaml.safe_load(Path(__file__).with_name("guides_phrasings.yaml").read_text("utf-8"))
POLICIES = [name for name in policy_names(default_rules()) if name != "auto"]


@pytest.fixture(scope="module")
def linter() -> ScriptLinter:
    return ScriptLinter(LintSettings(rules=default_rules()))


def banned(linter: ScriptLinter, case: dict[str, Any], policy: str, folder: Path) -> set[str]:
    """Rules that words of a script break; what it lacks is not asked here."""
    loaded = load_policy(policy, rules=default_rules())
    if case.get("settings"):
        whole = yaml.safe_load((default_rules() / "policies" / f"{policy}.yaml").read_text("utf-8"))
        settings = {**whole.get("settings", {}), **case["settings"]}
        path = folder / "house.yaml"
        path.write_text(yaml.safe_dump({**whole, "name": "house", "settings": settings}))
        policy = str(path)
    facts = {"party": loaded.assume_party.value, "debt": loaded.assume_debt.value}
    head = yaml.safe_dump({**facts, **case["script"], "policy": policy})
    file = read_script(f"---\n{head}---\n\n{case['say']}\n".encode(), path="x.md")
    return {found.rule_id for found in linter.lint(file) if found.quote}


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["topic"])
def test_words_that_a_guide_advises_break_what_the_policy_says(linter, case, policy, tmp_path):
    found = banned(linter, case, policy, tmp_path)
    if "contains" in case:
        assert case["contains"] in found
    else:
        assert found == set(case["breaks"][policy])


def test_every_guide_is_there_with_words_that_may_stand_and_words_that_may_not():
    may = {
        guide
        for case in CASES
        if not any(case.get("breaks", {"": 1}).values())
        for guide in case["guide"]
    }
    may_not = {
        guide
        for case in CASES
        if any(case.get("breaks", {"": 1}).values())
        for guide in case["guide"]
    }
    assert may == may_not == {"000", "001", "002", "003", "004"}
