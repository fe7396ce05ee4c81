"""The next lawful call against the text of the regulation: lawful itself, and none before it."""

from datetime import timedelta

from hypothesis import given, settings

from callaudit.calllog.next_call import DialLimits, earliest_next_call
from tests.oracle import regulation_f
from tests.oracle.regulation_f import Placed
from tests.oracle.test_call_times import history_of, logs


def lawful(call: Placed, earlier: list[Placed], where: list[str]) -> bool:
    """Tell whether nothing in the text forbids a call."""
    return (
        regulation_f.at_a_convenient_time(call.at, where)
        and not regulation_f.more_than_seven(call, earlier, where)
        and not regulation_f.soon_after_a_conversation(call, earlier, where)
    )


@given(log=logs())
@settings(max_examples=60, deadline=None)
def test_the_next_call_is_lawful_and_no_earlier_one_is(log: tuple[list[Placed], list[str]]) -> None:
    calls, where = log
    last = calls[-1].at
    found = earliest_next_call(history_of(calls), after=last, zones=where, limits=DialLimits())
    assert found is not None
    assert lawful(Placed(at=found), calls, where)
    before = [last + timedelta(minutes=n) for n in range(1, 14 * 24 * 60, 20)]
    early = [at for at in (*before, found - timedelta(minutes=1)) if last < at < found]
    assert not any(lawful(Placed(at=at), calls, where) for at in early)
