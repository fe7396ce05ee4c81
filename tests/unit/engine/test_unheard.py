"""What is shared between calls without words is what each of them would be told."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callaudit.core.call import Call
from callaudit.core.conversation import Conversation
from callaudit.core.finding import NO_RECORDING, Finding, Verdict
from callaudit.core.metadata import AccountFlags, CallMetadata, CallResult, CollectorParty
from callaudit.engine import CompiledPack, compile_pack, evaluate, judge
from callaudit.pipeline.build import build_call
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.unit.engine.test_sieve import calls


@cache
def pack(name: str) -> CompiledPack:
    rules = default_rules()
    return compile_pack(load_pack(rules), load_policy(name, rules=rules))


flags = st.builds(
    AccountFlags,
    **{
        name: st.sampled_from([None, True, False])
        for name in ("cease_on_file", "attorney_on_file", "time_barred", "dispute_open")
    },
)


@pytest.mark.parametrize("policy", ["third_party", "first_party_strict"])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(call=calls(), attempt=st.sampled_from([None, 1, 2, 5]), account=flags)
def test_what_is_shared_is_what_each_call_would_be_told(
    policy: str, call: Call, attempt: int | None, account: AccountFlags
) -> None:
    log = call.metadata.model_copy(update={"attempt_number": attempt, "flags": account})
    call = call.model_copy(update={"metadata": log})
    alone = {one.rule_id: one for one in evaluate(pack(policy), call)}
    found = judge(pack(policy), call)
    assert [one.rule_id for one in found] == list(alone)
    assert [own(one, alone[one.rule_id]) for one in found] == list(alone.values())
    mine = [one for one in found if one.call_id]
    assert all(one.because != NO_RECORDING for one in mine)
    assert all(one.verdict is not Verdict.NOT_APPLICABLE or one.excused for one in mine)


def own(shared: Finding, alone: Finding) -> Finding:
    """Give a shared finding to a call."""
    if shared.call_id:
        return shared
    return shared.model_copy(update={"id": alone.id, "call_id": alone.call_id})


def test_two_calls_alike_share_what_cannot_be_judged() -> None:
    rules = pack("third_party")
    first, second = (judge(rules, _answered(call_id)) for call_id in ("k1", "k2"))
    shared = [(one, other) for one, other in zip(first, second, strict=True) if not one.call_id]
    assert len(shared) > 80
    assert all(one is other for one, other in shared)


def _answered(call_id: str) -> Call:

    log = CallMetadata(
        call_id=call_id, result=CallResult.ANSWERED, collector_party=CollectorParty.THIRD
    )
    return build_call(log, Conversation(call_id=call_id))
