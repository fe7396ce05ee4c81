"""`callaudit rules list` and `new` as a rule's author meets them."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app
from callaudit.rulespec import default_rules


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["rules", *words])
    return result.exit_code, result.output


@pytest.fixture
def rules(tmp_path: Path) -> str:
    shutil.copytree(default_rules(), tmp_path / "rules")
    return str(tmp_path / "rules")


def test_a_draft_is_named_apart_from_the_rules_in_force(rules: str):
    assert run("new", "threats/MY-01-example", "--rules", rules)[0] == 0
    code, told = run("list", "--area", "threats", "--rules", rules)
    table, _, others = told.partition("not in force: ")
    assert code == 0
    assert "MY-01-example (draft)" in others
    assert "MY-01-example" not in table
    assert "FDCPA-1692e4-arrest" in table


def test_an_unknown_area_is_told_with_the_known_ones():
    code, told = run("list", "--area", "threat")
    assert code == 2
    assert told.startswith("error: no area is called threat; there are: ")
    assert "threats" in told


def test_a_name_that_cannot_be_an_id_begins_no_rule(rules: str):
    code, told = run("new", "threats/my_rule", "--rules", rules)
    assert (code, told) == (2, "error: my_rule is no id; write one such as MY-01-example\n")
    assert not (Path(rules) / "threats" / "my_rule.yaml").exists()


def test_a_folder_of_rules_that_is_not_there_is_a_sentence(tmp_path: Path):
    code, told = run("list", "--rules", str(tmp_path / "nowhere"))
    assert code == 2
    assert told.endswith("nowhere: there is no such folder of rules\n")
