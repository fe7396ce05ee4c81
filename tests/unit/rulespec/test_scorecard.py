"""Scorecards as files: what each shipped one covers, and what a slip of the pen is told."""

from pathlib import Path

import pytest

from callaudit.core.errors import ScorecardError
from callaudit.core.finding import Basis, Severity
from callaudit.core.metadata import CallType
from callaudit.rulespec import Rule, default_rules, load_pack
from callaudit.rulespec.lint import only_shows
from callaudit.rulespec.scorecard import (
    Band,
    CardRule,
    ScorecardSpec,
    Section,
    load_scorecard,
    scorecard_names,
)

CARD = """\
schema: 1
name: mine
version: 2
title: Our own card
changed: 2026-11-22
points: {critical: 10, major: 5, minor: 2, coach: 0}
sections:
  - name: money
    title: Payments
    weight: 60
    rules:
      - {areas: [payments], bases: [law]}
    auto_fail:
      - {ids: [FDCPA-1692f1-fee]}
  - name: truth
    title: Threats
    weight: 40
    rules:
      - {ids: [THR-08-vague, FDCPA-1692e4-arrest]}
auto_fail:
  rules:
    - {severities: [critical]}
bands:
  - {name: good, least: 80}
  - {name: poor, least: 0}
"""


def counted(rule: Rule) -> bool:
    return rule.in_force and not only_shows(rule)


def rules_of(spec: ScorecardSpec) -> set[str]:
    held = [rule.id for section in spec.sections for rule in section.rules]
    held += [rule.id for rule in spec.bonus]
    assert len(held) == len(set(held))
    return set(held)


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    return tuple(filter(counted, load_pack(default_rules()).rules))


def test_these_cards_come_along_each_named_like_its_file():
    names = scorecard_names(default_rules())
    assert names == ("compliance", "quality", "voicemail")
    assert tuple(load_scorecard(name).name for name in names) == names


def test_compliance_holds_every_rule_of_law_and_no_other(rules):
    assert rules_of(load_scorecard("compliance")) == {r.id for r in rules if r.basis is Basis.LAW}


def test_compliance_fails_a_call_for_every_rule_of_law_found_critical(rules):
    fails = load_scorecard("compliance").fails
    assert fails == {r.id: (Severity.CRITICAL,) for r in rules if r.basis is Basis.LAW}


def test_quality_and_voicemail_hold_all_advice_between_them(rules):
    advice = {r.id for r in rules if r.basis is not Basis.LAW}
    both = rules_of(load_scorecard("quality")) | rules_of(load_scorecard("voicemail"))
    assert advice - both == set()


def test_quality_holds_advice_alone_and_none_on_messages(rules):
    held = rules_of(load_scorecard("quality"))
    by_id = {rule.id: rule for rule in rules}
    assert {by_id[rule].basis for rule in held} <= {Basis.POLICY, Basis.QUALITY}
    assert {by_id[rule].area for rule in held} & {"voicemail"} == set()
    assert CallType.VOICEMAIL not in load_scorecard("quality").call_types


def test_voicemail_is_for_voicemails_and_holds_every_rule_on_them(rules):
    card = load_scorecard("voicemail")
    assert card.call_types == (CallType.VOICEMAIL,)
    assert {r.id for r in rules if r.area == "voicemail"} <= rules_of(card)


@pytest.mark.parametrize("name", scorecard_names(default_rules()))
def test_what_fails_a_call_or_a_section_cites_its_source(name):
    card = load_scorecard(name)
    failing = {*card.fails, *(rule for section in card.sections for rule in section.fails)}
    assert failing
    for rule in failing:
        found = card.rule(rule)
        assert found is not None
        assert found.citation


def load(folder: Path, text: str) -> ScorecardSpec:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scorecard(path)


def faults_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(ScorecardError) as raised:
        load(folder, text)
    return [str(fault).removeprefix(f"{folder}/") for fault in raised.value.faults]


def test_a_card_is_read_with_its_rules_found(tmp_path):
    card = load(tmp_path, CARD)
    pack = load_pack(default_rules())
    vague = pack.rule("THR-08-vague")
    assert vague is not None
    assert card.sections[1] == Section(
        name="truth",
        title="Threats",
        weight=40,
        rules=(
            CardRule(
                id="FDCPA-1692e4-arrest",
                points=10,
                title=card.sections[1].rules[0].title,
                severity=Severity.CRITICAL,
                citation=card.sections[1].rules[0].citation,
            ),
            CardRule(
                id="THR-08-vague",
                points=5,
                title=vague.title,
                severity=Severity.MAJOR,
                citation=tuple(one.law for one in vague.citation),
            ),
        ),
    )
    assert card.sections[0].fails == {"FDCPA-1692f1-fee": tuple(Severity)}
    assert (card.version, card.most, card.bands[-1]) == (2, 0.0, Band(name="poor", least=0))


def test_the_digest_is_over_all_that_counts_and_nothing_else(tmp_path):
    card = load(tmp_path, CARD)
    assert load(tmp_path, f"# a remark\n{CARD}").digest == card.digest
    for old, new in (
        ("weight: 40", "weight: 41"),
        ("least: 80", "least: 81"),
        ("THR-08", "THR-07"),
    ):
        changed = CARD.replace(old, new).replace("THR-07-vague", "THR-07-tell-others")
        assert load(tmp_path, changed).digest != card.digest


FAULTS = {
    "unknown-rule": (
        ("THR-08-vague", "THR-08-vage"),
        "mine.yaml:19: sections.1.rules.0.ids.0: no rule in force that can be broken is "
        "called THR-08-vage; did you mean THR-08-vague?",
    ),
    "unknown-area": (
        ("[payments]", "[payment]"),
        "mine.yaml:12: sections.0.rules.0.areas.0: no area is called payment; did you "
        "mean payments?",
    ),
    "unknown-basis": (
        ("[law]", "[polcy]"),
        "mine.yaml:12: sections.0.rules.0.bases.0: Input should be 'law', 'policy' or 'quality'; "
        "did you mean policy?",
    ),
    "misspelt-key": (
        ("{areas: [payments], ", "{aras: [payments], "),
        "mine.yaml:12: sections.0.rules.0.aras: there is no such key here; did you mean areas?",
    ),
    "in-two-sections": (
        ("[THR-08-vague,", "[PAY-04-pressure, THR-08-vague,"),
        "mine.yaml:19: sections.1.rules.0: PAY-04-pressure is in section money already",
    ),
    "shows-only": (
        ("[THR-08-vague,", "[PAY-08-obligation, THR-08-vague,"),
        "mine.yaml:19: sections.1.rules.0.ids.0: no rule in force that can be "
        "broken is called PAY-08-obligation; did you mean PAY-07-options?",
    ),
    "fails-what-it-does-not-hold": (
        ("- {ids: [FDCPA-1692f1-fee]}", "- {ids: [THR-08-vague]}"),
        "mine.yaml:14: sections.0.auto_fail.0: selects no rule that is held here",
    ),
    "selects-all": (
        ("{areas: [payments], bases: [law]}", "{}"),
        "mine.yaml:12: sections.0.rules.0: name ids, categories, areas, bases or severities",
    ),
    "bands-upside-down": (
        ("least: 80", "least: 0"),
        "mine.yaml:24: bands: give bands from the best down, each lower, the last from 0",
    ),
    "weighs-a-stranger": (
        ("bands:", "weigh: {COND-05-tone: 3}\nbands:"),
        "mine.yaml:23: weigh.COND-05-tone: no section holds this rule",
    ),
    "no-weight": (
        ("weight: 40", "weight: 0"),
        "mine.yaml:17: sections.1.weight: Input should be greater than 0",
    ),
    "key-twice": (
        ("version: 2", "version: 2\nversion: 3"),
        "mine.yaml:4: version: this key is given twice",
    ),
}


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS)
def test_a_slip_is_told_with_its_line_and_the_nearest_name(tmp_path, change, told):
    assert told in faults_of(tmp_path, CARD.replace(*change))


def test_a_name_that_no_card_has_is_told_the_nearest():
    with pytest.raises(ScorecardError, match=r"did you mean quality\? there are: compliance, q"):
        load_scorecard("qualty")
