"""Every setting of a policy is read by a rule, and turns a verdict both ways."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from callaudit.core.finding import Verdict
from callaudit.pipeline.examples import Case, ExampleRunner
from callaudit.rulespec import Rule, default_rules, load_pack
from callaudit.rulespec.policy import load_settings
from callaudit.rulespec.rule import KnownMiss

SETTINGS = load_settings(default_rules())
WRITTEN = yaml.safe_load(Path(__file__).with_name("setting_cases.yaml").read_text("utf-8"))


@cache
def runner() -> ExampleRunner:
    return ExampleRunner(load_pack(default_rules()), rules=default_rules())


def cases_with(setting: str) -> Iterator[tuple[Rule, Case]]:
    """Yield every example, and every call written for these tests, that sets a setting."""
    pack = load_pack(default_rules())
    for rule in pack.rules:
        for _, case in runner().named_cases(rule):
            if setting in case.settings:
                yield rule, case
    for one in WRITTEN:
        if one["setting"] == setting:
            named = pack.rule(one["rule"])
            assert named is not None, one["rule"]
            own = {setting: one["value"]}
            call = one.get("call", {})
            yield named, KnownMiss(say=one["say"], note="", call=call, settings=own)


def verdict(rule: Rule, case: Case, settings: dict[str, Any]) -> Verdict:
    return runner().finding(rule, case.model_copy(update={"settings": settings})).verdict


@pytest.mark.parametrize("setting", sorted(SETTINGS))
def test_a_setting_turns_a_verdict(setting: str) -> None:
    cases = list(cases_with(setting))
    assert cases, f"no call sets {setting}: add one to setting_cases.yaml, or to a rule"
    assert any(
        verdict(rule, case, case.settings)
        is not verdict(rule, case, {k: v for k, v in case.settings.items() if k != setting})
        for rule, case in cases
    ), f"{setting} turns no verdict of {', '.join(rule.id for rule, _ in cases)}"


@pytest.mark.parametrize("one", WRITTEN, ids=lambda one: f"{one['setting']}={one['value']}")
def test_every_call_written_for_a_setting_is_turned_by_it(one: dict[str, Any]) -> None:
    own = {one["setting"]: one["value"]}
    rule, case = next(pair for pair in cases_with(one["setting"]) if pair[1].say == one["say"])
    assert rule.id == one["rule"]
    assert verdict(rule, case, own) is not verdict(rule, case, {})


@pytest.mark.parametrize("setting", sorted(SETTINGS))
def test_a_setting_says_what_it_means_and_where_it_comes_from(setting: str) -> None:
    declared = SETTINGS[setting]
    held = declared.default if isinstance(declared.default, list) else [declared.default]
    assert declared.means.strip()
    assert declared.source.strip()
    assert not declared.options or set(held) <= set(declared.options)
