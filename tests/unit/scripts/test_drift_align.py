"""Lines of a script are found in speech: said, reworded, skipped, or on a branch not reached."""

import pytest

from callaudit.core.drift import LineVerdict
from callaudit.scripts.drift_align import Said, align
from callaudit.scripts.drift_lines import all_lines, lines_of
from callaudit.scripts.read import read_script
from tests.unit.scripts.drift_calls import CALLS, SCRIPT, VERDICTS, conversation
from tests.unit.scripts.drift_short_calls import SHORT_CALLS, SHORT_SCRIPT

LEAST_RIGHT = 0.97
"""Share of the lines of all calls together that must be told as a person told them."""


def nodes_of(text: str):
    return lines_of(read_script(text.encode(), path="first_call.md").scripts[0])


NODES = nodes_of(SCRIPT)
LINES = tuple(all_lines(NODES))


def verdicts(nodes, said: str) -> list[LineVerdict]:
    found = align(nodes, conversation(said))
    outcomes = [found[line] for line in all_lines(nodes)]
    return [one.verdict if isinstance(one, Said) else one for one in outcomes]


def test_lines_are_sentences_with_their_slots_and_branches() -> None:
    assert [(line.text, line.branch) for line in LINES[:6]] == [
        ("Hello, may I speak with [contact name], please?", ""),
        ("This is [your name] calling from [company name].", ""),
        ("How was the [service] we did for you last month?", ""),
        (
            "I'm calling about invoice [invoice number] for [amount], which was due on [due date].",
            "",
        ),
        ("Did the invoice reach you?", ""),
        (
            "I'm sorry about that, what is the best email address to send it to?",
            "If the customer never received it",
        ),
    ]


def test_short_sentences_are_looked_for_with_their_neighbours() -> None:
    nodes = nodes_of("# First call\n\nAgent: Thank you. How was the work we did? Good.\n")
    assert [line.text for line in all_lines(nodes)] == ["Thank you. How was the work we did? Good."]


@pytest.mark.parametrize("name", [name for name in CALLS if "own" not in name])
def test_calls_are_told_line_by_line_as_a_person_tells_them(name) -> None:
    marks, said = CALLS[name]
    wrong = [
        (line.text, told, VERDICTS[mark])
        for line, mark, told in zip(LINES, marks, verdicts(NODES, said), strict=True)
        if told is not VERDICTS[mark]
    ]
    assert len(wrong) <= 1, wrong


def test_nearly_all_lines_of_all_calls_are_told_right() -> None:
    told = [
        (VERDICTS[mark], got)
        for marks, said in CALLS.values()
        for mark, got in zip(marks, verdicts(NODES, said), strict=True)
    ]
    right = sum(mark is got for mark, got in told) / len(told)
    assert right >= LEAST_RIGHT
    assert not [pair for pair in told if set(pair) == {LineVerdict.SAID, LineVerdict.SKIPPED}]


@pytest.mark.parametrize("name", SHORT_CALLS)
def test_a_short_line_is_not_reworded_by_whatever_shares_a_word_with_it(name) -> None:
    nodes = nodes_of(SHORT_SCRIPT)
    marks, said = SHORT_CALLS[name]
    assert verdicts(nodes, said) == [VERDICTS[mark] for mark in marks]


@pytest.mark.parametrize(
    ("line", "said", "verdict"),
    [
        ("Could you pay it by [payment date]?", "Could you pay it by Friday?", "said"),
        ("Could you pay it by [payment date]?", "Could you pay it?", "reworded"),
        ("Could you pay it by [payment date]?", "Pay the bill.", "skipped"),
        ("It was due on [due date].", "It was due in May.", "said"),
        ("It was due on [due date].", "It was due.", "reworded"),
        ("This is [agent name] from [company].", "Where is my money?", "skipped"),
        ("The balance is [amount].", "The balance is still open.", "reworded"),
        ("The balance is [amount].", "The balance is ninety dollars.", "said"),
    ],
)
def test_a_slot_is_filled_by_something_of_its_kind(line, said, verdict) -> None:
    nodes = nodes_of(f"# First call\n\nAgent: {line}\n")
    assert verdicts(nodes, f"A: {said}") == [LineVerdict(verdict)]


def test_the_quote_is_what_was_said_with_its_time() -> None:
    found = align(NODES, conversation(CALLS["blunt"][1]))[LINES[3]]
    assert isinstance(found, Said)
    assert found == Said(
        verdict=LineVerdict.REWORDED,
        score=found.score,
        quote="You owe us $90 on invoice 77 that was due in May.",
        turn=2,
        start_s=9.0,
    )


def test_of_alternatives_one_is_enough() -> None:
    nodes = nodes_of(
        "# First call\n\nAgent: How was the delivery we made?\n\nOr:\n\n"
        "Agent: Were you happy with our work last week?\n"
    )
    assert verdicts(nodes, "A: Hi. Were you happy with our work last week?") == [
        LineVerdict.NOT_REACHED,
        LineVerdict.SAID,
    ]
    assert verdicts(nodes, "A: It rains a lot.") == [LineVerdict.SKIPPED, LineVerdict.NOT_REACHED]


def test_behind_a_way_that_ends_the_call_nothing_is_reached() -> None:
    nodes = nodes_of(
        "# First call\n\nAgent: Hello, may I speak with [contact name]?\n\n"
        "If someone else answers:\n    Agent: When would be a good time to reach them?\n"
        "    (End call)\n\nAgent: I'm calling about your open invoice.\n"
    )
    said = "A: Hello, may I speak with Ian Crewe?\nC: He is out.\nA: When is a good time to reach?"
    assert verdicts(nodes, said)[-1] is LineVerdict.NOT_REACHED


def test_a_collector_who_says_nothing_skips_what_stands_on_every_way() -> None:
    assert set(verdicts(NODES, "C: Hello? Hello?")) == {
        LineVerdict.SKIPPED,
        LineVerdict.NOT_REACHED,
    }
