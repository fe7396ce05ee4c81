"""The published numbers are about the rules and the gold that are here; no number is typed."""

import json
import re

from callaudit.pipeline.example_stress import StressResult
from callaudit.pipeline.speech_style import SpeechStyle
from callaudit.reports.accuracy_statement import BLIND_LINES, SAMPLE_SOUND, accuracy_statement
from callaudit.rulespec import default_rules, load_pack
from docs import accuracy_page
from docs.accuracy import BLIND, LINES, PAGE, SEEN, gold_digest
from docs.accuracy_page import TEMPLATE
from docs.accuracy_statement import statement
from tests.docs.pages import read

AGAIN = "the page is out of date; run: make accuracy"


def test_the_numbers_are_about_these_rules() -> None:
    assert f"rules `{load_pack(default_rules()).digest}`" in read(PAGE), AGAIN


def test_the_numbers_are_about_this_gold() -> None:
    assert f"gold `{gold_digest()}`" in read(PAGE), AGAIN


def test_the_package_carries_the_numbers_of_the_page() -> None:
    assert accuracy_statement() == statement(read(PAGE)), AGAIN
    questions = ["violating or not", "which category"]
    for corpus in (BLIND_LINES, SAMPLE_SOUND):
        assert [one.question for one in accuracy_statement().corpus(corpus)] == questions


def test_every_rewriting_has_its_row() -> None:
    text = read(PAGE)
    assert [s for s in SpeechStyle if f"\n| {s.replace('_', ' ')} | " not in text] == []


def test_no_measured_number_stands_in_the_template() -> None:
    template = read(PAGE.parent / TEMPLATE)
    assert re.findall(r"\b[01]\.\d+", template) == []
    assert set(re.findall(r"\b\d+\b", template)) == {"95"}


def test_the_blind_set_shares_no_line_with_the_seen_one() -> None:
    seen, blind = (
        {json.loads(row)["text"].casefold() for row in read(LINES[name]).splitlines()}
        for name in (SEEN, BLIND)
    )
    assert seen & blind == set()


def stressed(category: str, transform: SpeechStyle, kept: int, of: int) -> StressResult:
    return StressResult(rule_id="X-1", category=category, transform=transform, kept=kept, of=of)


def test_examples_are_added_up_by_transform_and_by_category() -> None:
    results = [
        stressed("tone", SpeechStyle.LOWER, 3, 4),
        stressed("tone", SpeechStyle.LOWER, 1, 1),
        stressed("call_day", SpeechStyle.LOWER, 5, 5),
        stressed("call_day", SpeechStyle.FILLERS, 0, 0),
    ]
    assert "\n| lower | 10 | 9 | 0.90 (0.60–0.98) |" in accuracy_page._transforms(results)
    by_category = accuracy_page._transforms_by_category(results)
    assert "\n| `call_day` | 5 of 5 | – | " in by_category
    assert "\n| `tone` | 4 of 5 | – | " in by_category
