"""The answers that a script of one side takes for given."""

import pytest

from callaudit.core.conversation import Speaker
from callaudit.pipeline.script_call import script_call
from callaudit.rulespec import default_rules, load_policy
from callaudit.scripts.read import read_script
from callaudit.scripts.script import paths_of


def turns(*lines: str) -> list[tuple[Speaker, str]]:
    text = "---\ntype: second_attempt\n---\n" + "\n".join(f"Agent: {line}" for line in lines)
    script = read_script(text.encode(), path="x.md").scripts[0]
    policy = load_policy("first_party_strict", rules=default_rules())
    call = script_call(script, paths_of(script)[0], policy).call
    return [(turn.speaker, turn.text) for turn in call.conversation.turns]


@pytest.mark.parametrize("recap", ["So that is Friday.", "Great, Friday then.", "Thank you."])
def test_a_recap_in_the_line_of_its_question_has_had_an_answer(recap: str) -> None:
    assert turns(f"Could you pay it on Friday? {recap}") == [
        (Speaker.AGENT, "Could you pay it on Friday?"),
        (Speaker.CUSTOMER, "Yes."),
        (Speaker.AGENT, recap),
    ]


def test_a_script_that_ends_with_a_question_gets_its_answer() -> None:
    assert turns("Would Friday the 16th work?")[-1] == (Speaker.CUSTOMER, "Yes.")


def test_two_questions_in_a_row_are_one_turn() -> None:
    asked = "Can you pay it? Or part of it by Friday?"
    assert turns(asked, "Fine.") == [
        (Speaker.AGENT, asked),
        (Speaker.CUSTOMER, "Yes."),
        (Speaker.AGENT, "Fine."),
    ]
