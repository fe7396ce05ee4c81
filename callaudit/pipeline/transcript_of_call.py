"""A call's words without judgement: heard or read, speakers named, private data masked."""

from callaudit.core.audit import CallAudit
from callaudit.pipeline.build import build_call
from callaudit.pipeline.failures import failing_alone
from callaudit.pipeline.hearing import hear_call
from callaudit.pipeline.hearing_tools import HearingTools
from callaudit.pipeline.redaction import redact
from callaudit.pipeline.stages import Stopwatch
from callaudit.pipeline.task import CallTask


def transcribe_call(task: CallTask, tools: HearingTools) -> CallAudit:
    """Return a call with what was said in it and no findings; failed as in `audit_call`.

    Words and speakers are those that an audit judges, and come from the same cache.

    Raises:
        UserError: if the model or a package is missing or wrong, which no other call would
            survive either.
    """
    return failing_alone(task, lambda watch: _transcribed(task, tools, watch))


def _transcribed(task: CallTask, tools: HearingTools, watch: Stopwatch) -> CallAudit:
    recording, heard, conversation = hear_call(task, tools, watch)
    with watch("understand"):
        call = build_call(
            task.metadata, conversation, history=task.history, recording=recording, heard=heard
        )
    audit = CallAudit(
        call_id=task.call_id,
        source=task.source,
        status="audited",
        call=call,
        notes=task.notes,
        timings_s=watch.timings_s,
    )
    return redact(audit) if tools.hearing.redact else audit
