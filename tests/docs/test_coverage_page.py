"""The page on the guides names every rule that checks their advice, and hides no gap."""

import re

import pytest

from docs import coverage as page
from docs.coverage import Advice, checked_by, coverage, missing, unknown_settings
from docs.rule_tables import in_force
from tests.docs.pages import ROOT, read

PAGE = ROOT / "docs" / "coverage.md"
ADVICE = [
    pytest.param(one, id=f"{number}-{at}")
    for number, guide in coverage().guides.items()
    for at, one in enumerate(guide.advice, start=1)
]


@pytest.mark.parametrize("one", ADVICE)
def test_every_advice_names_what_checks_it(one: Advice) -> None:
    assert one.rules
    assert f"\n| {one.advice} | " in read(PAGE)


def test_every_setting_that_is_named_exists() -> None:
    assert unknown_settings() == ()


def test_the_beginning_of_an_id_stands_for_whole_words_of_it() -> None:
    ids = {rule.id for rule in checked_by("VM-01")}
    assert "VM-01-debt-talk" in ids
    assert {name[:6] for name in ids} == {"VM-01-"}
    assert checked_by("VM-0") == ()
    assert [rule.id for rule in checked_by("VM-01-debt-talk")] == ["VM-01-debt-talk"]


def test_a_rule_that_is_not_there_is_shown_as_missing(monkeypatch) -> None:
    gone = tuple(rule for rule in in_force() if not rule.id.startswith("VM-06-"))
    monkeypatch.setattr(page, "in_force", lambda: gone)
    assert "VM-06" in missing()
    assert "**missing: `VM-06`**" in page.guide_tables()


def test_what_the_page_calls_missing_is_missing() -> None:
    shown = set(re.findall(r"\*\*missing: `([^`]+)`\*\*", read(PAGE)))
    assert shown == set(missing())
