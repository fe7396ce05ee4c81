"""The policy commands as a user meets them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app
from callaudit.rulespec import default_rules, load_policy
from callaudit.rulespec.policy import PolicyDifference, differences, load_settings, policy_names

MINE = """
schema: 1
name: mine
title: Our own calls
assume_party: first
assume_debt: consumer
settings: {hours.start: "09:00:00"}
rules_off: [VM-10-length]
severities: {VM-06-hostile: major}
"""


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["policy", *words])
    return result.exit_code, result.output


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE, encoding="utf-8")
    return str(path)


def test_list_names_every_policy():
    code, told = run("list")
    assert code == 0
    assert [name for name in policy_names(default_rules()) if name not in told] == []


def test_show_tells_every_setting_with_meaning_and_source():
    code, told = run("show", "third_party")
    settings = load_settings(default_rules())
    assert code == 0
    for name, setting in settings.items():
        assert f" {name} = " in told
        assert setting.means in told
        assert f"source: {setting.source}" in told


def test_states_shows_the_rows_of_a_state_and_which_were_not_read():
    code, told = run("states", "ma")
    assert code == 0
    assert "at most 2 contacts in 30 days per debt at work" in " ".join(told.split())
    assert "no: needs review" in told
    assert "CA " not in told


def test_states_without_a_row_are_under_the_federal_rules_alone():
    assert run("states", "OH") == (0, "No row for OH: the federal rules alone apply there\n")


def test_show_marks_what_differs_from_the_default(mine):
    code, told = run("show", mine)
    assert code == 0
    assert "* hours.start = 09:00:00  (default 08:00:00)" in told
    assert "  hours.end = 21:00:00\n" in told
    assert "rules off:\n  VM-10-length\n" in told
    assert "severities of its own:\n  VM-06-hostile: major\n" in told


def test_diff_tells_settings_rules_severities_and_assumptions(mine):
    strict = load_policy("third_party", rules=default_rules())
    own = load_policy(mine, rules=default_rules())
    assert set(differences(strict, own)) >= {
        PolicyDifference(what="hours.start", left="08:00:00", right="09:00:00"),
        PolicyDifference(what="assumed collector", left="third", right="first"),
        PolicyDifference(what="rule VM-10-length", left="on", right="off"),
        PolicyDifference(what="severity of VM-06-hostile", left="the rule's own", right="major"),
    }
    code, told = run("diff", "third_party", mine)
    assert code == 0
    for said in ("hours.start", "09:00:00", "rule VM-10-length", "severity of VM-06-hostile"):
        assert said in told
    assert "hours.end" not in told


def test_a_policy_does_not_differ_from_itself():
    code, told = run("diff", "commercial", "commercial")
    assert (code, told) == (0, "commercial and commercial say the same\n")


def test_a_wrong_name_is_a_sentence_with_the_right_ones():
    code, told = run("show", "thrid_party")
    assert code == 2
    assert "no policy or file of that name" in told
    assert "third_party" in told
