"""What the sieve clears, the rules themselves would have cleared."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callaudit.core.attempts import Attempt, CallHistory
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation
from callaudit.core.metadata import (
    AccountFlags,
    CallMetadata,
    CallResult,
    CallType,
    CollectorParty,
    Consumer,
    Contact,
    DebtType,
    Direction,
    PhoneType,
    ZoneSource,
)
from callaudit.engine import CompiledPack, compile_pack, listed_findings
from callaudit.engine.local_seconds import local_span
from callaudit.engine.sieve import Sieve
from callaudit.pipeline.log_check import is_by_log_alone
from callaudit.rulespec import default_rules, load_pack, load_policy

CHANGES = (
    datetime(2026, 3, 8, 10, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
    datetime(2026, 6, 3, 0, tzinfo=UTC),
)

PLACES = (
    Consumer(),
    Consumer(state="MA"),
    Consumer(state="WA", zip="98101"),
    Consumer(state="NY", zip="11201"),
    Consumer(state="NY"),
    Consumer(state="OH", zip="43085"),
    Consumer(timezones=(ZoneSource(source="area_code", tz="America/Los_Angeles"),)),
    Consumer(state="WV", location_confirmed_tz="America/New_York"),
)


@cache
def packs() -> tuple[tuple[CompiledPack, Sieve], ...]:
    rules = default_rules()
    whole = load_pack(rules)
    kept = whole.model_copy(
        update={"rules": tuple(rule for rule in whole.rules if is_by_log_alone(rule))}
    )
    named = [load_policy(name, rules=rules) for name in ("third_party", "first_party_strict")]
    own = named[0].settings | {
        "hours.house": True,
        "hours.boundary": "exclusive",
        "days.blocked": ["sunday", "MA:2026-06-04"],
        "frequency.max_in_7": 2,
        "state_overrides": False,
    }
    policies = [*named, named[0].model_copy(update={"settings": own})]
    made = [compile_pack(kept, policy) for policy in policies]
    return tuple((pack, Sieve(pack)) for pack in made)


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """Draw a call without words around a change of clocks, with a history and odd gaps in it."""
    opening = draw(st.sampled_from(CHANGES))
    quarter = timedelta(minutes=15, seconds=draw(st.sampled_from([0, 0, 0, 1, 59])))
    start = opening + draw(st.integers(-200, 200)) * quarter
    places = draw(st.sampled_from(PLACES))
    earlier = [draw(attempts(start)) for _ in range(draw(st.integers(0, 9)))]
    others = [draw(attempts(start)) for _ in range(draw(st.integers(0, 3)))]
    since = start.date() - timedelta(days=draw(st.sampled_from([5, 7, 8, 30, 40])))
    history = CallHistory(
        attempts=tuple(sorted(earlier, key=lambda one: one.at)),
        complete_since=draw(st.sampled_from([since, since, since, None])),
        others=tuple(sorted(others, key=lambda one: one.at)),
        others_complete=draw(st.sampled_from([True, True, False])),
    )
    metadata = CallMetadata(
        call_id="k",
        start=draw(st.sampled_from([start, start, start, start, None])),
        duration_s=draw(st.sampled_from([None, 0.0, 30.5, 3600.0, 40_000.0])),
        direction=draw(st.sampled_from(Direction)),
        result=draw(st.sampled_from(CallResult)),
        collector_party=draw(st.sampled_from([None, *CollectorParty])),
        debt_type=draw(st.sampled_from([None, *DebtType])),
        phone_type=draw(st.sampled_from(PhoneType)),
        phone=draw(st.sampled_from([None, "+13125550148", "+18505550148"])),
        consumer=places,
        flags=AccountFlags(consent_window=draw(st.sampled_from([None, None, "21:00-22:00"]))),
    )
    return Call(
        metadata=metadata,
        conversation=Conversation(call_id="k"),
        call_type=draw(st.sampled_from([CallType.SECOND_ATTEMPT, CallType.VOICEMAIL])),
        contact=draw(st.sampled_from(Contact)),
        history=history,
    )


@st.composite
def attempts(draw: st.DrawFn, start: datetime) -> Attempt:
    result = draw(st.sampled_from(CallResult))
    consent = draw(st.sampled_from([None, None, start.date(), date(2026, 12, 31)]))
    return Attempt(
        at=start - timedelta(minutes=draw(st.integers(1, 9 * 24 * 60))),
        result=result.value,
        conversation=result is CallResult.ANSWERED,
        connected=result not in (CallResult.BUSY, CallResult.OUT_OF_SERVICE),
        outbound=draw(st.booleans()),
        phone_type=draw(st.sampled_from([None, "work", "mobile"])),
        consent_until=consent,
    )


@given(call=calls())
@settings(max_examples=400, deadline=None, derandomize=True)
def test_the_sieve_finds_what_the_rules_find(call: Call) -> None:
    for pack, sieve in packs():
        assert sieve.findings(call) == listed_findings(pack, call)


@pytest.mark.parametrize(
    ("moment", "clocks"),
    [
        ("2026-03-08T09:59:59+00:00", (1, 59, 59, 5, 59, 59)),
        ("2026-03-08T10:00:00+00:00", (3, 0, 0, 6, 0, 0)),
        ("2026-11-01T08:59:59.5+00:00", (1, 59, 59, 3, 60, 0)),
        ("2026-11-01T09:00:00+00:00", (1, 0, 0, 4, 0, 0)),
    ],
)
def test_the_clock_of_a_day_on_which_it_changes(moment: str, clocks: tuple[int, ...]) -> None:
    span = local_span(datetime.fromisoformat(moment), ("America/Los_Angeles", "America/New_York"))
    first, last = clocks[:3], clocks[3:]
    assert span.first == first[0] * 3600 + first[1] * 60 + first[2]
    assert span.last == last[0] * 3600 + last[1] * 60 + last[2]
