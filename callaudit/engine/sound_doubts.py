"""What a bad signal does to the findings that rest on it."""

from callaudit.core.call import Call
from callaudit.core.finding import Confidence, Evidence, Finding, Verdict
from callaudit.core.recording import SPEAKER_IN_DOUBT, WORDS_IN_DOUBT, FaultKind, SignalFault
from callaudit.engine.attention import VOICES
from callaudit.engine.compile import CompiledPack
from callaudit.engine.kinds import SPOKEN_KINDS
from callaudit.rulespec.checks import AnySpeaker
from callaudit.rulespec.rule import Rule

DROWNED_SNR_DB = 8.0
"""Speech that stands less above the noise loses every other word: its silence proves nothing."""

WELL_HEARD = 0.8
"""Mean word probability from which words are believed though their channel is bad."""


def doubt_by_sound(
    findings: tuple[Finding, ...], call: Call, pack: CompiledPack
) -> tuple[Finding, ...]:
    """Return the findings, those less sure whose words stand on a channel with a fault.

    A broken rule all of whose quotes stand on such a channel: where an echo or swapped channels
    leave it open who spoke, a person must listen (`needs_review`); where clipping, noise, a
    faint or a narrow signal spoil words, `certain` becomes `likely`, and `needs_review` if the
    words were not heard well either. A broken rule that rests on what was not said needs a
    review where the one who should have said it is on such a channel. The sentence names the
    fault. A rule on what must not be said that found nothing is undetermined where the one who
    must not say it is on a channel whose noise drowns words.
    """
    if call.quality is None or not call.quality.faults:
        return findings
    rules = {rule.id: rule for rule in pack.rules}
    return tuple(_doubted(one, call, rules.get(one.rule_id)) for one in findings)


def _doubted(finding: Finding, call: Call, rule: Rule | None) -> Finding:
    own = [e for e in finding.evidence if e.call_id is None]
    if finding.verdict is Verdict.MET and rule is not None and rule.check.kind == "forbid":
        return _drowned(finding, call, rule)
    if finding.verdict is not Verdict.BROKEN:
        return finding
    if not own:
        spoken = rule is not None and rule.check.kind in SPOKEN_KINDS
        silent = _faults_of_speaker(rule.scope.speaker, call) if rule and spoken else ()
        return _less_sure(finding, Confidence.NEEDS_REVIEW, silent) if silent else finding
    faults = [_faults(e, call) for e in own]
    if not all(faults):
        return finding  # one quote stands on a good channel
    found = tuple(dict.fromkeys(fault for of_quote in faults for fault in of_quote))
    who_spoke = any(fault.kind in SPEAKER_IN_DOUBT for fault in found)
    badly = all((e.mean_probability or 0.0) < WELL_HEARD for e in own)
    confidence = finding.confidence
    if who_spoke or badly:
        confidence = Confidence.NEEDS_REVIEW
    elif confidence is Confidence.CERTAIN:
        confidence = Confidence.LIKELY
    return _less_sure(finding, confidence, found)


def _drowned(finding: Finding, call: Call, rule: Rule) -> Finding:
    """Take back that nothing forbidden was said where the noise lets nobody tell."""
    channels = call.quality.channels if call.quality else ()
    spoken = _channels_of(rule.scope.speaker, call)
    drowned = {c.channel for c in channels if c.snr_db is not None and c.snr_db < DROWNED_SNR_DB}
    noise = [
        fault.told
        for fault in (call.quality.faults if call.quality else ())
        if fault.kind is FaultKind.NOISY and fault.channel in drowned & spoken
    ]
    if not noise:
        return finding
    told = f"Nothing was found, which proves nothing: {'; '.join(noise)}"
    return finding.model_copy(update={"verdict": Verdict.UNDETERMINED, "because": told})


def _channels_of(speaker: AnySpeaker, call: Call) -> frozenset[int | None]:
    """Return the channels that a speaker talks on; all that have words if none is known."""
    turns = call.conversation.turns
    own = {turn.channel for turn in turns if turn.speaker in VOICES[speaker]}
    return frozenset(own or {turn.channel for turn in turns})


def _less_sure(
    finding: Finding, confidence: Confidence, faults: tuple[SignalFault, ...]
) -> Finding:
    told = "; ".join(fault.told for fault in faults)
    return finding.model_copy(
        update={"confidence": confidence, "because": f"{finding.because} ({told})"}
    )


def _faults_of_speaker(speaker: AnySpeaker, call: Call) -> tuple[SignalFault, ...]:
    """Return the faults that spoil the words of a speaker, on any of the channels he is on."""
    if call.quality is None:
        return ()
    channels = _channels_of(speaker, call)
    return tuple(
        fault
        for fault in call.quality.faults
        if fault.kind in WORDS_IN_DOUBT and fault.channel in channels
    )


def _faults(evidence: Evidence, call: Call) -> tuple[SignalFault, ...]:
    """Return the faults that put a quote in doubt."""
    quality = call.quality
    if quality is None:
        return ()
    turn = next((t for t in call.conversation.turns if t.index == evidence.turn), None)
    channel = turn.channel if turn else None
    doubtful = WORDS_IN_DOUBT | SPEAKER_IN_DOUBT
    return tuple(
        fault
        for fault in quality.faults
        if fault.kind in doubtful and fault.channel in (None, channel)
    )
