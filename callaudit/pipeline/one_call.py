"""The tool's story: a recording becomes findings that one can hear and cite."""

from callaudit.core.audit import CallAudit
from callaudit.core.call import Call
from callaudit.core.conversation import Speaker
from callaudit.core.recording import AGENT_UNHEARD
from callaudit.engine import hear, judge
from callaudit.engine.call_measures import call_measures
from callaudit.engine.sound_doubts import doubt_by_sound
from callaudit.engine.unrecorded import AGENTS_OWN, Unrecorded
from callaudit.pipeline.build import build_call
from callaudit.pipeline.facts_of_call import as_facts, said_in_call
from callaudit.pipeline.failures import failing_alone
from callaudit.pipeline.hearing import hear_call
from callaudit.pipeline.ledger_hearing import with_ledger_asked
from callaudit.pipeline.redaction import redact
from callaudit.pipeline.second_detector import remembering
from callaudit.pipeline.second_hearing import hear_again
from callaudit.pipeline.stages import Stopwatch
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.tools import AuditTools
from callaudit.pipeline.wiring import name_swapped, name_unrecorded, with_lone_side
from callaudit.pipeline.wordless import name_wordless
from callaudit.scoring.score import score
from callaudit.text.required import missing_elements


def audit_call(task: CallTask, tools: AuditTools) -> CallAudit:
    """Audit one call, from sound or words to findings and score.

    A call that cannot be audited comes back as failed, with stage and reason; so does one that
    meets a fault of ours, which names the place in the code and nothing that was said.

    Raises:
        UserError: if the model or a package is missing or wrong, which no other call would
            survive either.
    """
    return failing_alone(task, lambda watch: _audited(task, tools, watch))


def _audited(task: CallTask, tools: AuditTools, watch: Stopwatch) -> CallAudit:
    recording, heard, conversation = hear_call(task, tools, watch)
    with watch("understand"):
        channel = tools.settings.agent_channel
        conversation = with_lone_side(conversation, heard, agent_channel=channel)
        call = build_call(
            task.metadata, conversation, history=task.history, recording=recording, heard=heard
        )
        call = name_wordless(name_unrecorded(name_swapped(call, agent_channel=channel)))
    if recording is not None:
        with watch("listen again"):
            call = with_ledger_asked(call, recording=recording, tools=tools)
    with watch("judge"):
        pack = tools.pack_for(task.metadata)
        heard_call = hear(pack, call)
        with remembering(tools.likeness, tools.vectors, call):
            findings = judge(pack, heard_call)
        said = said_in_call(pack, heard_call)
        measures = call_measures(heard_call, pack.policy)
    if recording is not None:
        with watch("listen again"):
            findings = hear_again(findings, call, pack, recording=recording, tools=tools)
        findings = doubt_by_sound(findings, call, pack)
    with watch("score"):
        scorecard = score(
            findings,
            policy_name=pack.policy.name,
            policy_digest=pack.policy.digest,
            heard=not _agent_unheard(call),
        )
    audit = CallAudit(
        call_id=task.call_id,
        source=task.source,
        status="audited",
        call=call,
        findings=findings,
        missing_elements=missing(call),
        scorecard=scorecard,
        notes=task.notes,
        said=said,
        established=as_facts(said, call),
        measures=measures,
        timings_s=watch.timings_s,
    )
    return redact(audit) if tools.settings.redact else audit


def _agent_unheard(call: Call) -> bool:
    faults = call.quality.faults if call.quality else ()
    return any(fault.kind in AGENT_UNHEARD for fault in faults)


def missing(call: Call) -> tuple[str, ...]:
    """Return the elements that a call must have and has not."""
    foreign = call.transcript is not None and not call.transcript.language.startswith("en")
    if foreign or not call.conversation.turns:
        return ()  # what was not understood is not missing
    unrecorded = Unrecorded(call)
    said = (*call.elements, *call.unsure)  # where nobody can tell, it is not known to be missing
    names = missing_elements(
        call.call_type, said, metadata=call.metadata, conversation=call.conversation
    )
    if unrecorded.told is None:
        return names
    agent_heard = not unrecorded.misses(Speaker.AGENT)
    return tuple(name for name in names if agent_heard and name in AGENTS_OWN)
