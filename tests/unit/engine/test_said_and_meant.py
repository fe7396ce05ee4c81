"""What was said, and what it meant: invented lines against the catalogue's own rules.

`said_and_meant.yaml` lists them by what they show: denials and where they end, quoting, questions,
answers, conditions, sentences cut off or spread over turns, fillers, mishearings.
"""

from pathlib import Path

import pytest

from callaudit.core.finding import Finding, Verdict
from callaudit.pipeline.examples import ExampleRunner
from callaudit.rulespec import default_rules, load_pack
from callaudit.rulespec.yaml_source import YamlSource

TABLE = Path(__file__).with_name("said_and_meant.yaml")
LINES = [
    pytest.param(say, category, meant, id=f"{shows}: {say}")
    for shows, lines in YamlSource(TABLE, TABLE.name).data.items()
    for say, category, meant in lines
]
FEWEST_LINES = 150


@pytest.fixture(scope="module")
def runner() -> ExampleRunner:
    """Return the judge of single dialogues, with the rules that come along."""
    return ExampleRunner(load_pack(default_rules()), rules=default_rules())


def judge(runner: ExampleRunner, say: str, category: str) -> tuple[Finding, ...]:
    dialogue = say if say.split()[0].endswith(":") else f"agent: {say}"
    return tuple(f for f in runner.judge(dialogue, {}) if f.category == category)


@pytest.mark.parametrize(("say", "category", "meant"), LINES)
def test_a_line_is_taken_as_it_was_meant(
    runner: ExampleRunner, say: str, category: str, meant: str
) -> None:
    findings = judge(runner, say, category)
    broken = [f.rule_id for f in findings if f.verdict is Verdict.BROKEN]
    reasons = {excused.reason for f in findings for excused in f.excused}

    if meant == "stands":
        assert broken, f"excused as {sorted(reasons)}"
    else:
        assert not broken
        assert meant == "silent" or meant in reasons


def test_the_table_is_wide_enough() -> None:
    assert len(LINES) >= FEWEST_LINES
