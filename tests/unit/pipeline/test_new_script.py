"""A script that is begun passes its own lint under the policy it is made for."""

import pytest

from callaudit.pipeline.new_script import SORTS, new_script
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.rulespec import default_rules, load_policy
from callaudit.scripts.read import read_script


@pytest.fixture(scope="module")
def linter() -> ScriptLinter:
    return ScriptLinter(LintSettings(rules=default_rules()))


@pytest.mark.parametrize("name", ["first_party_strict", "third_party", "commercial"])
@pytest.mark.parametrize("sort", SORTS)
def test_a_new_script_is_clean_and_breaks_a_rule_without_its_elements(linter, sort, name):
    policy = load_policy(name, rules=default_rules())
    text = new_script(sort, policy)
    file = read_script(text.encode(), path="new.md")
    assert file.scripts[0].facts.type is sort
    assert linter.lint(file) == ()
    bare = text.replace("[company name]", "us").replace("[invoice number]", "it")
    bare = bare.replace("[phone number]", "the office")
    assert linter.lint(read_script(bare.encode(), path="new.md")) != ()
