from pathlib import Path

import pytest

from callaudit.core.errors import PolicyError, RulePackError
from callaudit.rulespec import default_rules, load_pack, load_policy
from callaudit.rulespec.policy import AUTO, policy_names

HEAD = """\
schema: 1
name: mine
title: Our own calls
assume_party: first
assume_debt: consumer
"""


def faults_of(folder: Path, body: str) -> list[tuple[int | None, str, str]]:
    path = folder / "mine.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(str(path), rules=default_rules())
    return [(fault.line, fault.field, fault.message) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("hours.start: 9am", "should be a time such as \"08:00:00\", not '9am'"),
        ("hours.end: 16:00", 'should be a time such as "21:00:00", not 960'),
        ("frequency.max_in_7: many", "should be a number, not 'many'"),
        ("frequency.max_in_7: true", "should be a number, not True"),
        ("voicemail.lcm_allow_thanks: 1", "should be true or false, not 1"),
        ("voicemail.mode: 3", "should be a word, not 3"),
        ("days.blocked: sunday", "should be a list of words, not 'sunday'"),
        (
            "days.blocked: [sundy]",
            "cannot be read: 'sundy'; its meaning says what is allowed",
        ),
        (
            "voicemail.mode: limited_contnt",
            "should be one of limited_content, first_party_brief, not 'limited_contnt'; "
            "did you mean limited_content?",
        ),
        (
            "notes.required_fields: [outcome, promis]",
            "should be one of outcome, next_step, promise, not 'promis'; did you mean promise?",
        ),
    ],
)
def test_a_value_of_another_sort_than_the_default_is_told_before_any_call(
    tmp_path: Path, setting: str, message: str
):
    name = setting.split(":")[0]
    assert faults_of(tmp_path, f"settings:\n  {setting}\n") == [(7, f"settings.{name}", message)]


def test_misspelt_settings_and_rules_come_all_at_once_with_the_nearest_name(tmp_path: Path):
    body = (
        'settings:\n  hours.ende: "18:00:00"\n'
        "rules_off: [VM-10-lenght]\nseverities:\n  VM-06-hostle: major\n"
    )
    assert faults_of(tmp_path, body) == [
        (
            7,
            "settings.hours.ende",
            "no setting of that name is declared; did you mean hours.end?",
        ),
        (8, "rules_off", "there is no rule VM-10-lenght; did you mean VM-10-length?"),
        (
            10,
            "severities.VM-06-hostle",
            "there is no rule VM-06-hostle; did you mean VM-06-hostile?",
        ),
    ]


@pytest.mark.parametrize("name", [one for one in policy_names(default_rules()) if one != AUTO])
def test_the_policies_that_come_along_have_no_fault(name: str):
    assert load_policy(name, rules=default_rules()).name == name


def test_a_rules_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(RulePackError, match="there is no such folder of rules"):
        load_pack(tmp_path / "nowhere")


def test_a_policy_that_is_nearly_named_is_guessed():
    with pytest.raises(PolicyError, match=r"did you mean first_party_strict\? there are: auto, "):
        load_policy("first_party", rules=default_rules())


def test_a_fault_names_the_file_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "mine.yaml").write_text(HEAD + "settings:\n  hours.opens: 9\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(PolicyError) as caught:
        load_policy("mine.yaml", rules=default_rules())

    assert [fault.path for fault in caught.value.faults] == ["mine.yaml"]
