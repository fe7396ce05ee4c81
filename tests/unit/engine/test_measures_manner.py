"""Manner is measured from turn times: who cuts in, who speaks for long, who asks."""

import pytest

from callaudit.engine.heard import HeardCall
from callaudit.engine.measure import Measure
from callaudit.engine.measures import MEASURES
from tests.builders import call


def measured(name: str, say: str) -> Measure:
    return MEASURES[name](HeardCall(call(say)))


def value(name: str, say: str) -> float | None:
    return measured(name, say).value


CUT = """\
agent [0.0-3.0]: Your invoice is past due.
customer [3.2-8.0]: I lost my job in May and I just
agent [7.4-70.0]: So can you pay today?
"""


def test_an_interruption_is_counted_by_the_minute_and_quotes_the_turn_that_cut_in() -> None:
    found = measured("interruptions_per_minute", CUT)
    assert found.value == 0.9  # one in 70 seconds
    assert [(e.turn, e.quote, e.start_s) for e in found.evidence] == [
        (2, "So can you pay today?", 7.4)
    ]


@pytest.mark.parametrize(
    ("start", "end", "said", "count"),
    [
        (7.7, 70.0, "So can you pay today?", 1.0),  # 0.3 s before the end
        (7.8, 70.0, "So can you pay today?", 0.0),  # the delay of a line
        (6.9, 70.0, "So can you pay today?", 0.0),  # the customer goes on for over a second
        (7.4, 70.0, "Mm-hm, okay.", 0.0),  # listening
        (7.4, 70.0, "Wait.", 0.0),  # one word
    ],
)
def test_what_counts_as_an_interruption(start: float, end: float, said: str, count: float) -> None:
    say = f"""\
agent [0.0-3.0]: Your invoice is past due.
customer [3.2-8.0]: I lost my job in May.
agent [{start}-{end}]: {said}
"""
    assert value("weighty_interruptions", say) == count


def test_only_cuts_into_hardship_disputes_and_stop_requests_are_weighty() -> None:
    assert value("weighty_interruptions", CUT) == 1
    assert value("weighty_interruptions", CUT.replace("lost my job in May", "have it here")) == 0


def test_the_customer_who_cuts_in_is_not_the_agents_fault() -> None:
    say = """\
customer [0.0-3.0]: Hello?
agent [3.2-60.0]: This is about the
customer [59.5-65.0]: I never ordered it.
"""
    assert value("interruptions_per_minute", say) == 0


def test_a_rate_a_minute_needs_a_minute_with_times() -> None:
    assert value("interruptions_per_minute", CUT.replace("70.0", "59.0")) is None
    assert value("interruptions_per_minute", "customer: I was. / agent: So can you pay?") is None
    assert value("weighty_interruptions", "customer: I lost my job. / agent: Pay me now.") is None


@pytest.mark.parametrize(
    ("say", "count"),
    [
        ("customer: I was trying to— / agent: Sir, listen to me.", 1),
        ("customer: I was trying to -- / agent: Sir, listen to me.", 1),
        ("customer: I was trying to— / agent: Mm-hm.", 0),
        ("customer: I was trying to pay. / agent: Go ahead, sir.", 0),
        ("agent: I was going to— / customer: Just send it to me.", 0),
    ],
)
def test_words_written_as_broken_off_are_cut_offs(say: str, count: int) -> None:
    assert value("written_cut_offs", say) == count


def test_the_longest_monologue_runs_over_turns_that_follow_one_another() -> None:
    say = """\
agent [0.0-10.0]: First part.
agent [10.5-30.0]: Second part.
customer [30.2-32.0]: I see.
agent [32.2-45.0]: Third part.
"""
    found = measured("longest_monologue_s", say)
    assert (found.value, [e.quote for e in found.evidence]) == (30.0, ["First part."])


@pytest.mark.parametrize(
    ("agent", "count"),
    [
        ("Is this Dana? How did the gate turn out?", 2),
        ("is this dana did you get our invoice what day would work", 3),
        ("I am calling about the invoice that you got.", 0),
    ],
)
def test_questions_are_counted_with_and_without_marks(agent: str, count: int) -> None:
    say = f"agent [0.0-30.0]: {agent} / customer [30.2-70.0]: Yes."
    assert value("agent_questions", say) == count


def test_questions_are_not_counted_on_short_calls() -> None:
    assert value("agent_questions", "agent [0.0-20.0]: Is this Dana?") is None
