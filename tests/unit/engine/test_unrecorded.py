"""What a party of which nothing was recorded would have decided stays open."""

from functools import cache

import pytest

from callaudit.core.finding import Verdict
from callaudit.core.recording import ChannelQuality, FaultKind, RecordingQuality, SignalFault
from callaudit.engine import compile_pack, evaluate
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call

TOLD = "The channel is silent"
AGENT_ALONE = (
    "agent: This is Dana Whitfield with Juniper Services, on a recorded line. This is an attempt "
    "to collect a debt and any information obtained will be used for that purpose. You will go "
    "to jail. "
    "/ agent: Can you pay the 412 dollars? / agent: I will call you tomorrow."
)
CUSTOMER_ALONE = (
    "customer: Hello. Yes, it is. / customer: I have an attorney. / customer: Call my lawyer."
)


@cache
def pack():
    rules = default_rules()
    return compile_pack(load_pack(rules), load_policy("third_party", rules=rules))


def verdicts(say, kind=None):
    """Return what each rule says of a call, one of whose parties may be missing."""
    said = call(say, consumer_name="Nora Castellan")
    channel = ChannelQuality(
        channel=0, level_dbfs=-20, peak_dbfs=-3, clipped_share=0, silent_share=0, dead=False
    )
    faults = () if kind is None else (SignalFault(kind=kind, told=TOLD.lower()),)
    quality = RecordingQuality(channels=(channel,), faults=faults)
    judged = evaluate(pack(), said.model_copy(update={"quality": quality}))
    return {one.rule_id: one for one in judged}


def test_what_the_other_party_would_have_said_is_open():
    whole, half = verdicts(AGENT_ALONE), verdicts(AGENT_ALONE, FaultKind.OTHER_UNRECORDED)
    open_now = ("ID-01-verify", "REQ-06-paydate", "FDCPA-1692c2-attorney", "REGF-14h-stop")

    assert [whole[one].verdict for one in open_now[:2]] == [Verdict.BROKEN] * 2
    assert [(half[one].verdict, half[one].because) for one in open_now] == [
        (Verdict.UNDETERMINED, TOLD)
    ] * len(open_now)


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("FDCPA-1692e4-arrest", Verdict.BROKEN),
        ("FDCPA-1692d2-profanity", Verdict.MET),
        ("REQ-01-caller", Verdict.MET),
    ],
)
def test_what_the_agent_alone_decides_is_judged(rule, verdict):
    assert verdicts(AGENT_ALONE, FaultKind.OTHER_UNRECORDED)[rule].verdict is verdict


@pytest.mark.parametrize("kind", [FaultKind.AGENT_UNRECORDED, FaultKind.PARTIES_UNCLEAR])
def test_without_the_agent_no_rule_on_the_agent_is_met_or_broken(kind):
    found = verdicts(CUSTOMER_ALONE, kind)
    kinds = {"forbid", "require", "order", "respond", "element"}
    on_agent = [found[rule.id] for rule in pack().rules if rule.check.kind in kinds]

    assert {one.verdict for one in on_agent} <= {Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE}
    assert found["REQ-01-caller"].because == TOLD


def test_with_both_parties_nothing_changes():
    assert all(one.because != TOLD for one in verdicts(AGENT_ALONE).values())
