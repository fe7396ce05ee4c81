from functools import cache

import pytest

from callaudit.core.conversation import Speaker
from callaudit.core.finding import Basis, Confidence, Evidence, Finding, Severity, Verdict
from callaudit.core.recording import ChannelQuality, FaultKind, RecordingQuality, SignalFault
from callaudit.engine import compile_pack
from callaudit.engine.sound_doubts import doubt_by_sound
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call


@cache
def pack():
    rules = default_rules()
    return compile_pack(load_pack(rules), load_policy("third_party", rules=rules))


ECHO = SignalFault(
    kind=FaultKind.ECHO, channel=1, told="channel 1 carries an echo of channel 0 (-20 dB)"
)
NOISY = SignalFault(kind=FaultKind.NOISY, channel=1, told="channel 1 is noisy")
CLIPPED = SignalFault(kind=FaultKind.CLIPPED, channel=0, told="channel 0 is clipped")


def a_call(*faults, snr_db=(None, None)):
    """A call on two channels: the agent on 0, the customer on 1."""
    said = call("agent: You will go to jail. / customer: Stop calling me.")
    turns = tuple(
        turn.model_copy(update={"channel": number})
        for number, turn in enumerate(said.conversation.turns)
    )
    channels = tuple(
        ChannelQuality(
            channel=n,
            level_dbfs=-20,
            peak_dbfs=-3,
            clipped_share=0,
            silent_share=0,
            dead=False,
            snr_db=snr_db[n],
        )
        for n in (0, 1)
    )
    return said.model_copy(
        update={
            "conversation": said.conversation.model_copy(update={"turns": turns}),
            "quality": RecordingQuality(channels=channels, faults=faults),
        }
    )


def finding(*turns, probability=0.95, **changes):
    return Finding(
        id="f",
        call_id="c",
        rule_id="X-01",
        rule_digest="",
        category="threat",
        verdict=Verdict.BROKEN,
        severity=Severity.CRITICAL,
        basis=Basis.LAW,
        confidence=Confidence.CERTAIN,
        because="The words were said",
        evidence=tuple(
            Evidence(
                turn=turn,
                speaker=Speaker.AGENT,
                quote="",
                start_char=0,
                end_char=0,
                mean_probability=probability,
            )
            for turn in turns
        ),
    ).model_copy(update=changes)


def doubted(one, *faults):
    (found,) = doubt_by_sound((one,), a_call(*faults), pack())
    return found.confidence, found.because


def test_on_a_good_line_nothing_changes():
    assert doubted(finding(0)) == (Confidence.CERTAIN, "The words were said")


def test_who_spoke_on_an_echoing_channel_is_for_a_person():
    assert doubted(finding(1), ECHO) == (
        Confidence.NEEDS_REVIEW,
        "The words were said (channel 1 carries an echo of channel 0 (-20 dB))",
    )


@pytest.mark.parametrize(
    ("probability", "confidence"),
    [(0.95, Confidence.LIKELY), (0.7, Confidence.NEEDS_REVIEW)],
    ids=["heard well", "heard badly"],
)
def test_words_through_noise_are_less_sure(probability, confidence):
    assert doubted(finding(1, probability=probability), NOISY)[0] is confidence


def test_a_fault_of_the_other_channel_is_no_matter():
    assert doubted(finding(0), ECHO, NOISY) == (Confidence.CERTAIN, "The words were said")


def test_one_quote_on_a_good_channel_is_enough():
    assert doubted(finding(0, 1), NOISY) == (Confidence.CERTAIN, "The words were said")


def test_both_channels_bad_are_both_named():
    told = doubted(finding(0, 1), CLIPPED, NOISY)
    assert told == (
        Confidence.LIKELY,
        "The words were said (channel 0 is clipped; channel 1 is noisy)",
    )


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE])
def test_only_broken_rules_are_doubted(verdict):
    one = finding(1, verdict=verdict)
    assert doubt_by_sound((one,), a_call(ECHO), pack()) == (one,)


def test_what_the_agent_did_not_say_through_noise_is_for_a_person():
    missing = finding(rule_id="REQ-01-caller", because="Never said: company")
    assert doubted(missing, CLIPPED) == (
        Confidence.NEEDS_REVIEW,
        "Never said: company (channel 0 is clipped)",
    )
    assert doubted(missing, NOISY) == (Confidence.CERTAIN, "Never said: company")


def test_a_fact_of_the_log_needs_no_sound():
    early = finding(rule_id="HOURS-01-house", because="The call began at 6:10")
    assert doubted(early, CLIPPED, NOISY) == (Confidence.CERTAIN, "The call began at 6:10")


FORBIDS = "FDCPA-1692e4-arrest"
HISS = SignalFault(
    kind=FaultKind.NOISY, channel=0, told="channel 0 is noisy (speech stands 6 dB above the noise)"
)


@pytest.mark.parametrize(
    ("snr_db", "verdict"),
    [((6.0, 25.0), Verdict.UNDETERMINED), ((9.0, 25.0), Verdict.MET), ((25.0, 6.0), Verdict.MET)],
    ids=["the agent is drowned", "the agent is heard", "the customer is drowned"],
)
def test_what_noise_drowns_was_not_avoided(snr_db, verdict):
    nothing = finding(rule_id=FORBIDS, verdict=Verdict.MET, because="Never said")
    (found,) = doubt_by_sound((nothing,), a_call(HISS, NOISY, snr_db=snr_db), pack())
    assert found.verdict is verdict
    if verdict is Verdict.UNDETERMINED:
        assert found.because == f"Nothing was found, which proves nothing: {HISS.told}"


def test_what_was_said_through_noise_was_said():
    kept = finding(0, rule_id="REQ-03-amount", verdict=Verdict.MET)
    assert doubt_by_sound((kept,), a_call(HISS, snr_db=(6.0, None)), pack()) == (kept,)
