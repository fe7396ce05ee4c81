"""What rules, policies and checks can do is documented, and every example in a page is real."""

from shutil import copytree

import pytest
import yaml
from pydantic import TypeAdapter

from callaudit.core.entity import EntityKind
from callaudit.core.finding import Basis, Confidence, Severity, Verdict
from callaudit.engine.counts import COUNTS
from callaudit.engine.facts import FACTS
from callaudit.engine.kinds import KINDS
from callaudit.engine.measures import MEASURES
from callaudit.engine.records import RECORDS
from callaudit.pipeline.examples import ExampleRunner
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.pipeline.script_mend import load, mend
from callaudit.rulespec import default_rules, load_pack, load_policy
from callaudit.rulespec.checks import KIND_NAMES, Check
from callaudit.rulespec.lint import lint_pack
from callaudit.rulespec.pattern import Pattern, Unless
from callaudit.rulespec.policy import load_settings, policy_names
from callaudit.rulespec.rule import Rule, Scope, Status
from callaudit.text.elements import element_names
from docs.rule_tables import kinds
from tests.docs.pages import ROOT, fences, read, section

README = ROOT / "README.md"
CATALOGUE = ROOT / "rules" / "README.md"
RULES_PAGE = ROOT / "docs" / "rules.md"

PACK = load_pack(default_rules())
BLOCKS = [yaml.safe_load(f.text) for f in fences(RULES_PAGE) if f.language == "yaml"]
WHOLE = [block for block in BLOCKS if "schema" in block]
CHECKS = [block for block in BLOCKS if "kind" in block]
COACHINGS = [block for block in BLOCKS if "fix" in block]


def documented(names, *, text: str) -> list[str]:
    """The names that a text does not show as code."""
    return [str(name) for name in names if f"`{name}`" not in text]


def test_the_fixes_of_the_page_are_made_as_it_says(tmp_path) -> None:
    folder = tmp_path / "rules"
    copytree(default_rules(), folder)
    path = folder / "conduct" / f"{WHOLE[0]['id']}.yaml"
    path.write_text(yaml.safe_dump({**WHOLE[0], "coaching": COACHINGS[0]}), encoding="utf-8")
    linter = ScriptLinter(LintSettings(rules=folder, select=(path.stem,)))
    for fix in next(r for r in linter.rules if r.id == path.stem).coaching.fix:
        head = f"---\n{yaml.safe_dump(fix.example.script)}---\n"
        before = load(f"{head}{fix.example.before}\n".encode(), path="x.md")
        assert len(linter.lint(before.file)) == 1
        assert mend(linter, before).data.decode() == f"{head}{fix.example.after}\n"


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_every_rule_is_in_the_catalogue(rule) -> None:
    row = next(line for line in read(CATALOGUE).splitlines() if f"`{rule.id}`" in line)
    assert rule.title.replace("|", "\\|") in row
    assert not rule.in_force or all(citation.law in row for citation in rule.citation)


def test_every_setting_and_policy_is_in_the_readme() -> None:
    assert documented(load_settings(default_rules()), text=read(README)) == []
    assert documented(policy_names(default_rules()), text=section(README, "## Policies")) == []


def test_the_kinds_of_the_pages_are_the_kinds_that_judge() -> None:
    assert tuple(kinds()) == KIND_NAMES == tuple(KINDS)
    assert documented(KINDS, text=section(README, "### Kinds of rules")) == []


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_kind_has_a_section_with_an_example(kind) -> None:
    block = section(RULES_PAGE, f"### {kind}").partition("```yaml\n")[2].partition("```")[0]
    assert TypeAdapter(Check).validate_python(yaml.safe_load(block)).kind == kind


def test_no_block_of_the_page_is_left_unchecked() -> None:
    assert len(WHOLE) == len(COACHINGS) == 1
    assert len(WHOLE) + len(CHECKS) + len(COACHINGS) == len(BLOCKS)


def test_the_whole_rule_of_the_page_is_without_fault_and_its_examples_hold() -> None:
    rule = Rule.model_validate(WHOLE[0])
    rule = rule.model_copy(update={"path": f"threats/{rule.id}.yaml", "area": "threats"})
    alone = PACK.model_copy(update={"rules": (rule,)})
    results = list(ExampleRunner(alone, rules=default_rules()).results(rule))
    assert lint_pack((rule,), words=PACK.words) == []
    assert len(results) == len(rule.examples.fail) + len(rule.examples.passing)
    assert [result.complaint for result in results if not result.holds] == []


def test_the_policy_of_the_readme_can_be_used(tmp_path) -> None:
    block = next(f.text for f in fences(README) if f.language == "yaml")
    path = tmp_path / "my_policy.yaml"
    path.write_text(block, encoding="utf-8")
    policy = load_policy(str(path), rules=default_rules())
    assert policy.setting("hours.start") == "09:00:00"
    assert policy.setting("frequency.max_in_7") == 7


@pytest.mark.parametrize(
    "names",
    [Rule.model_fields, Scope.model_fields, Pattern.model_fields, Unless.model_fields],
    ids=["rule", "scope", "pattern", "exception"],
)
def test_every_field_that_an_author_writes_is_on_the_page(names) -> None:
    written = {field.alias or name for name, field in names.items()} - {"area", "digest", "path"}
    assert [name for name in sorted(written) if name not in read(RULES_PAGE)] == []


def test_every_value_that_an_author_may_write_is_on_the_page() -> None:
    text = read(RULES_PAGE)
    named = [*EntityKind, *FACTS, *RECORDS, *MEASURES, *COUNTS, *element_names()]
    assert documented(named, text=text) == []
    assert [word for word in (*Status, *Severity, *Basis) if word not in text] == []


def test_verdicts_and_confidences_are_explained_in_the_readme() -> None:
    text = section(README, "## How to read a verdict")
    names = [name.replace("_", " ") for name in (*Verdict, *Confidence, *Severity, *Basis)]
    assert [name for name in names if name not in text] == []
