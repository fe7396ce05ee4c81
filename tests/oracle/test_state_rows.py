"""State caps, hours and blocked days, and the next call under them, against the rows themselves."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callaudit.calllog.cases import CaseIndex, history_of
from callaudit.core.attempts import CallHistory
from callaudit.core.call import Call
from callaudit.core.case import CaseState
from callaudit.core.conversation import Conversation
from callaudit.core.finding import Verdict
from callaudit.core.metadata import CallMetadata, CallType, Contact
from callaudit.engine import CompiledPack, compile_pack, evaluate
from callaudit.pipeline.case_next import CaseEnd, next_call
from callaudit.rulespec import default_rules, load_policy, load_wordless
from callaudit.rulespec.jurisdictions import Hours, HoursRow
from tests.oracle import regulation_f
from tests.oracle.regulation_f import Placed
from tests.oracle.state_table import Dialled, Limit, State, state_allows

RULES = ("STATE-frequency", "STATE-hours", "STATE-days")

# The limits of regulation.md 5.3, by hand; hours and days below are drawn up for the test, for no
# state is known to have narrower ones than the federal rule.
STATES = {
    "MA": State(
        (
            Limit(2, 7, per_debt=True, contacts_only=True, where="not_work"),
            Limit(2, 30, per_debt=True, contacts_only=True, where="work"),
        ),
        start=time(9, 15),
        end=time(18, 40),
    ),
    "WA": State(
        (
            Limit(3, 7, per_debt=False, contacts_only=True),
            Limit(1, 7, per_debt=False, contacts_only=True, where="work"),
        ),
        start=time(8),
        end=time(21),
    ),
    "DC": State((Limit(3, 7, per_debt=True, contacts_only=False),)),
    "OH": State(()),
}
HOURS = {"MA": Hours(start="09:15", end="18:40")}

BLOCKED = ("sunday", "2026-03-10", "2026-11-03")

ZONES = (("America/New_York",), ("America/Los_Angeles",), ("America/New_York", "America/Chicago"))
OPENINGS = (datetime(2026, 3, 6, 8, tzinfo=UTC), datetime(2026, 10, 30, 7, tzinfo=UTC))


@cache
def pack() -> CompiledPack:
    """Compile the rules on time with the table's limits, the test's hours and blocked days."""
    rules = default_rules()
    policy = load_policy("third_party", rules=rules)
    policy = policy.with_settings({"days.blocked": list(BLOCKED)})
    whole = compile_pack(load_wordless(rules), policy)
    rows = tuple(
        row.model_copy(update={"value": HOURS.get(row.state, row.value)})
        if isinstance(row, HoursRow)
        else row
        for row in whole.jurisdictions.rows
    )
    return replace(whole, jurisdictions=whole.jurisdictions.model_copy(update={"rows": rows}))


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[Dialled], str, tuple[str, ...]]:
    """Draw the calls to one person about two debts, oldest first, a state and the zones."""
    opening = draw(st.sampled_from(OPENINGS))
    minutes = draw(st.lists(st.integers(0, 9 * 24 * 60), min_size=1, max_size=10, unique=True))
    calls = [
        Dialled(
            at=opening + timedelta(minutes=minute),
            debt=draw(st.sampled_from(("d1", "d1", "d2"))),
            result=draw(st.sampled_from(("no_answer", "voicemail", "answered", "busy"))),
            at_work=draw(st.sampled_from((False, False, True))),
        )
        for minute in sorted(minutes)
    ]
    return calls, draw(st.sampled_from(sorted(STATES))), draw(st.sampled_from(ZONES))


def row(number: int, call: Dialled, state: str, zones: tuple[str, ...]) -> CallMetadata:
    return CallMetadata.model_validate(
        {
            "call_id": f"k{number}",
            "start": call.at,
            "result": call.result,
            "collector_party": "third",
            "debt_type": "consumer",
            "phone_type": "work" if call.at_work else "mobile",
            "debt_id": call.debt,
            "consumer": {
                "id": "p1",
                "state": state,
                "timezones": [{"source": "drawn", "tz": zone} for zone in zones],
            },
        }
    )


def wanted(state: str) -> State:
    return replace(STATES[state], blocked=BLOCKED)


def assert_each_call_is_judged_as_the_rows_say(
    log: tuple[list[Dialled], str, tuple[str, ...]],
) -> None:
    calls, state, zones = log
    rows = [row(number, call, state, zones) for number, call in enumerate(calls)]
    first = rows[0].model_copy(
        update={"call_id": "long ago", "start": calls[0].at - timedelta(days=90)}
    )
    index = CaseIndex((first, *rows))
    for number, call in enumerate(calls):
        made = Call(
            metadata=rows[number],
            conversation=Conversation(call_id="x"),
            call_type=CallType.SECOND_ATTEMPT,
            contact=Contact.CONSUMER,
            history=history_of(rows[number], index),
        )
        found = {one.rule_id: one.verdict for one in evaluate(pack(), made, only=RULES)}
        broken = any(verdict is Verdict.BROKEN for verdict in found.values())
        assert broken != state_allows(call, calls[:number], zones, wanted(state))


@given(log=logs())
@settings(max_examples=60, deadline=None)
def test_random_logs_are_judged_as_the_rows_say(
    log: tuple[list[Dialled], str, tuple[str, ...]],
) -> None:
    assert_each_call_is_judged_as_the_rows_say(log)


def assert_the_next_call_is_the_first_that_is_lawful(
    log: tuple[list[Dialled], str, tuple[str, ...]],
) -> None:
    calls, state, zones = log
    last = calls[-1]
    rows = [row(number, call, state, zones) for number, call in enumerate(calls)]
    index = CaseIndex(rows)
    key = next(key for key, of_case in index.cases().items() if rows[-1] in of_case)
    history = CallHistory(
        attempts=index.attempts_of(key), others=index.others_of(key, before=index.next_moment)[0]
    )
    end = CaseEnd(rows[-1], history, zones, last.at, CaseState.OPEN)
    found = next_call(pack(), end).at_utc
    assert found is not None
    assert lawful(found, log)
    sampled = (last.at + timedelta(minutes=n) for n in range(1, 40 * 24 * 60, 23))
    before = [at for at in sampled if at < found]
    for at in (*before, found - timedelta(minutes=1)):
        assert at <= last.at or not lawful(at, log)


def lawful(at: datetime, log: tuple[list[Dialled], str, tuple[str, ...]]) -> bool:
    """Tell whether neither Regulation F nor a row forbids an answered call of the last case."""
    calls, state, zones = log
    call = replace(calls[-1], at=at, result="answered")
    same_debt = [
        Placed(one.at, connected=one.result != "busy", conversation=one.result == "answered")
        for one in calls
        if one.debt == call.debt
    ]
    this = Placed(at=at, conversation=True)
    return (
        regulation_f.at_a_convenient_time(at, zones)
        and not regulation_f.more_than_seven(this, same_debt, zones)
        and not regulation_f.soon_after_a_conversation(this, same_debt, zones)
        and state_allows(call, calls, zones, wanted(state))
    )


@given(log=logs())
@settings(max_examples=25, deadline=None)
def test_the_next_call_is_the_first_that_no_row_forbids(
    log: tuple[list[Dialled], str, tuple[str, ...]],
) -> None:
    assert_the_next_call_is_the_first_that_is_lawful(log)


@pytest.mark.slow
@given(log=logs())
@settings(max_examples=3_000, deadline=None, database=None)
def test_thousands_of_logs_are_judged_as_the_rows_say(
    log: tuple[list[Dialled], str, tuple[str, ...]],
) -> None:
    assert_each_call_is_judged_as_the_rows_say(log)


@pytest.mark.slow
@given(log=logs())
@settings(max_examples=300, deadline=None, database=None)
def test_hundreds_of_next_calls_are_the_first_that_no_row_forbids(
    log: tuple[list[Dialled], str, tuple[str, ...]],
) -> None:
    assert_the_next_call_is_the_first_that_is_lawful(log)
