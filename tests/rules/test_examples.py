"""Each rule is its own test: its examples come out as it says."""

import pytest

from callaudit.pipeline.examples import ExampleResult, ExampleRunner
from callaudit.rulespec import default_rules, load_pack
from callaudit.rulespec.walk import patterns_of

PACK = load_pack(default_rules())
RUNNER = ExampleRunner(PACK, rules=default_rules())
RESULTS = [result for rule in PACK.rules if rule.in_force for result in RUNNER.results(rule)]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.name)
def test_an_example_comes_out_as_its_rule_says(result: ExampleResult) -> None:
    assert result.complaint == ""


@pytest.mark.parametrize("rule", [r for r in PACK.rules if r.in_force], ids=lambda rule: rule.id)
def test_every_exception_of_a_forbid_rule_is_shown_by_an_example_that_passes(rule) -> None:
    if rule.check.kind != "forbid":
        return
    named = {case.because for case in rule.examples.passing}
    assert {exception.reason for exception in rule.check.unless} <= named


def test_every_pattern_has_a_key_of_its_own() -> None:
    keys = [
        f"{rule.id}/{pattern.name}" for rule in PACK.rules for pattern in patterns_of(rule.check)
    ]
    assert len(keys) == len(set(keys))
