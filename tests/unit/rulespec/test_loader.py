from pathlib import Path

import pytest

from callaudit.core.errors import RulePackError
from callaudit.rulespec import default_rules, load_pack, load_wordless
from callaudit.rulespec.checks import Respond
from callaudit.rulespec.loader import WORDLESS_KINDS
from callaudit.rulespec.walk import patterns_of

GOOD = """\
schema: 1
id: MY-01-rule
category: threat_vague
title: The collector hints at consequences
status: test
severity: minor
basis: policy
changed: 2026-11-22
check:
  kind: forbid
  patterns:
    - {name: consequences, phrase: ["serious consequences"]}
coaching: {why: A hint is a threat.}
examples:
  fail:
    - say: "agent: There will be serious consequences."
    - say: "agent: Expect serious consequences."
    - say: "agent: Serious consequences follow."
    - say: "agent: it has serious consequences you know"
    - say: "agent: Do you want serious consequences?"
  pass:
    - say: "customer: Serious consequences?"
      because: speaker
    - say: "agent: Consequently the total is ten dollars."
      because: met
    - say: "agent: It is a serious matter."
      because: met
    - say: "customer: Are you serious?"
      because: speaker
    - say: "agent: Thank you."
      because: met
"""


def write(folder: Path, text: str, name: str = "threats/MY-01-rule.yaml") -> Path:
    path = folder / "rules" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder / "rules"


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(RulePackError) as told:
        load_pack(folder)
    return [str(fault) for fault in told.value.faults]


def test_a_good_rule_is_loaded_with_its_area_and_digest(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path, GOOD))
    assert [(rule.id, rule.area) for rule in pack.rules] == [("MY-01-rule", "threats")]
    assert pack.rules[0].digest.startswith("sha256:")


def test_all_faults_of_a_file_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    wrong = (
        GOOD.replace("severity: minor", "severity: awful")
        .replace('{name: consequences, phrase: ["serious consequences"]}', "{name: consequences}")
        .replace("coaching: {why: A hint is a threat.}", "coach: {}")
    )
    assert faults_of(write(tmp_path, wrong)) == [
        "rules/threats/MY-01-rule.yaml:6: severity: "
        "Input should be 'critical', 'major', 'minor' or 'coach'",
        "rules/threats/MY-01-rule.yaml:12: check.forbid.patterns.0: "
        "a pattern needs exactly one of phrase, tokens, dependency, entity, like",
        "rules/threats/MY-01-rule.yaml:1: coaching: this key is missing",
        "rules/threats/MY-01-rule.yaml:13: coach: "
        "there is no such key here; did you mean coaching?",
    ]


@pytest.mark.parametrize(
    ("slip", "fault"),
    [
        (
            ("severity: minor", "severity: mayor"),
            "Input should be 'critical', 'major', 'minor' or 'coach'; did you mean major?",
        ),
        (("category: threat_vague", "category: threat_vauge"), "did you mean threat_vague?"),
        (("  patterns:", "  paterns:"), "there is no such key here; did you mean patterns?"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_the_nearest_name(
    tmp_path: Path, slip: tuple[str, str], fault: str
) -> None:
    told = [line for line in faults_of(write(tmp_path, GOOD.replace(*slip))) if fault in line]
    assert len(told) == 1
    assert len(told[0]) < 160


def test_a_key_given_twice_is_a_fault(tmp_path: Path) -> None:
    twice = GOOD.replace("basis: policy", "basis: policy\nbasis: law")
    assert faults_of(write(tmp_path, twice)) == [
        "rules/threats/MY-01-rule.yaml:8: basis: this key is given twice"
    ]


def test_yaml_cannot_make_python_objects(tmp_path: Path) -> None:
    evil = GOOD.replace("title: The", "title: !!python/object/apply:os.getcwd [] #")
    assert "could not determine a constructor" in faults_of(write(tmp_path, evil))[0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("id: MY-01-rule", "id: MY-02-rule"), "id: MY-02-rule must be the name of its file"),
        (("severity: minor", "severity: major"), "citation: a rule from major up needs a citation"),
        (('"serious consequences"', '"@nobody sues"'), "check: no word list is called @nobody"),
        (('"serious consequences"', '"a b", "a b"'), "check: the phrase 'a b' is listed 2 times"),
        (
            ('    - say: "agent: Expect serious consequences."\n', ""),
            "examples.fail: a rule in force needs 5 examples that break it and has 4",
        ),
        (
            ('    - say: "agent: Thank you."\n      because: met\n', ""),
            "examples.pass: a rule in force needs 5 examples that do not break it and has 4",
        ),
    ],
)
def test_rules_about_rules(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    told = faults_of(write(tmp_path, GOOD.replace(*change)))
    assert any(fault in line for line in told)


def test_a_rule_that_demands_nothing_needs_no_example_that_breaks_it(tmp_path: Path) -> None:
    head, _, tail = GOOD.partition("  kind: forbid\n")
    check = "  kind: require\n  at_least: 0\n  elements:\n"
    element = '    - {name: word, patterns: [{name: it, phrase: ["serious consequences"]}]}\n'
    coaching = "coaching:" + tail.partition("coaching:")[2].partition("  fail:")[0]
    shows = head + check + element + coaching + "  pass:" + tail.partition("  pass:")[2]
    assert [rule.examples.fail for rule in load_pack(write(tmp_path, shows)).rules] == [()]


RESPOND = """\
  kind: respond
  must: not_happen
  trigger: {patterns: [{name: stop, phrase: ["stop calling"]}]}
  answer: {patterns: [{name: pay, phrase: ["serious consequences"]}]}
"""


@pytest.mark.parametrize(
    ("established", "fault"),
    [
        ("stop_calls", ""),
        ("[{fact: refusal, by: [stop]}]", ""),
        ("rudeness", "establishes.0.fact: Input should be 'stop_calls'"),
        ("promise", "check.establishes: promise is read from the values that were said"),
        ("[{fact: refusal, by: [halt]}]", "check.establishes: no pattern is called 'halt'"),
    ],
)
def test_a_trigger_establishes_a_known_fact(tmp_path: Path, established: str, fault: str) -> None:
    head, _, tail = GOOD.partition("  kind: forbid\n")
    rule = f"{head}{RESPOND}  establishes: {established}\ncoaching:{tail.partition('coaching:')[2]}"
    if not fault:
        check = load_pack(write(tmp_path, rule)).rules[0].check
        assert isinstance(check, Respond)
        (one,) = check.establishes
        assert one.fact in ("stop_calls", "refusal")
        return
    assert any(fault in line for line in faults_of(write(tmp_path, rule)))


def test_only_a_trigger_can_establish_anything(tmp_path: Path) -> None:
    wrong = GOOD.replace("  kind: forbid\n", "  kind: forbid\n  establishes: stop_calls\n")
    assert any(
        "establishes: there is no such key" in line for line in faults_of(write(tmp_path, wrong))
    )


def test_an_example_is_one_call_or_the_calls_of_a_case(tmp_path: Path) -> None:
    say = '    - say: "agent: Expect serious consequences."\n'
    both = '      calls: [{start: "2026-03-02T10:00:00-05:00"}]\n'
    told = faults_of(write(tmp_path, GOOD.replace(say, say + both)))
    assert any("an example needs exactly one of say, calls" in line for line in told)


def test_no_and_on_are_words_in_a_rule(tmp_path: Path) -> None:
    worded = GOOD.replace('["serious consequences"]', "[no, on]")
    check = load_pack(write(tmp_path, worded)).rules[0].check
    assert [pattern.phrase for pattern in patterns_of(check)] == [("no", "on")]


def test_the_rules_that_come_along_are_found_in_a_checkout() -> None:
    assert (default_rules() / "cues" / "negation.yaml").is_file()


@pytest.mark.parametrize(
    ("like", "fault"),
    [
        ("{}", "like needs sentences, or the head of a category, and not both"),
        ("[pay now]", "'pay now' is too short: sentences are compared from 4 words on"),
        ("{head: threat_nothing}", "that there are; did you mean threat_"),
    ],
)
def test_a_like_pattern_that_cannot_work_is_a_fault(tmp_path: Path, like: str, fault: str) -> None:
    wrong = GOOD.replace('phrase: ["serious consequences"]', f"like: {like}")
    assert any(fault in told for told in faults_of(write(tmp_path, wrong)))


def test_only_a_forbid_rule_can_be_like_sentences(tmp_path: Path) -> None:
    pattern = '{name: consequences, phrase: ["serious consequences"]}'
    group = "{name: said, patterns: [{name: alike, like: [we will take your house]}]}"
    wrong = GOOD.replace("kind: forbid", "kind: require").replace("patterns:", "elements:")
    wrong = wrong.replace(pattern, group)
    assert faults_of(write(tmp_path, wrong)) == [
        "threats/MY-01-rule.yaml: check: 'alike' is like sentences: only a forbid rule can be"
    ]


def test_the_rules_without_words_are_those_of_the_whole_pack() -> None:
    whole, wordless = load_pack(default_rules()), load_wordless(default_rules())
    kept = tuple(rule for rule in whole.rules if rule.check.kind in WORDLESS_KINDS)
    assert wordless.rules == kept
    assert wordless.jurisdictions == whole.jurisdictions
    assert (wordless.cues, wordless.words, wordless.misheard) == ((), {}, ())


def test_a_fault_of_a_rule_without_words_is_told_and_one_of_others_is_not(tmp_path: Path) -> None:
    folder = write(tmp_path, GOOD.replace("severity: minor", "severity: dire"))
    assert load_wordless(folder).rules == ()
    write(tmp_path, GOOD.replace("kind: forbid", 'kind: "history"'), "times/MY-02-rule.yaml")
    with pytest.raises(RulePackError, match="MY-02-rule"):
        load_wordless.__wrapped__(folder)
