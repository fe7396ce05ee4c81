"""The three duties of scripts: elements, banned phrases, what an agency discloses."""

import pytest

from callaudit.core.metadata import CallType, CollectorParty
from callaudit.pipeline.new_script import SORTS, new_script
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.rulespec import default_rules, load_policy
from callaudit.rulespec.policy import policy_names
from callaudit.scripts.read import read_script
from callaudit.scripts.script_type import ScriptType
from callaudit.text.required import load_required, required_path

AGENCY = """---
type: first_call
party: third
---

Agent: Hello, may I speak with [contact name], please?

Customer: Speaking.

Agent: This is [agent name] with [company name] on a recorded line. To be sure that I have the
right person, what is your date of birth?

Customer: It is [date of birth].

Agent: This is an attempt to collect a debt, and any information obtained will be used for that
purpose. You owe [creditor] [amount] on invoice [invoice number], which was due on [due date].
You may dispute the debt. Could you pay it by [payment date]? My number is [phone number].
"""


@pytest.fixture(scope="module")
def linter() -> ScriptLinter:
    return ScriptLinter(LintSettings(rules=default_rules()))


def duties(linter: ScriptLinter, text: str) -> set[tuple[str, str]]:
    """Duty and rule of each finding from minor up."""
    found = linter.lint(read_script(text.encode(), path="x.md"))
    return {(f.duty, f.rule_id) for f in found if f.severity.rank <= 2}


def test_an_agencys_script_that_has_all_breaks_no_duty(linter):
    assert duties(linter, AGENCY) == set()


@pytest.mark.parametrize(
    ("said", "instead", "rule"),
    [
        ("This is an attempt to collect a debt, and", "Know that", "FDCPA-1692e11-initial"),
        (" on a recorded line", "", "REC-01-notice"),
        ("You may dispute the debt. ", "", "SCR-03-disclosure"),
    ],
)
def test_what_an_agencys_script_does_not_disclose_breaks_that_duty(linter, said, instead, rule):
    assert ("SCR-03-disclosure", rule) in duties(linter, AGENCY.replace(said, instead))


def test_the_mini_miranda_comes_after_the_person_is_known(linter):
    first, told = AGENCY.split("Agent: Hello, may", 1)
    early = "Agent: This is an attempt to collect a debt.\n\nAgent: Hello, may"
    found = duties(linter, f"{first}{early}{told}")
    assert ("SCR-03-disclosure", "ID-01-verify") in found


def test_a_branch_for_a_dispute_is_a_line_on_it(linter):
    branch = (
        "\nIf the customer disputes the debt:\n    Agent: Thank you for telling me. I'll note it.\n"
    )
    text = AGENCY.replace("You may dispute the debt. ", "") + branch
    assert "SCR-03-disclosure" not in {rule for _, rule in duties(linter, text)}


@pytest.mark.parametrize(
    ("key", "other"), [("type: first_call", "type: second_attempt"), ("third", "first")]
)
def test_a_line_on_disputes_is_asked_of_an_agencys_first_call_alone(linter, key, other):
    text = AGENCY.replace("You may dispute the debt. ", "").replace(key, other)
    assert "SCR-03-disclosure" not in {rule for _, rule in duties(linter, text)}


def test_the_notice_of_recording_may_be_played_or_be_left_to_named_states(linter):
    bare = AGENCY.replace(" on a recorded line", "")
    for head in ("flags: [recording_notice_played]\n", "jurisdictions: [NY]\n"):
        found = duties(linter, bare.replace("party: third\n", f"party: third\n{head}"))
        assert "REC-01-notice" not in {rule for _, rule in found}


def test_a_banned_phrase_breaks_the_second_duty_and_names_its_rule(linter):
    text = AGENCY.replace("Could you pay", "You will be arrested. Could you pay")
    assert duties(linter, text) == {("SCR-02-banned", "FDCPA-1692e4-arrest")}


def test_a_duty_is_chosen_and_allowed_like_a_rule():
    chosen = ScriptLinter(LintSettings(rules=default_rules(), select=("SCR-03",)))
    text = AGENCY.replace("You may dispute the debt. ", "You will be arrested. ")
    assert duties(chosen, text) == {("SCR-03-disclosure", "SCR-03-disclosure")}
    order = "<!-- callaudit: allow SCR-03-disclosure reason: the letter says it -->\n\n"
    assert duties(chosen, text.replace("Agent: Hello", f"{order}Agent: Hello")) == set()


SAYS = {
    "agent_name": "[agent name] with ",
    "company_name": " with [company name]",
    "contact_name": "[contact name]",
    "callback_number": "[phone number]",
    "invoice_number": "[invoice number]",
    "amount": "[amount]",
    "due_date": "[due date]",
    "payment_date": "[payment date]",
}
"""The slot of each required element, as `callaudit script new` writes it."""

ELSE = {"agent_name": "", "company_name": ""}
"""What stands there without it, where not any word would do."""

POLICIES = [name for name in policy_names(default_rules()) if name != "auto"]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("sort", SORTS)
def test_every_required_element_that_a_script_lacks_is_told(linter, sort: ScriptType, policy: str):
    loaded = load_policy(policy, rules=default_rules())
    whole = new_script(sort, loaded)
    party = CollectorParty(loaded.assume_party)
    needed = load_required(required_path()).elements_of(CallType(sort.value), party)
    before = duties(linter, whole)
    told = set()
    for name in needed:
        if name in SAYS:
            assert SAYS[name] in whole
            after = duties(linter, whole.replace(SAYS[name], ELSE.get(name, "the thing"))) - before
            told |= {name} if "SCR-01-slots" in {duty for duty, _ in after} else set()
    assert told == {name for name in needed if name in SAYS}
