"""Hours and frequency against the text of the regulation, over random logs.

Random logs lie around changes of the clock, in split zones, with calls that do not count and
with consent. `slow` runs 100,000 of them, the fast test some hundred.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callaudit.core.attempts import Attempt, CallHistory
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation
from callaudit.core.finding import Verdict
from callaudit.core.metadata import (
    CallMetadata,
    CallResult,
    CallType,
    CollectorParty,
    Consumer,
    Contact,
    DebtType,
    ZoneSource,
)
from callaudit.engine import CompiledPack, compile_pack, evaluate
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.oracle import regulation_f
from tests.oracle.clock import STANDARD_HOURS
from tests.oracle.regulation_f import Placed

RULES = ("FDCPA-1692c-hours", "REGF-7in7", "REGF-7after")

CLOCK_CHANGES = (
    datetime(2026, 3, 8, 8, tzinfo=UTC),
    datetime(2026, 11, 1, 7, tzinfo=UTC),
    datetime(2027, 3, 14, 9, tzinfo=UTC),
)


@cache
def pack() -> CompiledPack:
    """Compile the three rules alone."""
    rules = default_rules()
    whole = compile_pack(load_pack(rules), load_policy("third_party", rules=rules))
    three = tuple(rule for rule in whole.rules if rule.id in RULES)
    return CompiledPack(rules=three, ear=whole.ear, policy=whole.policy, digest=whole.digest)


zones = st.lists(st.sampled_from(sorted(STANDARD_HOURS)), min_size=1, max_size=3, unique=True)


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[Placed], list[str]]:
    """Draw the calls of one case, oldest first, and the zones the consumer may be in."""
    where = draw(zones)
    change = draw(st.sampled_from(CLOCK_CHANGES))
    minutes = draw(st.lists(st.integers(0, 8 * 24 * 60), min_size=1, max_size=18, unique=True))
    calls = [draw(_placed(change + timedelta(minutes=number))) for number in sorted(minutes)]
    return calls, where


@st.composite
def _placed(draw: st.DrawFn, at: datetime) -> Placed:
    result = draw(
        st.sampled_from(("rang", "rang", "rang", "rang", "rang", "rang", "busy", "talk", "agreed"))
    )
    days = draw(st.integers(0, 9))
    return Placed(
        at=at,
        outbound=draw(st.sampled_from((True, True, True, True, False))),
        connected=result != "busy",
        conversation=result in ("talk", "agreed"),
        consent_until=(at + timedelta(days=days)).date() if result == "agreed" else None,
    )


def history_of(calls: list[Placed]) -> CallHistory:
    """Write a case's calls as our types."""
    attempts = tuple(
        Attempt(
            at=other.at,
            result="answered" if other.conversation else "no_answer",
            conversation=other.conversation,
            connected=other.connected,
            outbound=other.outbound,
            consent_until=other.consent_until,
        )
        for other in calls
    )
    return CallHistory(attempts=attempts, complete_since=date.min)


def judged(call: Placed, earlier: list[Placed], where: list[str]) -> list[bool]:
    """Return what the rules find broken, in the order of `RULES`."""
    metadata = CallMetadata(
        call_id="x",
        start=call.at,
        result=CallResult.NO_ANSWER if call.connected else CallResult.BUSY,
        collector_party=CollectorParty.THIRD,
        debt_type=DebtType.CONSUMER,
        consumer=Consumer(
            id="p", timezones=tuple(ZoneSource(source="drawn", tz=zone) for zone in where)
        ),
    )
    made = Call(
        metadata=metadata,
        conversation=Conversation(call_id="x"),
        call_type=CallType.SECOND_ATTEMPT,
        contact=Contact.CONSUMER,
        history=history_of(earlier),
    )
    verdicts = {finding.rule_id: finding.verdict for finding in evaluate(pack(), made)}
    return [verdicts[rule] is Verdict.BROKEN for rule in RULES]


def told(call: Placed, earlier: list[Placed], where: list[str]) -> list[bool]:
    """Return what the text of the regulation says, in the order of `RULES`."""
    return [
        not regulation_f.at_a_convenient_time(call.at, where),
        regulation_f.more_than_seven(call, earlier, where),
        regulation_f.soon_after_a_conversation(call, earlier, where),
    ]


def assert_each_call_is_judged_as_the_text_says(calls: list[Placed], where: list[str]) -> None:
    for number, call in enumerate(calls):
        if call.outbound:
            assert judged(call, calls[:number], where) == told(call, calls[:number], where)
            JUDGED[0] += 1


JUDGED = [0]
"""Calls that were compared in this process."""


@given(log=logs())
@settings(max_examples=60, deadline=None)
def test_random_logs_are_judged_as_the_text_says(log: tuple[list[Placed], list[str]]) -> None:
    assert_each_call_is_judged_as_the_text_says(*log)


@pytest.mark.slow
def test_a_hundred_thousand_calls_are_judged_as_the_text_says() -> None:
    """Whole logs are drawn until 100,000 calls of them were compared."""

    @given(log=logs())
    @settings(max_examples=2_000, deadline=None, database=None)
    def compare(log: tuple[list[Placed], list[str]]) -> None:
        assert_each_call_is_judged_as_the_text_says(*log)

    JUDGED[0] = 0
    while JUDGED[0] < 100_000:
        compare()
