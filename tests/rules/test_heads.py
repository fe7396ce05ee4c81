"""Heads and rules name each other: what ships speaks for one rule, and does no harm there."""

from collections import Counter

from callaudit.asr.manifest import manifest_path
from callaudit.core.finding import Detector
from callaudit.likeness.heads import ANY, HEADS_FOLDER, load_heads
from callaudit.rulespec import default_rules, load_pack
from callaudit.rulespec.walk import patterns_of

PACK = load_pack(default_rules())
SHIPPED = load_heads(manifest_path().parent / HEADS_FOLDER)
HEADS = {name: head for name, head in SHIPPED.items() if name != ANY}
NAMED = [
    (pattern.like.head, rule)
    for rule in PACK.rules
    for pattern in patterns_of(rule.check)
    if pattern.like is not None and pattern.like.head is not None
]


def test_every_head_speaks_for_exactly_one_rule_and_no_rule_names_another() -> None:
    assert Counter(head for head, _ in NAMED) == dict.fromkeys(HEADS, 1)


def test_a_rule_with_likeness_shows_a_line_that_only_likeness_finds() -> None:
    shown = {
        rule.id
        for rule in PACK.rules
        for one in rule.examples.fail
        if one.detector is Detector.LIKE
    }
    with_like = {
        rule.id
        for rule in PACK.rules
        if any(pattern.like is not None for pattern in patterns_of(rule.check))
    }
    assert with_like == shown


def test_a_head_was_better_than_none_where_it_was_measured() -> None:
    for head in HEADS.values():
        assert head.measured["f1_with"] > head.measured["f1_without"]
        assert head.positives >= 10


def test_the_head_for_any_counts_by_itself_and_each_other_one_by_one_of_two_ways() -> None:
    assert SHIPPED[ANY].threshold is not None
    assert SHIPPED[ANY].measured["right"] > 5 * SHIPPED[ANY].measured["wrong"]
    for head in HEADS.values():
        assert (head.threshold is None) != (head.named_at is None)
